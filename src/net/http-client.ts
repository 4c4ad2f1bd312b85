import { createHash } from 'node:crypto';
import { Agent } from 'undici';
import type { Clock } from '../clock.ts';
import type { Exchange, Hop } from '../domain/exchange.ts';
import { detectChallenge } from './challenge.ts';
import { type ConnectionFacts, createConnector } from './connector.ts';
import { failure, failureOf, NetFailure } from './failure.ts';
import { createGuard } from './guard.ts';
import { createHostResolver } from './host-resolver.ts';
import { createPoliteness, type Leases, MAX_BACK_OFF_MS, type PolitenessLimits } from './politeness.ts';
import { readBody } from './read-body.ts';
import { createResolveMap } from './resolve-map.ts';

export interface NetworkOptions extends PolitenessLimits {
  userAgent: string;
  resolve: Readonly<Record<string, string>>;
  allowPrivate: readonly string[];
  /** For each of name, TCP, TLS, headers and the pauses of a body; an exchange as a whole has four times as long. */
  timeoutMs: number;
  /** Traffic goes to mapped hosts only. */
  rehearsal: boolean;
  vantage: string;
  clock: Clock;
  leases?: Leases;
  maxRedirects?: number;
  /** After decoding. Government pages are small; what is larger is no page. */
  maxBodyBytes?: number;
  /** PEM of further trusted roots. */
  ca?: string;
}

export interface PageRequest {
  url: string;
  method?: 'GET' | 'HEAD' | 'POST';
  form?: Readonly<Record<string, string>> | null;
  signal: AbortSignal;
}

/** What came over the wire, with the heads as evidence wants them. */
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

