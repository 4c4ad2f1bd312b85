import { compact, two } from '../days.ts';
import { hex } from '../random.ts';
import { columnBySlug, type Dialect } from './dialect.ts';
import { plainList } from './plain-list.ts';

/** 开普云: `column-index-1.shtml`, articles `c100105/202411/<uuid>.shtml`. */
export const kaipuyun: Dialect = {
  perPage: 18,
  columnPath: (_, column) => `/${column.slug}/column-index-1.shtml`,
  articlePath(site, { column, urlDay, id }) {
    const tail = hex(24, site.siteCode, id);
    const uuid = `${id.toString(16).padStart(8, '0')}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8, 12)}-${tail.slice(12)}`;
    return `/c${100_100 + column.no}/${compact(urlDay).slice(0, 6)}/${uuid}.shtml`;
  },
  resolve(site, path) {
    const article = /^\/c\d+\/\d{6}\/([0-9a-f]{8})-[0-9a-f-]+\.shtml$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number.parseInt(article[1], 16) };
    const list = /^\/([a-z]+)\/(?:column-index-(\d+)|index)?(?:\.shtml)?$/.exec(path);
    const column = list?.[1] === undefined ? undefined : columnBySlug(site, list[1]);
    return column === undefined ? null : { is: 'column', column: column.no, page: Number(list?.[2] ?? 1) };
  },
  list({ items, site, column, state, page, pages }) {
    const numbers = Array.from({ length: Math.min(pages, 8) }, (_, i) =>
      i + 1 === page
        ? `<span class="cur">${two(i + 1)}</span>`
        : `<a href="/${column.slug}/column-index-${i + 1}.shtml">${two(i + 1)}</a>`,
    );
    return `<div class="list-con" id="con">${plainList(items, site.dress, state.day, { tag: 'i', cls: 'fr', listClass: 'news-list' })}</div><div id="page" class="pagination">${numbers.join('')}</div>`;
  },
};
