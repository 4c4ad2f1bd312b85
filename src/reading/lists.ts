import type { Element } from 'domhandler';
import type { CivilDate } from '../domain/civil-date.ts';
import type { ListItem, ListReading } from '../domain/page-reading.ts';
import { type DateInText, datesIn, resolveYear, urlDate, wholeDate } from './dates.ts';
import { absoluteUrl, type PageDom, selectorOf, textOf, textPieces } from './page-dom.ts';

/** Elements that hold one item each in nearly every list. */
const ITEM_TAGS = new Set(['li', 'tr', 'dl', 'dd', 'article']);
/** A list item has its title and perhaps a department or a picture; a menu or a block has many links. */
const MAX_LINKS_AN_ITEM = 4;
/** Titles shorter than this are labels of a menu. */
const SHORT_TITLE = 8;
/** A page may hold hundreds of thousands of links; no list a person reads has more items. */
const MAX_ITEMS = 500;

interface RawItem {
  container: number;
  root: number;
  title: string;
  url: string;
  anchor: number;
}

/** Finds the lists of a page: blocks of repeated items with a link each. Menus are none. */
export function readLists(dom: PageDom, base: string, today: CivilDate): ListReading[] {
  const groups = new Map<string, RawItem[]>();
  for (const item of rawItems(dom, base)) {
    const tag = dom.nodes[item.root]?.element?.name ?? '';
    const key = `${item.container} ${tag}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else if (group.length < MAX_ITEMS) group.push(item);
  }
  const lists: ListReading[] = [];
  for (const group of groups.values()) {
    const list = toList(dom, group, base, today);
    if (list !== null) lists.push(list);
  }
  markMain(lists);
  return lists;
}

/** Every link that could be an item's title, with the element that is the item and the one that holds the items. */
function rawItems(dom: PageDom, base: string): RawItem[] {
  const links = new Array<number>(dom.nodes.length + 1).fill(0);
  dom.nodes.forEach(({ element }, i) => {
    links[i + 1] = (links[i] ?? 0) + (element?.name === 'a' && element.attribs.href !== undefined ? 1 : 0);
  });
  const linksIn = (index: number) => (links[dom.nodes[index]?.end ?? index] ?? 0) - (links[index] ?? 0);
  const best = new Map<number, RawItem>();
  for (let anchor = 0; anchor < dom.nodes.length; anchor++) {
    const element = dom.nodes[anchor]?.element;
    if (element?.name !== 'a') continue;
    const title = titleOf(dom, anchor, element);
    if (title.length < 2) continue;
    const root = itemRoot(dom, anchor, linksIn);
    const container = dom.nodes[root]?.parent ?? -1;
    if (container < 0) continue;
    const url = absoluteUrl(element.attribs.href, base) ?? '';
    const known = best.get(root);
    if (known === undefined || title.length > known.title.length)
      best.set(root, { container, root, title, url, anchor });
  }
  return [...best.values()];
}

function titleOf(dom: PageDom, anchor: number, element: Element): string {
  const shown = textOf(dom, anchor);
  const full = element.attribs.title?.replace(/\s+/g, ' ').trim() ?? '';
  // A shown title may be cut ("…"); the attribute has the whole one. Some attributes carry "标题：…\n点击数…" instead.
  return full.length > shown.length &&
    full.length < 200 &&
    !/[\n\r]|点击数|作者/.test(element.attribs.title ?? '')
    ? full
    : shown;
}

/** The item a link belongs to: the nearest li, tr… with few links, else the highest element that has no other link. */
function itemRoot(dom: PageDom, anchor: number, linksIn: (index: number) => number): number {
  let at = dom.nodes[anchor]?.parent ?? -1;
  let alone = anchor;
  for (let steps = 0; at >= 0 && steps < 8; steps++) {
    const element = dom.nodes[at]?.element;
    if (element === null || element === undefined || element.name === 'body') break;
    const count = linksIn(at);
    if (ITEM_TAGS.has(element.name) && count <= MAX_LINKS_AN_ITEM) return outermostItem(dom, at, linksIn);
    if (count > 1) break;
    alone = at;
    at = dom.nodes[at]?.parent ?? -1;
  }
  return alone;
}

/** A table row or list entry may sit inside the item proper (details that unfold); the item is the outer one. */
function outermostItem(dom: PageDom, index: number, linksIn: (index: number) => number): number {
  let root = index;
  let at = dom.nodes[index]?.parent ?? -1;
  for (let steps = 0; at >= 0 && steps < 6; steps++) {
    const element = dom.nodes[at]?.element;
    if (!element || linksIn(at) > linksIn(index)) break;
    if (element.name === 'li' || element.name === 'dl') root = at;
    at = dom.nodes[at]?.parent ?? -1;
  }
  return root;
}

function toList(dom: PageDom, group: readonly RawItem[], base: string, today: CivilDate): ListReading | null {
  const container = group[0]?.container ?? -1;
  const element = dom.nodes[container]?.element;
  if (!element) return null;
  const shown = group.map((item) => shownDate(dom, item));
  const items = group.map((item, i) => toItem(dom, item, shown[i] ?? null, today));
  const dated = items.filter(({ date }) => date !== null).length;
  const titles = items.reduce((sum, { title }) => sum + title.length, 0) / items.length;
  const isMenu = dated === 0 && (titles < SHORT_TITLE || items.length < 3);
  if (isMenu) return null;
  // Dates on a few of many entries stand in a menu by accident, not beside items.
  const share = dated / items.length;
  const confidence = dated === 0 ? 0.5 : share >= 0.6 ? 0.95 : share >= 0.3 ? 0.6 : 0.3;
  markPinned(items);
  const heading = headingOf(dom, container, base);
  return {
    selector: selectorOf(element),
    ...heading,
    main: false,
    items,
    latest: newestOf(items, today),
    total: null,
    confidence,
    trace: [],
  };
}

function toItem(dom: PageDom, item: RawItem, shown: DateInText | null, today: CivilDate): ListItem {
  const fromUrl = item.url === '' ? null : urlDate(item.url);
  const date = shown === null ? null : resolveYear(shown, today, fromUrl);
  const isMarked = /置顶|^\s*\[?顶\]?/.test(textOf(dom, item.root));
  const { title, url } = item;
  return {
    title: title.slice(0, 300),
    url,
    date,
    pinned: isMarked,
    ...(fromUrl !== null && date !== null && fromUrl !== date ? { urlDate: fromUrl } : {}),
  };
}

/** The date shown beside the title: a piece of text that is nothing but a date, outside the title first. */
function shownDate(dom: PageDom, { root, anchor, container }: RawItem): DateInText | null {
  const outside = textPieces(dom, root, (index) => index === anchor);
  const alone = lastWhole(outside);
  if (alone !== null) return alone;
  const together = wholeDate(outside.join(' '));
  if (together !== null) return together;
  const labelled = labelledDate(outside.join(' '));
  if (labelled !== null) return labelled;
  const inside = textPieces(dom, anchor);
  if (inside.length > 1) {
    const within =
      lastWhole(inside) ?? wholeDate(inside.slice(0, 2).join(' ')) ?? wholeDate(inside.slice(-2).join(' '));
    if (within !== null) return within;
  }
  // A bare <a> in the container: the date follows or precedes it as text or as an element of its own.
  if (root === anchor) return besideAnchor(dom, anchor, container);
  return trailingDate(inside.join(' '));
}

function lastWhole(pieces: readonly string[]): DateInText | null {
  const dates = pieces.flatMap((piece) => wholeDate(piece) ?? []);
  // Of several the one with a year says more; of equals the last stands at the item's end, where dates stand.
  return dates.filter(({ year }) => year !== null).at(-1) ?? dates.at(-1) ?? null;
}

function labelledDate(text: string): DateInText | null {
  const label = /(发布|公开|成文|生成|更新)?(日期|时间)\s*[:：]?\s*/.exec(text);
  if (label === null) return null;
  const rest = text.slice(label.index + label[0].length);
  const [date] = datesIn(rest);
  return date !== undefined && date.start <= 2 ? date : null;
}

function besideAnchor(dom: PageDom, anchor: number, container: number): DateInText | null {
  const near = (index: number, step: 1 | -1): DateInText | null => {
    const element = dom.nodes[index]?.node;
    let sibling = step === 1 ? element?.next : element?.prev;
    for (let i = 0; sibling && i < 3; i++) {
      const at = dom.indexOf.get(sibling);
      if (at === undefined || dom.nodes[at]?.parent !== container) return null;
      const flat = dom.nodes[at];
      if (flat?.element?.name === 'a' || flat?.element?.name === 'br') return null;
      const text = flat?.text ?? textOf(dom, at);
      const date = wholeDate(text.trim());
      if (date !== null) return date;
      if (text.trim().length > 1) return null;
      sibling = step === 1 ? sibling.next : sibling.prev;
    }
    return null;
  };
  return near(anchor, 1) ?? near(anchor, -1);
}

/** A title that ends with a date set off by space or brackets: `关于…的通知 (2024-06-28)`. */
function trailingDate(title: string): DateInText | null {
  const last = datesIn(title).at(-1);
  if (last === undefined || last.end < title.length - 2) return null;
  return /[\s[(（【]$/.test(title.slice(0, last.start)) ? last : null;
}

/** Items in front that are older than what follows were put there: pinned. */
function markPinned(items: ListItem[]): void {
  const rest = items.map(({ date }) => date);
  for (let i = 0; i < Math.min(items.length - 1, 5); i++) {
    const item = items[i];
    const after = rest.slice(i + 1).filter((date) => date !== null);
    const newest = after.reduce<string>((max, date) => (date > max ? date : max), '');
    if (item === undefined || item.date === null || item.date >= newest) break;
    item.pinned = true;
  }
}

export function newestOf(items: readonly ListItem[], today: CivilDate): CivilDate | null {
  return items.reduce<CivilDate | null>(
    (max, { date }) => (date !== null && date <= today && (max === null || date > max) ? date : max),
    null,
  );
}

/** The block's heading and where its "more" link leads, from the nearest element around the list that has them. */
function headingOf(
  dom: PageDom,
  container: number,
  base: string,
): { name: string | null; moreUrl: string | null } {
  let name: string | null = null;
  let moreUrl: string | null = null;
  let at = container;
  for (let up = 0; up < 3 && at >= 0 && (name === null || moreUrl === null); up++) {
    let sibling = dom.nodes[at]?.node.prev ?? null;
    for (let i = 0; sibling && i < 6 && name === null; i++, sibling = sibling.prev) {
      const index = dom.indexOf.get(sibling);
      if (index === undefined || dom.nodes[index]?.element === null) continue;
      const text = textOf(dom, index)
        .replace(/更多|more|>>|»|›|\+/gi, '')
        .trim();
      if (text.length >= 2 && text.length <= 20) name = text;
      moreUrl ??= moreIn(dom, index, base);
      if (text.length > 40) break;
    }
    const next = dom.nodes[at]?.node.next;
    const after = next ? dom.indexOf.get(next) : undefined;
    if (after !== undefined) moreUrl ??= moreIn(dom, after, base);
    at = dom.nodes[at]?.parent ?? -1;
  }
  return { name, moreUrl };
}

function moreIn(dom: PageDom, index: number, base: string): string | null {
  const end = Math.min(dom.nodes[index]?.end ?? index, index + 60);
  for (let i = index; i < end; i++) {
    const element = dom.nodes[i]?.element;
    if (element?.name === 'a' && /^(更多|more|查看更多|>>|»|\+).{0,4}$/i.test(textOf(dom, i))) {
      return absoluteUrl(element.attribs.href, base);
    }
  }
  return null;
}

/** The list the page is about: most dated items, then most items; side lists of "latest" and "hot" items are shorter. */
function markMain(lists: ListReading[]): void {
  const weight = (list: ListReading) => {
    const dated = list.items.filter(({ date }) => date !== null).length;
    return dated * 10 + Math.min(list.items.length, 30);
  };
  const best = [...lists].sort((a, b) => weight(b) - weight(a))[0];
  if (best !== undefined) best.main = true;
}
