import type { EpochMs } from '../clock.ts';
import type { UndeterminedReason } from '../domain/outcome.ts';
import type { Site } from '../domain/site.ts';
import type { SiteFacts, Unseen } from '../domain/site-facts.ts';
import type { LookedPage, PageBook } from './page-book.ts';

/** Says why nothing can be read off a page; null when it can be. A missing page carries the book's reason. */
export function whyUnseen(page: LookedPage | null, url: string, book: PageBook): Unseen | null {
  if (page === null) return unseen(book.whyMissing, `${url} was not looked at`);
  const { exchange, evidence } = page.look;
  if (exchange.failure !== null) {
    const { reason, detail, fault } = exchange.failure;
    return { seen: false, reason, detail, fault, evidence: [evidence] };
  }
  if (page.fault !== undefined)
    return unseenAt(page, 'probe_fault', `reading ${url} failed: ${page.fault.split('\n')[0] ?? ''}`);
  const status = exchange.status ?? 0;
  if (status >= 400) return unseenAt(page, 'not_observed', `${url} answered ${status}`);
  if (page.reading?.kind === 'challenge')
    return unseenAt(page, 'challenged', `${url} shows a challenge page`);
  if (page.reading?.kind === 'error') {
    return unseenAt(page, 'not_observed', `${url} shows an error page (${page.reading.detail ?? 'error'})`);
  }
  return null;
}

/** A look that came to nothing: every part is unseen for the same reason. */
export function nothingSeen(
  site: Pick<Site, 'siteCode' | 'homeUrl'>,
  at: EpochMs,
  vantage: string,
  why: Unseen,
): SiteFacts {
  const { siteCode, homeUrl } = site;
  const parts = { address: why, tls: why, home: why, columns: why, identity: why };
  return {
    siteCode,
    homeUrl,
    at,
    vantage,
    ...parts,
    systems: why,
    links: why,
    channel: why,
    tags: why,
    ipv6: why,
    insecure: why,
    search: why,
    articleDates: why,
  };
}

/** Nothing was fetched that could be shown as evidence. */
export function unseen(reason: UndeterminedReason, detail: string): Unseen {
  return { seen: false, reason, detail, fault: null, evidence: [] };
}

/** A page was fetched, and it shows why. */
export function unseenAt(page: LookedPage, reason: UndeterminedReason, detail: string): Unseen {
  return { seen: false, reason, detail, fault: null, evidence: [page.look.evidence] };
}
