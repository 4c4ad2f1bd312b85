import { columnBySlug, type Dialect, folderOf } from './dialect.ts';
import { plainList } from './plain-list.ts';

/** 博达 VSB: `info/1001/123.htm`, `li#line_u9_0`, page numbers that count down to `1.htm`, the oldest. */
export const boda: Dialect = {
  perPage: 20,
  columnPath: (site, column) => folderOf(site, column).replace(/\/$/, '.htm'),
  articlePath: (_, { column, id }) => `/info/${1000 + column.no}/${id}.htm`,
  resolve(site, path) {
    const article = /^\/info\/\d+\/(\d+)\.htm$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number(article[1]) };
    const list = /^\/(?:[a-z0-9]+\/)*?([a-z]+)(?:\/(\d+))?\.htm$/.exec(path);
    const column = list?.[1] === undefined ? undefined : columnBySlug(site, list[1]);
    if (column === undefined) return null;
    // Counting down needs the number of pages; the router takes a negative page as "from the end".
    return { is: 'column', column: column.no, page: list?.[2] === undefined ? 1 : -Number(list[2]) };
  },
  list({ items, site, column, state, page, pages, total }) {
    const base = folderOf(site, column).replace(/\/$/, '');
    const to = (n: number) => (n <= 1 ? `${base}.htm` : `${base}/${pages - n + 1}.htm`);
    const rows = plainList(items, site.dress, state.day, {
      itemAttributes: (n) => ` id="line_u9_${n}"`,
      listClass: 'winstyle1009',
    });
    return `<div class="list_content">${rows}<div class="pb_sys_common pb_sys_normal" align="center"><span class="p_pages"><span class="p_t">共${total}条</span><span class="p_no_d">${page}</span>${
      page < pages
        ? `<span class="p_no"><a href="${to(page + 1)}">${page + 1}</a></span><span class="p_next p_fun"><a href="${to(page + 1)}">下页</a></span>`
        : ''
    }<span class="p_last p_fun"><a href="${to(pages)}">尾页</a></span></span>&nbsp;${page}/${pages}</div></div>`;
  },
};
