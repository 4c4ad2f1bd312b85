import { type ColumnHeads, columnHeads, headOver, NO_HEADS } from './column-heads.ts';
import { type DateInText, narrow, wholeDate } from './dates.ts';
import type { RawItem } from './item-roots.ts';
import { labelledDate, OTHER_DAY, SPAN } from './labelled-date.ts';
import { dateAt, isInvisible, type PageDom, textOf, textPieces } from './page-dom.ts';
import { unshownDates } from './unshown-dates.ts';

/** Labels and table heads that name the day of publication. */
const PUBLISHED = /发布|公开|发文|发表|更新|公示|公告|录入|上传|刊登|时间$|日期$/;
/** Those that name it before the day of the document, of its entry or of a later change, and before any other day. */
const PUBLISHED_FIRST = /发布|公开|发表|刊登|公告/;
const PUBLISHED_NEXT = /发文|公示|更新|录入|上传/;
/** A head over one day each: over two it is the time that objections are heard. */
const SHOWN_ON = /^公示(?:日期|时间)$/;
/** What every label of a day ends with. */
const LABEL_END = /(?:[期限间于至到起:：~～—–-]|截止)[\])）】]*$/;
/** Words that name a day by themselves. */
const NAMES_DAY =
  /^[[(（【]*(?:发布|公开|更新|发文|成文|生成|施行|实施|生效|截止|截至|结束|开始|答复|回复|办结|开标|报名)[\])）】]*$/;
/** Longest label without a colon. */
const LONGEST_LABEL = 10;
/** Characters before a date that tell what day it is. */
const LONGEST_WORDS = 12;
/** What parts a date from what stands before it. */
const STROKES = /^[\s\p{P}\p{S}]*$/u;
const DATE_CLASS = /date|time|\brq\b|fbsj|pubd|sj$/i;

/** Share of a list's items that must show the same form before a doubtful form is believed. */
const MOST = 0.6;

/** Nodes looked at between two items, and of one item: what a person takes in at a glance. */
const MAX_BESIDE = 8;
const MAX_PIECES = 60;

/** Of another day, or hidden. */
const TOO_WEAK = -3;

const NONE: Readonly<Record<string, string>> = {};

interface Candidate {
  date: DateInText;
  weight: number;
  /** Nothing stands in its text beside it. */
  whole: boolean;
  /** Its year stands in a text of its own. */
  isJoined?: boolean;
}

interface Doubt {
  /** Rows of a list that show two days with nothing to tell which is that of publication. */
  rows: number;
  /** Dates put together from a day and a year that stand apart. */
  joined: DateInText[];
}

interface Piece {
  text: string;
  index: number;
}

/** The date each item of one list shows, found in the same way for all of them; null where none is shown. */
export function itemDates(dom: PageDom, items: readonly RawItem[]): (DateInText | null)[] {
  const row = items[0]?.root ?? -1;
  const isTable = dom.nodes[row]?.element?.name === 'tr';
  let inside = insideItems(dom, items, isTable ? columnHeads(dom, row) : NO_HEADS);
  // Other elements in columns have their heads looked for where one day alone does not settle it.
  if (inside.doubt.rows > 0 && !isTable) {
    const heads = columnHeads(dom, row);
    if (heads.width > 0) inside = insideItems(dom, items, heads);
  }
  const { dates, doubt } = inside;
  if (doubt.rows > items.length * (1 - MOST)) return items.map(() => null);
  const missing = count(dates, null);
  if (missing === 0) return dates;
  if (missing < items.length) {
    const hasYears = dates.every((date) => date === null || date.year !== null);
    if (items.some((item, i) => dates[i] === null && isInOtherOrder(dom, item, hasYears)))
      return items.map(() => null);
  }
  if (missing > items.length * (1 - MOST)) {
    for (const find of [besideItems, insideTitle, parallelColumn, unshownDates]) {
      // The day below one link by itself is that of the article which the link leads back from.
      if (find === besideItems && items.length === 1) continue;
      const found = find(dom, items);
      if (items.length - count(found, null) >= Math.max(1, items.length * MOST)) return found;
    }
  }
  return dates;
}

