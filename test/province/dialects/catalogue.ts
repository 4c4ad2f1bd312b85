import { iso, partsOf } from '../days.ts';
import { esc } from '../html.ts';
import { between } from '../random.ts';
import { type Dialect, folderOf, resolveFolder, type ShownItem } from './dialect.ts';
import { link } from './plain-list.ts';

/** 索引号 that holds a year and a number: looks like a date and is none. */
const indexNumber = ({ article }: ShownItem) =>
  `0233621J/${partsOf(article.day).year}-${String(article.id % 100_000).padStart(5, '0')}`;

/** 成文日期: when a paper was signed, some days before it was published. */
const signed = ({ article }: ShownItem) => article.day - between(3, 25, article.id, 'signed');

function row(item: ShownItem, sponsor: string): string {
  const published = item.date === null ? '' : iso(item.date);
  const written = item.date === null ? '' : iso(signed(item));
  return `<li><div class="lis_suoyin fl">${indexNumber(item)}</div><div class="lis_title fl td2">${link(item, 30)}
<div class="dasite"><table><tbody><tr><td>名称</td><td colspan="3">${esc(item.article.title)}</td></tr><tr><td>发布机构</td><td>${esc(sponsor)}</td><td>索引号</td><td>${indexNumber(item)}</td></tr><tr><td>成文日期</td><td>${written}</td><td>文号</td><td></td></tr><tr><td>发布日期</td><td>${published}</td><td>主题词</td><td></td></tr></tbody></table></div></div><div class="lis_date">${published}</div></li>`;
}

/** Catalogue lists: an index number before the link, a hidden table with two dates behind it, the date once more at the end. */
export const catalogue: Dialect = {
  perPage: 12,
  columnPath: (site, column) => `${folderOf(site, column)}index.html`,
  articlePath: (site, { column, id }) => `${folderOf(site, column)}10129${String(id).padStart(9, '0')}.html`,
  resolve(site, path) {
    const article = /\/10129(\d{9})\.html$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number(article[1]) };
    return resolveFolder(site, path, (n) => n);
  },
  list({ items, site, column, page, pages }) {
    const folder = folderOf(site, column);
    return `<div class="gk_list"><div class="gk_head"><span>索引号</span><span>名称</span><span>发布日期</span></div><ul>${items.map((item) => row(item, site.sponsor)).join('\n')}</ul><div class="page">${page}/${pages} <a href="${folder}index_${Math.min(page + 1, pages)}.html">下一页</a></div></div>`;
  },
};
