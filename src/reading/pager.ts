import { type PageDom, textOf } from './page-dom.ts';
import { Sign } from './text-signs.ts';

export interface Pager {
  /** Index of the pager's first node; -1 when the page has none. */
  index: number;
  /** Items in all, when it says so. */
  total: number | null;
}

/** What a pager says of itself. */
export const PAGER_WORDS =
  /^(?:[<«‹]{0,2}\s*)?(上一?页|下一?页|尾页|末页|最后一?页|共\s*\d+\s*页|(?:共|总共|总计)\s*\d+\s*(?:条|篇|项).{0,40})(?:\s*[>»›]{0,2})?$/;
const SCRIPTED =
  /createPageHTML\s*\(|createPage\s*\(|laypage|pagination\s*\(|simplePage|queryArticleByCondition/;
const MARKED =
  /^(page|pager|pages|paging|pagination|pagebar|page_?nav\w*|fanye|fenye|page-?list|pagelist|pagecss)$/i;
/** What every such name has in it: asked before names are taken apart. */
const MARKABLE = /pag|fanye|fenye/i;

/** What says more is the page itself, called `page` by its designer. */
const LONGEST = 400;

const TOTAL_TITLE = /^(total record|总数|总记录数?)$/i;
const TOTAL = [
  /(?:共有?|总共|总计|合计)\s*[:：]?\s*(\d{1,7})\s*(?:条|篇|项|个?记录)/,
  /(?:总条数|总记录数?|总数|记录总数|信息总数|文章总数|total\s*records?)\s*[:：]?\s*(\d{1,7})/i,
  /(?<!每页[^\d]{0,4}\d{0,6})(\d{1,7})\s*条\s*(?:记录|信息|数据)?\s*(?:\/|，|,|共)\s*\d{1,6}\s*页/,
  /共\s*\d{1,6}\s*页\s*[,，/]?\s*(\d{1,7})\s*条/,
];
/** createPageHTML(pages, current, name, suffix, total): the fifth says how many items there are. */
const SCRIPT_TOTAL =
  /createPageHTML\s*\(\s*\d+\s*,\s*\d+\s*,\s*['"][^'"]{0,80}['"]\s*,\s*['"][^'"]{0,20}['"]\s*,\s*['"]?(\d{1,7})/;
const SCRIPT_FIELD =
  /\b(?:totalRecords?|recordCount|totalCount|total_?rows|m_nRecordCount)\s*[:=]\s*['"]?(\d{1,7})/i;

/** The pager of a page, by its words, its class or the script that writes it, and what it says of the total. */
export function readPager(dom: PageDom, scripts: readonly string[]): Pager {
  let index = -1;
  let total: number | null = null;
  for (let i = 0; i < dom.nodes.length; i++) {
    const flat = dom.nodes[i];
    if (flat === undefined) break;
    if (flat.element === null) {
      const text = flat.words;
      if ((flat.signs & Sign.paging) === 0 || text.length > 80 || (index >= 0 && total !== null)) continue;
      if (index < 0 && PAGER_WORDS.test(text)) index = i;
      total ??= totalIn(text);
      continue;
    }
    const { attribs } = flat.element;
    if (index < 0 && isMarked(attribs) && textOf(dom, i, LONGEST + 1).length <= LONGEST) {
      index = i;
      total ??= totalIn(textOf(dom, i, 200));
      // jpaas writes its pager as <div class="pagination" rows="15" count="231">.
      const { count } = attribs;
      if (count !== undefined && /^\d{1,7}$/.test(count)) total ??= Number(count);
    }
    if (total === null && attribs.title !== undefined && TOTAL_TITLE.test(attribs.title))
      total = numberIn(textOf(dom, i, 40));
    if (index < 0 && flat.element.name === 'script' && SCRIPTED.test(scriptText(dom, i))) index = i;
  }
  for (const script of scripts) {
    if (total !== null) break;
    const stated = SCRIPT_TOTAL.exec(script)?.[1] ?? SCRIPT_FIELD.exec(script)?.[1];
    if (stated !== undefined) total = Number(stated);
  }
  return { index, total };
}

function isMarked({ id, class: classes }: Readonly<Record<string, string>>): boolean {
  if (id !== undefined && MARKABLE.test(id) && MARKED.test(id)) return true;
  return (
    classes !== undefined && MARKABLE.test(classes) && classes.split(/\s+/).some((word) => MARKED.test(word))
  );
}

/** `共 231 条`, `总数：231`, `231条/16页`. */
export function totalIn(text: string): number | null {
  for (const pattern of TOTAL) {
    const stated = pattern.exec(text)?.[1];
    if (stated !== undefined) return Number(stated);
  }
  return null;
}

function numberIn(text: string): number | null {
  const stated = /\d{1,7}/.exec(text)?.[0];
  return stated === undefined ? null : Number(stated);
}

function scriptText(dom: PageDom, index: number): string {
  const first = dom.nodes[index + 1];
  return first?.parent === index ? (first.text ?? '').slice(0, 2_000) : '';
}
