import type { Outcome } from '../domain/outcome.ts';
import type { SiteFacts } from '../domain/site-facts.ts';

/** Dead links that are opened in the browser as well: they must not use up what columns need. */
const LINKS_AGAIN = 5;

/**
 * Addresses of the pages that what is suspected rests on and that were not read in the browser: one of the looks that
 * confirm a finding must have been read off the rendered page, and the first is as good as the second (DESIGN §5). What
 * is confirmed or set aside is not read again.
 */
export function doubtedPages(facts: SiteFacts, outcomes: readonly Outcome[]): string[] {
  const doubted = outcomes.filter(
    ({ outcome, standing, rendered }) => outcome === 'fail' && standing === 'suspected' && !rendered,
  );
  const links = doubted.filter(({ indicator }) => indicator === 'link-broken').slice(0, LINKS_AGAIN);
  const others = doubted.filter(({ indicator }) => indicator !== 'link-broken');
  return [...new Set([...others, ...links].flatMap((failure) => pagesUnder(failure, facts)))];
}

/** Addresses of the pages that failures rest on: of those that were rendered a picture is kept. */
export function shownPages(facts: SiteFacts, outcomes: readonly Outcome[]): string[] {
  const failures = outcomes.filter(
    ({ outcome, standing, rendered }) => outcome === 'fail' && standing !== 'dismissed' && rendered,
  );
  return [...new Set(failures.flatMap((failure) => pagesUnder(failure, facts)))];
}

function addressesIn(list: unknown, key = 'url'): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: Record<string, unknown>) => (typeof one[key] === 'string' ? [one[key]] : []));
}

function pagesUnder({ indicator, subject, facts: rests }: Outcome, facts: SiteFacts): string[] {
  const { homeUrl, home, columns, channel } = facts;
  switch (indicator) {
    case 'column-not-updated':
    case 'column-blank':
    case 'date-forged':
      return subject?.url === undefined ? [] : [subject.url];
    case 'home-not-updated': {
      const leadsOn = home.seen && home.value.leadsOn && columns.seen;
      const second = leadsOn ? columns.value.filter(({ level }) => level <= 2) : [];
      return [homeUrl, ...second.map(({ url }) => url)];
    }
    case 'link-broken':
      return subject?.url === undefined ? [] : [subject.url];
    case 'meta-tags-incomplete':
      return addressesIn(rests.lacking);
    case 'interaction-poor':
      if (Array.isArray(rests.unanswered)) return addressesIn(rests.unanswered, 'foundOn');
      return [homeUrl, ...(channel.seen ? channel.value.path.map(({ url }) => url) : [])];
    case 'https-invalid':
      return addressesIn(rests.parts, 'foundOn');
    case 'system-off-domain':
      return typeof rests.foundOn === 'string' ? [rests.foundOn] : [];
    case 'search-not-working':
      return Array.isArray(rests.tried) && rests.tried.length > 0
        ? addressesIn(rests.tried, 'askedAt')
        : [homeUrl];
    case 'domain-not-government':
    case 'identity-incomplete':
      return [homeUrl];
    default:
      return [];
  }
}
