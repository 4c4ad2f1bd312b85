import type { Tier } from '../domain/exchange.ts';
import type { UndeterminedReason } from '../domain/outcome.ts';
import type { DataRequest, ListReading, PageReading } from '../domain/page-reading.ts';
import { isMisread } from '../reading/misread.ts';
import type { Look } from '../store/store.ts';

/** A request that reading the site asks for. */
export interface Want {
  /** What the page is for; kept with the look for people who read the facts. */
  role:
    | 'home'
    | 'fragment'
    | 'sitemap'
    | 'column'
    | 'data'
    | 'article'
    | 'channel'
    | 'search'
    | 'link'
    | 'ipv6'
    | 'robots';
  url: string;
  /** Set for list data: how the answer is to be read. */
  data?: DataRequest;
  /** Set for a page that is asked for by POST: the form's fields, url-encoded. */
  post?: string;
  /** @default 'http' */
  tier?: Tier;
  /** 6: over IPv6 alone, to see whether it answers there. */
  family?: 6;
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

export type NotRendered =
  | 'no browser could be started'
  | 'the budget of browser pages is spent'
  | 'the budget of time is spent';

/** Names the request so that one run asks it once. */
export function requestKeyOf(want: Want): string {
  const method = want.post === undefined ? (want.data?.method ?? 'GET') : 'POST';
  const form = want.data?.form ? ` ${new URLSearchParams(want.data.form)}` : want.post ? ` ${want.post}` : '';
  const tier = want.family === 6 ? 'ipv6' : (want.tier ?? 'http');
  return `${tier} ${method} ${want.url}${form}`;
}

/** The key under which the n-th answer to a want is stored: a run may ask again what timed out. */
export function attemptKeyOf(key: string, attempt: number): string {
  return attempt === 1 ? key : `${key} ~${attempt}`;
}

/** The want that a stored answer belongs to, whichever attempt it was. */
export function wantedKeyOf(attemptKey: string): string {
  return attemptKey.replace(/ ~\d+$/, '');
}

/**
 * The pages of one look at a site. Surveying asks it for pages; what it cannot give it remembers, and that is the
 * plan of the next round. So what to fetch and what was seen are decided in one place, and a survey over stored
 * pages makes the same way through them without a request.
 */
export class PageBook {
  readonly #pages = new Map<string, LookedPage>();
  readonly #doubted = new Set<string>();
  /** What a budget has no room for, by request key: it is not asked for again. */
  readonly #refused = new Set<string>();
  #missing = new Map<string, Want>();

  /** Whether hosts can be asked over IPv6 in this look. */
  hasIpv6 = false;
  /** Why a page that was asked for is not here. */
  whyMissing: UndeterminedReason = 'not_observed';
  /** Why no page is rendered any more; null while the browser may be asked. */
  whyNotRendered: NotRendered | null = null;

  /** A budget has no room for it: it will not be here. */
  refuse(want: Want, why: NotRendered): void {
    this.#refused.add(requestKeyOf(want));
    if (want.tier === 'browser') this.whyNotRendered ??= why;
    else this.whyMissing = 'budget_exhausted';
  }

  add(requestKey: string, page: LookedPage): void {
    this.#pages.set(requestKey, page);
  }

  ask(want: Want): LookedPage | null {
    const key = requestKeyOf(want);
    const page = this.#pages.get(key);
    if (page !== undefined) return page;
    if (!this.#refused.has(key) && !this.#missing.has(key)) this.#missing.set(key, want);
    return null;
  }

  /**
   * The page as the browser shows it, asked for unless it was refused; null when it is not here, and when the browser took
   * it for another charset than it is in: a frame that states none is shown in that of the page around it.
   */
  askRendered({ role, url }: Want): LookedPage | null {
    const page = this.ask({ role, url, tier: 'browser' });
    if (page === null || page.reading === null) return page;
    const plain = this.#pages.get(requestKeyOf({ role, url }))?.reading ?? null;
    return isMisread(page.reading, plain) ? null : page;
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

  /** Rendered pages among these addresses, asked for or final, of which there is no picture. */
  unpictured(urls: readonly string[]): LookedPage[] {
    const wanted = new Set(urls);
    return this.pages.filter(
      ({ look: { tier, picture, exchange }, reading }) =>
        tier === 'browser' &&
        picture === null &&
        reading !== null &&
        (wanted.has(exchange.url) || wanted.has(exchange.finalUrl)),
    );
  }

  /**
   * Plain pages before rendered ones, which take their place; then in the order of their request keys: answers come in
   * an order that reading stored pages again would not repeat.
   */
  get pages(): LookedPage[] {
    const isRendered = (key: string) => (key.startsWith('browser ') ? 1 : 0);
    const keys = [...this.#pages.keys()].sort((a, b) => isRendered(a) - isRendered(b) || (a < b ? -1 : 1));
    return keys.flatMap((key) => this.#pages.get(key) ?? []);
  }
}
