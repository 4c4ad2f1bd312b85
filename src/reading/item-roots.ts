import type { Element } from 'domhandler';
import { isDayAlone, isPartOfDate } from './dates.ts';
import { dateAt, isInvisible, linkUrl, type PageDom, textPieces } from './page-dom.ts';
import { scriptTarget } from './script-target.ts';

/** Elements that hold one item each in nearly every list. */
const ITEM_TAGS = new Set(['li', 'tr', 'dl', 'dd', 'article']);
/** A list item has its title and perhaps a department or a picture; a menu or a block has many links. */
const MAX_LINKS_AN_ITEM = 4;
/** More rows than any page shows at once. */
const MAX_UNLINKED = 500;
/** Steps from a link up to its item: title, cell, row, and the wrappers of careful designers. */
const MAX_STEPS = 10;

export interface RawItem {
  /** Index of the element that holds the items. */
  container: number;
  /** Index of the element that is the item. */
  root: number;
  /** Index of the title's link. */
  anchor: number;
  title: string;
  url: string;
}

/** Pager and tool links that stand among items. */
const NO_TITLE =
  /^(首\s*页|上一?页|下一?页|前一?页|后一?页|尾页|末页|最后一页|更多.{0,2}|more.{0,3}|查看更多|全部|详情|查看(详情|全文)?|阅读全文|\[?详细\]?|返回.{0,4}|打印|关闭|下载|收藏|转到|跳转|go|[<>«»‹›…·.\s]*|\d{1,4})$/i;

/** Every link that could be an item's title, with the element that is the item and the one that holds the items. */
export function itemRoots(dom: PageDom, base: string): RawItem[] {
  const titles = new Map<number, string>();
  const counts = new Int32Array(dom.nodes.length + 1);
  for (let i = 0; i < dom.nodes.length; i++) {
    const element = dom.nodes[i]?.element;
    let counted = 0;
    if (element?.name === 'a') {
      const title = titleOf(dom, i, element);
      if (title.length >= 2 && !NO_TITLE.test(title)) {
        titles.set(i, title);
        counted = 1;
      }
    }
    counts[i + 1] = (counts[i] ?? 0) + counted;
  }
  const shape: Shape = {
    dom,
    linksIn: (index) => (counts[dom.nodes[index]?.end ?? index] ?? 0) - (counts[index] ?? 0),
    likes: new Map(),
    keys: new Map(),
  };
  const best = new Map<number, RawItem>();
  for (const [anchor, title] of titles) {
    const element = dom.nodes[anchor]?.element;
    if (!element) continue;
    const root = itemRoot(shape, anchor);
    const container = dom.nodes[root]?.parent ?? -1;
    if (container < 0) continue;
    const known = best.get(root);
    if (known !== undefined && !isRatherTitle(title, known.title)) continue;
    const url = linkUrl(dom, anchor, base) ?? scriptTarget(element, base) ?? '';
    best.set(root, { container, root, title, url, anchor });
  }
  for (const item of unlinkedItems(shape, base)) best.set(item.root, item);
  return withoutBlocks(
    dom,
    [...best.values()].sort((a, b) => a.root - b.root),
  );
}

/** A title this long needs no other link to say what the item is. */
const FULL_TITLE = 10;
/** Links beside a title: what explains it, and the office it comes from. */
const BESIDE_TITLE =
  /^[[【〔(（]?\s*(?:政策|文件|图文|视频|图片|媒体|专家|一图)?(?:解读|图解|读懂)|^(?:相关|附件|下载)/;
const OFFICE = /(?:政府|办公[室厅]|局|委|委员会|厅|院|中心|部|队)[\])）】]?$/;

/** Of an item's links the longest is its title, unless the first is one by itself and the other only belongs to it. */
function isRatherTitle(title: string, known: string): boolean {
  if (title.length <= known.length) return false;
  if (known.length >= FULL_TITLE && OFFICE.test(title) && !OFFICE.test(known)) return false;
  return known.length < FULL_TITLE || OFFICE.test(known) || !BESIDE_TITLE.test(title);
}

/** Longest name of a column: what heads a block, not an entry. */
const LONGEST_NAME = 12;

/** A block with a name and a few entries of its own is no entry. */
function withoutBlocks(dom: PageDom, items: readonly RawItem[]): RawItem[] {
  return items.filter(({ root, title }, i) => {
    const flat = dom.nodes[root];
    if (!flat?.element || ITEM_TAGS.has(flat.element.name) || title.length > LONGEST_NAME) return true;
    return (items[i + 2]?.root ?? Number.POSITIVE_INFINITY) >= flat.end;
  });
}

