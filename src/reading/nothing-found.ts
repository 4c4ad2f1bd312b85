import type { NothingFound } from '../domain/page-reading.ts';
import { attr, climb, lowerBound, type MapEntry, type PageMap, textOf } from './forms/page-map.ts';
import type { TextRun } from './forms/text-run.ts';
import { type HidingOf, hidingReader } from './forms/visibility.ts';
import { type PageDom, selectorOf } from './page-dom.ts';
import { placeAt } from './place.ts';
import { Sign } from './text-signs.ts';

/** What no message is without; most of a page's texts are passed over by it. */
export const SEED = /[没未无]|不到|为空|(?<!\d)0(?!\d)|\bno |nothing|not match/i;
/** A message with the title that was searched for is no longer. */
const LONGEST = 200;
/** What is quoted, the words that were searched for above all, is not said by the page. */
const QUOTED = /“[^”]*”|‘[^’]*’|"[^"]*"|「[^」]*」|《[^》]*》|【[^】]*】/g;
/** Other things than results can be none or missing. */
const OTHER_THINGS = /评论|留言|回复|跟帖|点赞|收藏|消息|订阅|关注|历史|热搜|热门|(?:搜索|浏览)记录/;

const RESULTS = '(?:结果|信息|内容|记录|数据|文章|资料|条目|资讯|新闻|匹配项)';
/** Pages and files can be missing, too: that is another message, unless they are those that fit the words. */
const THINGS = '(?:结果|信息|内容|记录|数据|文章|资料|条目|资讯|新闻|匹配项|文档|文件|网页|项目?)';
const MISSING_PAGE = /访问|浏览|打开|页面|网址|链接|地址/;
const FITTING = '(?:相关|有关|相符|符合|匹配|满足|包含|含有|对应|搜索|检索|查询)';
const NOT = '(?:没有|没|未|未能|没能|暂未|尚未|无法)';
const FIND = '(?:搜索|检索|查询|查找|搜|查|找|匹配)(?:到|得|出)';
/** What may follow: advice. */
const END = '(?:的|了|哦|呢|吧|啊)*(?:请.*|建议.*|您可.*|换.*|试试.*)?$';

const COUNT = new RegExp(
  `(?:^|共|总计|合计|命中|返回|${FIND}|(?:搜索|检索|查询|相关)结果)` +
    `(?:共计|总计|共|了|有|约|大约|为|的|[:：（(]|数|相关|符合条件|匹配|结果|信息|内容|记录|数据|文章){0,5}` +
    `0(?:条|个|项|篇|件)(?=$|的?(?:与|和|相关|符合|匹配|搜索|检索|查询|${THINGS})|[^\\p{Script=Han}])`,
  'u',
);
/** Clauses of a message; what stands before must be about searching. */
const SAYINGS = [
  `${NOT}${FIND}了?(?:任何)?${RESULTS}`,
  `(?:${NOT}${FIND}|(?:找|搜|查)不到).{0,90}?(?:${FITTING}.{0,90}?${THINGS}|[您你].{0,90}?${RESULTS})`,
  `(?:找|搜|查|搜索|检索)不到(?:任何)?${RESULTS}`,
  `(?:暂无|暂时没有|没有|查无|无)(?:任何)?(?:可用的?)?(?:搜索|检索|查询|查找|符合|匹配|满足).{0,12}${THINGS}`,
  `(?:搜索|检索|查询)?结果(?:集)?为(?:空|0|零)`,
  `查无(?:此|相关)?${RESULTS}`,
  `(?:暂无|没有|无)(?:任何)?结果`,
];
/** It was not found: without a word of what, right after the words that were searched for. */
const BARE = new RegExp(`^(?:[您你]?(?:搜索|检索|查询)的)?(?:“”)?${NOT}${FIND}${END}`);
const BEFORE =
  '(?:(?:[您你]|该|系统|本站|全站|网站|站内|当前|目前|关键[词字]|输入|搜索|检索|查询|查找|“”|为|所|的|在|中|下|条件|内容|结果|提示|抱歉|对不起|不好意思).{0,80}?)?';
