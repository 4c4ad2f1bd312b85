import { compact } from '../days.ts';
import { type Dialect, folderOf, resolveFolder } from './dialect.ts';
import { plainList } from './plain-list.ts';

/** Header and footer come by `$('#x').load('/…/index.html')`; the pager is base64 of URL-encoded HTML, decoded by script. */
export const fragments: Dialect = {
  perPage: 15,
  columnPath: (site, column) => `${folderOf(site, column)}index.html`,
  articlePath: (site, { column, urlDay, id }) =>
    `${folderOf(site, column)}${compact(urlDay).slice(0, 6)}/${id}.html`,
  resolve(site, path) {
    const article = /\/\d{6}\/(\d+)\.html$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number(article[1]) };
    return resolveFolder(site, path, (n) => n);
  },
  list({ items, site, column, state, page, pages, total }) {
    const folder = folderOf(site, column);
    const to = (n: number) => `${folder}${n === 1 ? 'index' : `index_${n}`}.html`;
    const pager = `<a href="${to(1)}">首页</a><a href="${to(Math.min(page + 1, pages))}">下一页</a><a href="${to(pages)}">尾页</a><span>共${total}条</span>`;
    const hidden = Buffer.from(encodeURIComponent(pager)).toString('base64');
    return `<div class="jyh-list">${plainList(items, site.dress, state.day)}<div class="pagination" id="pagination" data-html="${hidden}"></div>
<script type="text/javascript">var p=document.getElementById('pagination');p.innerHTML=decodeURIComponent(atob(p.getAttribute('data-html')));</script></div>`;
  },
};
