import type { CivilDate } from '../src/domain/civil-date.ts';
import { parseCivilDate } from '../src/domain/civil-date.ts';
import type { ListItem, ListReading, PageReading } from '../src/domain/page-reading.ts';
import { readListData } from '../src/reading/list-data.ts';
import { readPage } from '../src/reading/read-page.ts';
import { answerFor } from '../test/province/answer.ts';
import { dayOf, iso } from '../test/province/days.ts';
import { dialectOf } from '../test/province/dialects/all.ts';
import { generateProvince } from '../test/province/generate.ts';
import type { ProvinceColumn, ProvinceSize } from '../test/province/model.ts';
import { listView } from '../test/province/pages/list-view.ts';
import { type SiteState, World } from '../test/province/state.ts';

/**
 * The proving province as a set of pages: every list it would serve on one day is read without server and browser,
 * data requests followed as an inspector follows them, and held against what the page was made from.
 */

export interface ProvinceTally {
  dialect: string;
  /** List pages, and those that only a browser can show. */
  pages: number;
  byBrowser: number;
  items: number;
  found: number;
  wrong: number;
  /** Items on undated lists, judged by their articles. */
  articles: number;
  articlesRight: number;
  articlesWrong: number;
}

export interface ProvinceMeasure {
  tallies: ProvinceTally[];
  /** What went wrong, one line each. */
  slips: string[];
}

export const PROVINCE_SEEDS = [1, 7, 42] as const;

const LIST_DIALECTS = new Set(['dataproxy', 'gkmlpt', 'ucap', 'datasource', 'jpaas']);
/** Articles read of each list: enough to meet every way of dating one. */
const ARTICLES = 2;

export function measureProvince(
  seeds: readonly number[] = PROVINCE_SEEDS,
  size: ProvinceSize = 'demo',
  base = '2024-06-28',
): ProvinceMeasure {
  const tallies = new Map<string, ProvinceTally>();
  const slips: string[] = [];
  for (const seed of seeds) {
    const day = dayOf(base);
    const province = generateProvince({ seed, size, base: day });
    // Without faults every list is there to be read; what faults do to pages is for the scan to find.
    const world = new World(province, day, ({ effects }) =>
      effects.every(
        ({ is }) =>
          is === 'column-gap' || is === 'backdated' || is === 'column-undated' || is === 'column-blank',
      ),
    );
    for (const site of province.sites) {
      const state = world.state(site);
      const known = tallies.get(site.dialect) ?? emptyTally(site.dialect);
      tallies.set(site.dialect, known);
      for (const column of site.columns)
        if (column.form === 'list')
          readColumn(world, state, column, known, (slip) => slips.push(`seed ${seed} ${slip}`));
    }
  }
  return { tallies: [...tallies.values()].sort((a, b) => a.dialect.localeCompare(b.dialect)), slips };
}

function emptyTally(dialect: string): ProvinceTally {
  return {
    ...{ dialect, pages: 0, byBrowser: 0, items: 0, found: 0, wrong: 0 },
    ...{ articles: 0, articlesRight: 0, articlesWrong: 0 },
  };
}

function readColumn(
  world: World,
  state: SiteState,
  column: ProvinceColumn,
  tally: ProvinceTally,
  slip: (text: string) => void,
): void {
  const { site } = state;
  const today = parseCivilDate(iso(state.day));
  if (today === null) throw new Error('no day');
  const url = new URL(dialectOf(site.dialect).columnPath(site, column), `http://${site.host}/`).href;
  const truth = listView(state, column, 1);
  const page = fetchPage(world, url, today);
  const name = `${site.dialect} ${url} ${column.name}`;
  tally.pages += 1;
  const list = page === null ? null : listOf(world, page, today);
  if (list === 'browser') {
    tally.byBrowser += 1;
    return;
  }
  if (truth.items.length === 0) {
    if (list !== null && list.items.length > 0) slip(`${name}: items on an empty list`);
    return;
  }
  tally.items += truth.items.length;
  if (list === null) {
    slip(`${name}: no list${page?.complete === false ? ', page incomplete' : ''}`);
    return;
  }
  const shown = new Map<string, ListItem>(list.items.map((item) => [keyOf(item.url), item]));
  for (const { article, href, date } of truth.items) {
    const item = shown.get(keyOf(new URL(href, url).href));
    const wanted = date === null ? null : iso(date);
    if (item === undefined) slip(`${name}: ${article.title} not found`);
    else if (item.date === wanted) tally.found += 1;
    else {
      if (item.date !== null) tally.wrong += 1;
      slip(`${name}: ${item.date} instead of ${wanted}, ${article.title}`);
    }
  }
  for (const { article, href } of truth.items.slice(0, ARTICLES)) {
    const read = fetchPage(world, new URL(href, url).href, today);
    if (read === null) continue;
    const wanted = state.on('column-undated', column)?.articles === 'undated' ? null : iso(article.day);
    tally.articles += 1;
    if (read.published === wanted) tally.articlesRight += 1;
    else if (read.published !== null) {
      tally.articlesWrong += 1;
      slip(`${read.url}: published ${read.published} instead of ${wanted}`);
    } else slip(`${read.url}: no date, ${read.kind}`);
  }
}

function keyOf(url: string): string {
  return decodeURI(url).replace(/#.*$/, '');
}

function ask(world: World, url: string, method = 'GET') {
  const { hostname, pathname, search } = new URL(url);
  const answer = answerFor(world, { host: hostname, method, target: pathname + search, cookie: '' });
  return answer.status === 200 ? { bytes: answer.body, type: answer.headers['content-type'] ?? null } : null;
}

function fetchPage(world: World, url: string, today: CivilDate): PageReading | null {
  const answer = ask(world, url);
  return answer === null ? null : readPage({ bytes: answer.bytes, url, contentType: answer.type, today });
}

/** The list of a page as an inspector comes by it: from the page, from the data it asks for, from a frame in it. */
function listOf(world: World, page: PageReading, today: CivilDate): ListReading | 'browser' | null {
  const main = page.lists.find((list) => list.main);
  // A data source tells more than the first screen, which stands in the page already.
  const more = page.dataRequests.some(({ dialect }) => dialect === 'datasource');
  if (main !== undefined && !more) return main;
  for (const request of page.dataRequests.filter(({ dialect }) => LIST_DIALECTS.has(dialect))) {
    const form = request.form === null ? '' : `&${new URLSearchParams(request.form)}`;
    const answer = ask(
      world,
      request.url.includes('?') ? request.url + form : `${request.url}?${form.slice(1)}`,
      request.method,
    );
    if (answer === null) continue;
    const { list, complete } = readListData(request.dialect, answer.bytes, answer.type, page.url, today);
    if (list !== null && complete) return list;
  }
  for (const { dialect, url } of page.dataRequests) {
    const inner = dialect === 'frame' ? fetchPage(world, url, today) : null;
    const list = inner === null ? null : (inner.lists.find((l) => l.main) ?? null);
    if (list !== null) return list;
  }
  return main ?? (page.complete ? null : 'browser');
}
