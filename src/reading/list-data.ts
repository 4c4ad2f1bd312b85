import { epochMs } from '../clock.ts';
import { type CivilDate, civilDateOf } from '../domain/civil-date.ts';
import type { DataRequest, ListItem, ListReading } from '../domain/page-reading.ts';
import { absoluteUrl } from './absolute-url.ts';
import { decodeText } from './charset.ts';
import { type DateInText, datesIn, narrow, wholeDate } from './dates.ts';
import { bareList, emptyList, emptyListAt, saidEmpty } from './empty-list.ts';
import { newestOf, readLists, traceOf } from './lists.ts';
import { parsePage, textOf } from './page-dom.ts';
import { readPager } from './pager.ts';
import { readRecords } from './record-lists.ts';
import { resolveDates } from './resolve-dates.ts';
import { urlDate } from './url-date.ts';

export interface ListData {
  list: ListReading | null;
  /** Whether the answer is what the page would have shown; a cut or unknown one is read by other means. */
  complete: boolean;
}

const NOTHING: ListData = { list: null, complete: false };
const MAX_ITEMS = 500;

/** Reads the answer to one of the requests by which list pages load their items. */
export function readListData(
  dialect: DataRequest['dialect'],
  bytes: Uint8Array,
  contentType: string | null,
  base: string,
  today: CivilDate,
): ListData {
  const { text } = decodeText(bytes, contentType);
  const plain = text.replace(/^\uFEFF/, '').trim();
  if (plain.startsWith('{') || plain.startsWith('[') || /^[\w$.]{1,80}\(/.test(plain)) {
    const value = jsonIn(plain);
    if (value === undefined) return NOTHING;
    return isEmptySource(dialect, value)
      ? { list: emptyList('json'), complete: true }
      : fromJson(value, base, today);
  }
  if (/<(?:datastore|recordset|record|nextgroup)\b/i.test(plain)) return fromXml(plain, base, today);
  return dialect === 'fragment' || dialect === 'frame' ? fromHtml(plain, base, today) : NOTHING;
}

/** Answers nest five or six deep; parsing millions of brackets would take a second. */
const MAX_NESTING = 200;

function nestsDeeper(text: string, limit: number): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) {
      for (i = text.indexOf('"', i + 1); i > 0 && text.charCodeAt(i - 1) === 92; )
        i = text.indexOf('"', i + 1);
      if (i < 0) return false;
    } else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return false;
}

/** Xinhua's data source states no total: where its own array is there and empty, there is nothing. */
function isEmptySource(dialect: DataRequest['dialect'], value: unknown): boolean {
  if (dialect !== 'datasource' || typeof value !== 'object' || value === null) return false;
  const { datasource } = value as { datasource?: unknown };
  return Array.isArray(datasource) && datasource.length === 0;
}

/** JSON, or JSON handed to a callback. */
function jsonIn(text: string): unknown {
  if (nestsDeeper(text, MAX_NESTING)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    const start = text.indexOf('(');
    const end = text.lastIndexOf(')');
    if (start < 0 || end < start) return undefined;
    try {
      return JSON.parse(text.slice(start + 1, end));
    } catch {
      return undefined;
    }
  }
}

/** 大汉 dataproxy: records, and the total. */
function fromXml(text: string, base: string, today: CivilDate): ListData {
  const list = readRecords(text, base, today);
  return list === null ? NOTHING : { list, complete: true };
}

/** Words of a pager with nothing to page through are shorter. */
const NO_TEXT = 60;

function fromHtml(html: string, base: string, today: CivilDate): ListData {
  const dom = parsePage(html);
  const lists = readLists(dom, base, today).map(({ list }) => list);
  const [best] = lists.sort((a, b) => b.items.length - a.items.length);
  if (best === undefined) {
    // An answer that is a list without entries, or says that there is nothing, is a column with nothing in it.
    const empty = saidEmpty(dom) ?? (textOf(dom, 0, NO_TEXT).length < NO_TEXT ? bareList(dom) : null);
    return empty === null ? NOTHING : { list: emptyListAt(dom, empty, 0.85), complete: true };
  }
  return { list: { ...best, main: true, total: readPager(dom, []).total }, complete: true };
}

