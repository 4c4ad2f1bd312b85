import { iso } from '../days.ts';
import type { Dialect } from './dialect.ts';

/** A single-page front: lists come from an interface of its own that no reader can know beforehand. */
export const scriptFetch: Dialect = {
  perPage: 15,
  scriptHome: true,
  columnPath: (_, column) => `/pages/list.html?channelId=${column.no}`,
  articlePath: (_, { id }) => `/pages/detail.html?articleId=${id}`,
  resolve(_, path, query) {
    if (path === '/pages/detail.html') return { is: 'article', id: Number(query.get('articleId')) };
    const column = Number(query.get('channelId'));
    if (path === '/pages/list.html') return { is: 'column', column, page: 1 };
    if (path === '/cms-api/article/page')
      return { is: 'data', column, page: Number(query.get('pageNum') ?? 1), flavour: 'page' };
    return null;
  },
  list: ({ column }) => fetchedList(column.no, 15),
  data: ({ items, total, page }) => ({
    type: 'application/json',
    body: JSON.stringify({
      code: 0,
      msg: 'ok',
      result: {
        pageNum: page,
        total,
        rows: items.map(({ article, href, date }) => ({
          articleId: article.id,
          headline: article.title,
          link: href,
          pubTime: date === null ? null : `${iso(date)} ${article.time}`,
        })),
      },
    }),
  }),
};

/** Placeholder and script of a list fetched when the page is shown. */
export function fetchedList(column: number, size: number): string {
  return `<div class="art-list" id="art_${column}"><p class="loading">加载中...</p></div>
<script type="text/javascript">
(function () {
  var x = new XMLHttpRequest();
  x.open('GET', '/cms-api/article/page?channelId=${column}&pageNum=1&pageSize=${size}');
  x.onload = function () {
    var rows = JSON.parse(x.responseText).result.rows, html = '<ul>';
    rows.slice(0, ${size}).forEach(function (r) { html += '<li><a href="' + r.link + '">' + r.headline + '</a><i>' + (r.pubTime || '').slice(0, 10) + '</i></li>'; });
    document.getElementById('art_${column}').innerHTML = rows.length ? html + '</ul>' : '<p>暂无数据</p>';
  };
  x.send();
})();
</script>`;
}
