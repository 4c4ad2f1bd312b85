import type { RenderedPage } from '../browser/rendered-page.ts';
import type { CivilDate } from '../domain/civil-date.ts';
import { siteKeyOf } from '../domain/site.ts';
import type { FetchedPage } from '../net/http-client.ts';
import type { Look } from '../store/store.ts';
import type { Observer, SiteTask } from './observe-site.ts';
import {
  attemptKeyOf,
  type LookedPage,
  type PageBook,
  requestKeyOf,
  type Want,
  wantedKeyOf,
} from './page-book.ts';
import { readLookedPage } from './read-looked-page.ts';
import { isWorthAnotherLook } from './worth-another-look.ts';

/** Enough of a page to know that it is one. */
const LINK_BYTES = 32 * 1024;
/** After so many requests of a slow look that failed as before, the site still does not answer: the rest is left. */
const MISSES_IN_A_ROW = 5;
/** A slow look gives a page so many times as long. */
const PATIENCE = 2;
const RENDER_MS = 30_000;

/** Fetches and stores the pages of one look, within its budgets, and puts them into the book. */
export class LookDesk {
  requests = 0;
  bytes = 0;
  browserPages = 0;
  /** Pages of which a picture is wanted. */
  readonly pictures = new Set<string>();
  readonly #observer: Observer;
  readonly #task: SiteTask;
  readonly #book: PageBook;
  /** The newest answer to each want. */
  readonly #stored = new Map<string, Look>();
  readonly #attempts = new Map<string, number>();
  /** Wants whose stored answer does not count: they are asked again. */
  readonly #renewed = new Set<string>();
  readonly #today: CivilDate;
  /** Stored pages of an interrupted look count too: it ends as if it had not been interrupted. */
  readonly #spent = { http: 0, browser: 0 };
  #misses = 0;
  /** On the monotonic clock. */
  readonly #began: number;

  constructor(
    observer: Observer,
    task: SiteTask,
    book: PageBook,
    earlier: readonly Look[],
    today: CivilDate,
  ) {
    this.#observer = observer;
    this.#task = task;
    this.#book = book;
    this.#today = today;
    this.#began = observer.clock.elapsed();
    for (const look of earlier) this.#note(look);
    if (!task.slow) return;
    for (const [key, { exchange, role }] of this.#stored)
      if (isNeeded(role) && isWorthAnotherLook(exchange)) this.#renewed.add(key);
  }

  /** Whether a page of this look came to nothing that a slower look may bring. */
  get isTroubled(): boolean {
    return [...this.#stored.values()].some(
      ({ role, exchange }) => isNeeded(role) && isWorthAnotherLook(exchange),
    );
  }

  /** As many of them as the budgets allow; says in the book which are refused. */
  affordable(wants: readonly Want[]): Want[] {
    const affordable: Want[] = [];
    const left = { http: this.#task.pages - this.#spent.http, browser: this.#browserLeft };
    for (const want of wants) {
      const tier = want.tier ?? 'http';
      left[tier] -= 1;
      if (left[tier] >= 0) affordable.push(want);
      else this.#book.refuse(want, 'the budget of browser pages is spent');
    }
    return affordable;
  }

  /** A slow look has so much time; a page that is under way may end. */
  get #isLate(): boolean {
    const { slow, slowMs } = this.#task;
    return slow && this.#observer.clock.elapsed() - this.#began >= slowMs;
  }

  get #browserLeft(): number {
    return this.#task.browserPages - this.#spent.browser;
  }

  /** A slow look goes page by page. */
  async lookAtAll(wants: readonly Want[]): Promise<void> {
    if (!this.#task.slow) {
      await Promise.all(wants.map((want) => this.look(want)));
      return;
    }
    for (const want of wants) {
      this.#task.signal.throwIfAborted();
      await this.look(want);
    }
  }

  async look(want: Want): Promise<void> {
    const { evidence } = this.#observer;
    const key = requestKeyOf(want);
    this.#spent[want.tier ?? 'http'] += 1;
    const known = this.#stored.get(key);
    if (known === undefined && this.#isLate) {
      this.#book.refuse(want, 'the budget of time is spent');
      return;
    }
    const isRenewed = this.#renewed.delete(key) && this.#misses < MISSES_IN_A_ROW && !this.#isLate;
    if (known !== undefined && !isRenewed) {
      const body = known.exchange.body === null ? null : await evidence.payload(known.evidence);
      this.#book.add(key, this.#read(known, body, want));
      return;
    }
    const looked = await this.#ask(want);
    if (looked !== null) this.#book.add(key, looked);
  }

