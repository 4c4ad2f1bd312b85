import { hash } from 'node:crypto';
import type { Exchange } from '../domain/exchange.ts';
import { onAbort } from '../on-abort.ts';
import { alarm } from './alarm.ts';
import { headerFields, headText } from './answer-head.ts';
import { ChainCookies } from './chain-cookies.ts';
import { detectChallenge } from './challenge.ts';
import { bodyOf, type Hop, requestComposer } from './compose-request.ts';
import { decodeBody } from './decode-body.ts';
import { failure, failureOf, NetFailure } from './failure.ts';
import { HopEnding } from './hop-ending.ts';
import type { ResolvedHost } from './host-resolver.ts';
import { createLanePool, type Lane } from './lane-pool.ts';
import { createReach, type ReachOptions } from './reach.ts';
import { readable, redirectTarget } from './redirect-target.ts';
import { retryAfterMs } from './retry-after.ts';
import { sendRequest, type WireAnswer } from './send-request.ts';

export interface NetworkOptions extends ReachOptions {
  userAgent: string;
  /** For each of name, TCP, TLS, headers and the pauses of a body; a hop as a whole has four times as long. */
  timeoutMs: number;
  vantage: string;
  maxRedirects?: number;
  /** After decoding. Government pages are small; what is larger is no page. */
  maxBodyBytes?: number;
  /** PEM of roots trusted beside the usual ones. */
  ca?: string;
}

export interface PageRequest {
  url: string;
  method?: 'GET' | 'HEAD' | 'POST';
  /** Sent url-encoded in UTF-8. */
  form?: Readonly<Record<string, string>> | null;
  /** Sent as it is; for forms in GBK or JSON. */
  body?: { contentType: string; bytes: Uint8Array } | null;
  headers?: Readonly<Record<string, string>>;
  /** Reads so many bytes at most; that the answer goes on is then no failure. */
  maxBytes?: number;
  /** Replaces `NetworkOptions.timeoutMs` for headers and the hop as a whole. */
  timeoutMs?: number;
  /** Somebody waits for it: before bulk work in its host's and address's turn. @default false */
  urgent?: boolean;
  /** Gives up waiting and asking; without one the request ends by its own deadlines only. */
  signal?: AbortSignal;
}

type Asked = PageRequest & { signal: AbortSignal };

/** What came over the wire, with the heads of the last hop as evidence wants them. */
export interface FetchedPage {
  exchange: Exchange;
  bytes: Uint8Array | null;
  requestHead: string;
  responseHead: string;
}

export interface HttpClient {
  /** Never throws for trouble of the network: it is typed in `exchange.failure`. Rejects only when aborted. */
  fetch(request: PageRequest): Promise<FetchedPage>;
  close(): Promise<void>;
}

/** Browsers allow 20; sites that need more than ten to reach their home page were not seen. */
const DEFAULT_MAX_REDIRECTS = 10;
const DEFAULT_MAX_BODY_BYTES = 8 * 1024 * 1024;
/** Whole hops: a body that drips inside every pause limit still ends. */
const HOP_FACTOR = 4;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What is read of a redirect's own page, to keep its connection. */
const REDIRECT_BODY_BYTES = 64 * 1024;
const NEVER = new AbortController().signal;
const BROKEN = new Error('the connection is of no more use');
const NO_BYTES = new Uint8Array();

