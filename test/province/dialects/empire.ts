import { iso } from '../days.ts';
import { type Dialect, folderOf, resolveFolder } from './dialect.ts';
import { plainList } from './plain-list.ts';

/** 帝国CMS: `2026-11-05/979.html`, `index_2.html`, plain pager with "Total record", hit counter by script. */
export const empire: Dialect = {
  perPage: 15,
  columnPath: (site, column) => folderOf(site, column),
  articlePath: (site, { column, urlDay, id }) => `${folderOf(site, column)}${iso(urlDay)}/${id}.html`,
  resolve(site, path) {
    const article = /\/\d{4}-\d{2}-\d{2}\/(\d+)\.html$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number(article[1]) };
    return resolveFolder(site, path, (n) => n);
  },
  list({ items, site, column, state, page, pages, total }) {
    const folder = folderOf(site, column);
    const to = (n: number) => (n === 1 ? `${folder}index.html` : `${folder}index_${n}.html`);
    const numbers = Array.from({ length: Math.min(pages, 10) }, (_, i) =>
      i + 1 === page ? `<b>${i + 1}</b>` : `<a href="${to(i + 1)}">${i + 1}</a>`,
    );
    const pager = `<a title="Total record">&nbsp;<b>${total}</b> </a>&nbsp;${numbers.join('&nbsp;')}&nbsp;<a href="${to(Math.min(page + 1, pages))}">下一页</a>`;
    const rows = plainList(items, site.dress, state.day, { tag: 'span', cls: 'time' });
    return `<div class="news_list">${rows.replaceAll('<span class="time">', '<span class="time">\n   ')}</div><div class="pages">${pager}</div>`;
  },
};
