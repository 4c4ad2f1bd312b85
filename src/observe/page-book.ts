import type { Tier } from '../domain/exchange.ts';
import type { UndeterminedReason } from '../domain/outcome.ts';
import type { DataRequest, ListReading, PageReading } from '../domain/page-reading.ts';
import type { Look } from '../store/store.ts';

/** A request that reading the site asks for. */
export interface Want {
  /** What the page is for; kept with the look for people who read the facts. */
  role: 'home' | 'fragment' | 'sitemap' | 'column' | 'data' | 'article' | 'channel' | 'link';
  url: string;
  /** Set for list data: how the answer is to be read. */
  data?: DataRequest;
  /** @default 'http' */
  tier?: Tier;
}

/** A page that was looked at, with what was read off it. */
export interface LookedPage {
  look: Look;
  /** Null when no body came, or for list data. */
  reading: PageReading | null;
  /** Set for list data. */
  data: { list: ListReading | null; complete: boolean } | null;
  /** Our reader broke on it: what it threw. Never a finding. */
  fault?: string;
}

/** Names the request so that one run asks it once. */
export function requestKeyOf(want: Want): string {
  const method = want.data?.method ?? 'GET';
  const form = want.data?.form ? ` ${new URLSearchParams(want.data.form)}` : '';
  return `${want.tier ?? 'http'} ${method} ${want.url}${form}`;
}

/**
 * The pages of one look at a site. Surveying asks it for pages; what it cannot give it remembers, and that is the
 * plan of the next round. So what to fetch and what was seen are decided in one place, and a survey over stored
 * pages makes the same way through them without a request.
 */
export class PageBook {
  readonly #pages = new Map<string, LookedPage>();
  readonly #doubted = new Set<string>();
  #missing = new Map<string, Want>();

  /** Why a page that was asked for is not here. */
  whyMissing: UndeterminedReason = 'not_observed';
  /** Why no page is rendered any more; null while the browser may be asked. */
  whyNotRendered: 'no browser could be started' | 'the budget of browser pages is spent' | null = null;

  add(requestKey: string, page: LookedPage): void {
    this.#pages.set(requestKey, page);
  }

  ask(want: Want): LookedPage | null {
    const key = requestKeyOf(want);
    const page = this.#pages.get(key);
    if (page !== undefined) return page;
    const isSpent = want.tier !== 'browser' && this.whyMissing === 'budget_exhausted';
    if (!isSpent && !this.#missing.has(key)) this.#missing.set(key, want);
    return null;
  }

  /** The page as the browser shows it, asked for unless no browser is to be had; null when it is not here. */
  askRendered({ role, url }: Want): LookedPage | null {
    const want: Want = { role, url, tier: 'browser' };
    if (this.whyNotRendered !== null) return this.#pages.get(requestKeyOf(want)) ?? null;
    return this.ask(want);
  }

  /** What is read off this page is to be read off the rendered page too: a finding rests on it. Final addresses count as well. */
  doubt(url: string): void {
    this.#doubted.add(url);
  }

  isDoubted(want: Want): boolean {
    if (this.#doubted.has(want.url)) return true;
    const page = this.#pages.get(requestKeyOf({ role: want.role, url: want.url }));
    return page !== undefined && this.#doubted.has(page.look.exchange.finalUrl);
  }

  /**
   * What was asked for and not there since the last call, in the order of asking. The browser is asked last: as long
   * as HTTP has something to give, what it gives may make the rendered page needless. Links that are only tried come
   * after everything.
   */
  takeMissing(): Want[] {
    const wants = [...this.#missing.values()];
    this.#missing = new Map();
    const needed = wants.filter(({ role }) => role !== 'link');
    const cheap = needed.filter(({ tier }) => tier !== 'browser');
    return [cheap, needed, wants].find((some) => some.length > 0) ?? [];
  }

  /** In the order of their request keys: answers come in an order that reading stored pages again would not repeat. */
  get pages(): LookedPage[] {
    const keys = [...this.#pages.keys()].sort();
    return keys.flatMap((key) => this.#pages.get(key) ?? []);
  }
}