/** Rows that a script opens when they are clicked, and entries whose title is no link: 查看 or a picture leads on, or nothing. */
function unlinkedItems({ dom, linksIn }: Shape, base: string): RawItem[] {
  const byParent = new Map<number, RawItem[]>();
  for (let root = 0; root < dom.nodes.length; root++) {
    const flat = dom.nodes[root];
    const element = flat?.element;
    if (!flat || !element || (element.name !== 'li' && element.name !== 'tr') || linksIn(root) > 0) continue;
    // A few texts and no rows of its own: what is larger is a block.
    if (flat.end - root > 60) continue;
    let title = '';
    let anchor = -1;
    let isDated = false;
    let link = -1;
    for (let i = root + 1; i < flat.end; i++) {
      const inner = dom.nodes[i];
      if (link < 0 && inner?.element?.name === 'a' && inner.element.attribs.href !== undefined) link = i;
      if (inner?.element && isInvisible(inner.element)) i = inner.end - 1;
      const text = inner?.words ?? '';
      if (text === '') continue;
      if (inner !== undefined && dateAt(inner) !== null) isDated = true;
      else if (text.length > title.length && text.length <= 200 && (title.length < 6 || text.length < 60)) {
        title = text;
        anchor = i;
      }
    }
    if (!isDated || title.length < 4 || anchor < 0) continue;
    const url = scriptTarget(element, base) ?? linkUrl(dom, link, base) ?? '';
    const item = { container: flat.parent, root, anchor, title, url };
    const items = byParent.get(flat.parent);
    if (items === undefined) byParent.set(flat.parent, [item]);
    else if (items.length < MAX_UNLINKED) items.push(item);
  }
  return [...byParent.values()].filter((items) => items.length >= 3).flat();
}

interface Shape {
  dom: PageDom;
  linksIn(index: number): number;
  /** By container: how many children with a few links each has, by tag and class. */
  likes: Map<number, Map<string, number>>;
  /** By class attribute: the one word of it that tells kinds of elements apart. */
  keys: Map<string, string>;
}

/** The title a link shows, without a date that stands inside it; the attribute's where the shown one is cut. */
export function titleOf(dom: PageDom, anchor: number, element: Element): string {
  const shown = shownTitle(dom, anchor).replace(/^[\s·•▪■◆●▶►>»*-]+(?=\S)/, '');
  const { title } = element.attribs;
  if (title === undefined || title === shown) return shown;
  const full = wholeTitle(title);
  const cut = /(\.{2,}|…)$/.test(shown);
  const isSame = shown === '' || full.startsWith(shown.replace(/[.…]+$/, '').slice(0, 8));
  return (cut || full.length > shown.length) && isSame && full.length < 300 ? full : shown;
}

function shownTitle(dom: PageDom, anchor: number): string {
  // Nearly every link holds one text.
  if (dom.nodes[anchor]?.end === anchor + 2) return dom.nodes[anchor + 1]?.words ?? '';
  const pieces = headingIn(dom, anchor) ?? textPieces(dom, anchor);
  const words = pieces.length > 1 ? pieces.filter((piece) => !isDayAlone(piece)) : pieces;
  return (words.length > 0 ? words : pieces).join(' ');
}

const TITLE_NAME = /(?:^|[\s_-])(?:\w{0,6}tit(?:le)?|bt|biaoti)(?=$|[\s_-]|\d)/i;
const BLOCK = /^(?:p|div|h[1-6]|li|dt|dd|td|section)$/;
/** A day box's number is a heading to designers as well. */
const SHORT_HEADING = 4;

/** The heading among several blocks of one link: by its tag, else by its name, else the first that is no date. */
function headingIn(dom: PageDom, anchor: number): string[] | null {
  const end = dom.nodes[anchor]?.end ?? anchor;
  if (end - anchor <= 3) return null;
  let best: { rank: number; pieces: string[] } | null = null;
  let blocks = 0;
  for (let i = anchor + 1; i < end; i++) {
    const element = dom.nodes[i]?.element;
    if (!element || isInvisible(element)) continue;
    const isNamed = element.attribs.class !== undefined && TITLE_NAME.test(element.attribs.class);
    const isBlock = BLOCK.test(element.name);
    if (!isNamed && !isBlock) continue;
    blocks += 1;
    const rank = /^h[1-6]$/.test(element.name) ? 3 : isNamed ? 2 : 1;
    if (best !== null && best.rank >= rank) continue;
    const pieces = textPieces(dom, i);
    const said = pieces.filter((piece) => !isDayAlone(piece)).join(' ');
    // What holds a block within holds more than a heading.
    const isWhole = rank < 3 && holdsBlock(dom, i);
    if (said.length >= SHORT_HEADING && !isWhole && !isPartOfDate(said) && !isDayAlone(pieces.join(' ')))
      best = { rank, pieces };
  }
  return blocks > 1 || (best !== null && best.rank > 1) ? (best?.pieces ?? null) : null;
}

