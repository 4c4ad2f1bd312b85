import type { EvidenceId } from '../domain/outcome.ts';
import type { Site } from '../domain/site.ts';
import type { ColumnFacts, Ipv6Page, Observed } from '../domain/site-facts.ts';
import type { LookedPage, PageBook } from './page-book.ts';
import { unseen } from './unseen.ts';
import { isSameHost } from './whole-page.ts';

/** Second- and third-level pages tried: a tenth of them may fail by the only figure that was found (STANDARDS §4.2). */
const INNER_PAGES = 10;

/**
 * Whether the home page, and of portals some inner pages, answer over IPv6. Unseen where our own line shows no IPv6 that
 * works: then a name without an address there may be our resolver's doing.
 */
export function surveyIpv6(
  book: PageBook,
  site: Site,
  columns: readonly ColumnFacts[],
): Observed<{ pages: Ipv6Page[] }> {
  if (!book.hasIpv6)
    return unseen('vantage_fault', 'no canary answers over IPv6: whether our line has any is open');
  const evidence: EvidenceId[] = [];
  const tryPage = (url: string, level: Ipv6Page['level']): Ipv6Page | null => {
    const page = book.ask({ role: 'ipv6', url, family: 6 });
    if (page === null || isOpen(page)) return null;
    evidence.push(page.look.evidence);
    const { status, failure } = page.look.exchange;
    return { url, level, reached: status !== null, code: failure?.code ?? null };
  };
  const home = tryPage(site.homeUrl, 'home');
  if (home === null) {
    const failure = book.ask({ role: 'ipv6', url: site.homeUrl, family: 6 })?.look.exchange.failure;
    return unseen(
      failure?.reason ?? book.whyMissing,
      failure?.detail ?? `${site.homeUrl} was not tried over IPv6`,
    );
  }
  // Other sites are not judged for it: sparing them ten requests each.
  const inner =
    home.reached && site.type === 'portal' ? columns.filter(({ url }) => isSameHost(url, site.homeUrl)) : [];
  const pages = [home, ...inner.slice(0, INNER_PAGES).map(({ url }) => tryPage(url, 'inner'))];
  return { seen: true, value: { pages: pages.filter((page) => page !== null) }, evidence, tier: 'http' };
}

/** Our own doing, or a way that says nothing of the site. */
function isOpen({ look }: LookedPage): boolean {
  const { failure, status } = look.exchange;
  if (failure === null || status !== null) return false;
  return failure.fault === 'us' || failure.code === 'connect_unreachable' || failure.code === 'rate_limited';
}
