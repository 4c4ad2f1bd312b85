import type { Element } from 'domhandler';
import type { CivilDate } from '../domain/civil-date.ts';
import type { ListItem, ListReading, Trace } from '../domain/page-reading.ts';
import { type DateInText, narrow, wholeDate } from './dates.ts';
import { itemDates } from './item-dates.ts';
import { itemRoots, type RawItem } from './item-roots.ts';
import { headingOf } from './list-heading.ts';
import { isUndisplayed, type PageDom, selectorOf, textOf } from './page-dom.ts';
import { placeAt } from './place.ts';
import { resolveDates } from './resolve-dates.ts';
import { urlDate } from './url-date.ts';
import { isArticleUrl } from './url-shapes.ts';

/** Titles shorter than this on average are labels of a menu. */
const SHORT_TITLE = 8;
/** A page may hold hundreds of thousands of links; no list a person reads has more items. */
const MAX_ITEMS = 500;
/** No page a person reads has more blocks. */
const MAX_LISTS = 200;
/** Elements around a part of a list, itself included: a table's body, the table and a box. */
const MAX_WRAPPED = 3;

/** So few links by themselves are where the visitor is, and a day beside them is that of the page's clock. */
const FEW = 3;

/** A list with the place it stands at, for the choice of the main one. */
export interface PlacedList {
  list: ListReading;
  container: number;
  /** One past the last node of the last item. */
  end: number;
}

