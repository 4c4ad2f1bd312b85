import { partsOf } from '../days.ts';
import { esc } from '../html.ts';
import type { Dialect } from './dialect.ts';
import { link } from './plain-list.ts';

/** Old ASP pages in GB2312: tables of font tags, `list.asp?id=`, dates without leading zeros. */
export const gbTable: Dialect = {
  perPage: 20,
  columnPath: (_, column) => `/list.asp?id=${column.no}`,
  articlePath: (_, { id }) => `/show.asp?id=${id}`,
  resolve(_, path, query) {
    const id = Number(query.get('id'));
    if (path === '/show.asp') return { is: 'article', id };
    if (path === '/list.asp') return { is: 'column', column: id, page: Number(query.get('page') ?? 1) };
    return null;
  },
  list({ items, column, page, pages, total }) {
    const rows = items.map((item) => {
      const { year, month, date } = partsOf(item.date ?? 0);
      const shown = item.date === null ? '' : `[${year}-${month}-${date}]`;
      return `<tr><td width="20" height="25"><img src="images/dot.gif"></td><td>${link(item, 34)}</td><td width="100" align="right"><font color="#999999">${shown}</font></td></tr>
<tr><td colspan="3" height="1" background="images/line.gif"></td></tr>`;
    });
    return `<table width="96%" border="0" cellspacing="0" cellpadding="0" align="center">${rows.join('\n')}</table>
<table width="96%" align="center"><tr><td align="center">${esc(column.name)} 共 ${total} 条 页次：${page}/${pages} <a href="list.asp?id=${column.no}&page=${Math.min(page + 1, pages)}">下一页</a></td></tr></table>`;
  },
};