const TITLE_KEYS = [
  ...[
    'title',
    'showTitle',
    'docTitle',
    'articleTitle',
    'doctitle',
    'infoTitle',
    'newsTitle',
    'subject',
    'topic',
    'bt',
    'name',
  ],
];
const URL_KEYS = [
  ...[
    'url',
    'post_url',
    'publishUrl',
    'docpuburl',
    'docPubUrl',
    'link',
    'linkUrl',
    'href',
    'infoUrl',
    'articleUrl',
    'htmlUrl',
    'pcUrl',
  ],
];
const DATE_KEYS = [
  ...[
    'publishedTimeStr',
    'display_publish_time',
    'publishTime',
    'publishedTime',
    'publish_time',
    'publishDate',
    'pubDate',
    'pubTime',
  ],
  ...[
    'releaseTime',
    'releaseDate',
    'docreltime',
    'docRelTime',
    'showTime',
    'deploytime',
    'deployTime',
    'date',
    'fbsj',
    'fbrq',
  ],
  ...['created_at', 'create_time', 'createTime', 'crtime', 'addTime', 'time'],
];
const TOTAL_KEYS = [
  'total',
  'totalCount',
  'totalRecords',
  'totalNum',
  'recordCount',
  'totalElements',
  'count',
];
const PINNED_KEYS = ['isTop', 'istop', 'top', 'is_top', 'sticky'];

type Entry = Record<string, unknown>;

/** The list in data that a script holds; null when nothing in it has titles. */
export function listOfData(value: unknown, base: string, today: CivilDate): ListReading | null {
  const { entries, total } = findEntries(value);
  return entries.length === 0 ? null : toList(entries, total, base, today);
}

/** The longest array of objects that bear titles, wherever the answer keeps it; or HTML inside a member. */
function fromJson(value: unknown, base: string, today: CivilDate): ListData {
  const found = findEntries(value);
  if (found.entries.length > 0)
    return { list: toList(found.entries, found.total, base, today), complete: true };
  if (found.html !== null) return fromHtml(found.html, base, today);
  // `{"results": [], "total": 0}` says that there is nothing; `{"code": 500}` says nothing.
  return found.emptyArrays > 0 && found.total === 0 ? { list: emptyList('json'), complete: true } : NOTHING;
}

interface Found {
  entries: Entry[];
  total: number | null;
  html: string | null;
  emptyArrays: number;
}

/** Walks the answer breadth first, with an end: nesting and size are the sender's choice. */
function findEntries(value: unknown): Found {
  const found: Found = { entries: [], total: null, html: null, emptyArrays: 0 };
  let level: unknown[] = [value];
  for (let depth = 0; depth < 8 && level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const node of level.slice(0, 2_000)) {
      if (typeof node !== 'object' || node === null) continue;
      if (Array.isArray(node)) {
        if (node.length === 0) found.emptyArrays += 1;
        const entries = node.flatMap((member): Entry[] => {
          const entry = asEntry(member);
          return entry === null ? [] : [entry];
        });
        if (entries.length > found.entries.length) found.entries = entries;
        else if (entries.length === 0) next.push(...node.slice(0, 500));
        continue;
      }
      for (const [key, member] of Object.entries(node)) {
        if (TOTAL_KEYS.includes(key) && found.total === null && /^\d{1,9}$/.test(String(member)))
          found.total = Number(member);
        if (
          typeof member === 'string' &&
          found.html === null &&
          /<(?:li|a|tr|ul|table)\b/i.test(member) &&
          member.length > 40
        )
          found.html = member;
        next.push(member);
      }
    }
    level = next;
  }
  return found;
}