/** 20/06: a day before its month. */
const DAY_FIRST = /(?<![\d/.:-] ?)(?:1[3-9]|2\d|3[01]) ?[-/.] ?(?:0?[1-9]|1[0-2])(?! ?[\d/.:-])/;
/** 05-06-2024: not to be told which is the month. */
const YEAR_LAST = /(?<![\d/.:-] ?)\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?(?:19|20)\d\d(?! ?[\d/.:-])/;
/** Longest text that is such a date, or a part of one. */
const SHORT_WORDS = 12;

/** Whether an entry without a date shows one in an order by which the others of its list are misread. */
function isInOtherOrder(dom: PageDom, { root, anchor }: RawItem, hasYears: boolean): boolean {
  if (root === anchor) return false;
  return runsOutside(dom, root, anchor).some((run) => {
    const words = run.map(({ text }) => (text.length <= SHORT_WORDS ? text : '')).join(' ');
    return YEAR_LAST.test(words) || (!hasYears && DAY_FIRST.test(words));
  });
}

function insideItems(
  dom: PageDom,
  items: readonly RawItem[],
  heads: ColumnHeads,
): { dates: (DateInText | null)[]; doubt: Doubt } {
  const doubt: Doubt = { rows: 0, joined: [] };
  const dates = items.map(
    (item) => insideItem(dom, item, heads, doubt) ?? insideLink(dom, item, heads, doubt),
  );
  const { joined } = doubt;
  // A year beside the days of some entries alone is a count of visits.
  const areYears = joined.length === 0 || dates.every((date) => date === null || date.year !== null);
  return { dates: areYears ? dates : dates.map((date) => withoutCount(date, joined)), doubt };
}

function withoutCount(date: DateInText | null, joined: readonly DateInText[]): DateInText | null {
  return date !== null && joined.includes(date) ? { ...date, year: null } : date;
}

function count<T>(list: readonly T[], value: T): number {
  return list.reduce((sum, entry) => sum + (entry === value ? 1 : 0), 0);
}

/** A piece of text beside the title that is nothing but a date; of several the one labelled as publication. */
function insideItem(dom: PageDom, item: RawItem, heads: ColumnHeads, doubt: Doubt): DateInText | null {
  const { root, anchor } = item;
  if (root === anchor) return null;
  const alone = dom.nodes[onlyPiece(dom, root, anchor)];
  const sole = alone === undefined ? null : dateAt(alone);
  // Nearly every item of a list is a title and a date.
  if (alone !== undefined && sole !== null && sole.year !== null && sole.start === 0)
    return weightOf(dom, item, dom.indexOf(alone.node), '', heads) <= TOO_WEAK ? null : sole;
  return dateIn(dom, item, runsOutside(dom, root, anchor), heads, doubt);
}

/** A link that holds title and date both, each in an element of its own. */
function insideLink(dom: PageDom, item: RawItem, heads: ColumnHeads, doubt: Doubt): DateInText | null {
  const { anchor } = item;
  if (dom.nodes[anchor]?.end === anchor + 2) return null;
  const runs = runsOutside(dom, anchor, -1);
  return (runs[0]?.length ?? 0) < 2 ? null : dateIn(dom, item, runs, heads, doubt);
}

function dateIn(
  dom: PageDom,
  item: RawItem,
  runs: readonly (readonly Piece[])[],
  heads: ColumnHeads,
  doubt: Doubt,
): DateInText | null {
  const candidates: Candidate[] = [];
  for (const run of runs) {
    for (let i = 0; i < run.length; i++) {
      const { text, index } = run[i] as Piece;
      const flat = dom.nodes[index];
      const whole = flat === undefined ? null : dateAt(flat);
      const date = whole ?? labelledDate(text);
      if (date === null || SPAN.test(run[i + 1]?.text ?? '')) continue;
      const own = text.slice(0, date.start);
      // A label in the text itself is the date's; what stands before is another entry's end.
      const words =
        own !== '' && /[\u4e00-\u9fff]{2}/.test(own)
          ? own.slice(-LONGEST_WORDS)
          : `${labelBefore(run, i)} ${own}`.trim();
      const weight = weightOf(dom, item, index, words, heads);
      candidates.push({ date, weight, whole: whole !== null });
    }
  }
  const [only, second] = candidates;
  if (only !== undefined && second === undefined && only.date.year !== null) return bestOf(candidates, doubt);
  const hasYear = candidates.some(({ date }) => date.year !== null);
  if (!hasYear) for (const run of runs) candidates.push(...windows(run));
  return bestOf(candidates, doubt);
}

