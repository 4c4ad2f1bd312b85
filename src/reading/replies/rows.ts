import type { CivilDate } from '../../domain/civil-date.ts';
import {
  attr,
  climb,
  contains,
  type DomElement,
  elementsIn,
  lowerBound,
  type MapEntry,
  type PageMap,
  textOf,
} from '../forms/page-map.ts';
import type { TextRun } from '../forms/text-run.ts';
import { Sign } from '../text-signs.ts';
import { isMoment, momentIn } from './moment.ts';
import { type ReplyKey, replyKeyOf, STATE_WORD, stateIn } from './reply-words.ts';

export interface Row {
  values: Map<ReplyKey, string>;
  href: string;
  /** The element that is the row. */
  at: MapEntry;
  /** 0..1 that it is a letter. */
  confidence: number;
}

/** Papers in hand are listed with their states as well: 办件公示. Rows are letters where something says so. */
const SURE_ROW = 0.9;
const STATED_ROW = 0.7;
const UNSURE_ROW = 0.4;
const OF_LETTERS = /信件|来信|写信|信箱|留言|咨询|提问|问政|诉求|网友|民声|建言|投诉|信息查询结果/;
const ANSWERS = /答复|回复|回答|解答|[来发写]信|留言|咨询|提问|诉求|信件/;

/** Whether the page calls itself one of letters: in its title, a heading or its trail. */
function isOfLetters(map: PageMap): boolean {
  if (OF_LETTERS.test(map.title)) return true;
  return map.runs.some(
    (run) =>
      run.text.length <= 60 && OF_LETTERS.test(run.text) && (run.heading || /位\s*置|[>＞»]/.test(run.text)),
  );
}

const MAX_ROWS = 500;

/** Lists of letters: a row of column names, and rows under it; or repeated items that each state how far they are. */
export function readRows(map: PageMap, today: CivilDate): Row[] {
  const tables = tableRows(map);
  const headed = tables.length > 0 ? tables : headedRows(map, today);
  const rows = (headed.length > 0 ? headed : stateRows(map, today)).slice(0, MAX_ROWS);
  if (rows.some(({ confidence }) => confidence < SURE_ROW) && isOfLetters(map))
    for (const row of rows) row.confidence = Math.max(row.confidence, STATED_ROW);
  return rows;
}

function isLetterHeader(keys: readonly (ReplyKey | null)[], words: string): boolean {
  const known = keys.filter((k) => k !== null);
  if (known.length < 2 || !known.includes('title')) return false;
  if (known.includes('replied') || known.includes('accepted') || known.includes('answer')) return true;
  const told = known.some(
    (k) => k === 'state' || k === 'sent' || k === 'department' || k === 'receiver' || k === 'number',
  );
  return told && /信|回复|答复|受理|留言|咨询|提问|诉求|办件|办结/.test(words);
}

function cellsOf(row: DomElement): DomElement[] {
  const cells: DomElement[] = [];
  for (const c of elementsIn(row)) {
    if (c.name !== 'td' && c.name !== 'th') continue;
    cells.push(c);
    const span = Math.min(12, Number(c.attribs.colspan ?? 1) || 1);
    for (let i = 1; i < span; i++) cells.push(c);
  }
  return cells.slice(0, 30);
}

