import type { ListReading } from '../domain/page-reading.ts';
import { isPartOfDate } from './dates.ts';
import { bareList, emptyListAt, saidEmpty } from './empty-list.ts';
import type { PlacedList } from './lists.ts';
import type { PageDom } from './page-dom.ts';
import type { Pager } from './pager.ts';
import { placeAt } from './place.ts';

export interface MainListInput {
  lists: readonly PlacedList[];
  pager: Pager;
  /** Names the page gives itself: last of the breadcrumb, ColumnName, start of the title. */
  names: readonly string[];
  /** The page is surely one column's: it has a breadcrumb or a ColumnName. */
  isColumn: boolean;
  /** Everything the page shows is there without script. */
  complete: boolean;
  /** The document as the browser has it: words that say there is nothing were not there before the list came. */
  rendered: boolean;
}

/** Lists that stand beside the one the page is about. */
const BESIDE =
  /热点|热门|排行|推荐|相关|点击|关注|浏览量|猜你|最新(信息|文章|动态|更新|发布|公开)?$|图片新闻|友情|常用|快速|导航|栏目/;
/** Below the reader's threshold: reported, not judged. */
const BESIDE_CONFIDENCE = 0.3;

/** Eight dated items and no way to more of them. */
const LONG_LIST_SCORE = 32;

/**
 * Marks the list the page is about, if it is about one. A page of several blocks, each with a way to more of its
 * kind, is an overview and has none: taking one of them would let a fresh block hide a stale one, or the reverse.
 */
export function markMainList(dom: PageDom, input: MainListInput): ListReading[] {
  const { lists, pager, names } = input;
  const paged = pager.index < 0 ? null : beforePager(lists, pager.index, names);
  const ranked = lists.map((placed): Ranked => {
    const { list, container } = placed;
    const place = placeAt(dom, container).place;
    const beside = place === 'footer' || place === 'nav' || place === 'breadcrumb' || place === 'aside';
    const isPaged = placed === paged;
    if ((beside || isHot(placed, names)) && !isPaged)
      list.confidence = Math.min(list.confidence, BESIDE_CONFIDENCE);
    const dated = list.items.filter(({ date }) => date !== null).length;
    let score = Math.min(dated, 30) * 3 + Math.min(list.items.length, 30);
    if (isPaged) score += 60;
    const isOwn = list.name !== null && names.includes(list.name);
    if (isOwn) score += 20;
    if (list.moreUrl !== null) score -= 15;
    return { placed, score, isBlock: list.moreUrl !== null && !isPaged, isPaged, isOwn, dated };
  });
  const candidates = ranked
    .filter(({ placed }) => placed.list.confidence > BESIDE_CONFIDENCE)
    .sort((a, b) => b.score - a.score);
  const longest = candidates[0] ?? misplaced(ranked);
  const own = longest?.isPaged ? undefined : candidates.find(bearsItsName);
  const best = own ?? longest;
  const second = candidates.find((other) => other !== best);
  const readings = lists.map(({ list }) => list);
  if (best === undefined) {
    const empty = emptyColumn(dom, input);
    return empty === null ? readings : [...readings, empty];
  }
  const isSure = best.isPaged || best === own || !candidates.some((other) => mayBeRather(other, best));
  if (second === undefined || best.isPaged || (isSure && !isOverview(best, second, candidates)))
    best.placed.list.main = true;
  if (best.placed.list.main) best.placed.list.total = pager.total;
  return readings;
}

/** Where an unclosed header seems to hold the whole page, the one long dated list is still what the page is about. */
function misplaced(ranked: readonly Ranked[]): Ranked | undefined {
  const [best] = [...ranked].sort((a, b) => b.score - a.score);
  if (best === undefined || best.score < LONG_LIST_SCORE) return undefined;
  best.placed.list.confidence = 0.6;
  return best;
}

interface Ranked {
  placed: PlacedList;
  score: number;
  isBlock: boolean;
  isPaged: boolean;
  /** It bears the name that the page gives itself. */
  isOwn: boolean;
  /** Entries that show a date. */
  dated: number;
}

/** The page's own name over dated entries goes before the length of other lists. */
function bearsItsName({ isOwn, isBlock, dated }: Ranked): boolean {
  return isOwn && !isBlock && dated > 0;
}

/** A newer list without a name may as well be the page's: by an older one nobody is accused. */
function mayBeRather({ placed: { list }, dated }: Ranked, best: Ranked): boolean {
  const { latest } = best.placed.list;
  return list.name === null && dated > 1 && list.latest !== null && latest !== null && list.latest > latest;
}

/** Several blocks that lead on to more of their kind, or blocks of like size that each bear a name. */
function isOverview(best: Ranked, second: Ranked, all: readonly Ranked[]): boolean {
  if (best.isBlock && all.filter(({ isBlock }) => isBlock).length >= 2) return true;
  if (best.isBlock && !second.isBlock) return true;
  const named = best.placed.list.name !== null && second.placed.list.name !== null;
  return named && best.placed.list.name !== second.placed.list.name && second.score >= best.score * 0.6;
}

/** Whether a list bears the name of those that stand beside the one the page is about, and the page does not. */
function isHot({ list: { name } }: PlacedList, names: readonly string[]): boolean {
  return name !== null && name.length <= 10 && BESIDE.test(name) && !names.includes(name);
}

/**
 * The list that the pager pages: the last one to begin before it, those beside the page's own aside. Where that is one
 * of several parts without names, or by year or month, the newest of them tells how old the column is.
 */
function beforePager(
  lists: readonly PlacedList[],
  index: number,
  names: readonly string[],
): PlacedList | null {
  let found: PlacedList | null = null;
  for (const placed of lists) {
    if (placed.container >= index || (found !== null && isHot(placed, names))) continue;
    if (found === null || placed.container >= found.container || isHot(found, names)) found = placed;
  }
  if (found === null) return null;
  let newest: PlacedList = found;
  for (const placed of lists) {
    if (placed.container < index && arePartsOfOne(placed, found) && isNewer(placed, newest)) newest = placed;
  }
  return newest;
}

function arePartsOfOne({ list: one }: PlacedList, { list: other }: PlacedList): boolean {
  if (one.name === null || other.name === null)
    return one.name === other.name && one.selector === other.selector;
  return isPartOfDate(one.name) && isPartOfDate(other.name);
}

/** Of two without dates the upper one is newer. */
function isNewer(one: PlacedList, other: PlacedList): boolean {
  const [a, b] = [one.list.latest, other.list.latest];
  return a === b ? one.container < other.container : (a ?? '') > (b ?? '');
}

/** A column with nothing in it: the page says so, or its list stands there empty and no script could fill it. */
function emptyColumn(
  dom: PageDom,
  { isColumn, complete, rendered, pager }: MainListInput,
): ListReading | null {
  if (!isColumn || !(complete || rendered)) return null;
  // 共 0 条: the pager itself says that there is nothing to page through.
  const said = saidEmpty(dom) ?? (pager.total === 0 && pager.index >= 0 ? pager.index : null);
  if (said !== null) return emptyListAt(dom, said, 0.85);
  // A list without items and without a word may still be on its way.
  if (!complete) return null;
  const bare = bareList(dom);
  return bare === null ? null : emptyListAt(dom, bare, 0.55);
}
