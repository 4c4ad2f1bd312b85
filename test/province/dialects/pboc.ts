import { compact } from '../days.ts';
import { type Dialect, folderOf, resolveFolder } from './dialect.ts';
import { plainList } from './plain-list.ts';

/** Lists without dates; the node id in the URL is a timestamp, the date itself stands in the article alone. */
export const pboc: Dialect = {
  perPage: 15,
  columnPath: (site, column) => `${folderOf(site, column)}index.html`,
  articlePath: (site, { column, urlDay, time, id }) =>
    `${folderOf(site, column)}${compact(urlDay)}${time.replaceAll(':', '')}${id}/index.html`,
  resolve(site, path) {
    const article = /\/\d{14}(\d+)\/index\.html$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number(article[1]) };
    return resolveFolder(site, path, (n) => n);
  },
  list({ items, site, column, state, page, pages }) {
    const undated = items.map((item) => ({ ...item, date: null }));
    return `<div class="portlet">${plainList(undated, site.dress, state.day, { listClass: 'txtlist' })}<div class="fenye"><a href="${folderOf(site, column)}index_${Math.min(page + 1, pages)}.html">下一页</a> 第${page}页/共${pages}页</div></div>`;
  },
};
