import type { RenderedPage, RenderRequest } from '../browser/rendered-page.ts';
import type { Clock, EpochMs } from '../clock.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import type { DeclaredColumn, Site } from '../domain/site.ts';
import { siteKeyOf } from '../domain/site.ts';
import type { SiteFacts } from '../domain/site-facts.ts';
import type { HttpClient } from '../net/http-client.ts';
import type { EvidenceStore } from '../store/evidence-store.ts';
import type { LookRepository } from '../store/store.ts';
import { LookDesk } from './look-desk.ts';
import { PageBook, type Want } from './page-book.ts';
import type { PageReader } from './read-looked-page.ts';
import { surveySite } from './survey-site.ts';

/** Shows a page in a browser; null when no browser can be started on this machine. Rejects when aborted. */
export type PageRenderer = (request: RenderRequest) => Promise<RenderedPage | null>;

export interface Observer {
  client: HttpClient;
  /** Reaches hosts over IPv6 alone; null when our line has none, or nobody can tell. */
  client6: HttpClient | null;
  render: PageRenderer;
  looks: LookRepository;
  evidence: EvidenceStore;
  clock: Clock;
  vantage: string;
  zone: string;
  /** The host wishes to be asked no more often than this. */
  slowDown(host: string, ms: number): void;
  /** Milliseconds of spacing that a robots.txt asks of us; null where it asks none that we heed. */
  hostWish(robots: string): number | null;
  /** What the client gives a page to begin its answer. */
  timeoutMs: number;
  /** @default readPage */
  read?: PageReader;
}

export interface SiteTask {
  runId: number;
  site: Site;
  declared: readonly DeclaredColumn[];
  /** Pages at most; what lies beyond is `undetermined(budget_exhausted)`. */
  pages: number;
  /** Pages shown in the browser at most. */
  browserPages: number;
  /** The second pass of a run: what timed out in the first is asked again, page by page and with more patience. */
  slow: boolean;
  /** Milliseconds for which a slow look goes on asking; what it did not reach is left as it was. */
  slowMs: number;
  /** Somebody waits for it: before bulk work. */
  urgent: boolean;
  /** Addresses of pages on which something rests that is to be read in the browser too. */
  doubts(facts: SiteFacts): Promise<readonly string[]>;
  /** Addresses of pages on which a failure rests: of each a picture is kept. */
  shown(facts: SiteFacts): Promise<readonly string[]>;
  signal: AbortSignal;
}

export interface SiteLook {
  facts: SiteFacts;
  cost: { requests: number; bytes: number; browserPages: number; ms: number };
  /** Pages timed out: a slower look may bring them. */
  isTroubled: boolean;
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
  'search',
  'link',
];

function inOrder(wants: readonly Want[]): Want[] {
  return [...wants].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}

/**
 * Looks at one site: surveys, fetches what the survey asked for, surveys again, until it asks for nothing more or
 * the budget is spent; then once more in the browser what findings rest on, with a picture. Pages this run already has
 * are read from the store: an interrupted look goes on where it was.
 */
export async function observeSite(observer: Observer, task: SiteTask): Promise<SiteLook> {
  const { clock, looks, vantage, zone } = observer;
  const { runId, site, declared, signal } = task;
  const siteKey = siteKeyOf(site);
  const began = clock.elapsed();
  const earlier = await looks.ofSite(runId, siteKey);
  const at: EpochMs = earlier[0]?.exchange.at ?? clock.now();
  const today = civilDateOf(at, zone);
  const book = new PageBook();
  book.hasIpv6 = observer.client6 !== null;
  for (const { tier, exchange } of earlier) if (tier === 'browser') book.doubt(exchange.url);
  const desk = new LookDesk(observer, task, book, earlier, today);
  const survey = () => surveySite({ site, declared, book, at, vantage, zone });

  let hasHeeded = false;
  /** Asked when the home page has answered: a site that does not answer is spared a second request. */
  const heedRobots = async (): Promise<void> => {
    const home = book.ask({ role: 'home', url: site.homeUrl });
    if (hasHeeded || home === null || home.look.exchange.status === null) return;
    hasHeeded = true;
    // Of the host to which the home page leads: the rest is asked for there.
    const url = new URL('/robots.txt', home.look.exchange.finalUrl);
    const ms = observer.hostWish((await desk.textOf({ role: 'robots', url: url.href })) ?? '');
    if (ms !== null) observer.slowDown(url.hostname, ms);
  };

  const gather = async (): Promise<SiteFacts> => {
    let facts = survey();
    for (let wants = book.takeMissing(); wants.length > 0; wants = book.takeMissing()) {
      await desk.lookAtAll(desk.affordable(inOrder(wants)));
      signal.throwIfAborted();
      await heedRobots();
      facts = survey();
    }
    return facts;
  };

  let facts = await gather();
  const doubted = new Set<string>();
  while (book.whyNotRendered === null) {
    const fresh = (await task.doubts(facts)).filter((url) => !doubted.has(url));
    if (fresh.length === 0) break;
    for (const url of fresh) {
      doubted.add(url);
      book.doubt(url);
      desk.pictures.add(url);
    }
    facts = await gather();
  }
  const unpictured = book.unpictured(await task.shown(facts));
  if (unpictured.length > 0) {
    await Promise.all(unpictured.map((page) => desk.takePicture(page)));
    signal.throwIfAborted();
    facts = await gather();
  }
  const { requests, bytes, browserPages, isTroubled } = desk;
  const ms = Math.round(clock.elapsed() - began);
  return { facts, isTroubled, cost: { requests, bytes, browserPages, ms } };
}
