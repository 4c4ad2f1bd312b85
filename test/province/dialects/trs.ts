import { compact } from '../days.ts';
import { type Dialect, folderOf, resolveFolder } from './dialect.ts';
import { plainList } from './plain-list.ts';

/** 拓尔思 WCM: `t20261105_123.html`, `index_1.html` for the second page, pager by `createPageHTML`. */
export const trs: Dialect = {
  perPage: 15,
  columnPath: (site, column) => folderOf(site, column),
  articlePath: (site, { column, urlDay, id }) =>
    `${folderOf(site, column)}${compact(urlDay).slice(0, 6)}/t${compact(urlDay)}_${id}.html`,
  resolve(site, path) {
    const article = /\/t\d{8}_(\d+)\.html$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number(article[1]) };
    return resolveFolder(site, path, (n) => n + 1);
  },
  list: ({ items, site, state, page, pages, total }) =>
    `<div class="listbox">${plainList(items, site.dress, state.day)}
<div class="page"><script type="text/javascript">createPageHTML(${pages}, ${page - 1}, "index", "html", ${total});</script></div></div>`,
};