  /** Text that is no page of the site; null where there is none, or no time for it. */
  async textOf(want: Want): Promise<string | null> {
    const known = this.#stored.get(requestKeyOf(want));
    if (known === undefined && this.#isLate) return null;
    const look = known ?? (await this.#ask(want))?.look;
    if (look === undefined || look.exchange.status !== 200 || look.exchange.body === null) return null;
    const bytes = await this.#observer.evidence.payload(look.evidence);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  }

  /** Shows the page once more with its images, for the picture; what is read stays as it was unless all went well. */
  async takePicture({ look }: LookedPage): Promise<void> {
    if (this.#browserLeft <= 0 || this.#isLate) return;
    const want: Want = { role: look.role as Want['role'], url: look.exchange.url, tier: 'browser' };
    this.pictures.add(want.url);
    this.#spent.browser += 1;
    const looked = await this.#ask(want);
    if (looked !== null && looked.reading !== null && looked.look.picture !== null)
      this.#book.add(requestKeyOf(want), looked);
  }

  async #ask(want: Want): Promise<LookedPage | null> {
    const { evidence, looks } = this.#observer;
    const { runId, site } = this.#task;
    this.requests += 1;
    const page = want.tier === 'browser' ? await this.#render(want) : await this.#fetch(want);
    if (page === null) return null;
    this.#misses = isWorthAnotherLook(page.exchange) ? this.#misses + 1 : 0;
    this.bytes += page.exchange.wireBytes;
    const id = await evidence.put(page);
    const shot = 'screenshot' in page ? (page.screenshot as Uint8Array | null) : null;
    const key = requestKeyOf(want);
    const look = await looks.append({
      ...{ runId, siteKey: siteKeyOf(site), role: want.role, tier: page.exchange.tier },
      requestKey: attemptKeyOf(key, (this.#attempts.get(key) ?? 0) + 1),
      exchange: page.exchange,
      evidence: id,
      picture: shot === null ? null : await evidence.putPicture(shot),
    });
    this.#note(look);
    return this.#read(look, page.bytes, want);
  }

  #note(look: Look): void {
    const key = wantedKeyOf(look.requestKey);
    this.#attempts.set(key, (this.#attempts.get(key) ?? 0) + 1);
    this.#stored.set(key, look);
  }

  #read(look: Look, bytes: Uint8Array | null, want: Want): LookedPage {
    return readLookedPage(look, bytes, want, this.#today, this.#observer.read);
  }

  #fetch({ role, url, data, post, family }: Want): Promise<FetchedPage> {
    const { signal, slow, urgent } = this.#task;
    const { client, timeoutMs } = this.#observer;
    const by = family === 6 ? (this.#observer.client6 ?? client) : client;
    return by.fetch({
      ...{ url, method: data?.method ?? 'GET', form: data?.form ?? null, signal, urgent },
      ...(post === undefined ? {} : { method: 'POST' as const, body: formBody(post) }),
      ...(role === 'link' || role === 'robots' || family === 6 ? { maxBytes: LINK_BYTES } : {}),
      ...(slow ? { timeoutMs: timeoutMs * PATIENCE } : {}),
    });
  }

  async #render(want: Want): Promise<RenderedPage | null> {
    const { url } = want;
    const { signal, slow, urgent } = this.#task;
    this.browserPages += 1;
    const page = await this.#observer.render({
      ...{ url, screenshot: this.pictures.has(url), signal, urgent },
      deadlineMs: slow ? RENDER_MS * PATIENCE : RENDER_MS,
    });
    if (page === null) {
      this.browserPages -= 1;
      this.requests -= 1;
      this.#book.refuse(want, 'no browser could be started');
    }
    return page;
  }
}

function formBody(post: string): { contentType: string; bytes: Uint8Array } {
  return { contentType: 'application/x-www-form-urlencoded', bytes: Buffer.from(post) };
}

/** These are only tried: that they do not answer is the answer. */
function isNeeded(role: string): boolean {
  return role !== 'link' && role !== 'ipv6' && role !== 'robots';
}
