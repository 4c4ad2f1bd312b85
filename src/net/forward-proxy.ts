import http from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Failure } from '../domain/exchange.ts';
import { alarm } from './alarm.ts';
import { dial } from './dial.ts';
import { failureOf, NetFailure } from './failure.ts';
import type { Reach } from './reach.ts';

export interface ForwardProxyOptions {
  reach: Reach;
  timeoutMs: number;
  clock: Clock;
  /** Bytes at most of one answer, and of one tunnel. */
  maxBytes?: number;
}

export interface ForwardProxy {
  /** For the browser's proxy setting. */
  readonly server: string;
  /** Why the host could not be reached when last tried; null when it could. */
  failureOf(host: string): Failure | null;
  /**
   * Closes what the browser holds open to a host and does not use. A browser sends a request again, a POST too, when
   * the connection it used before breaks without an answer (Chromium, HttpNetworkTransaction::ShouldResendRequest);
   * over a new connection it does not.
   */
  dropIdle(host: string): void;
  close(): Promise<void>;
}

/** A page with all its images stays under it; an endless one does not fill the disk. */
const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
/** A tunnel carries a page's requests one after another; longer ones are left over from pages long closed. */
const TUNNEL_FACTOR = 12;
/** As of the HTTP tier: whole hops. */
const HOP_FACTOR = 4;
const MAX_TROUBLES = 1_000;
/** A tunnel that carried nothing for so long is not in the middle of an answer. */
const QUIET_MS = 200;
/** Of one hop: they must not go on (RFC 9110 §7.6.1). */
const HOP_HEADERS = new Set([
  ...['connection', 'proxy-connection', 'keep-alive', 'proxy-authorization', 'proxy-authenticate'],
  ...['te', 'trailer', 'upgrade'],
]);

interface ConnectionUse {
  host: string;
  /** Requests without an answer; a tunnel shows only when it last carried something. */
  pending: number;
  lastUsedAt: number;
}

/**
 * The browser's only way out: a proxy on loopback that resolves, checks and dials as the HTTP tier does, so redirect
 * hops, subresources and WebSockets of a page pass the same guard, map and rehearsal rule. Where a host cannot be
 * reached it closes the connection and remembers why: a made-up 502 would look like the site's answer.
 */
export async function startForwardProxy(options: ForwardProxyOptions): Promise<ForwardProxy> {
  const { reach, timeoutMs, clock, maxBytes = DEFAULT_MAX_BYTES } = options;
  const troubles = new Map<string, Failure>();
  const open = new Set<Socket>();
  /** Connections of the browser, by what they were last used for. */
  const uses = new Map<Socket, ConnectionUse>();
  const dialOptions = { ...reach, timeoutMs, clock };

  async function reachHost(host: string, port: number): Promise<Socket> {
    try {
      const socket = await dial(host, port, dialOptions);
      troubles.delete(host);
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      return socket;
    } catch (error) {
      if (troubles.size >= MAX_TROUBLES) troubles.clear();
      troubles.set(host, failureOf(error));
      throw error;
    }
  }

  const agent = new http.Agent({ keepAlive: true, maxFreeSockets: 64, timeout: timeoutMs });
  agent.createConnection = (target, done) => {
    reachHost(String(target.host), Number(target.port)).then(
      (socket) => done?.(null, socket),
      // The type wants a socket beside the error; nobody looks at it.
      (error: unknown) => done?.(error instanceof Error ? error : new Error(String(error)), new Socket()),
    );
    return undefined;
  };

  const server = http.createServer((request, response) => {
    const target = absoluteTarget(request.url);
    if (target === null) {
      request.socket.destroy();
      return;
    }
    const host = bare(target.hostname);
    const { method, rawHeaders } = request;
    const use = uses.get(request.socket) ?? { host, pending: 0, lastUsedAt: Number.NEGATIVE_INFINITY };
    uses.set(request.socket, { ...use, host, pending: use.pending + 1 });
    response.once('close', () => {
      const own = uses.get(request.socket);
      if (own !== undefined) own.pending -= 1;
    });
    const outgoing = http.request({
      ...{ agent, method, host, port: Number(target.port || 80) },
      path: `${target.pathname}${target.search}`,
      // As a flat list: order and repeats stay as the browser wrote them.
      headers: endToEnd(rawHeaders),
      setHost: false,
    });
    const limitMs = timeoutMs * HOP_FACTOR;
    const stop = alarm(clock, limitMs, () => {
      const code = response.headersSent ? 'deadline_exceeded' : 'headers_timeout';
      outgoing.destroy(new NetFailure(code, `${host} took longer than ${limitMs} ms`));
    });
    const broken = (error: Error) => {
      stop();
      if (!troubles.has(host)) troubles.set(host, failureOf(error));
      response.destroy();
      request.socket.destroy();
    };
    outgoing.on('error', broken);
    outgoing.on('response', (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes)
          outgoing.destroy(new NetFailure('body_too_large', `${host} sent more than ${maxBytes} bytes`));
      });
      answer.on('error', broken);
      answer.on('end', stop);
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage ?? '', endToEnd(answer.rawHeaders));
      answer.pipe(response);
    });
    response.on('close', () => {
      stop();
      if (!response.writableFinished) outgoing.destroy();
    });
    request.pipe(outgoing);
  });

  server.on('connect', (request: http.IncomingMessage, client: Socket, head: Buffer) => {
    client.on('error', () => client.destroy());
    const target = absoluteTarget(`http://${request.url}`);
    if (target === null) {
      client.destroy();
      return;
    }
    reachHost(bare(target.hostname), Number(/:(\d+)$/.exec(request.url ?? '')?.[1] ?? 443)).then(
      (upstream) => {
        uses.set(client, { host: bare(target.hostname), pending: 0, lastUsedAt: clock.elapsed() });
        splice(client, upstream, head);
      },
      () => client.destroy(),
    );
  });

  function splice(client: Socket, upstream: Socket, head: Buffer): void {
    const end = () => {
      stop();
      client.destroy();
      upstream.destroy();
    };
    const stop = alarm(clock, timeoutMs * TUNNEL_FACTOR, end);
    let bytes = 0;
    const touch = () => {
      const use = uses.get(client);
      if (use !== undefined) use.lastUsedAt = clock.elapsed();
    };
    client.on('data', touch);
    upstream.on('data', (chunk: Buffer) => {
      touch();
      bytes += chunk.length;
      if (bytes > maxBytes) end();
    });
    for (const socket of [client, upstream]) {
      socket.on('error', end);
      socket.on('close', end);
    }
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) upstream.write(head);
    upstream.pipe(client);
    client.pipe(upstream);
  }

  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      uses.delete(socket);
    });
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  // WebSockets come as CONNECT; an upgrade in absolute form is no browser of ours.
  server.on('upgrade', (_request, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failureOf: (host) => troubles.get(bare(host)) ?? null,
    dropIdle(host) {
      const now = clock.elapsed();
      for (const [socket, use] of uses)
        if (use.host === bare(host) && use.pending === 0 && now - use.lastUsedAt >= QUIET_MS)
          socket.destroy();
    },
    async close() {
      agent.destroy();
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function absoluteTarget(url: string | undefined): URL | null {
  return url !== undefined && /^http:\/\//i.test(url) && URL.canParse(url) ? new URL(url) : null;
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

/** A flat list of names and values without those that belong to one hop. */
function endToEnd(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name = '', value = ''] = raw.slice(i, i + 2);
    if (!HOP_HEADERS.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}