/** Finds the lists of a page: blocks of repeated items with a link each. Menus and link collections are none. */
export function readLists(dom: PageDom, base: string, today: CivilDate): PlacedList[] {
  const groups = new Map<string, RawItem[]>();
  for (const item of itemRoots(dom, base)) {
    const tag = dom.nodes[item.root]?.element?.name ?? '';
    const key = `${item.container} ${tag}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else if (group.length < MAX_ITEMS) group.push(item);
  }
  const lists: PlacedList[] = [];
  for (const group of joined(dom, [...groups.values()])) {
    if (lists.length >= MAX_LISTS) break;
    const list = toList(dom, group, base, today);
    if (list === null) continue;
    const before = lists.at(-1);
    if (before !== undefined && goesOn(dom, before, list)) append(before, list);
    else lists.push(list);
  }
  return lists;
}

/**
 * Whether a list is the next part of the one before it: its element and those around it are of the same kind, nothing
 * is said between them, and the days fall on. Two tabs would begin anew with today.
 */
function goesOn(dom: PageDom, before: PlacedList, next: PlacedList): boolean {
  const last = before.list.items.at(-1)?.date ?? null;
  const first = next.list.items[0]?.date ?? null;
  if (last === null || first === null || first > last) return false;
  let [one, two] = [before.container, next.container];
  for (let up = 0; up < MAX_WRAPPED && one !== two; up++) {
    const [a, b] = [dom.nodes[one]?.element, dom.nodes[two]?.element];
    if (!a || !b || !areOfOneKind(a, b)) return false;
    [one, two] = [dom.nodes[one]?.parent ?? -1, dom.nodes[two]?.parent ?? -1];
  }
  if (one !== two) return false;
  for (let i = before.end; i < next.container; i++) if (dom.nodes[i]?.words) return false;
  return true;
}

function append(before: PlacedList, { list, end }: PlacedList): void {
  const whole = before.list;
  whole.items.push(...list.items.slice(0, MAX_ITEMS - whole.items.length));
  if (list.latest !== null && list.latest > (whole.latest ?? '')) whole.latest = list.latest;
  whole.confidence = Math.min(whole.confidence, list.confidence);
  before.end = end;
}

/** Many lists are parted into one `<ul>` every five items: neighbours of one kind with nothing between are one list. */
function joined(dom: PageDom, groups: readonly RawItem[][]): RawItem[][] {
  const result: RawItem[][] = [];
  for (const group of groups) {
    const before = result.at(-1);
    const [a, b] = [before?.at(-1)?.container ?? -1, group[0]?.container ?? -1];
    if (before !== undefined && a !== b && areNeighbours(dom, a, b))
      before.push(...group.slice(0, MAX_ITEMS));
    else result.push([...group]);
  }
  return result;
}

/** Of one tag and class; of tabs all but one are hidden. */
function areOfOneKind(one: Element, two: Element): boolean {
  return (
    one.name === two.name &&
    one.attribs.class === two.attribs.class &&
    isUndisplayed(one) === isUndisplayed(two)
  );
}

function areNeighbours(dom: PageDom, first: number, second: number): boolean {
  const [one, two] = [dom.nodes[first]?.element, dom.nodes[second]?.element];
  if (!one || !two || !areOfOneKind(one, two)) return false;
  if (dom.nodes[first]?.parent !== dom.nodes[second]?.parent) return false;
  if (one.name !== 'ul' && one.name !== 'ol' && one.name !== 'tbody') return false;
  let sibling = one.next;
  for (let i = 0; sibling && i < 6; i++, sibling = sibling.next) {
    if (sibling === two) return true;
    const index = dom.indexOf(sibling);
    if (index >= 0 && textOf(dom, index, 1) !== '') return false;
  }
  return false;
}

function toList(dom: PageDom, group: readonly RawItem[], base: string, today: CivilDate): PlacedList | null {
  const [first] = group;
  const last = group.at(-1);
  const element = dom.nodes[first?.container ?? -1]?.element;
  if (!first || !last || !element) return null;
  const heading = headingOf(dom, first.container, base);
  const shown = withYear(itemDates(dom, group), heading.name);
  const hints = group.map(({ url }) => (url === '' ? null : urlDate(url)));
  const dates = resolveDates(shown, hints, today);
  const items = group.map((item, i) => {
    const title = withoutDate(item.title, shown[i] ?? null);
    return toItem(dom, item, title, dates[i] ?? null, hints[i] ?? null);
  });
  const dated = items.filter(({ date }) => date !== null).length;
  const isList = dated > 0 || looksLikeArticles(items) || isGallery(dom, group);
  if (!isList || (dated === 0 && isChrome(dom, first.container))) return null;
  if (items.length < FEW && placeAt(dom, first.root).place === 'breadcrumb') return null;
  markPinned(items);
  const latest = newestOf(items, today);
  return {
    container: first.container,
    end: dom.nodes[last.root]?.end ?? last.root,
    list: {
      selector: selectorOf(element),
      ...heading,
      main: false,
      items,
      latest,
      total: null,
      confidence: confidenceOf(items.length, dated) * (items.every(({ url }) => url === '') ? 0.7 : 1),
      trace: traceOf(selectorOf(element), items, latest),
    },
  };
}

/** What a list rests on: the item that is its newest, or its first where none bears a date. */
export function traceOf(selector: string, items: readonly ListItem[], latest: CivilDate | null): Trace[] {
  const item = latest === null ? items[0] : items.find(({ date }) => date === latest);
  return item === undefined
    ? []
    : [{ selector, text: `${item.date ?? ''} ${item.title}`.trim().slice(0, 120) }];
}

/** `2023年` over a list of days without a year: an archive by years. */
function withYear(dates: readonly (DateInText | null)[], heading: string | null): (DateInText | null)[] {
  const year = /^((?:19|20)\d\d)年?度?$/.exec(heading ?? '')?.[1];
  if (year === undefined) return [...dates];
  return dates.map((date) =>
    date !== null && date.year === null && date.ago === undefined ? { ...date, year: Number(year) } : date,
  );
}

/** A date at the end of a title, and one at its start. */
const DATE_ENDS = [
  /[\s[(（【]+([\d年月日/.:：\s-]{5,20})[\])）】]?$/,
  /^[[(（【]?([\d年月日/.-]{5,12})[\])）】\s]+(?=\S)/,
];

/** A title whose end or start is the date it is listed under is the rest of it. */
function withoutDate(title: string, shown: DateInText | null): string {
  if (shown === null || !/[\d０-９]/.test(title)) return title;
  const plain = narrow(title);
  for (const pattern of DATE_ENDS) {
    const found = wholeDate(pattern.exec(plain)?.[1] ?? '');
    if (found !== null && found.month === shown.month && found.day === shown.day && found.year === shown.year)
      return plain.replace(pattern, '').trim() || title;
  }
  return title;
}

/** Dates on a few of many entries stand in a menu by accident, not beside items. */
function confidenceOf(items: number, dated: number): number {
  if (dated === 0) return 0.5;
  const share = dated / items;
  return share >= 0.6 ? 0.95 : share >= 0.3 ? 0.6 : 0.3;
}

/** Menus, breadcrumbs and footers hold links of the site, never items. */
function isChrome(dom: PageDom, container: number): boolean {
  const { place } = placeAt(dom, container);
  return place === 'footer' || place === 'nav' || place === 'breadcrumb';
}

/** Undated entries are items when their titles are sentences and their links lead to pages, not to sites or folders. */
function looksLikeArticles(items: readonly ListItem[]): boolean {
  const letters = items.reduce((sum, { title }) => sum + title.length, 0) / items.length;
  if (items.length < 3 || letters < SHORT_TITLE) return false;
  const pages = items.filter(({ url }) => isPage(url)).length;
  return pages >= items.length * 0.6 && new Set(items.map(({ url }) => url)).size > items.length / 2;
}

/** Pictures with short titles under them, each leading to an article: 图说 and 图片新闻. */
function isGallery(dom: PageDom, group: readonly RawItem[]): boolean {
  if (group.length < 3) return false;
  const pictured = group.filter(({ root, url }) => url !== '' && isArticleUrl(url) && hasPicture(dom, root));
  return pictured.length >= group.length * 0.8;
}

function hasPicture(dom: PageDom, root: number): boolean {
  const end = Math.min(dom.nodes[root]?.end ?? root, root + 40);
  for (let i = root; i < end; i++) if (dom.nodes[i]?.element?.name === 'img') return true;
  return false;
}

function isPage(url: string): boolean {
  if (!URL.canParse(url)) return false;
  if (isArticleUrl(url) || /\/\d{8,}\//.test(url)) return true;
  const { pathname, search } = new URL(url);
  return !/(^|\/)((index|default|list)\.\w+)?$/i.test(pathname) || /\d/.test(search);
}

/** 置顶 as word, class or picture. */
const PINNED = /置顶|^\s*[[【(（]?顶[\]】)）]/;
const PINNED_CLASS = /\b(is-?top|zd|zhiding|stick(y)?|ding|top-?icon|icon-?top|settop|istop)\b/i;

function toItem(
  dom: PageDom,
  item: RawItem,
  title: string,
  date: CivilDate | null,
  fromUrl: CivilDate | null,
): ListItem {
  return {
    title: title.replace(/^[[【(（]?置顶[\]】)）]?\s*/, '').slice(0, 300),
    url: item.url,
    date,
    pinned: isMarked(dom, item.root),
    ...(fromUrl !== null && date !== null && fromUrl !== date ? { urlDate: fromUrl } : {}),
  };
}

function isMarked(dom: PageDom, root: number): boolean {
  const end = Math.min(dom.nodes[root]?.end ?? root, root + 40);
  for (let i = root; i < end; i++) {
    const flat = dom.nodes[i];
    if (!flat?.element) {
      if (flat?.text?.includes('顶') && PINNED.test(flat.text)) return true;
      continue;
    }
    const { class: classes, src, alt } = flat.element.attribs;
    if (classes !== undefined && PINNED_CLASS.test(classes)) return true;
    if (alt?.includes('顶') && PINNED.test(alt)) return true;
    if (
      src !== undefined &&
      flat.element.name === 'img' &&
      /(zhiding|\bding|top|zd)\w{0,6}\.(gif|png|jpe?g|svg)/i.test(src)
    )
      return true;
  }
  return false;
}

/** Items in front that are older than what follows in falling order were put there: pinned. */
function markPinned(items: ListItem[]): void {
  for (let i = 0; i < Math.min(items.length - 1, 5); i++) {
    const item = items[i];
    if (item === undefined || item.date === null || item.date >= newestAfter(items, i)) break;
    const after = items.slice(i + 1).flatMap(({ date }) => date ?? []);
    const rises = after.filter((date, k) => k > 0 && date > (after[k - 1] ?? '')).length;
    if (rises > Math.max(4, after.length / 4)) break;
    item.pinned = true;
  }
}

function newestAfter(items: readonly ListItem[], place: number): string {
  let newest = '';
  for (let i = place + 1; i < items.length; i++) {
    const date = items[i]?.date ?? '';
    if (date > newest) newest = date;
  }
  return newest;
}

/** The newest date over all items, those in the future aside. */
export function newestOf(items: readonly ListItem[], today: CivilDate): CivilDate | null {
  return items.reduce<CivilDate | null>(
    (max, { date }) => (date !== null && date <= today && (max === null || date > max) ? date : max),
    null,
  );
}
