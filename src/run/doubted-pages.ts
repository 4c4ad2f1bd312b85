import type { Outcome } from '../domain/outcome.ts';
import type { SiteFacts } from '../domain/site-facts.ts';

/**
 * Addresses of the pages that what is suspected rests on and that were not read in the browser: one of the looks that
 * confirm a finding must have been read off the rendered page, and the first is as good as the second (DESIGN §5). What
 * is confirmed or set aside is not read again.
 */
export function doubtedPages(facts: SiteFacts, outcomes: readonly Outcome[]): string[] {
  const pages = outcomes
    .filter(({ outcome, standing, rendered }) => outcome === 'fail' && standing === 'suspected' && !rendered)
    .flatMap((failure) => pagesUnder(failure, facts));
  return [...new Set(pages)];
}

function pagesUnder({ indicator, subject, facts: rests }: Outcome, facts: SiteFacts): string[] {
  const { homeUrl, home, columns, channel } = facts;
  switch (indicator) {
    case 'column-not-updated':
    case 'column-blank':
      return subject?.url === undefined ? [] : [subject.url];
    case 'home-not-updated': {
      const leadsOn = home.seen && home.value.leadsOn && columns.seen;
      const second = leadsOn ? columns.value.filter(({ level }) => level <= 2) : [];
      return [homeUrl, ...second.map(({ url }) => url)];
    }
    case 'interaction-poor':
      return [homeUrl, ...(channel.seen ? channel.value.path.map(({ url }) => url) : [])];
    case 'system-off-domain':
      return typeof rests.foundOn === 'string' ? [rests.foundOn] : [];
    case 'domain-not-government':
    case 'identity-incomplete':
      return [homeUrl];
    default:
      return [];
  }
}
