import { type CivilDate, daysBetween } from '../domain/civil-date.ts';
import { type ListReading, type PageReading, SURE_ENOUGH } from '../domain/page-reading.ts';
import type { ColumnFacts, HomeFacts, IdentityFacts, Observed } from '../domain/site-facts.ts';
import { type NewestArticle, newestArticle } from './newest-article.ts';
import type { PageBook } from './page-book.ts';
import { unseenAt } from './unseen.ts';
import { isSameHost, madeByScript, type WholePage } from './whole-page.ts';

/** Of each list of the home page that shows no dates; the first of a list may be pinned. */
const ARTICLES_PER_BLOCK = 2;
/** A home page without dates on any of its blocks costs the site no more than this. */
const MAX_ARTICLES = 20;
/** With an item this young the page is far from any limit, and nothing else on it need be opened. */
const YOUNG_DAYS = 7;

/** Freshness of the home page: its own dated items, those its undated lists lead to, or its second-level pages. */
export function surveyHome(
  book: PageBook,
  home: WholePage,
  columns: readonly ColumnFacts[],
  today: CivilDate,
): Observed<HomeFacts> {
  const lists = home.readings.flatMap((reading) => reading.lists);
  const items = lists.flatMap((list) => list.items);
  const dated = items.filter(({ date }) => date !== null && date <= today);
  const first = home.readings[0];
  const base = {
    title: first?.title ?? '',
    meta: first?.meta ?? {},
    dated: dated.length,
    leadsOn: false,
    secondLevel: { looked: 0, unread: 0 },
  };
  const tier = home.page.look.tier;
  if (dated.length > 0) {
    const newest = dated.reduce((a, b) => ((b.date ?? '') > (a.date ?? '') ? b : a));
    const latestItem = { title: newest.title, url: newest.url };
    const shown = { ...base, latest: newest.date, latestItem };
    const isYoung = newest.date !== null && daysBetween(newest.date, today) < YOUNG_DAYS;
    if (isYoung || !home.complete) return { seen: true, value: shown, evidence: home.evidence, tier };
    // Headlines and pictures often stand without a date above blocks that have one.
    const article = newestOfBlocks(book, home, lists, today);
    const isNewer = article.latest !== null && article.latest > (newest.date ?? '');
    return {
      seen: true,
      value: {
        ...shown,
        ...(isNewer ? { latest: article.latest, latestItem: article.item } : {}),
        unreadArticles: article.unread,
      },
      evidence: [...home.evidence, ...article.evidence],
      tier: article.isRendered ? tier : 'http',
    };
  }
  // Script may hold the list we do not see: never call such a page undated.
  if (!home.complete) {
    const reason = book.whyNotRendered?.startsWith('the budget') ? 'budget_exhausted' : 'not_observed';
    return unseenAt(home.page, reason, madeByScript(book, 'the home page'));
  }
  if (items.length > 0) {
    const article = newestOfBlocks(book, home, lists, today);
    if (article.latest !== null) {
      const { latest, item: latestItem, unread: unreadArticles } = article;
      const value = { ...base, latest, latestItem, unreadArticles };
      const evidence = [...home.evidence, ...article.evidence];
      return { seen: true, value, evidence, tier: article.isRendered ? tier : 'http' };
    }
  }
  return leadingOn(home, base, columns);
}

/** The newest of the first articles of every block that shows no dates itself. */
function newestOfBlocks(
  book: PageBook,
  home: WholePage,
  lists: readonly ListReading[],
  today: CivilDate,
): NewestArticle {
  const { finalUrl } = home.page.look.exchange;
  const first = lists
    .filter(({ items }) => items.every(({ date }) => date === null))
    .flatMap(({ items }) =>
      items.filter(({ url }) => isSameHost(url, finalUrl)).slice(0, ARTICLES_PER_BLOCK),
    );
  const distinct = [...new Map(first.map((item) => [item.url, item])).values()];
  return newestArticle(book, distinct, today, home.page.look.tier === 'browser', MAX_ARTICLES);
}

function leadingOn(
  home: WholePage,
  base: Omit<HomeFacts, 'latest' | 'latestItem'>,
  columns: readonly ColumnFacts[],
): Observed<HomeFacts> {
  const second = columns.filter(({ level }) => level <= 2);
  const read = second.flatMap(({ list }) => (list.seen && list.value.latest !== null ? [list] : []));
  const newest = read.reduce<(typeof read)[number] | null>(
    (best, list) => (best === null || (list.value.latest ?? '') > (best.value.latest ?? '') ? list : best),
    null,
  );
  return {
    seen: true,
    value: {
      ...base,
      leadsOn: true,
      latest: newest?.value.latest ?? null,
      latestItem: newest?.value.latestItem ?? null,
      secondLevel: { looked: second.length, unread: second.filter(mayBeFresher).length },
    },
    evidence: [...new Set([...home.evidence, ...(newest?.evidence ?? [])])],
    // It rests on every second-level page.
    tier: read.every(({ tier }) => tier === 'browser') ? home.page.look.tier : 'http',
  };
}

/** A second-level page that could not be read may be the one that was updated; one that is read and holds no list is not. */
function mayBeFresher({ kind, list }: ColumnFacts): boolean {
  if (list.seen) return false;
  return (
    list.reason !== 'selector_lost' || !['static', 'service', 'interaction', 'consultation'].includes(kind)
  );
}

/** Identity as the home page shows it; a part it lacks may stand on other pages of the site. */
export function surveyIdentity(home: WholePage, others: readonly PageReading[]): Observed<IdentityFacts> {
  const all = [...home.readings, ...others].map(({ identity }) => identity);
  const by = (part: string) => {
    const isSure = ({ confidence }: PageReading['identity']) => (confidence?.[part] ?? 1) >= SURE_ENOUGH;
    // What one page leaves open another may say plainly.
    return [...all.filter(isSure), ...all.filter((identity) => !isSure(identity))];
  };
  const first = <T>(part: string, pick: (identity: PageReading['identity']) => T | null) => {
    for (const identity of by(part)) {
      const value = pick(identity);
      if (value !== null) return value;
    }
    return null;
  };
  const icp = all.find((identity) => identity.icp.length > 0)?.icp ?? [];
  const siteCode = first('siteCode', (identity) => identity.siteCode);
  const told = by('siteCode').find((identity) => identity.siteCode !== null);
  return {
    seen: true,
    value: {
      siteCode,
      icp,
      police: first('police', ({ police }) => police),
      sponsor: first('sponsor', ({ sponsor }) => sponsor),
      badge: all.some(({ badge }) => badge),
      findErrorEntry: all.some(({ findErrorEntry }) => findErrorEntry),
      meta: home.readings[0]?.meta ?? {},
      footerComplete: home.complete,
      trace: Object.assign({}, ...all.map(({ trace }) => trace).reverse(), siteCodeOf(told?.trace)),
      confidence: Object.assign(
        {},
        ...all.map(({ confidence }) => confidence ?? {}).reverse(),
        siteCodeOf(told?.confidence),
      ),
    },
    evidence: home.evidence,
    tier: home.page.look.tier,
  };
}

/** The site code's own entry, from the page that it was taken from. */
function siteCodeOf<T>(byPart: Record<string, T> | undefined): { siteCode?: T } {
  const own = byPart?.siteCode;
  return own === undefined ? {} : { siteCode: own };
}
