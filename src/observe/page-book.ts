import type { UndeterminedReason } from '../domain/outcome.ts';
import type { DataRequest, ListReading, PageReading } from '../domain/page-reading.ts';
import type { Look } from '../store/store.ts';

/** A request that reading the site asks for. */
export interface Want {
  /** What the page is for; kept with the look for people who read the facts. */
  role: 'home' | 'fragment' | 'sitemap' | 'column' | 'data' | 'article' | 'channel';
  url: string;
  /** Set for list data: how the answer is to be read. */
  data?: DataRequest;
}

/** A page that was looked at, with what was read off it. */
export interface LookedPage {
  look: Look;
  /** Null when no body came, or for list data. */
  reading: PageReading | null;
  /** Set for list data. */
  data: { list: ListReading | null; complete: boolean } | null;
}

/** Names the request so that one run asks it once. */
export function requestKeyOf(want: Want): string {
  const method = want.data?.method ?? 'GET';
  const form = want.data?.form ? ` ${new URLSearchParams(want.data.form)}` : '';
  return `http ${method} ${want.url}${form}`;
}

/**
 * The pages of one look at a site. Surveying asks it for pages; what it cannot give it remembers, and that is the
 * plan of the next round. So what to fetch and what was seen are decided in one place, and a survey over stored
 * pages makes the same way through them without a request.
 */
export class PageBook {
  readonly #pages = new Map<string, LookedPage>();
  #missing = new Map<string, Want>();
  /** Why a page that was asked for is not here. */
  #whyMissing: UndeterminedReason;

  constructor(whyMissing: UndeterminedReason = 'not_observed') {
    this.#whyMissing = whyMissing;
  }

  get whyMissing(): UndeterminedReason {
    return this.#whyMissing;
  }

  set whyMissing(reason: UndeterminedReason) {
    this.#whyMissing = reason;
  }

  add(requestKey: string, page: LookedPage): void {
    this.#pages.set(requestKey, page);
  }

  ask(want: Want): LookedPage | null {
    const key = requestKeyOf(want);
    const page = this.#pages.get(key);
    if (page !== undefined) return page;
    if (!this.#missing.has(key)) this.#missing.set(key, want);
    return null;
  }

  /** What was asked for and not there since the last call, in the order of asking. */
  takeMissing(): Want[] {
    const wants = [...this.#missing.values()];
    this.#missing = new Map();
    return wants;
  }

  get pages(): LookedPage[] {
    return [...this.#pages.values()];
  }
}
