import type { Clock, EpochMs } from '../clock.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import type { DeclaredColumn, Site } from '../domain/site.ts';
import { siteKeyOf } from '../domain/site.ts';
import type { SiteFacts } from '../domain/site-facts.ts';
import type { HttpClient } from '../net/http-client.ts';
import type { EvidenceStore } from '../store/evidence-store.ts';
import type { LookRepository } from '../store/store.ts';
import { PageBook, requestKeyOf, type Want } from './page-book.ts';
import { readLookedPage } from './read-looked-page.ts';
import { surveySite } from './survey-site.ts';

export interface Observer {
  client: HttpClient;
  looks: LookRepository;
  evidence: EvidenceStore;
  clock: Clock;
  vantage: string;
  zone: string;
}

export interface SiteTask {
  runId: number;
  site: Site;
  declared: readonly DeclaredColumn[];
  /** Pages at most; what lies beyond is `undetermined(budget_exhausted)`. */
  pages: number;
  signal: AbortSignal;
}

export interface SiteLook {
  facts: SiteFacts;
  cost: { requests: number; bytes: number; browserPages: number; ms: number };
}

/** What the rest hangs on first: a small budget must reach the channel and the lists before the hundredth column. */
const ORDER: readonly Want['role'][] = [
  'home',
  'fragment',
  'sitemap',
  'channel',
  'data',
  'article',
  'column',
];

function inOrder(wants: readonly Want[]): Want[] {
  return [...wants].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}

/**
 * Looks at one site: surveys, fetches what the survey asked for, surveys again, until it asks for nothing more or
 * the budget is spent. Pages this run already has are read from the store: an interrupted look goes on where it was.
 */
export async function observeSite(observer: Observer, task: SiteTask): Promise<SiteLook> {
  const { clock, looks, evidence, vantage, zone } = observer;
  const { runId, site, declared, signal } = task;
  const siteKey = siteKeyOf(site);
  const began = clock.elapsed();
  const earlier = await looks.ofSite(runId, siteKey);
  const at: EpochMs = earlier[0]?.exchange.at ?? clock.now();
  const today = civilDateOf(at, zone);
  const book = new PageBook();
  const stored = new Map(earlier.map((look) => [look.requestKey, look]));
  let fetched = 0;
  let bytes = 0;
  const survey = () => surveySite({ site, declared, book, at, vantage, zone });

  const fetchOne = async (want: Want): Promise<void> => {
    const requestKey = requestKeyOf(want);
    const known = stored.get(requestKey);
    if (known !== undefined) {
      const body = known.exchange.body === null ? null : await evidence.payload(known.evidence);
      book.add(requestKey, readLookedPage(known, body, want, today));
      return;
    }
    const { url, data } = want;
    const page = await observer.client.fetch({
      url,
      method: data?.method ?? 'GET',
      form: data?.form ?? null,
      signal,
    });
    bytes += page.exchange.wireBytes;
    const id = await evidence.put(page);
    const look = await looks.append({
      ...{ runId, siteKey, requestKey, role: want.role, tier: page.exchange.tier },
      exchange: page.exchange,
      evidence: id,
    });
    book.add(requestKey, readLookedPage(look, page.bytes, want, today));
  };

  let facts = survey();
  for (let wants = book.takeMissing(); wants.length > 0; wants = book.takeMissing()) {
    const affordable = inOrder(wants).slice(0, Math.max(0, task.pages - fetched));
    if (affordable.length === 0) {
      book.whyMissing = 'budget_exhausted';
      facts = survey();
      break;
    }
    fetched += affordable.length;
    await Promise.all(affordable.map(fetchOne));
    signal.throwIfAborted();
    facts = survey();
  }
  return {
    facts,
    cost: { requests: fetched, bytes, browserPages: 0, ms: Math.round(clock.elapsed() - began) },
  };
}
