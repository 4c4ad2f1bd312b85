import { iso } from '../days.ts';
import { inScript } from '../html.ts';
import { columnBySlug, type Dialect, type ShownItem } from './dialect.ts';

/** The list stands in the page as a script's data and is written by the visitor's browser. */
export const scriptInline: Dialect = {
  perPage: 15,
  scriptHome: true,
  columnPath: (_, column) => `/list/${column.slug}.html`,
  articlePath: (_, { id }) => `/content/${id}.html`,
  resolve(site, path) {
    const article = /^\/content\/(\d+)\.html$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number(article[1]) };
    const list = /^\/list\/([a-z]+)\.html$/.exec(path);
    const column = list?.[1] === undefined ? undefined : columnBySlug(site, list[1]);
    return column === undefined ? null : { is: 'column', column: column.no, page: 1 };
  },
  list: ({ items, column }) => inlineList(items, `list_${column.no}`),
};

/** A list as data with the script that shows it. */
export function inlineList(items: readonly ShownItem[], id: string): string {
  const rows = items.map(({ article, href, date }) => [article.title, href, date === null ? '' : iso(date)]);
  return `<div class="news" id="${id}"></div>
<script type="text/javascript">
(function () {
  var rows = ${inScript(rows)}, html = '<ul>';
  for (var i = 0; i < rows.length; i++) html += '<li><a href="' + rows[i][1] + '">' + rows[i][0] + '</a><span>' + rows[i][2] + '</span></li>';
  document.getElementById('${id}').innerHTML = html + '</ul>';
})();
</script>`;
}