function holdsBlock(dom: PageDom, index: number): boolean {
  const end = dom.nodes[index]?.end ?? index;
  for (let i = index + 1; i < end; i++) if (BLOCK.test(dom.nodes[i]?.element?.name ?? '')) return true;
  return false;
}

/** Some attributes carry "标题：…\n发布时间：…\n点击数：…" instead of a title. */
function wholeTitle(attribute: string): string {
  const [first = ''] = attribute.trim().split(/[\r\n]|&#10;|发布时间[:：]|点击数[:：]/);
  return first
    .replace(/^(文章)?标\s*题\s*[:：]\s*/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The item a link belongs to: the nearest li, tr… with few links, else the widest element without another link, else
 * one of several alike that hold a few links each.
 */
function itemRoot(shape: Shape, anchor: number): number {
  const { dom, linksIn } = shape;
  let alone = anchor;
  let at = dom.nodes[anchor]?.parent ?? -1;
  for (let steps = 0; at >= 0 && steps < MAX_STEPS; steps++) {
    const element = dom.nodes[at]?.element;
    if (!element || element.name === 'body') break;
    const count = linksIn(at);
    if (ITEM_TAGS.has(element.name) && count <= MAX_LINKS_AN_ITEM) return widest(shape, at);
    if (count > 1) {
      const repeats = likesOf(shape, alone) >= 3 && alone !== anchor;
      if (repeats || count > MAX_LINKS_AN_ITEM) break;
      if (likesOf(shape, at) >= 3) return at;
    }
    if (count === 1) alone = at;
    at = dom.nodes[at]?.parent ?? -1;
  }
  return alone;
}

/** A row may be a table of its own, an entry a list of its own: then the item is what repeats around it. */
function widest(shape: Shape, index: number): number {
  const { dom, linksIn } = shape;
  if (likesOf(shape, index) >= 2 && !isInsideItem(shape, index)) return index;
  let at = dom.nodes[index]?.parent ?? -1;
  let root = index;
  for (let steps = 0; at >= 0 && steps < 8; steps++) {
    const element = dom.nodes[at]?.element;
    if (!element || element.name === 'body' || linksIn(at) > MAX_LINKS_AN_ITEM) break;
    if (linksIn(at) > linksIn(root) && !ITEM_TAGS.has(element.name)) break;
    if (likesOf(shape, at) >= 3) root = at;
    at = dom.nodes[at]?.parent ?? -1;
  }
  return root;
}

/** Details that unfold stand in rows inside the item proper. */
function isInsideItem({ dom, linksIn }: Shape, index: number): boolean {
  const links = linksIn(index);
  let at = dom.nodes[index]?.parent ?? -1;
  for (let steps = 0; at >= 0 && steps < 6 && linksIn(at) <= links; steps++) {
    const name = dom.nodes[at]?.element?.name;
    if (name === 'li' || name === 'dl' || name === 'dd') return true;
    at = dom.nodes[at]?.parent ?? -1;
  }
  return false;
}

/** How many siblings of the same tag and class hold a few links each, itself included. */
function likesOf({ dom, linksIn, likes, keys }: Shape, index: number): number {
  const parent = dom.nodes[index]?.parent ?? -1;
  const element = dom.nodes[index]?.element;
  if (parent < 0 || !element) return 0;
  let known = likes.get(parent);
  if (known === undefined) {
    known = new Map();
    const end = dom.nodes[parent]?.end ?? parent;
    for (let i = parent + 1; i < end; i = dom.nodes[i]?.end ?? end) {
      const child = dom.nodes[i]?.element;
      const links = child ? linksIn(i) : 0;
      if (!child || links === 0 || links > MAX_LINKS_AN_ITEM) continue;
      const key = keyOf(child, keys);
      known.set(key, (known.get(key) ?? 0) + 1);
    }
    likes.set(parent, known);
  }
  return known.get(keyOf(element, keys)) ?? 0;
}

/** Alternating rows and the first or last of a list bear classes of their own. */
function keyOf({ name, attribs }: Element, keys: Map<string, string>): string {
  if (attribs.class === undefined) return `${name}.`;
  let plain = keys.get(attribs.class);
  if (plain === undefined) {
    const words = attribs.class.split(/\s+/);
    plain =
      words.find((word) => !/odd|even|first|last|on$|cur|active|hover|select|alt|\d$/i.test(word)) ?? '';
    keys.set(attribs.class, plain);
  }
  return `${name}.${plain}`;
}