function tableRows(map: PageMap): Row[] {
  const rows: Row[] = [];
  let table: MapEntry | null = null;
  let keys: (ReplyKey | null)[] | null = null;
  let isHeadOnly = false;
  let isApart = false;
  let confidence = UNSURE_ROW;
  const seen = new Set<string>();
  const naming = map.runs.filter(({ signs }) => (signs & Sign.title) !== 0);
  for (const tr of (map.byTag.get('tr') ?? []).slice(0, 5_000)) {
    const own = climb(tr.parent, (e) => e.tag === 'table', 4);
    if (own !== table) {
      const goesOn = isHeadOnly && cellsOf(tr.el).length === keys?.length && standTogether(table, own);
      table = own;
      if (!goesOn) keys = null;
      isApart = goesOn;
      isHeadOnly = false;
    }
    // Above the first heads of columns a row can only be such heads itself.
    if (keys === null && !holdsOneOf(naming, tr)) continue;
    const cells = cellsOf(tr.el);
    // A single cell across all columns counts the pages.
    if (new Set(cells).size < 2) continue;
    const texts = cells.map((c) => textOf(c, 300));
    const named = texts.map((t) => replyKeyOf(t));
    if (isLetterHeader(named, texts.join(' '))) {
      keys = named;
      isHeadOnly = true;
      confidence = ANSWERS.test(texts.join(' ')) ? SURE_ROW : UNSURE_ROW;
      continue;
    }
    if (keys === null || cells.length < keys.length - 1 || rows.length >= MAX_ROWS) continue;
    isHeadOnly = false;
    const row: Row = { values: new Map(), href: '', at: tr, confidence };
    keys.forEach((key, i) => {
      const value = texts[i] ?? '';
      if (key !== null && value !== '' && !row.values.has(key)) row.values.set(key, value);
    });
    row.href = linkIn(map, tr);
    // A column that stays in sight is a second table with the same rows.
    const said = [...row.values.values(), row.href].join('\n');
    if ((row.values.get('title') ?? '') !== '' && !(isApart && seen.has(said))) rows.push(row);
    seen.add(said);
  }
  return rows;
}

/** Scripts set the names of columns in a table of their own, right over that of the rows. */
function standTogether(head: MapEntry | null, body: MapEntry | null): boolean {
  const around = body && climb(head, (e) => contains(e, body), 4);
  return around !== null && around.tag !== 'body' && around.tag !== 'html';
}