/** The same words stand where a column is empty or a part of the page does not work. */
const MAY_SAY = new RegExp(
  `^${BEFORE}(?:暂无|暂时没有|没有|无)(?:任何)?(?:相关|有关)(?:的)?${RESULTS}${END}`,
);
/** What lists of component libraries show while they have no data, also where the request for them failed. */
const BY_DEFAULT = new RegExp(`^(?:暂无|暂时没有|没有|无)(?:任何)?${RESULTS}${END}`);
const SAYS = new RegExp(`^${BEFORE}(?:${SAYINGS.join('|')})${END}`);
const ENGLISH =
  /^\W*(?:sorry\W+)?(?:(?:there (?:are|were) )?no (?:search |matching )?(?:results?|records?|matches|documents?)\b|0 (?:search )?(?:results?|records?|matches|hits)\b|nothing (?:was )?found\b|your search .{0,90}did not match\b)/i;

/** Places in which a page says nothing of its own. */
const BESIDE: ReadonlySet<string | null> = new Set(['footer', 'nav', 'breadcrumb', 'aside', 'sitemap']);
/** An element that a library shows or leaves out, not yet asked. */
const CONDITIONAL = ['v-if', 'v-else', 'v-else-if', 'v-show', 'v-cloak', 'ng-if', 'ng-show', 'x-show'];
const PLACEHOLDER = /\{\{|\}\}|<%|\$\{/;
/** Below the threshold of those who judge. */
const UNSURE = 0.4;
const MOST = 3;
/** A page without results has few texts; a hostile one may have thousands that are nearly such words. */
const MOST_LOOKED = 500;
/** Links of a result bear its title; those of a message lead back or on. */
const TITLE = 8;
/** What holds more titles than this is no result but a layout. */
const MOST_TITLES = 3;

/**
 * Where a page says that searching found nothing: in words of its own that a visitor sees, not in those of a result, a
 * script, a template or what is hidden. Words of a page that script has yet to fill may stand there before it did.
 */
export function readNothingFound(dom: PageDom, map: PageMap, isFilled: boolean): NothingFound[] {
  const found: NothingFound[] = [];
  let hidingOf: HidingOf | null = null;
  let looked = 0;
  for (const run of map.runs) {
    if ((run.signs & Sign.nothing) === 0 || run.text.length > LONGEST || !SEED.test(run.text)) continue;
    if (++looked > MOST_LOOKED) break;
    const confidence = confidenceOf(run.text);
    if (confidence === 0) continue;
    hidingOf ??= hidingReader(map);
    if (!isOwn(dom, map, run, hidingOf)) continue;
    const trace = { selector: selectorOf(run.within.el), text: run.text.slice(0, 120) };
    found.push({ trace, confidence: isFilled ? confidence : UNSURE });
    if (found.length >= MOST) break;
  }
  return found;
}

/** 0..1 that these words say it; 0 where they do not. */
function confidenceOf(text: string): number {
  if (PLACEHOLDER.test(text) || OTHER_THINGS.test(text)) return 0;
  const said = text.replace(QUOTED, '“”');
  if (ENGLISH.test(said)) return 0.9;
  const compact = said.replace(/\s+/g, '');
  if (COUNT.test(compact)) return 0.9;
  const clauses = compact.split(/[，,。.！!；;：:、…]+/).filter((clause) => !MISSING_PAGE.test(clause));
  if (clauses.some((clause) => SAYS.test(clause) || BARE.test(clause))) return 0.9;
  if (clauses.some((clause) => MAY_SAY.test(clause))) return 0.6;
  return clauses.some((clause) => BY_DEFAULT.test(clause)) ? UNSURE : 0;
}

function isOwn(dom: PageDom, map: PageMap, run: TextRun, hidingOf: HidingOf): boolean {
  if (run.clickable || isOfResult(map, run)) return false;
  if (BESIDE.has(placeAt(dom, dom.indexOf(run.within.el)).place)) return false;
  return climb(run.within, (entry) => hidingOf(entry) !== null || isConditional(entry)) === null;
}

function isConditional({ el }: MapEntry): boolean {
  return CONDITIONAL.some((name) => name in el.attribs);
}

/** Whether a link with a title stands in the same entry of a list. */
function isOfResult(map: PageMap, { within }: TextRun): boolean {
  const entry = climb(within, ({ tag }) => ITEM.test(tag), 12);
  if (entry === null) return false;
  const links = map.byTag.get('a') ?? [];
  const inside = links.slice(lowerBound(links, entry.at), lowerBound(links, entry.end));
  const titles = inside.filter((link) => attr(link, 'href') !== '' && textOf(link.el, 40).length >= TITLE);
  return titles.length > 0 && titles.length <= MOST_TITLES;
}
const ITEM = /^(?:li|dd|dt|tr|article)$/;
