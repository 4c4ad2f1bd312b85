import { type ColumnHeads, columnHeads, headOver, NO_HEADS } from './column-heads.ts';
import { type DateInText, wholeDate } from './dates.ts';
import { besideItems, count, insideTitle, parallelColumn } from './dates-beside.ts';
import { LABEL_WORDS, labelBefore, labelWeight } from './day-label.ts';
import type { RawItem } from './item-roots.ts';
import { labelledDate, SPAN } from './labelled-date.ts';
import { dateAt, isInvisible, isUndisplayed, type PageDom } from './page-dom.ts';
import { unshownDates } from './unshown-dates.ts';

const DATE_CLASS = /date|time|\brq\b|fbsj|pubd|sj$/i;

/** Share of a list's items that must show the same form before a doubtful form is believed. */
const MOST = 0.6;

/** Texts of one item that are looked at: what a person takes in at a glance. */
const MAX_PIECES = 60;

/** Of another day, or hidden. */
const TOO_WEAK = -3;

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
          ? own.slice(-LABEL_WORDS)
          : `${labelBefore(run[i - 1]?.text, run[i - 2]?.text)} ${own}`.trim();
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
    const element = dom.nodes[at]?.element;
    if (!element) continue;
    const { class: classes } = element.attribs;
    if (classes !== undefined && DATE_CLASS.test(classes)) weight += 1;
    if (isUndisplayed(element)) weight -= 2;
  }
  const head = headOver(dom, heads, root, index);
  if (words === '' && head === '') return weight;
  const label = `${words} ${head}`.trim();
  if (label === '') return weight;
  return weight + labelWeight(label);
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