function asEntry(value: unknown): Entry | null {
  if (typeof value !== 'object' || value === null) return null;
  const entry = Array.isArray(value) ? fromRow(value) : (value as Entry);
  if (entry === null || isEntry(entry)) return entry;
  // Search engines wrap each hit: `{"data": {"title": …}}`.
  const { data } = entry;
  return typeof data === 'object' && data !== null && !Array.isArray(data) && isEntry(data as Entry)
    ? (data as Entry)
    : null;
}

/** `["关于…的通知", "/art/1.html", "2024-06-28"]`: a row told by what its cells look like. */
function fromRow(row: readonly unknown[]): Entry | null {
  if (row.length < 2 || row.length > 12 || row.some((cell) => typeof cell === 'object' && cell !== null))
    return null;
  const entry: Entry = {};
  for (const cell of row.map(String)) {
    if (wholeDate(cell) !== null) entry.date ??= cell;
    else if (/^(?:https?:\/)?\.{0,2}\/[\w./?=&%#-]+$|^[\w/-]+\.s?html?$/.test(cell)) entry.url ??= cell;
    else if (/[\u4e00-\u9fff]/.test(cell) && cell.length > String(entry.title ?? '').length)
      entry.title = cell;
  }
  return entry.url === undefined ? null : entry;
}

function isEntry(entry: Entry): boolean {
  const title = pick(entry, TITLE_KEYS);
  return (
    typeof title === 'string' && (pick(entry, URL_KEYS) !== undefined || pick(entry, DATE_KEYS) !== undefined)
  );
}

function toList(
  entries: readonly Entry[],
  total: number | null,
  base: string,
  today: CivilDate,
): ListReading {
  const kept = entries.slice(0, MAX_ITEMS);
  const urls = kept.map((entry) => absoluteUrl(String(pick(entry, URL_KEYS) ?? ''), base) ?? '');
  const hints = urls.map((url) => (url === '' ? null : urlDate(url)));
  const dates = resolveDates(
    kept.map((entry) => dateOf(pick(entry, DATE_KEYS))),
    hints,
    today,
  );
  const items = kept.map((entry, i): ListItem => {
    const date = dates[i] ?? null;
    const fromUrl = hints[i] ?? null;
    return {
      title: plainText(String(pick(entry, TITLE_KEYS) ?? '')),
      url: urls[i] ?? '',
      date,
      pinned: PINNED_KEYS.some((key) => entry[key] === true || entry[key] === 1 || entry[key] === '1'),
      ...(fromUrl !== null && date !== null && fromUrl !== date ? { urlDate: fromUrl } : {}),
    };
  });
  const dated = items.filter(({ date }) => date !== null).length;
  const latest = newestOf(items, today);
  return {
    ...{ selector: 'json', name: null, moreUrl: null, main: true, items, total, latest },
    trace: traceOf('json', items, latest),
    confidence: dated >= items.length * 0.6 ? 0.95 : 0.5,
  };
}

function plainText(html: string): string {
  return html
    .replace(/<[^<>]{0,300}>/g, '')
    .replace(/&nbsp;|\s+/g, ' ')
    .trim()
    .slice(0, 300);
}

function pick(entry: Entry, keys: readonly string[]): unknown {
  return keys.map((key) => entry[key]).find((value) => value !== undefined && value !== null && value !== '');
}

/** Text with a date, or seconds or milliseconds since the epoch, which fall on a day of China's zone. */
function dateOf(value: unknown): DateInText | null {
  const number =
    typeof value === 'number' ? value : /^\d{10}(\d{3})?$/.test(String(value)) ? Number(value) : null;
  if (number !== null) {
    const ms = number > 1e11 ? number : number * 1000;
    // Before 1990 it is a counter, beyond year 9999 nonsense.
    return ms < 631_152_000_000 || ms > 253_402_214_400_000
      ? null
      : (datesIn(civilDateOf(epochMs(ms), 'Asia/Shanghai'))[0] ?? null);
  }
  const text = narrow(String(value ?? '').slice(0, 60));
  return datesIn(text)[0] ?? wholeDate(text);
}
