import { articleId } from '../articles.ts';
import { compact } from '../days.ts';
import { columnBySlug, type Dialect, folderOf, resolveFolder } from './dialect.ts';
import { plainList } from './plain-list.ts';

/** Lists without dates; the node id in the URL is a timestamp, the date itself stands in the article alone. */
export const pboc: Dialect = {
  perPage: 15,
  columnPath: (site, column) => `${folderOf(site, column)}index.html`,
  // Nineteen digits, as on the real site: the second it was made, and five more that tell it from its neighbours.
  articlePath: (site, { column, urlDay, time, window }) =>
    `${folderOf(site, column)}${compact(urlDay)}${time.replaceAll(':', '')}${String(window).padStart(5, '0')}/index.html`,
  resolve(site, path) {
    const article = /\/([a-z]+)\/\d{14}(\d{5})\/index\.html$/.exec(path);
    const folder = article?.[1] === undefined ? undefined : columnBySlug(site, article[1]);
    if (folder !== undefined) return { is: 'article', id: articleId(folder, Number(article?.[2])) };
    return resolveFolder(site, path, (n) => n);
  },
  list({ items, site, column, state, page, pages }) {
    const undated = items.map((item) => ({ ...item, date: null }));
    return `<div class="portlet">${plainList(undated, site.dress, state.day, { listClass: 'txtlist' })}<div class="fenye"><a href="${folderOf(site, column)}index_${Math.min(page + 1, pages)}.html">下一页</a> 第${page}页/共${pages}页</div></div>`;
  },
};
