import { createHash } from 'node:crypto';
import type { Response } from 'playwright';
import type { Failure } from '../domain/exchange.ts';
import { detectChallenge } from '../net/challenge.ts';
import { failure, NetFailure } from '../net/failure.ts';
import type { ForwardProxy } from '../net/forward-proxy.ts';
import { navigationFailure } from './navigation-failure.ts';
import { contentOf, framesOf, screenshotOf } from './page-content.ts';
import { type PageVisit, type VisitSetting, visitPage } from './page-visit.ts';
import type { RenderedPage, RenderRequest } from './rendered-page.ts';

export interface RenderSetting extends VisitSetting {
  proxy: ForwardProxy;
  vantage: string;
}

const DEFAULT_DEADLINE_MS = 30_000;
/** What is left after the deadline to read what there is of a page that is not done. */
const GRACE_MS = 4_000;
/** After the document is in: lists that scripts fetch come within it, counters and chats go on for ever. */
const SETTLE_MS = 6_000;

/** One visit, one page read. See BrowserPool.renderPage. */
export async function renderIn(setting: RenderSetting, request: RenderRequest): Promise<RenderedPage> {
  const { clock, vantage } = setting;
  const { url, signal, deadlineMs = DEFAULT_DEADLINE_MS, screenshot = false, urgent = false } = request;
  const page: RenderedPage = {
    exchange: {
      ...{ url, finalUrl: url, method: 'GET', tier: 'browser', at: clock.now(), vantage },
      ...{ hops: [], status: null, headers: {}, body: null, wireBytes: 0, tls: null, failure: null },
      timing: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 0 },
    },
    ...{ bytes: null, requestHead: '', responseHead: '', html: null, frames: [], screenshot: null },
    ...{ dialogs: [], consoleErrors: [] },
  };
  let visit: PageVisit | null = null;
  try {
    const options = { deadlineMs: deadlineMs + GRACE_MS, withImages: screenshot, signal, urgent };
    await visitPage(setting, options, async (opened) => {
      visit = opened;
      await read(setting, { url, deadlineMs, screenshot }, opened, page);
    });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (!(error instanceof NetFailure) && error instanceof Error && error.name === 'XunjianError')
      throw error;
    page.exchange.failure = error instanceof NetFailure ? error.failure : navigationFailure(error, null);
  }
  finish(page, visit, setting);
  return page;
}

async function read(
  { clock, proxy }: RenderSetting,
  { url, deadlineMs, screenshot }: { url: string; deadlineMs: number; screenshot: boolean },
  visit: PageVisit,
  result: RenderedPage,
): Promise<void> {
  const { page, journal, gate } = visit;
  const remaining = () =>
    Math.max(1, deadlineMs - (visit.startedAt === null ? 0 : clock.elapsed() - visit.startedAt));
  page.on('popup', (popup) => void popup.close().catch(() => undefined));
  try {
    // Its own deadline would count the wait for the host's turn; the visit's does not.
    await page.goto(url, { waitUntil: 'commit', timeout: 0 });
  } catch (error) {
    const host = new URL(journal.lastUrl ?? url).hostname;
    throw typed(gate.refused ?? navigationFailure(error, proxy.failureOf(host)));
  }
  let isWhole = true;
  await page.waitForLoadState('domcontentloaded', { timeout: remaining() }).catch(() => {
    isWhole = false;
  });
  if (isWhole) {
    const timeout = Math.min(SETTLE_MS, remaining());
    await page.waitForLoadState('networkidle', { timeout }).catch(() => undefined);
  }
  // Before it is read: what comes meanwhile may be missing from it.
  result.exchange.unanswered = journal.unanswered();
  result.html = await contentOf(page.mainFrame());
  result.frames = await framesOf(page);
  if (screenshot) result.screenshot = await screenshotOf(page);
  result.exchange.finalUrl = page.url();
  if (journal.answer !== null) await noteAnswer(journal.answer, result);
  if (journal.brokenBy !== null) {
    const host = new URL(journal.lastUrl ?? url).hostname;
    throw typed(navigationFailure(new Error(journal.brokenBy), proxy.failureOf(host)));
  }
  if (!isWhole)
    throw typed(failure('deadline_exceeded', `the document was not whole within ${deadlineMs} ms`));
}

/** Head and sizes of the main document; the page is read, so trouble here is no failure. */
async function noteAnswer(answer: Response, { exchange }: RenderedPage): Promise<void> {
  const sizes = await answer
    .request()
    .sizes()
    .catch(() => null);
  if (sizes !== null) exchange.wireBytes = sizes.responseHeadersSize + sizes.responseBodySize;
  const { requestStart, responseStart } = answer.request().timing();
  if (requestStart >= 0 && responseStart >= requestStart)
    exchange.timing.firstByteMs = Math.round(responseStart - requestStart);
}

function finish(page: RenderedPage, visit: PageVisit | null, { clock }: RenderSetting): void {
  const { exchange } = page;
  if (visit !== null) {
    const { journal, startedAt } = visit;
    exchange.hops = journal.hops;
    page.dialogs = journal.dialogs;
    page.consoleErrors = journal.consoleErrors;
    if (startedAt !== null) exchange.timing.totalMs = Math.round(clock.elapsed() - startedAt);
    if (journal.answer !== null) noteHead(journal.answer, page);
    else if (exchange.failure?.code === 'deadline_exceeded' && !journal.dialogsWithoutEnd)
      exchange.failure = failure('headers_timeout', exchange.failure.detail);
  }
  if (page.html === null) return;
  const bytes = Buffer.from(page.html, 'utf8');
  page.bytes = bytes;
  exchange.body = {
    sha256: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    bytes: bytes.length,
    truncated: exchange.failure !== null,
  };
  if (exchange.failure !== null || exchange.status === null) return;
  const wall = detectChallenge({ status: exchange.status, headers: exchange.headers, body: bytes });
  if (wall !== null) exchange.failure = failure(wall.code, `${exchange.finalUrl}: ${wall.wall}`);
}

/** Of the body as kept: the document was decoded and written anew in UTF-8, whatever it was before. */
const NOT_OF_THE_BODY = ['content-encoding', 'content-length', 'transfer-encoding'];

function noteHead(answer: Response, page: RenderedPage): void {
  const headers = { ...answer.headers() };
  for (const name of NOT_OF_THE_BODY) delete headers[name];
  if (page.html !== null) headers['content-type'] = 'text/html; charset=utf-8';
  page.exchange.status = answer.status();
  page.exchange.headers = headers;
  page.responseHead = headOf(`HTTP/1.1 ${answer.status()} ${answer.statusText()}`, headers);
  const { pathname, search, host } = new URL(answer.url());
  page.requestHead = headOf(`GET ${pathname}${search} HTTP/1.1`, { host, ...answer.request().headers() });
}

function headOf(first: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value.split('\n').map((one) => `${name}: ${one}`),
  );
  return [first, ...lines].join('\r\n');
}

function typed({ code, detail }: Failure): NetFailure {
  return new NetFailure(code, detail);
}
