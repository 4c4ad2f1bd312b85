import type { LinkReading, PageReading } from '../domain/page-reading.ts';
import type { BrokenLink, LinkFacts, Observed } from '../domain/site-facts.ts';
import type { LookedPage, PageBook, Want } from './page-book.ts';
import { unseen } from './unseen.ts';
import { evidenceOf, isSameHost, type WholePage } from './whole-page.ts';

/** Links of the home page tried in one look. More would double what a look asks of the site. */
const LINKS_TRIED = 40;
/** Answers by which a page is gone or broken. 401, 403, 412 and 429 are said to us, not to every visitor. */
const GONE = new Set([404, 410, 500, 501, 502, 503, 504]);
const GONE_CODES = new Set(['name_not_found', 'connect_refused']);

/** 错链断链: pages of this look that are gone, and the home page's other links, tried one by one. */
export function surveyLinks(
  book: PageBook,
  home: WholePage,
  readings: readonly PageReading[],
): Observed<LinkFacts> {
  const known = book.pages.filter(({ look }) => look.role !== 'link' && look.role !== 'ipv6');
  const needless = new Set(known.flatMap(({ look }) => [look.exchange.url, look.exchange.finalUrl]));
  const tried = toTry(home.readings)
    .filter(({ url }) => !needless.has(url))
    .slice(0, LINKS_TRIED);
  for (const { url } of tried) book.ask({ role: 'link', url });
  const looked = book.pages.filter(
    ({ look }) => look.tier === 'http' && look.exchange.method === 'GET' && look.role !== 'ipv6',
  );
  if (looked.length === 0) return unseen('not_observed', 'no page of the site could be read');
  const foundOn = placesOf(book, [...home.readings, ...readings]);
  const broken = looked.flatMap((page): BrokenLink[] => {
    if (!isGone(page) || page.look.role === 'data') return [];
    const { url } = page.look.exchange;
    const place = foundOn.get(url);
    // An address that no page leads to was thought of by us, or declared: nobody is led astray by it.
    if (place === undefined) return [];
    const want: Want = { role: page.look.role as Want['role'], url };
    const rendered = book.isDoubted(want) ? book.askRendered(want) : null;
    // What the browser opens is not broken.
    if (rendered !== null && !isGone(rendered)) return [];
    const { look } = rendered ?? page;
    return [
      {
        ...{ url, foundOn: place, status: look.exchange.status, tier: look.tier },
        code: look.exchange.failure?.code ?? ((look.exchange.status ?? 0) < 400 ? 'soft_404' : null),
        evidence: [...new Set([...evidenceOf(page), ...(rendered === null ? [] : evidenceOf(rendered))])],
      },
    ];
  });
  return {
    seen: true,
    value: { checked: looked.length, broken },
    evidence: [...new Set(broken.flatMap(({ evidence }) => evidence))],
    tier: home.page.look.tier,
  };
}

/** For every address the first page that leads to it: by a link, or by a list that the page asks for. */
function placesOf(book: PageBook, readings: readonly PageReading[]): Map<string, string> {
  const places = new Map<string, string>();
  const note = (urls: readonly { url: string }[], place: string) => {
    for (const { url } of urls) if (!places.has(url)) places.set(url, place);
  };
  for (const { links, lists, url } of readings) note([...links, ...lists.flatMap(({ items }) => items)], url);
  for (const { look, data } of book.pages) note(data?.list?.items ?? [], look.exchange.url);
  return places;
}

function isGone({ look, reading }: LookedPage): boolean {
  const { failure, status } = look.exchange;
  if (failure !== null) return GONE_CODES.has(failure.code);
  return GONE.has(status ?? 0) || reading?.detail === 'soft-404';
}

/** Own pages before those of others, and what visitors steer by before single items. */
function toTry(readings: readonly PageReading[]): LinkReading[] {
  const seen = new Set<string>();
  const links = readings.flatMap(({ links: all, url }) =>
    all.flatMap((link) => {
      if (!/^https?:/.test(link.url) || seen.has(link.url)) return [];
      seen.add(link.url);
      return [{ link, weight: (isSameHost(link.url, url) ? 0 : 10) + (link.place === 'item' ? 1 : 0) }];
    }),
  );
  return links.sort((a, b) => a.weight - b.weight).map(({ link }) => link);
}
