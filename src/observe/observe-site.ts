import type { RenderedPage } from '../browser/rendered-page.ts';
import type { Clock, EpochMs } from '../clock.ts';
import { type CivilDate, civilDateOf } from '../domain/civil-date.ts';
import type { DeclaredColumn, Site } from '../domain/site.ts';
import { siteKeyOf } from '../domain/site.ts';
import type { SiteFacts } from '../domain/site-facts.ts';
import type { FetchedPage, HttpClient } from '../net/http-client.ts';
import type { EvidenceStore } from '../store/evidence-store.ts';
import type { Look, LookRepository } from '../store/store.ts';
import { type LookedPage, PageBook, requestKeyOf, type Want } from './page-book.ts';
import { type PageReader, readLookedPage } from './read-looked-page.ts';
import { surveySite } from './survey-site.ts';

/** Shows a page in a browser; null when no browser can be started on this machine. Rejects when aborted. */
export type PageRenderer = (request: {
  url: string;
  screenshot: boolean;
  signal: AbortSignal;
}) => Promise<RenderedPage | null>;

export interface Observer {
  client: HttpClient;
  render: PageRenderer;
  looks: LookRepository;
  evidence: EvidenceStore;
  clock: Clock;
  vantage: string;
  zone: string;
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
  /** Addresses of pages on which something rests that is to be read in the browser too. */
  doubts(facts: SiteFacts): Promise<readonly string[]>;
  signal: AbortSignal;
}

export interface SiteLook {
  facts: SiteFacts;
  cost: { requests: number; bytes: number; browserPages: number; ms: number };
}

/** Enough of a page to know that it is one. */
const LINK_BYTES = 32 * 1024;

/** What the rest hangs on first: a small budget must reach the channel and the lists before the hundredth column. */
const ORDER: readonly Want['role'][] = [
  'home',
  'fragment',
  'sitemap',
  'channel',
  'data',
  'article',
  'column',
  'link',
];

function inOrder(wants: readonly Want[]): Want[] {
  return [...wants].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}

/**
 * Looks at one site: surveys, fetches what the survey asked for, surveys again, until it asks for nothing more or
 * the budget is spent; then once more in the browser what findings rest on. Pages this run already has are read from
 * the store: an interrupted look goes on where it was.
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
  for (const { tier, exchange } of earlier) if (tier === 'browser') book.doubt(exchange.url);
  const desk = new LookDesk(
    observer,
    task,
    book,
    new Map(earlier.map((look) => [look.requestKey, look])),
    today,
  );
  const survey = () => surveySite({ site, declared, book, at, vantage, zone });

  const gather = async (): Promise<SiteFacts> => {
    let facts = survey();
    for (let wants = book.takeMissing(); wants.length > 0; wants = book.takeMissing()) {
      await Promise.all(desk.affordable(inOrder(wants)).map((want) => desk.look(want)));
      signal.throwIfAborted();
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
  const { requests, bytes, browserPages } = desk;
  return { facts, cost: { requests, bytes, browserPages, ms: Math.round(clock.elapsed() - began) } };
}

/** Fetches and stores the pages of one look, within its budgets, and puts them into the book. */
class LookDesk {
  requests = 0;
  bytes = 0;
  browserPages = 0;
  /** Pages of which a picture is wanted. */
  readonly pictures = new Set<string>();
  readonly #observer: Observer;
  readonly #task: SiteTask;
  readonly #book: PageBook;
  readonly #stored: ReadonlyMap<string, Look>;
  readonly #today: CivilDate;
  /** Stored pages of an interrupted look count too: it ends as if it had not been interrupted. */
  readonly #spent = { http: 0, browser: 0 };

  constructor(
    observer: Observer,
    task: SiteTask,
    book: PageBook,
    stored: ReadonlyMap<string, Look>,
    today: CivilDate,
  ) {
    this.#observer = observer;
    this.#task = task;
    this.#book = book;
    this.#stored = stored;
    this.#today = today;
  }

  /** As many of them as the budgets allow; says in the book when one of them is spent. */
  affordable(wants: readonly Want[]): Want[] {
    const isRendered = wants[0]?.tier === 'browser';
    const left = isRendered
      ? this.#task.browserPages - this.#spent.browser
      : this.#task.pages - this.#spent.http;
    if (wants.length > left && left <= 0) {
      if (isRendered) this.#book.whyNotRendered = 'the budget of browser pages is spent';
      else this.#book.whyMissing = 'budget_exhausted';
    }
    return wants.slice(0, Math.max(0, left));
  }

  async look(want: Want): Promise<void> {
    const { evidence, looks } = this.#observer;
    const { runId, site } = this.#task;
    const requestKey = requestKeyOf(want);
    this.#spent[want.tier ?? 'http'] += 1;
    const known = this.#stored.get(requestKey);
    if (known !== undefined) {
      const body = known.exchange.body === null ? null : await evidence.payload(known.evidence);
      this.#book.add(requestKey, this.#read(known, body, want));
      return;
    }
    this.requests += 1;
    const page = want.tier === 'browser' ? await this.#render(want) : await this.#fetch(want);
    if (page === null) return;
    this.bytes += page.exchange.wireBytes;
    const id = await evidence.put(page);
    const shot = 'screenshot' in page ? (page.screenshot as Uint8Array | null) : null;
    const look = await looks.append({
      ...{ runId, siteKey: siteKeyOf(site), requestKey, role: want.role, tier: page.exchange.tier },
      exchange: page.exchange,
      evidence: id,
      picture: shot === null ? null : await evidence.putPicture(shot),
    });
    this.#book.add(requestKey, this.#read(look, page.bytes, want));
  }

  #read(look: Look, bytes: Uint8Array | null, want: Want): LookedPage {
    return readLookedPage(look, bytes, want, this.#today, this.#observer.read);
  }

  #fetch({ role, url, data }: Want): Promise<FetchedPage> {
    const { signal } = this.#task;
    return this.#observer.client.fetch({
      ...{ url, method: data?.method ?? 'GET', form: data?.form ?? null, signal },
      ...(role === 'link' ? { maxBytes: LINK_BYTES } : {}),
    });
  }

  async #render({ url }: Want): Promise<RenderedPage | null> {
    const { signal } = this.#task;
    this.browserPages += 1;
    const page = await this.#observer.render({ url, screenshot: this.pictures.has(url), signal });
    if (page === null) {
      this.browserPages -= 1;
      this.requests -= 1;
      this.#book.whyNotRendered = 'no browser could be started';
    }
    return page;
  }
}
