import { civilDateOf } from '../domain/civil-date.ts';
import type { DeclaredColumn, Site } from '../domain/site.ts';
import { siteKeyOf } from '../domain/site.ts';
import type { SiteFacts } from '../domain/site-facts.ts';
import type { EvidenceStore } from '../store/evidence-store.ts';
import type { LookRepository } from '../store/store.ts';
import { PageBook, requestKeyOf, type Want, wantedKeyOf } from './page-book.ts';
import { readLookedPage } from './read-looked-page.ts';
import { surveySite } from './survey-site.ts';

/**
 * Reads the stored pages of one look again with today's reader, without a request; null when there are none, or when some
 * were pruned: a look read in part would say that the rest was not seen.
 */
export async function rereadSite(
  stores: { looks: LookRepository; evidence: EvidenceStore; zone: string },
  runId: number,
  site: Site,
  declared: readonly DeclaredColumn[],
): Promise<SiteFacts | null> {
  const { looks, evidence, zone } = stores;
  const stored = await looks.ofSite(runId, siteKeyOf(site));
  const [first] = stored;
  if (first === undefined) return null;
  const { at, vantage } = first.exchange;
  // The newest answer to each want counts.
  const byKey = new Map(stored.map((look) => [wantedKeyOf(look.requestKey), look]));
  const book = new PageBook();
  book.hasIpv6 = stored.some(({ role }) => role === 'ipv6');
  // What was rendered then is read as rendered now.
  for (const { tier, exchange } of stored) if (tier === 'browser') book.doubt(exchange.url);
  const survey = () => surveySite({ site, declared, book, at, vantage, zone });
  let facts = survey();
  for (let wants = known(book, byKey); wants.length > 0; wants = known(book, byKey)) {
    for (const want of wants) {
      const key = requestKeyOf(want);
      const look = byKey.get(key);
      if (look === undefined) continue;
      if (look.exchange.body !== null && !evidence.has(look.evidence)) return null;
      const body = look.exchange.body === null ? null : await evidence.payload(look.evidence);
      book.add(key, readLookedPage(look, body, want, civilDateOf(at, zone)));
    }
    facts = survey();
  }
  return facts;
}

/** What the survey asked for and the store has; a better reader may ask for pages nobody fetched. */
function known(book: PageBook, stored: ReadonlyMap<string, unknown>): Want[] {
  return book.takeMissing().filter((want) => stored.has(requestKeyOf(want)));
}
