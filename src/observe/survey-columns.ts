import type { CivilDate } from '../domain/civil-date.ts';
import type { Tier } from '../domain/exchange.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { type ListReading, type PageReading, SURE_ENOUGH } from '../domain/page-reading.ts';
import type { DeclaredColumn } from '../domain/site.ts';
import type { ColumnFacts, ColumnList, Observed } from '../domain/site-facts.ts';
import { discoverColumns, type FoundColumn } from '../reading/columns.ts';
import { urlDate } from '../reading/url-date.ts';
import { newestArticle } from './newest-article.ts';
import type { PageBook } from './page-book.ts';
import { unseenAt } from './unseen.ts';
import {
  evidenceOf,
  isSameHost,
  madeByScript,
  type WholePage,
  wholePage,
  whyPageUnseen,
} from './whole-page.ts';

/** Kept of each list to compare with the next look: a screenful, beyond which what is new does not appear. */
const FIRST_ITEMS = 20;

/** 一级, 二级 and 三级栏目: the depth the rules speak of. */
const MAX_LEVEL = 3;

export interface SurveyedColumns {
  columns: ColumnFacts[];
  /** Every page read on the way, for links and systems. */
  readings: PageReading[];
}

/** Finds the columns from the home page down, unless the inventory declares them, and reads each. */
export function surveyColumns(
  book: PageBook,
  homeUrl: string,
  start: readonly PageReading[],
  declared: readonly DeclaredColumn[],
  today: CivilDate,
): SurveyedColumns {
  const readings = [...start];
  const wholes = new Map<string, WholePage | null>();
  const read = (url: string) => {
    if (wholes.has(url)) return;
    const whole = wholePage(book, { role: 'column', url }, (plain) => !bestList(book, plain).incomplete);
    wholes.set(url, whole);
    if (whole !== null) readings.push(...whole.readings);
  };
  if (declared.length > 0) {
    for (const { url } of declared) read(url);
    const columns = declared.map((column) => ({
      ...baseOf(column),
      list: listOf(book, column.url, wholes.get(column.url) ?? null, today),
    }));
    return { columns, readings };
  }
  let found = discoverColumns(readings, homeUrl);
  for (let depth = 1; depth <= MAX_LEVEL; depth++) {
    const before = wholes.size;
    for (const { url, level } of byWeight(found)) if (level <= MAX_LEVEL) read(url);
    if (wholes.size === before) break;
    found = discoverColumns(readings, homeUrl);
  }
  const columns = found
    .filter(({ level, url, guessed }) => level <= MAX_LEVEL && !(guessed && !wholes.get(url)))
    .map(({ guessed: _, ...column }) => ({
      ...{ ...column, limitDays: null },
      list: listOf(book, column.url, wholes.get(column.url) ?? null, today),
    }));
  return { columns, readings };
}

/** Columns that the rules set limits for come first, then the higher ones: what a small budget must not miss. */
function byWeight(columns: readonly FoundColumn[]): FoundColumn[] {
  const weight = ({ kind, level }: FoundColumn) => (LIMITED.has(kind) ? 0 : 10) + level;
  return [...columns].sort((a, b) => weight(a) - weight(b));
}

const LIMITED: ReadonlySet<string> = new Set(['news', 'notice', 'policy', 'consultation', 'interaction']);

function baseOf({ name, url, kind, level, limitDays }: DeclaredColumn): Omit<ColumnFacts, 'list'> {
  return {
    ...{ name, url, kind, kindFrom: 'inventory', kindConfidence: 1 },
    ...{ level: level ?? 1, limitDays: limitDays ?? null },
  };
}