/** The end of the words before a date where they name it; others are a title, an office or a state: 有效, 已办结. */
function labelBefore(run: readonly Piece[], i: number): string {
  let text = run[i - 1]?.text ?? '';
  // A colon of its own belongs to the words before it.
  if (/^[\s:：]+$/.test(text)) text = `${run[i - 2]?.text ?? ''}：`;
  // A stroke between two days makes a span of them.
  else if (STROKES.test(text)) return wholeDate(run[i - 2]?.text ?? '') === null ? '' : text;
  const words = text.slice(-LONGEST_WORDS).replace(/\s/g, '');
  if (NAMES_DAY.test(words)) return words;
  return LABEL_END.test(words) && (text.length <= LONGEST_LABEL || /[:：]$/.test(words)) ? words : '';
}

function bestOf(candidates: readonly Candidate[], doubt: Doubt): DateInText | null {
  let best: Candidate | null = null;
  let isDoubtful = false;
  // Of equals the last stands at the item's end, where dates stand.
  for (const candidate of candidates) {
    if (best !== null && candidate.weight < best.weight) continue;
    isDoubtful = best !== null && candidate.weight === best.weight && (isDoubtful || differ(best, candidate));
    best = candidate;
  }
  if (best === null || best.weight <= TOO_WEAK) return null;
  if (isDoubtful) doubt.rows += 1;
  if (best.isJoined === true) doubt.joined.push(best.date);
  return best.date;
}

/** Two whole dates of different days. */
function differ(one: Candidate, other: Candidate): boolean {
  if (!one.whole || !other.whole || one.date.year === null || other.date.year === null) return false;
  const [a, b] = [one.date, other.date];
  return a.day !== b.day || a.month !== b.month || a.year !== b.year;
}

function weightOf(dom: PageDom, { root }: RawItem, index: number, words: string, heads: ColumnHeads): number {
  let weight = 0;
  for (let at = dom.nodes[index]?.parent ?? -1; at > root; at = dom.nodes[at]?.parent ?? -1) {
    const { class: classes, style } = dom.nodes[at]?.element?.attribs ?? NONE;
    if (classes !== undefined && DATE_CLASS.test(classes)) weight += 1;
    if (style !== undefined && /display\s*:\s*none/i.test(style)) weight -= 2;
  }
  const head = headOver(dom, heads, root, index);
  if (words === '' && head === '') return weight;
  const label = `${words} ${head}`.trim();
  if (label === '') return weight;
  if (OTHER_DAY.test(label) && !SHOWN_ON.test(label)) weight -= 4;
  else if (PUBLISHED.test(label))
    weight += PUBLISHED_FIRST.test(label) ? 4 : PUBLISHED_NEXT.test(label) ? 3 : 2;
  return weight;
}

/** The only text of an item outside its title; -1 where there is none or another. */
function onlyPiece(dom: PageDom, root: number, anchor: number): number {
  let only = -1;
  const end = dom.nodes[root]?.end ?? root;
  for (let i = root; i < end; i++) {
    const flat = dom.nodes[i];
    if (flat === undefined) break;
    if (i === anchor || (flat.element !== null && isInvisible(flat.element))) i = flat.end - 1;
    else if (flat.words !== '') {
      if (only >= 0) return -1;
      only = i;
    }
  }
  return only;
}

/** Texts of an item outside its title, in runs that the title parts; a date is not put together across it. */
function runsOutside(dom: PageDom, root: number, anchor: number): Piece[][] {
  const runs: Piece[][] = [[]];
  const end = dom.nodes[root]?.end ?? root;
  let pieces = 0;
  for (let i = root; i < end && pieces < MAX_PIECES; i++) {
    const flat = dom.nodes[i];
    if (flat === undefined) break;
    if (i === anchor) {
      runs.push([]);
      i = flat.end - 1;
    } else if (flat.element !== null && isInvisible(flat.element)) {
      i = flat.end - 1;
    } else {
      if (flat.words === '') continue;
      runs.at(-1)?.push({ text: flat.words, index: i });
      pieces += 1;
    }
  }
  return runs;
}