/** Titles are links; the first one that is not a mere anchor is the letter's. */
function linkIn(map: PageMap, scope: MapEntry): string {
  const links = map.byTag.get('a') ?? [];
  for (let i = lowerBound(links, scope.at); i < links.length; i++) {
    const a = links[i];
    if (a === undefined || a.at >= scope.end) break;
    const href = attr(a, 'href').trim();
    if (href !== '' && !href.startsWith('#') && !/^javascript:/i.test(href)) return href;
  }
  const click = /location(?:\.href)?\s*=\s*['"]([^'"]{1,300})['"]|open\(\s*['"]([^'"]{1,300})['"]/.exec(
    attr(scope, 'onclick'),
  );
  return click?.[1] ?? click?.[2] ?? '';
}

function runsOf(map: PageMap, e: MapEntry): TextRun[] {
  const from = lowerBound(map.runs, e.at);
  const to = lowerBound(map.runs, e.end);
  return to - from > 40 ? [] : map.runs.slice(from, to);
}

function holdsOneOf(runs: readonly TextRun[], { at, end }: MapEntry): boolean {
  return (runs[lowerBound(runs, at)]?.at ?? end) < end;
}

/** Elements that may hold the names of columns. */
const HEADS = new Set(['li', 'ul', 'div', 'dl', 'p', 'dt']);
/** A word of the names that a column of titles has. */
export const TITLE_WORD = /标\s*题|主\s*题|题\s*目|名\s*称|主旨|题名|咨询|来信|留言|信件|诉求|提问/;

/** Columns named in a list or in blocks that are no table. */
function headedRows(map: PageMap, today: CivilDate): Row[] {
  const rows: Row[] = [];
  const naming = map.runs.filter(
    ({ text, signs }) => (signs & Sign.title) !== 0 && text.length <= 100 && TITLE_WORD.test(text),
  );
  if (naming.length === 0) return rows;
  let read = 0;
  for (let i = 0; i < map.entries.length && rows.length < MAX_ROWS; i++) {
    const head = map.entries[i];
    // Letters that wait are often listed under columns of their own.
    if (head === undefined || head.at < read || !HEADS.has(head.tag) || !holdsOneOf(naming, head)) continue;
    const held = runsOf(map, head);
    const pieces = held.length > 0 && held.length <= 12 ? piecesOf(map, head) : [];
    if (pieces.length < 2 || pieces.length > 10 || pieces.some((p) => p.length > 12)) continue;
    const keys = pieces.map((p) => replyKeyOf(p));
    if (!isLetterHeader(keys, pieces.join(' ')) || keys.filter((k) => k === null).length > 1) continue;
    for (const item of itemsAfter(map, head)) {
      const row = byColumns(map, item, keys, today);
      if (row === null) continue;
      rows.push({ ...row, confidence: ANSWERS.test(pieces.join(' ')) ? SURE_ROW : UNSURE_ROW });
      read = item.end;
    }
  }
  return rows;
}

/** The cells of a row that is no table row: its child elements, empty ones kept; else its pieces of text. */
function piecesOf(map: PageMap, e: MapEntry, depth = 0): string[] {
  const children = elementsIn(e.el).filter(({ name }) => name !== 'br' && name !== 'i' && name !== 'img');
  // Rows of a table are letters, no pieces of one.
  if (children.length > 1 && children.every((c) => c.name === 'tr')) return [];
  const bare = e.el.children.some((c) => c.type === 'text' && c.data.trim() !== '');
  if (children.length > 1 && children.length <= 12 && !bare) return children.map((c) => textOf(c, 300));
  if (children.length === 1 && !bare) {
    const inner = childrenOf(map, e)[0];
    if (inner && depth < 6) return piecesOf(map, inner, depth + 1);
  }
  return runsOf(map, e).map((r) => r.text);
}

function itemsAfter(map: PageMap, head: MapEntry): MapEntry[] {
  const items: MapEntry[] = [];
  for (let e: MapEntry | null = head, up = 0; e?.parent && up < 3 && items.length === 0; e = e.parent, up++) {
    const { parent } = e;
    const from = e;
    const after = childrenOf(map, parent).filter((c) => c.at >= from.end);
    for (const sibling of after.slice(0, MAX_ROWS)) {
      const inner = /^(ul|ol|div|table|tbody|section)$/.test(sibling.tag) ? childrenOf(map, sibling) : [];
      const rowsWithin = inner.filter((c) => /^(li|div|ul|dl|p|a)$/.test(c.tag) && runsOf(map, c).length > 0);
      const nested = rowsWithin.length > 1 && rowsWithin.some((c) => piecesOf(map, c).length > 1);
      items.push(...(nested ? rowsWithin : [sibling]));
    }
  }
  return items.slice(0, MAX_ROWS);
}

function childrenOf(map: PageMap, parent: MapEntry): MapEntry[] {
  const found: MapEntry[] = [];
  for (let i = lowerBound(map.entries, parent.at + 1); i < map.entries.length && found.length < 1_000; ) {
    const e = map.entries[i];
    if (e === undefined || e.at >= parent.end) break;
    found.push(e);
    i = Math.max(i + 1, lowerBound(map.entries, e.end));
  }
  return found;
}

function byColumns(map: PageMap, item: MapEntry, keys: (ReplyKey | null)[], today: CivilDate): Row | null {
  const pieces = piecesOf(map, item);
  const told = pieces.filter((p) => p !== '');
  if (told.length < 2) return null;
  const row: Row = { values: new Map(), href: linkIn(map, item), at: item, confidence: UNSURE_ROW };
  if (pieces.length === keys.length) {
    keys.forEach((key, i) => {
      if (key !== null) row.values.set(key, pieces[i] ?? '');
    });
  } else {
    // A cell is empty or set differently: what each piece looks like decides, dates in the columns' order.
    const dated = keys.filter((k) => k === 'sent' || k === 'accepted' || k === 'replied');
    for (const piece of told) {
      const state = stateIn(piece);
      if (state !== null && !row.values.has('state')) row.values.set('state', state);
      else if (isMoment(piece) && momentIn(piece, today) !== null) {
        const key =
          dated.length === 1 || pieces.filter((p) => isMoment(p)).length === dated.length
            ? dated.shift()
            : undefined;
        if (key) row.values.set(key, piece);
      } else if (!row.values.has('title') && piece.length >= 4 && !/^[\w-]+$/.test(piece))
        row.values.set('title', piece);
    }
    // Words of another kind of row are no letter's.
    if (row.values.size < 2) return null;
  }
  const title = row.values.get('title') ?? '';
  return title !== '' && replyKeyOf(title) === null ? row : null;
}

function mayTellState({ text, signs }: TextRun): boolean {
  if ((signs & Sign.state) === 0) return false;
  const start = text.length > 400 ? text.slice(0, 400) : text;
  return STATE_WORD.test(start.includes(' ') ? start.replaceAll(' ', '') : start);
}

/** Elements that hold a letter each. */
const ITEMS = new Set(['li', 'tr', 'dl', 'div']);

/** Repeated items without column names, each with a link and the words of a state. */
function stateRows(map: PageMap, today: CivilDate): Row[] {
  const rows: Row[] = [];
  const telling = map.runs.filter(mayTellState);
  if (telling.length === 0) return rows;
  for (const item of map.entries) {
    if (rows.length >= MAX_ROWS) break;
    if (!ITEMS.has(item.tag) || !holdsOneOf(telling, item)) continue;
    const count = lowerBound(map.runs, item.end) - lowerBound(map.runs, item.at);
    if (count > 10) continue;
    const runs = runsOf(map, item);
    const pieces = [...piecesOf(map, item), ...runs.map((r) => r.text)];
    const state = pieces.map((p) => stateIn(p)).find((p) => p !== null) ?? leadingState(pieces);
    const link = linkTitle(map, item);
    if (!state || link === null || (item.tag === 'div' && link.others)) continue;
    const row: Row = {
      values: new Map([
        [
          'title',
          link.title.replace(/^[[【(（]?已?[^\]】)）]{1,6}[\]】)）]\s*(?=.{4})/, (m) =>
            leadingState([m]) ? '' : m,
          ),
        ],
        ['state', state],
      ]),
      href: link.href,
      at: item,
      confidence: UNSURE_ROW,
    };
    const dates = [
      ...new Set(pieces.filter((p) => p !== link.title && isMoment(p)).map((p) => momentIn(p, today))),
    ]
      .filter((d) => d !== null)
      .sort();
    const [first, last] = [dates[0], dates.at(-1)];
    if (first !== undefined) row.values.set('sent', first);
    if (dates.length > 1 && last !== undefined) row.values.set('replied', last);
    if (!rows.some((r) => r.href === row.href && r.values.get('title') === row.values.get('title')))
      rows.push(row);
  }
  // One such item may be a paragraph about a letter; a list has several, or sits on a page that calls itself one.
  return rows.length >= 2 || /信件|来信|留言|咨询|信箱|答复|回复/.test(map.title) ? rows : [];
}

