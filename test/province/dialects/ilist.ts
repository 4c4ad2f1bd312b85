import { type Dialect, folderOf } from './dialect.ts';
import { plainList } from './plain-list.ts';

/** `/view/iList.jsp?cat_id=`: the date element stands before the link. */
export const ilist: Dialect = {
  perPage: 20,
  columnPath: (_, column) => `/view/iList.jsp?cat_id=${10_000 + column.no}`,
  articlePath: (site, { column, id }) => `${folderOf(site, column)}${id}.html`,
  resolve(_, path, query) {
    const article = /^\/(?:[a-z]+\/)+(\d+)\.html$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number(article[1]) };
    if (path !== '/view/iList.jsp') return null;
    const column = Number(query.get('cat_id')) - 10_000;
    return { is: 'column', column, page: Number(query.get('cur_page') ?? 1) };
  },
  list({ items, site, column, state, page, pages, total }) {
    const rows = plainList(items, { ...site.dress, dateBeforeLink: true }, state.day, {
      listClass: 'textlist',
    });
    const at = `/view/iList.jsp?cat_id=${10_000 + column.no}&amp;tm_id=63&amp;cur_page=`;
    return `<div class="textlist-box">${rows}<div class="pages">共${total}条 第${page}/${pages}页 <a href="${at}1">首页</a> <a href="${at}${Math.min(page + 1, pages)}">下一页</a> <a href="${at}${pages}">末页</a></div></div>`;
  },
};