const DEFAULT_MAX_REDIRECTS = 8;
const DEFAULT_MAX_BODY_BYTES = 8 * 1024 * 1024;
/** Whole exchanges: a body that drips inside every pause limit still ends. */
const EXCHANGE_FACTOR = 4;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** The only way of the HTTP tier to the network. */
export function createHttpClient(options: NetworkOptions): HttpClient {
  const { clock, timeoutMs, vantage } = options;
  const map = createResolveMap(options.resolve);
  const isAllowed = createGuard(options.allowPrivate);
  const resolve = createHostResolver({ map, isAllowed, rehearsal: options.rehearsal, timeoutMs, clock });
  const leases = options.leases ?? createPoliteness(options, clock);
  const connections = new Map<string, ConnectionFacts>();
  const agent = new Agent({
    connect: createConnector({
      resolve,
      isAllowed: (address, host) => map(host) !== null || isAllowed(address),
      timeoutMs,
      clock,
      ca: options.ca ?? null,
      onConnect: (origin, facts) => {
        // Bounded: a night meets some thousand origins, a hostile page may name millions.
        if (connections.size > 20_000) connections.clear();
        connections.set(origin, facts);
      },
    }),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 64 * 1024,
    pipelining: 1,
    keepAliveTimeout: 10_000,
  });

  return {
    fetch: (request) => fetchPage(request),
    close: () => agent.close(),
  };

  async function fetchPage(request: PageRequest): Promise<FetchedPage> {
    const method = request.method ?? 'GET';
    const began = clock.elapsed();
    const page: FetchedPage = {
      exchange: {
        ...{ url: request.url, finalUrl: request.url, method, tier: 'http', at: clock.now(), vantage },
        ...{ hops: [], status: null, headers: {}, body: null, wireBytes: 0, tls: null, failure: null },
        timing: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 0 },
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
    page.exchange.timing.totalMs = Math.round(clock.elapsed() - began);
    return page;
  }

  /** Goes from hop to hop, each through the guard and its own host's politeness. */
  async function follow(request: PageRequest, page: FetchedPage): Promise<void> {
    const seen = new Set<string>();
    let url = request.url;
    let method = page.exchange.method;
    let form = request.form ?? null;
    for (let hops = 0; ; hops++) {
      if (hops > (options.maxRedirects ?? DEFAULT_MAX_REDIRECTS)) {
        throw new NetFailure('too_many_redirects', `${request.url} redirects more than ${hops - 1} times`);
      }
      const key = `${method} ${url}`;
      // Some walls set a cookie and send back to the same page once: only a second return is a loop.
      if (seen.has(key))
        throw new NetFailure('redirect_loop', `${request.url} redirects in a circle at ${url}`);
      seen.add(key);
      page.exchange.finalUrl = url;
      const location = await oneHop({ url, method, form, signal: request.signal }, page);
      if (location === null) return;
      const status = page.exchange.status ?? 0;
      if (status === 303 || ((status === 301 || status === 302) && method === 'POST')) {
        method = 'GET';
        form = null;
      }
      url = location;
    }
  }

  /** One request; returns where it redirects to, or null when the answer is final. */
  async function oneHop(
    {
      url,
      method,
      form,
      signal,
    }: {
      url: string;
      method: 'GET' | 'HEAD' | 'POST';
      form: PageRequest['form'] | null;
      signal: AbortSignal;
    },
    page: FetchedPage,
  ): Promise<string | null> {
    const { exchange } = page;
    const target = new URL(url);
    const resolved = await resolve(target.hostname);
    exchange.timing.dnsMs = resolved.dnsMs === null ? exchange.timing.dnsMs : Math.round(resolved.dnsMs);
    const permit = await leases.enter(target.hostname, resolved.addressKey, signal);
    // The site's time begins here: the wait for our own politeness is no part of it.
    const deadline = new AbortController();
    const stopTimer = new AbortController();
    const limitMs = timeoutMs * EXCHANGE_FACTOR;
    clock.sleep(limitMs, stopTimer.signal).then(
      () => deadline.abort(new NetFailure('deadline_exceeded', `${url} took longer than ${limitMs} ms`)),
      () => undefined,
    );
    const either = AbortSignal.any([signal, deadline.signal]);
    try {
      const body = form ? new URLSearchParams({ ...form }).toString() : null;
      const headers: Record<string, string> = {
        'user-agent': options.userAgent,
        accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
        'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5',
        'accept-encoding': 'gzip, deflate, br',
        ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }),
      };
      page.requestHead = headOf(`${method} ${target.pathname}${target.search} HTTP/1.1`, {
        host: target.host,
        ...headers,
      });
      const began = clock.elapsed();
      const answer = await agent.request({
        origin: target.origin,
        path: `${target.pathname}${target.search}`,
        method,
        headers,
        body,
        signal: either,
      });
      exchange.timing.firstByteMs = Math.round(clock.elapsed() - began);
      noteConnection(exchange, connections.get(target.origin));
      const received = flat(answer.headers);
      const status = answer.statusCode;
      const hop: Hop = {
        url,
        status,
        location: received.location ?? null,
        address: connections.get(target.origin)?.address ?? null,
      };
      exchange.hops.push(hop);
      exchange.status = status;
      exchange.headers = received;
      page.responseHead = headOf(`HTTP/1.1 ${status}`, received);
      if (status === 429 || status === 503)
        leases.backOff(target.hostname, retryAfterMs(received['retry-after']));
      if (REDIRECTS.has(status) && received.location !== undefined) {
        await answer.body.dump({ limit: 64 * 1024 }).catch(() => undefined);
        return nextUrl(received.location, url);
      }
      const { bytes, wireBytes } = await readBody(
        answer.body,
        method === 'HEAD' ? '' : (received['content-encoding'] ?? ''),
        options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
      );
      exchange.wireBytes += wireBytes;
      page.bytes = bytes;
      exchange.body = {
        sha256: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
        bytes: bytes.length,
        truncated: false,
      };
      const wall = detectChallenge({
        status,
        headers: received,
        text: new TextDecoder().decode(bytes.subarray(0, 65_536)),
      });
      if (wall !== null) exchange.failure = failure(wall.code, `${url}: ${wall.wall}`);
      return null;
    } catch (error) {
      throw deadline.signal.aborted ? deadline.signal.reason : error;
    } finally {
      stopTimer.abort();
      permit.release();
    }
  }
}

function noteConnection(exchange: Exchange, facts: ConnectionFacts | undefined): void {
  if (facts === undefined) return;
  exchange.timing.connectMs = Math.round(facts.connectMs);
  exchange.timing.tlsMs = facts.tlsMs === null ? null : Math.round(facts.tlsMs);
  exchange.tls = facts.tls;
}

function nextUrl(location: string, base: string): string {
  // Servers send raw bytes where the standard wants escapes; undici hands them over as latin1.
  const text = /[\u0080-\u00ff]/.test(location) ? Buffer.from(location, 'latin1').toString('utf8') : location;
  if (!URL.canParse(text, base))
    throw new NetFailure('redirect_invalid', `${base} redirects to "${text.slice(0, 200)}"`);
  const next = new URL(text, base);
  if (!/^https?:$/.test(next.protocol))
    throw new NetFailure('redirect_invalid', `${base} redirects to ${next.protocol}`);
  next.hash = '';
  return next.href;
}

/** Seconds or a date; without one, the shortest quiet a busy server may expect. */
function retryAfterMs(value: string | undefined): number {
  const seconds = Number(value);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, MAX_BACK_OFF_MS) : 5_000;
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    result[name] = Array.isArray(value) ? value.join(name === 'set-cookie' ? '\n' : ', ') : value;
  }
  return result;
}

function headOf(first: string, headers: Readonly<Record<string, string>>): string {
  return [
    first,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}`),
  ].join('\r\n');
}
