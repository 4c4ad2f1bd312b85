import type { ColumnFacts, Observed, TaggedPage } from '../domain/site-facts.ts';
import type { LookedPage, PageBook, Want } from './page-book.ts';
import { unseen, whyUnseen } from './unseen.ts';
import { evidenceOf, type WholePage } from './whole-page.ts';

/** Of each: the rules draw five pages, the home page among them. */
const COLUMNS = 2;
const ARTICLES = 2;

function isRead(page: LookedPage, url: string, book: PageBook): boolean {
  return page.reading !== null && whyUnseen(page, url, book) === null;
}

/** 网页标签 of the home page, of two columns and of two articles. */
export function surveyTags(
  book: PageBook,
  home: WholePage,
  columns: readonly ColumnFacts[],
): Observed<TaggedPage[]> {
  const lists = columns.filter(({ list }) => list.seen && list.value.items > 0);
  const articles = lists.flatMap(({ list }) => (list.seen ? [list.value.latestItem?.url ?? ''] : []));
  const host = new URL(home.page.look.exchange.finalUrl).hostname;
  const isOwn = (url: string) => URL.canParse(url) && new URL(url).hostname === host;
  const pages = [
    { role: 'home' as const, level: 'home' as const, url: home.page.look.exchange.url },
    ...lists.slice(0, COLUMNS).map(({ url }) => ({ role: 'column' as const, level: 'column' as const, url })),
    ...[...new Set(articles)]
      .filter(isOwn)
      .slice(0, ARTICLES)
      .map((url) => ({ role: 'article' as const, level: 'article' as const, url })),
  ];
  const tagged = pages.flatMap(({ role, level, url }): TaggedPage[] => {
    const want: Want = { role, url };
    const plain = book.ask(want);
    const rendered = book.isDoubted(want) ? book.askRendered(want) : null;
    // A page that did not open in the browser is as it was read before: unread it would pass.
    const page = [rendered, plain].find((one) => one !== null && isRead(one, url, book));
    if (!page?.reading) return [];
    // Papers and pictures bear no tags; only pages that are pages count.
    const { meta, kind } = page.reading;
    if (level === 'article' && kind !== 'article') return [];
    return [{ url, level, meta, evidence: evidenceOf(page), tier: page.look.tier }];
  });
  if (tagged.length === 0) return unseen('not_observed', 'no page could be read for its tags');
  return {
    seen: true,
    value: tagged,
    evidence: [...new Set(tagged.flatMap(({ evidence }) => evidence))],
    tier: tagged.every(({ tier }) => tier === 'browser') ? 'browser' : 'http',
  };
}
