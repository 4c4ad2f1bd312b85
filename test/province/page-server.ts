import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { domainToASCII } from 'node:url';
import { type Answer, answerFor, CANARY_HOSTS } from './answer.ts';
import type { Certificates } from './certificates.ts';
import { Counters } from './counters.ts';
import type { LetterAnswer, LetterRequest } from './letters/letter-kind.ts';
import type { World } from './state.ts';

/** Pages kept ready, in bytes: a full province has more pages than memory should hold. */
const CACHE_BYTES = 192 * 1024 * 1024;
/** A client that comes again sooner is asking too fast for a host that limits. */
const BURST_MS = 120;

const NOT_DOCUMENTS = /\.(js|css|png|jpg|gif|ico)(\?|$)/;

/** The one address to which lists post; letters and searches need no body to be answered. */
const PROXY = '/jpage/dataproxy.jsp';
const LONGEST_FORM = 10_000;

/** A system that stands under hosts of the province beside their pages, such as letters. */
export interface Mounted {
  hosts: ReadonlySet<string>;
  /** Null for a path that is none of its own: the page is the site's. */
  answer(host: string, request: LetterRequest): LetterAnswer | null;
}

interface Ready {
  answer: Answer;
  headers: string[];
}

/** First byte of a TLS handshake; no HTTP request begins with it. */
const TLS_HANDSHAKE = 0x16;

/** All hosts of the province behind one port, by Host header; HTTP and HTTPS, told apart by the first byte. */
export class PageServer {
  readonly counters = new Counters();
  readonly #server = http.createServer((request, response) => this.#serve(request, response));
  readonly #front = net.createServer({ noDelay: true }, (socket) => this.#receive(socket));
  /** The same port of the machine's IPv6 loopback. */
  readonly #front6 = net.createServer({ noDelay: true }, (socket) => this.#receive(socket));
  readonly #sockets = new Set<Socket>();
  readonly #certificates: Certificates;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #slowMs: number;
  #cache = new Map<string, Ready>();
  #cached = 0;
  #world: World;
  /** Told of every request as it arrives; for tests that want to know what was asked for. */
  onRequest: (host: string, target: string) => void = () => undefined;
  mounted: Mounted | null = null;
  /** Our own line: while down, nothing answers, canaries neither. */
  isLineDown = false;

  constructor(world: World, { slowMs, certificates }: { slowMs: number; certificates: Certificates }) {
    this.#world = world;
    this.#certificates = certificates;
    this.#slowMs = slowMs;
    this.#server.keepAliveTimeout = 30_000;
  }

  #receive(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === TLS_HANDSHAKE) this.#secure(socket);
      else this.#server.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  }

  #secure(socket: Socket): void {
    const secured = new tls.TLSSocket(socket, {
      isServer: true,
      ALPNProtocols: ['http/1.1'],
      SNICallback: (name, done) => done(null, this.#contextFor(name)),
      secureContext: this.#contextFor('localhost'),
    });
    secured.on('error', () => socket.destroy());
    secured.once('secure', () => this.#server.emit('connection', secured));
  }

  #contextFor(name: string): tls.SecureContext {
    const site = this.#world.siteAt(name);
    const kind = site === undefined ? undefined : this.#world.state(site).find('certificate')?.kind;
    return this.#certificates.contextFor(name, kind ?? 'good');
  }

