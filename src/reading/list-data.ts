import { epochMs } from '../clock.ts';
import { type CivilDate, civilDateOf } from '../domain/civil-date.ts';
import type { DataRequest, ListItem, ListReading } from '../domain/page-reading.ts';
import { decodeText } from './charset.ts';
import { datesIn, resolveYear } from './dates.ts';
import { newestOf, readLists } from './lists.ts';
import { absoluteUrl, parsePage } from './page-dom.ts';

export interface ListData {
  list: ListReading | null;
  /** Whether the answer is what the page would have shown; a cut or unknown one is read by other means. */
  complete: boolean;
}

const NOTHING: ListData = { list: null, complete: false };

/** Reads the answer to one of the requests by which list pages load their items. */
export function readListData(
  dialect: DataRequest['dialect'],
  bytes: Uint8Array,
  contentType: string | null,
  base: string,
  today: CivilDate,
): ListData {
  const { text } = decodeText(bytes, contentType);
  if (dialect === 'dataproxy') return fromRecords(text, base, today);
  try {
    return fromJson(
      JSON.parse(text.replace(/^\uFEFF/, '').replace(/^[\w$.]+\(([\s\S]*)\);?\s*$/, '$1')),
      base,
      today,
    );
  } catch {
    return NOTHING;
  }
}

/** HTML inside `<record><![CDATA[…]]></record>`, in a page's script as in the proxy's answer. */
export function fromRecords(text: string, base: string, today: CivilDate): ListData {
  const records = [...text.matchAll(/<record>\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*<\/record>/g)].map(
    ([, html]) => html ?? '',
  );
  if (records.length === 0) return NOTHING;
  // Records may be bare rows, which a parser drops outside a table.
  const rows = records.map((html) =>
    /^\s*<tr/i.test(html)
      ? `<li>${html.replace(/<\/?t[rdbh]\w*[^>]*>/gi, ' ')}</li>`
      : /^\s*<li/i.test(html)
        ? html
        : `<li>${html}</li>`,
  );
  const lists = readLists(parsePage(`<ul>${rows.join('')}</ul>`), base, today);
  const list = lists.find(({ main }) => main) ?? null;
  return list === null ? NOTHING : { list: { ...list, selector: 'record' }, complete: true };
}

const TITLE_KEYS = ['title', 'showTitle', 'name', 'docTitle', 'articleTitle', 'bt'];
const URL_KEYS = ['url', 'link', 'href', 'publishUrl', 'docpuburl', 'docPubUrl'];
const DATE_KEYS = [
  'publishedTimeStr',
  'publishTime',
  'publishedTime',
  'display_publish_time',
  'pubDate',
  'publish_time',
  'date',
  'time',
  'created_at',
];

/** The array of objects that bear a title: wherever the answer keeps it. */
function fromJson(value: unknown, base: string, today: CivilDate): ListData {
  const entries = findEntries(value, 0);
  if (entries === null) return NOTHING;
  const items = entries.slice(0, 500).map((entry): ListItem => {
    const title = String(pick(entry, TITLE_KEYS) ?? '')
      .replace(/<[^>]{0,200}>/g, '')
      .trim();
    return {
      title,
      url: absoluteUrl(String(pick(entry, URL_KEYS) ?? ''), base) ?? '',
      date: dateOf(pick(entry, DATE_KEYS), today),
      pinned: false,
    };
  });
  return {
    list: {
      ...{
        selector: 'json',
        name: null,
        moreUrl: null,
        main: true,
        items,
        total: null,
        confidence: 0.9,
        trace: [],
      },
      latest: newestOf(items, today),
    },
    complete: true,
  };
}

type Entry = Record<string, unknown>;

function findEntries(value: unknown, depth: number): Entry[] | null {
  if (depth > 6 || typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    const entries = value.filter(
      (entry): entry is Entry =>
        typeof entry === 'object' && entry !== null && pick(entry as Entry, TITLE_KEYS) !== undefined,
    );
    return entries.length > 0 ? entries : null;
  }
  for (const inner of Object.values(value)) {
    const found = findEntries(inner, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function pick(entry: Entry, keys: readonly string[]): unknown {
  return keys.map((key) => entry[key]).find((value) => value !== undefined && value !== null && value !== '');
}

/** Text with a date, or seconds or milliseconds since the epoch, read in China's zone. */
function dateOf(value: unknown, today: CivilDate): CivilDate | null {
  const number =
    typeof value === 'number' ? value : /^\d{10}(\d{3})?$/.test(String(value)) ? Number(value) : null;
  const text = number === null ? String(value ?? '') : chinaDay(number > 1e11 ? number : number * 1000);
  const [found] = datesIn(text);
  return found === undefined ? null : resolveYear(found, today, null);
}

function chinaDay(ms: number): string {
  return civilDateOf(epochMs(ms), 'Asia/Shanghai');
}