/** Two or three texts in a row that make one date: the day large, year and month small. */
function windows(run: readonly Piece[]): Candidate[] {
  const found: Candidate[] = [];
  if (!run.some(({ text }) => text.length <= 12 && /\d/.test(text))) return found;
  for (let size = 2; size <= 4; size++) {
    for (let i = 0; i + size <= run.length; i++) {
      const texts = run.slice(i, i + size).map(({ text }) => text);
      if (texts.some((text) => text.length > 12)) continue;
      const joined = texts.join(' ').replace(/ ?([-./年月]) ?/g, '$1');
      const date = wholeDate(texts.join(' ')) ?? wholeDate(joined);
      if (date === null) continue;
      const isJoined = date.year !== null && texts.some((text) => /^(?:19|20)\d\d$/.test(text));
      found.push({ date, weight: date.year === null ? 0 : 1, whole: false, isJoined });
    }
  }
  return found;
}

/** Dates between the items: after each title or before each, whichever the list does. */
function besideItems(dom: PageDom, items: readonly RawItem[]): (DateInText | null)[] {
  const roots = new Set(items.map(({ root }) => root));
  const after = items.map(({ root }) => beside(dom, root, roots, 'next'));
  const before = items.map(({ root }) => beside(dom, root, roots, 'prev'));
  const [nAfter, nBefore] = [items.length - count(after, null), items.length - count(before, null)];
  if (nAfter !== nBefore) return nAfter > nBefore ? after : before;
  // Both find as many when nothing parts the items: then the first tells which side is its own.
  return before[0] !== null && after.at(-1) === null ? before : after;
}

function beside(
  dom: PageDom,
  root: number,
  roots: ReadonlySet<number>,
  way: 'next' | 'prev',
): DateInText | null {
  const parts: string[] = [];
  let sibling = dom.nodes[root]?.node[way] ?? null;
  for (let i = 0; sibling && i < MAX_BESIDE; i++, sibling = sibling[way]) {
    const index = dom.indexOf(sibling);
    if (index < 0 || roots.has(index)) break;
    const flat = dom.nodes[index];
    if (flat?.element && /^(br|hr|a)$/.test(flat.element.name)) break;
    const text = (flat?.text ?? (flat?.element ? textOf(dom, index, 121) : '')).trim();
    if (text.length > 120) break;
    if (text === '') continue;
    const date = wholeDate(text) ?? labelledDate(text);
    if (date !== null) return date;
    if (way === 'next') parts.push(text);
    else parts.unshift(text);
    const together = wholeDate(parts.join(' '));
    if (together !== null) return together;
  }
  return null;
}

/** A date set off at the end or the start of the title: `关于…的通知 (2024-06-28)`, `[06-28] 关于…`. */
function insideTitle(dom: PageDom, items: readonly RawItem[]): (DateInText | null)[] {
  return items.map(({ anchor }) => {
    const title = narrow(textOf(dom, anchor));
    if (!/\d/.test(title)) return null;
    const last = /^(.*?)[\s[(（【]+([\d年月日/.:：\s-]{5,20})[\])）】]?$/.exec(title);
    const first = /^[[(（【]?([\d年月日/.-]{5,12})[\])）】\s]+\S/.exec(title);
    return (
      (last === null ? null : wholeDate(last[2] ?? '')) ?? (first === null ? null : wholeDate(first[1] ?? ''))
    );
  });
}

/** Titles in one cell and their dates, as many, in the next one. */
function parallelColumn(dom: PageDom, items: readonly RawItem[]): (DateInText | null)[] {
  const none = items.map(() => null);
  const container = items[0]?.container ?? -1;
  if (items.length < 3 || container < 0) return none;
  for (const way of ['next', 'prev'] as const) {
    let sibling = dom.nodes[container]?.node[way] ?? null;
    for (let i = 0; sibling && i < 4; i++, sibling = sibling[way]) {
      const index = dom.indexOf(sibling);
      if (index < 0) break;
      const dates = textPieces(dom, index).flatMap((piece) => wholeDate(piece) ?? []);
      if (dates.length === items.length) return dates;
    }
  }
  return none;
}