/** The only way of the HTTP tier to the network. */
export function createHttpClient(options: NetworkOptions): HttpClient {
  const { clock, timeoutMs, vantage } = options;
  const { resolve, isAllowed, leases } = createReach(options);
  const lanes = createLanePool({
    ...{ resolve, isAllowed, timeoutMs, pauseMs: timeoutMs, clock, ca: options.ca ?? null },
  });
  const maxBodyBytes = options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES;
  const requestOf = requestComposer(options.userAgent);

  return { fetch: fetchPage, close: () => lanes.close() };

  async function fetchPage(given: PageRequest): Promise<FetchedPage> {
    const request = (given.signal === undefined ? { ...given, signal: NEVER } : given) as Asked;
    const { url, method = 'GET' } = request;
    // One literal: this runs for every request of a night.
    const page: FetchedPage = {
      exchange: {
        url,
        finalUrl: url,
        method,
        tier: 'http',
        at: clock.now(),
        vantage,
        hops: [],
        status: null,
        headers: {},
        body: null,
        wireBytes: 0,
        timing: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 0 },
        tls: null,
        failure: null,
      },
      bytes: null,
      requestHead: '',
      responseHead: '',
    };
    try {
      await follow(request, page);
    } catch (error) {
      if (request.signal.aborted) throw request.signal.reason;
      page.exchange.failure = failureOf(error);
    }
    page.exchange.timing.totalMs = Math.round(page.exchange.timing.totalMs);
    return page;
  }

  /** Goes from hop to hop, each through the guard and its own host's politeness. */
  async function follow(request: Asked, page: FetchedPage): Promise<void> {
    const cookies = new ChainCookies();
    const seen = new Set<string>();
    const most = options.maxRedirects ?? DEFAULT_MAX_REDIRECTS;
    let next: Hop = {
      url: webAddress(request.url),
      method: page.exchange.method,
      body: bodyOf(request),
    };
    for (let hops = 0; ; hops++) {
      if (hops > most)
        throw new NetFailure('too_many_redirects', `${request.url} redirects more than ${most} times`);
      // The same page again with another cookie is how sessions and walls begin; with the same ones it is a loop.
      const key = `${next.method} ${next.url.href} ${cookies.header(next.url)}`;
      if (seen.has(key))
        throw new NetFailure('redirect_loop', `${request.url} redirects in a circle at ${next.url.href}`);
      seen.add(key);
      page.exchange.finalUrl = next.url.href;
      const location = await oneHop(next, request, cookies, page);
      if (location === null) return;
      const status = page.exchange.status ?? 0;
      const turnsToGet = status === 303 || ((status === 301 || status === 302) && next.method === 'POST');
      next = {
        url: new URL(redirectTarget(location, next.url.href)),
        method: turnsToGet && next.method !== 'HEAD' ? 'GET' : next.method,
        body: turnsToGet ? null : next.body,
      };
    }
  }

  /** One hop in its host's turn; returns where it redirects to, or null when the answer is final. */
  async function oneHop(
    hop: Hop,
    request: Asked,
    cookies: ChainCookies,
    page: FetchedPage,
  ): Promise<string | null> {
    const { exchange } = page;
    const { timing } = exchange;
    const { hostname } = hop.url;
    // What the hop before answered is no answer of this one, should this one fail.
    timing.dnsMs = null;
    timing.connectMs = null;
    timing.tlsMs = null;
    timing.firstByteMs = null;
    exchange.status = null;
    exchange.headers = {};
    exchange.tls = null;
    page.requestHead = '';
    page.responseHead = '';
    const beforeName = clock.elapsed();
    let resolved: ResolvedHost;
    try {
      resolved = await resolve(hostname);
    } finally {
      // The wait for our own politeness, below, is no part of the site's time.
      timing.totalMs += clock.elapsed() - beforeName;
    }
    timing.dnsMs = resolved.dnsMs === null ? null : Math.round(resolved.dnsMs);
    const permit = await leases.enter(hostname, resolved.addressKey, request.signal, request.urgent);
    const began = clock.elapsed();
    if (exchange.hops.length === 0) exchange.at = clock.now();
    const limitMs = (request.timeoutMs ?? timeoutMs) * HOP_FACTOR;
    const ending = new HopEnding();
    const off = onAbort(request.signal, () => ending.end(request.signal.reason));
    const stopDeadline = alarm(clock, limitMs, () =>
      ending.end(new NetFailure('deadline_exceeded', `${hop.url.href} took longer than ${limitMs} ms`)),
    );
    try {
      request.signal.throwIfAborted();
      const { answer, address } = await ask(hop, request, cookies, ending, page);
      const headers = noteAnswer(answer, address, hop, cookies, page);
      const { location = null } = headers;
      if (REDIRECTS.has(answer.status) && location !== null) return location;
      const { bytes } = hop.method === 'HEAD' ? page : await keepBody(answer, headers, request, page);
      judgeWall(hop, headers, bytes, page);
      return null;
    } finally {
      stopDeadline();
      off();
      timing.totalMs += clock.elapsed() - began;
      permit.release();
    }
  }

  /** Sends the request; once more when it met a kept connection that the server was closing at that moment. */
  async function ask(
    hop: Hop,
    request: PageRequest,
    cookies: ChainCookies,
    ending: HopEnding,
    page: FetchedPage,
  ): Promise<{ answer: WireAnswer; address: string | null }> {
    const wire = requestOf(hop, request, cookies.header(hop.url));
    for (let fresh = hop.method === 'POST'; ; fresh = true) {
      const lane = lanes.take(hop.url.origin, fresh);
      const openedBefore = lane.opened;
      try {
        const answer = await sendRequest(lane, wire, {
          headersMs: request.timeoutMs ?? timeoutMs,
          limitOf: (status) => (REDIRECTS.has(status) ? REDIRECT_BODY_BYTES : limitOf(request)),
          ending,
          clock,
        });
        if (answer.trouble === null) lanes.give(lane);
        else lanes.drop(lane, BROKEN);
        return { answer, address: lane.facts?.address ?? null };
      } catch (error) {
        lanes.drop(lane, BROKEN);
        const wasKept = openedBefore > 0 && lane.opened === openedBefore;
        const isRepeatable = !fresh && wasKept && hop.method !== 'POST' && ending.reason === null;
        if (!isRepeatable || failureOf(error).code !== 'connection_reset') throw error;
      } finally {
        note(lane, openedBefore, page);
      }
    }
  }

  function limitOf(request: PageRequest): number {
    return Math.min(request.maxBytes ?? maxBodyBytes, maxBodyBytes);
  }

  /** Puts the answer's head into the exchange; returns its headers. */
  function noteAnswer(
    answer: WireAnswer,
    address: string | null,
    hop: Hop,
    cookies: ChainCookies,
    page: FetchedPage,
  ): Record<string, string> {
    const { exchange } = page;
    const { status } = answer;
    const headers = headerFields(answer);
    const { location } = headers;
    exchange.hops.push({
      url: hop.url.href,
      status,
      address,
      location: location === undefined ? null : readable(location),
    });
    exchange.status = status;
    exchange.headers = headers;
    exchange.timing.firstByteMs = Math.round(answer.firstByteMs);
    page.responseHead = headText(answer);
    exchange.wireBytes += page.responseHead.length + answer.body.length;
    if (headers['set-cookie'] !== undefined)
      cookies.store(
        hop.url,
        answer.headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => value),
      );
    const asked = headers['retry-after'];
    if (status === 429 || (status === 503 && asked !== undefined))
      leases.backOff(hop.url.hostname, retryAfterMs(asked, clock.now()));
    return headers;
  }

  /** Whether a wall answered in the site's place. */
  function judgeWall(
    { url }: Hop,
    headers: Readonly<Record<string, string>>,
    bytes: Uint8Array | null,
    { exchange }: FetchedPage,
  ): void {
    const status = exchange.status ?? 0;
    const wall = detectChallenge({ status, headers, body: bytes ?? NO_BYTES });
    if (wall === null) return;
    exchange.failure = failure(wall.code, `${url.href}: ${wall.wall}`);
    if (wall.code === 'rate_limited' && status !== 429) leases.backOff(url.hostname, null);
  }

  /** Throws NetFailure when the body is not whole; what there is of it stays in the page. */
  async function keepBody(
    answer: WireAnswer,
    headers: Readonly<Record<string, string>>,
    request: PageRequest,
    page: FetchedPage,
  ): Promise<FetchedPage> {
    const encoding = headers['content-encoding'] ?? '';
    const whole = encoding === '' ? answer.body : await decodeBody(answer.body, encoding, maxBodyBytes);
    const limit = limitOf(request);
    const isCut = answer.isCut || whole.length > limit;
    const bytes = whole.length > limit ? whole.subarray(0, limit) : whole;
    page.bytes = bytes;
    page.exchange.body = {
      sha256: `sha256:${hash('sha256', bytes)}`,
      bytes: bytes.length,
      truncated: isCut || answer.trouble !== null,
    };
    if (answer.trouble !== null) throw answer.trouble;
    if (isCut && request.maxBytes === undefined)
      throw new NetFailure('body_too_large', `${page.exchange.finalUrl} is larger than ${limit} bytes`);
    return page;
  }
}

/** What the connection told about this hop, answered or not. */
function note(lane: Lane, openedBefore: number, page: FetchedPage): void {
  page.requestHead = lane.requestHead;
  const { facts } = lane;
  if (facts === null) return;
  const { exchange } = page;
  exchange.tls = facts.tls;
  if (lane.opened === openedBefore) return;
  exchange.timing.connectMs = Math.round(facts.connectMs);
  exchange.timing.tlsMs = facts.tlsMs === null ? null : Math.round(facts.tlsMs);
}

function webAddress(url: string): URL {
  const parsed = /^https?:/i.test(url) ? parsedUrl(url) : null;
  if (parsed === null) throw new NetFailure('redirect_invalid', `"${url.slice(0, 200)}" is no web address`);
  if (parsed.hash !== '' || parsed.href.endsWith('#')) parsed.hash = '';
  return parsed;
}

function parsedUrl(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