function listOf(
  book: PageBook,
  url: string,
  whole: WholePage | null,
  today: CivilDate,
): Observed<ColumnList> {
  if (whole === null) {
    const page = book.ask({ role: 'column', url });
    const why = whyPageUnseen(book, { role: 'column', url });
    if (why !== null) return why;
    return page === null
      ? {
          seen: false,
          reason: book.whyMissing,
          detail: `${url} was not looked at`,
          fault: null,
          evidence: [],
        }
      : unseenAt(page, 'selector_lost', `${url} could not be read`);
  }
  const { list, evidence, incomplete, tier, blocks } = bestList(book, whole);
  if (list === null) {
    if (!incomplete) return unseenAt(whole.page, 'selector_lost', `no list recognised on ${url}`);
    const reason = book.whyNotRendered?.startsWith('the budget') ? 'budget_exhausted' : 'not_observed';
    return unseenAt(whole.page, reason, madeByScript(book, `the list of ${url}`));
  }
  const first = list.items.slice(0, FIRST_ITEMS).map(({ url: item, title, date }) => {
    const inUrl = urlDate(item);
    return { url: item, title: title.slice(0, 100), date, ...(inUrl === null ? {} : { urlDate: inUrl }) };
  });
  const seen = (
    value: Omit<ColumnList, 'items' | 'selector' | 'first'>,
    more: EvidenceId[] = [],
    isRendered = true,
  ): Observed<ColumnList> => ({
    seen: true,
    value: { ...value, items: list.items.length, selector: list.selector, first },
    evidence: [...new Set([...evidence, ...more])],
    tier: isRendered ? tier : 'http',
  });
  if (list.items.length === 0) return seen({ latest: null, basis: 'empty', latestItem: null });
  const dated = list.items.filter(({ date }) => date !== null && date <= today);
  if (dated.length > 0) {
    const newest = dated.reduce((a, b) => ((b.date ?? '') > (a.date ?? '') ? b : a));
    return seen({ latest: newest.date, basis: 'list', latestItem: { title: newest.title, url: newest.url } });
  }
  if (list.items.some(({ date }) => date !== null)) {
    return unseenAt(whole.page, 'selector_lost', `all dates of ${url} lie in the future`);
  }
  if (blocks > MAX_BLOCKS)
    return unseenAt(whole.page, 'not_observed', `${url} shows ${blocks} blocks without dates`);
  const most = blocks > 1 ? Math.min(2 * blocks, MAX_BLOCKS) : undefined;
  const article = newestArticle(book, list.items, today, tier === 'browser', most);
  if (article.unread > 0) {
    return unseenAt(
      whole.page,
      'not_observed',
      `the list of ${url} bears no dates and ${article.unread} of its articles could not be read`,
    );
  }
  const basis = article.latest === null ? 'undated' : 'articles';
  const value = { latest: article.latest, basis, latestItem: article.item } as const;
  return seen(value, article.evidence, article.isRendered);
}

/** Of a page of more blocks without dates not every one could be looked into: as many articles are opened at most. */
const MAX_BLOCKS = 16;

interface BestList {
  list: ListReading | null;
  evidence: EvidenceId[];
  /** Which tier read the list: data asked for by HTTP is not what the browser shows. */
  tier: Tier;
  /** Blocks that the list was put together from, taking turns; 1 for a list of its own. */
  blocks: number;
  /** The page has a list that we could not get at without running its script. */
  incomplete: boolean;
}

/** The list a column is judged by: on the page, else by the request with which the page itself loads it. */
function bestList(book: PageBook, whole: WholePage): BestList {
  const { tier } = whole.page.look;
  const lists = whole.readings
    .flatMap((reading) => reading.lists)
    .filter(({ confidence }) => confidence >= SURE_ENOUGH);
  const main = lists.find((list) => list.main && list.items.length > 0);
  if (main !== undefined) return { list: main, evidence: whole.evidence, tier, blocks: 1, incomplete: false };
  const requests = whole.readings
    .flatMap((reading) => reading.dataRequests)
    .filter(
      ({ dialect, url }) =>
        dialect !== 'fragment' && dialect !== 'frame' && isSameHost(url, whole.page.look.exchange.finalUrl),
    );
  for (const request of requests.slice(0, 3)) {
    const answer = book.ask({ role: 'data', url: request.url, data: request });
    if (answer?.data?.list && answer.data.complete) {
      return {
        list: answer.data.list,
        evidence: [...whole.evidence, ...evidenceOf(answer)],
        tier: 'http',
        blocks: 1,
        incomplete: false,
      };
    }
  }
  if (requests.length > 0 || !whole.complete)
    return { list: null, evidence: whole.evidence, tier, blocks: 0, incomplete: true };
  const together = merged(lists);
  if (together !== null)
    return { list: together, evidence: whole.evidence, tier, blocks: lists.length, incomplete: false };
  const empty = lists.find((list) => list.main) ?? null;
  return { list: empty, evidence: whole.evidence, tier, blocks: 1, incomplete: false };
}

/** A page of several blocks and no main list: an overview, as fresh as its freshest block. The first of every block come first. */
function merged(lists: readonly ListReading[]): ListReading | null {
  const [first] = lists;
  const longest = Math.max(0, ...lists.map(({ items }) => items.length));
  const items = Array.from({ length: longest }, (_, i) =>
    lists.flatMap((list) => list.items[i] ?? []),
  ).flat();
  return first === undefined || items.length === 0 ? null : { ...first, items };
}