  async listen(port: number): Promise<number> {
    await listening(this.#front, port, '127.0.0.1');
    return (this.#front.address() as AddressInfo).port;
  }

  /** Answers over IPv6 as well; false where the machine has none, or another holds the port there. */
  async listen6(port: number): Promise<boolean> {
    try {
      await listening(this.#front6, port, '::1');
      return true;
    } catch {
      return false;
    }
  }

  /** Another day or other faults: every page is made anew. */
  setWorld(world: World): void {
    this.#world = world;
    this.#cache = new Map();
    this.#cached = 0;
  }

  /** For listeners of single hosts (a site that refuses connections has a port of its own). */
  handle(request: http.IncomingMessage, response: http.ServerResponse): void {
    this.#serve(request, response);
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of this.#sockets) socket.destroy();
    const fronts = [this.#front, this.#front6].filter(({ listening }) => listening);
    await Promise.all(fronts.map((front) => new Promise<void>((resolve) => front.close(() => resolve()))));
  }

  #serve(request: http.IncomingMessage, response: http.ServerResponse): void {
    const { host, target } = addressed(request);
    if (this.mounted?.hosts.has(host) === true) void this.#serveMounted(this.mounted, request, response);
    else if (request.method === 'POST' && target.includes(PROXY)) void this.#serveForm(request, response);
    else this.#answer(request, response, host, target);
  }

  /** 大汉's proxy takes its parameters from the query or from a form alike. */
  async #serveForm(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { host, target } = addressed(request);
    let form = '';
    for await (const chunk of request) if (form.length < LONGEST_FORM) form += String(chunk);
    this.#answer(request, response, host, `${target}${target.includes('?') ? '&' : '?'}${form}`);
  }

  async #serveMounted(
    mounted: Mounted,
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    const { host, target } = addressed(request);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = 'GET', headers } = request;
    const answer = mounted.answer(host, {
      ...{ method, target, cookie: headers.cookie ?? '', contentType: headers['content-type'] ?? '' },
      body: Buffer.concat(chunks),
    });
    if (answer === null) {
      this.#answer(request, response, host, target);
      return;
    }
    this.#count(host, target, response);
    if (answer.trouble === 'reset') request.socket.resetAndDestroy();
    if (answer.trouble !== undefined) return;
    const length = { 'content-length': Buffer.byteLength(answer.body) };
    response.writeHead(answer.status, { ...answer.headers, ...length });
    response.end(method === 'HEAD' ? undefined : answer.body);
  }

  /** Milliseconds since the host's last document; null for its first and for what is none. */
  #count(host: string, target: string, response: http.ServerResponse): number | null {
    const isDocument = !NOT_DOCUMENTS.test(target);
    this.onRequest(host, target);
    const spacing = this.counters.start(host, performance.now(), isDocument);
    if (isDocument) response.once('close', () => this.counters.end(host));
    return spacing;
  }

  #answer(request: http.IncomingMessage, response: http.ServerResponse, host: string, target: string): void {
    const spacing = this.#count(host, target, response);
    if (this.isLineDown) {
      request.socket.resetAndDestroy();
      return;
    }
    const { answer, headers } = this.#ready(request, host, target);
    if (answer.limit === 'burst' && spacing !== null && spacing < BURST_MS) {
      response.writeHead(429, { 'retry-after': '1', 'content-type': 'text/html' });
      response.end('<html><body>Too Many Requests</body></html>');
      return;
    }
    switch (answer.trouble) {
      case 'refused':
      case 'reset':
        request.socket.resetAndDestroy();
        return;
      case 'slow': {
        const timer = setTimeout(() => {
          this.#timers.delete(timer);
          this.#send(request, response, answer, headers);
        }, this.#slowMs);
        this.#timers.add(timer);
        return;
      }
      case 'hangs':
        response.writeHead(answer.status, { 'content-type': 'text/html' });
        response.write(answer.body.subarray(0, 600));
        return;
      case undefined:
        this.#send(request, response, answer, headers);
    }
  }

  #send(
    request: http.IncomingMessage,
    response: http.ServerResponse,
    answer: Answer,
    headers: string[],
  ): void {
    response.writeHead(answer.status, headers);
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  }

  #ready(request: http.IncomingMessage, host: string, target: string): Ready {
    const cookie = request.headers.cookie ?? '';
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    const key = `${method} ${host}${target} ${cookie}`;
    const known = this.#cache.get(key);
    if (known !== undefined) return known;
    const answer = (CANARY_HOSTS as readonly string[]).includes(host)
      ? { status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from('ok') }
      : answerFor(this.#world, { host, method, target, cookie });
    const headers = Object.entries(answer.headers).flat();
    const ready = { answer, headers: [...headers, 'content-length', String(answer.body.length)] };
    this.#cached += answer.body.length + 400;
    if (this.#cached > CACHE_BYTES) {
      this.#cache = new Map();
      this.#cached = answer.body.length;
    }
    this.#cache.set(key, ready);
    return ready;
  }
}

function listening(server: net.Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Host and path asked for; also when the whole URL stands in the request line, as proxies get it. */
function addressed(request: http.IncomingMessage): { host: string; target: string } {
  const raw = request.url ?? '/';
  if (raw.startsWith('http://')) {
    const url = new URL(raw);
    return { host: url.hostname, target: url.pathname + url.search };
  }
  const host = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  return { host: /^[\x20-\x7f]*$/.test(host) ? host : domainToASCII(host), target: raw };
}