/** `[已回复]小区停车`, `小区停车（办理中）` and `小区停车 | 已回复`: a state set off within a longer piece. */
function leadingState(pieces: readonly string[]): string | null {
  for (const piece of pieces) {
    for (const m of piece
      .slice(0, 200)
      .matchAll(/[[【(（〔]([^\]】)）〕]{2,8})[\]】)）〕]|[|｜]\s*(\S{2,8})$/g)) {
      const state = stateIn(m[1] ?? m[2] ?? '');
      if (state !== null) return state;
    }
  }
  return null;
}

/** The longest link of an item; `others` when a second link is a title as well, so that the item is several. */
function linkTitle(map: PageMap, item: MapEntry): { title: string; href: string; others: boolean } | null {
  const links = map.byTag.get('a') ?? [];
  let best: { title: string; href: string; others: boolean } | null = null;
  for (let i = lowerBound(links, item.at); i < links.length; i++) {
    const a = links[i];
    if (a === undefined || a.at >= item.end) break;
    const title = attr(a, 'title') || textOf(a.el, 200);
    if (title.length < 4 || stateIn(title) !== null) continue;
    const others: boolean = best !== null && best.href !== attr(a, 'href');
    if (best === null || title.length > best.title.length) best = { title, href: attr(a, 'href'), others };
    else best.others ||= others;
  }
  return best;
}
