import type { BrowserContext, Page } from 'playwright';
import type { Clock } from '../clock.ts';
import { alarm } from '../net/alarm.ts';
import { failure, NetFailure } from '../net/failure.ts';
import type { Reach } from '../net/reach.ts';
import { onAbort } from '../on-abort.ts';
import type { BrowserFleet, BrowserPlace } from './browser-fleet.ts';
import { type DocumentGate, standAtGate } from './document-gate.ts';
import { type AgreesTo, keepJournal, type PageJournal } from './page-journal.ts';

/** An open page with what it has done so far. Valid inside `use` alone. */
export interface PageVisit {
  page: Page;
  journal: PageJournal;
  gate: DocumentGate;
  /** Monotonic time at which the first document was let go; null while it waits for its host's turn. */
  readonly startedAt: number | null;
  /** Before a request that must not be sent twice: the next one to this host goes over a new connection. */
  freshConnection(host: string): void;
}

export interface VisitOptions {
  /** From when the first document may go: waiting for its host is no part of it. */
  deadlineMs: number;
  withImages: boolean;
  signal: AbortSignal;
  /** Somebody waits for it: before bulk work. @default false */
  urgent?: boolean;
  /** @default every question is declined */
  agreesTo?: AgreesTo;
}

export interface VisitSetting {
  fleet: BrowserFleet;
  reach: Reach;
  clock: Clock;
  /** Added to the browser's own user agent. */
  userAgent: string;
  timezone: string;
  dropIdle(host: string): void;
  /** How long the browser may take to open a page and ask for its document. @default 30 s */
  openMs?: number;
}

/**
 * How long a browser may take to open a page and to ask for its document; a second is much. One that takes longer has lost
 * its renderer or stands still, and a wait for it would never end.
 */
const OPEN_MS = 30_000;
/** How long a browser may take to let go of a page; a renderer in an endless script is let go in some 100 ms. */
const CLOSE_MS = 3_000;

/**
 * Opens a page in a context of its own for as long as `use` runs, and closes it whatever happens: at the deadline,
 * when the page crashes or opens dialogs without end, when the caller aborts. A browser that does not let go is ended.
 * Rejects with NetFailure (`deadline_exceeded`, `browser_crashed`), the caller's reason, or what `use` throws.
 */
export async function visitPage<T>(
  setting: VisitSetting,
  options: VisitOptions,
  use: (visit: PageVisit) => Promise<T>,
): Promise<T> {
  const { fleet, reach, clock } = setting;
  const { deadlineMs, withImages, signal } = options;
  signal.throwIfAborted();
  const place = await fleet.enter();
  const ending = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    onAbort(ending.signal, () => reject(ending.signal.reason));
  });
  // It may reject when nobody listens any more.
  ended.catch(() => undefined);
  const offAbort = onAbort(signal, () => ending.abort(signal.reason));
  let stopDeadline = () => {};
  let isStuck = false;
  const watchOpening = () =>
    alarm(clock, setting.openMs ?? OPEN_MS, () => {
      isStuck = true;
      ending.abort(new NetFailure('browser_crashed', 'the browser did not open the page'));
    });
  let stopOpening = watchOpening();
  let startedAt: number | null = null;
  let context: BrowserContext | null = null;
  let gate: DocumentGate | null = null;

  const open = async (): Promise<T> => {
    context = await place.process.browser.newContext({
      userAgent: `${place.process.userAgent} ${setting.userAgent}`,
      locale: 'zh-CN',
      timezoneId: setting.timezone,
      viewport: { width: 1366, height: 900 },
      // What a certificate is worth the HTTP tier has seen; here the page is to be read.
      ignoreHTTPSErrors: true,
      acceptDownloads: false,
      serviceWorkers: 'block',
    });
    // Given up meanwhile: what comes too late would stay open as long as the browser.
    if (ending.signal.aborted) {
      await context.close();
      throw ending.signal.reason;
    }
    const page = await context.newPage();
    // The proxy carries no UDP; without these a page cannot even try.
    await page.addInitScript('delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection');
    const onTrouble = () => {
      ending.abort(
        journal.crashed
          ? new NetFailure('browser_crashed', 'the page crashed')
          : new NetFailure('deadline_exceeded', 'the page opens dialogs without end'),
      );
    };
    const journal: PageJournal = keepJournal(page, onTrouble, options.agreesTo);
    gate = await standAtGate(page, {
      ...{ reach, withImages, signal: ending.signal, urgent: options.urgent === true },
      onFirstAsked: () => stopOpening(),
      // The page learns of it from the browser, which may stand still by now.
      onRefused() {
        if (startedAt !== null) return;
        stopOpening();
        stopOpening = watchOpening();
      },
      onFirstLeave() {
        if (startedAt !== null) return;
        startedAt = clock.elapsed();
        stopDeadline = alarm(clock, deadlineMs, () =>
          ending.abort(new NetFailure('deadline_exceeded', `the page was not done within ${deadlineMs} ms`)),
        );
      },
    });
    ending.signal.throwIfAborted();
    return use({
      ...{ page, journal, gate },
      freshConnection: (host) => setting.dropIdle(host),
      get startedAt() {
        return startedAt;
      },
    });
  };

  try {
    const work = open();
    work.catch(() => undefined);
    return await Promise.race([work, ended]);
  } catch (error) {
    throw place.process.browser.isConnected() || error instanceof NetFailure || signal.aborted
      ? error
      : new NetFailure('browser_crashed', failure('browser_crashed', String(error)).detail, error);
  } finally {
    ending.abort(new Error('the visit is over'));
    offAbort();
    stopOpening();
    stopDeadline();
    (gate as DocumentGate | null)?.close();
    if (isStuck) place.leave(false);
    else await leave(place, context, clock);
  }
}

async function leave(place: BrowserPlace, context: BrowserContext | null, clock: Clock): Promise<void> {
  if (context === null) {
    place.leave(place.process.browser.isConnected());
    return;
  }
  const closing = context.close().then(
    () => true,
    () => !place.process.browser.isConnected(),
  );
  const stop = new AbortController();
  const late = clock.sleep(CLOSE_MS, stop.signal).then(
    () => false,
    () => true,
  );
  const isSound = await Promise.race([closing, late]);
  stop.abort();
  place.leave(isSound);
}
