import { createSocket } from 'node:dgram';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserPool, createBrowserPool } from '../../src/browser/browser-pool.ts';
import { systemClock } from '../../src/clock.ts';
import { createHttpClient, type HttpClient, type NetworkOptions } from '../../src/net/http-client.ts';
import { findBrowser } from '../../src/run/find-browser.ts';

/** Hosts written so that a careless reader sends us inside; `PORT` is where the trap listens. */
const HOSTS = [
  '127.0.0.1:PORT',
  'localhost:PORT',
  'any.localhost:PORT',
  '127.1:PORT',
  '127.0.0.1.:PORT',
  '0177.0.0.1:PORT',
  '2130706433:PORT',
  '0x7f000001:PORT',
  '0x7f.1:PORT',
  '①②⑦.0.0.1:PORT',
  '127。0。0。1:PORT',
  'user:password@127.0.0.1:PORT',
  '[::1]:PORT',
  '[::ffff:127.0.0.1]:PORT',
  '[::ffff:7f00:1]:PORT',
  '[::7f00:1]:PORT',
  '[64:ff9b::7f00:1]:PORT',
  '[2002:7f00:1::]:PORT',
  '0.0.0.0:PORT',
  '[::]:PORT',
  // Names: one that is inside, one whose answers mix, one that answers inside from the second question on.
  'inside.example:PORT',
  'both.example:PORT',
  'turning.example:PORT',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '168.63.129.16',
];

/** What a page can do to make its visitor ask for `TARGET`, beside being it. */
const WAYS: Record<string, string> = {
  image: '<img src="TARGET">',
  script: '<script src="TARGET"></script>',
  stylesheet: '<link rel="stylesheet" href="TARGET"><style>@import "TARGET";</style>',
  frame: '<iframe src="TARGET"></iframe>',
  object: '<object data="TARGET"></object><embed src="TARGET">',
  media: '<video src="TARGET" autoplay></video><audio src="TARGET" autoplay></audio>',
  hints:
    '<link rel="preconnect" href="TARGET"><link rel="dns-prefetch" href="TARGET"><link rel="prefetch" href="TARGET"><link rel="preload" as="script" href="TARGET">',
  fetch: '<script>fetch("TARGET", { mode: "no-cors" }).catch(() => 0)</script>',
  XMLHttpRequest: '<script>x = new XMLHttpRequest(); x.open("GET", "TARGET"); x.send()</script>',
  beacon: '<script>navigator.sendBeacon("TARGET", "x")</script>',
  'event source': '<script>new EventSource("TARGET")</script>',
  WebSocket: '<script>new WebSocket("TARGET".replace("http", "ws"))</script>',
  worker: `<script>new Worker(URL.createObjectURL(new Blob(["importScripts('TARGET')"])))</script>`,
  window: '<script>window.open("TARGET")</script>',
  form: '<form id="f" action="TARGET" method="post" target="there"></form><iframe name="there"></iframe><script>f.submit()</script>',
  'redirected image': '<img src="/to?TARGET">',
  'redirected frame': '<iframe src="/to?TARGET"></iframe>',
  'redirected fetch': '<script>fetch("/to?TARGET", { mode: "no-cors" }).catch(() => 0)</script>',
  'meta refresh': '<meta http-equiv="refresh" content="0;url=TARGET">',
  'script redirect': '<script>setTimeout(() => { location = "TARGET" }, 50)</script>',
};

describe('inside addresses', () => {
  let caught = 0;
  let port = 0;
  let questions = 0;
  const traps: net.Server[] = [];
  const udp = createSocket('udp4');
  let pages: http.Server;
  let network: NetworkOptions;
  let page = '';
  let client: HttpClient | null = null;
  let pool: BrowserPool | null = null;

  const listen = (server: net.Server, host: string, at: number) =>
    new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(at, host, () => resolve(true));
    });

  beforeAll(async () => {
    for (const host of ['127.0.0.1', '::1']) {
      const trap = net.createServer((socket) => {
        caught += 1;
        socket.destroy();
      });
      // Machines without IPv6 have nothing to trap there.
      if (await listen(trap, host, port)) {
        traps.push(trap);
        port = (trap.address() as AddressInfo).port;
      }
    }
    udp.on('message', () => {
      caught += 1;
    });
    await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
    pages = http.createServer((request, response) => {
      const to = /^\/to\?(.+)$/.exec(request.url ?? '')?.[1];
      if (to === undefined) {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(page);
      } else {
        response.writeHead(302, { location: Buffer.from(decodeURI(to)).toString('latin1') });
        response.end();
      }
    });
    await listen(pages, '127.0.0.1', 0);
    network = {
      ...{ userAgent: 'Xunjian-test/1 (+mailto:test@example.com)', vantage: 'test', clock: systemClock },
      ...{ perHost: { concurrency: 8, minDelayMs: 0 }, perAddress: { concurrency: 64 }, timeoutMs: 2000 },
      ...{ resolve: { 'site.gov.cn': `127.0.0.1:${(pages.address() as AddressInfo).port}` } },
      ...{ allowPrivate: [], rehearsal: false },
      async lookup(name) {
        if (name === 'both.example') return ['127.0.0.1', '::1'];
        if (name !== 'turning.example') return ['127.0.0.1'];
        questions += 1;
        // Refused by the guard of tests, were it ever dialled: the first answer is public and dead.
        return questions === 1 ? ['203.0.113.1'] : ['127.0.0.1'];
      },
    };
  });
  afterAll(async () => {
    await client?.close();
    await pool?.close();
    udp.close();
    for (const server of [...traps, pages]) server.close();
    pages.closeAllConnections();
  });
  beforeEach(() => {
    caught = 0;
    questions = 0;
  });
  const urlOf = (host: string) => `http://${host.replace('PORT', String(port))}/`;

  describe('over HTTP', () => {
    it.each(HOSTS)('%s is not reached, neither itself nor at the end of a redirect', async (host) => {
      for (const url of [urlOf(host), `http://site.gov.cn/to?${encodeURI(urlOf(host))}`]) {
        client ??= createHttpClient(network);
        const { exchange } = await client.fetch({ url });
        expect(exchange.failure).toMatchObject({ code: 'address_refused', fault: 'us' });
      }
      expect(caught).toBe(0);
    });
  });

  describe.skipIf(findBrowser('auto') === null)('in the browser (real Chromium; skipped without one)', () => {
    const render = async (url: string) => {
      pool ??= await createBrowserPool({ executable: findBrowser('auto') ?? '', contexts: 4, network });
      return pool.renderPage({
        url,
        deadlineMs: 8000,
        screenshot: true,
        signal: new AbortController().signal,
      });
    };

    it.each(HOSTS)(
      '%s is not reached, neither itself nor at the end of a redirect',
      async (host) => {
        const seen = await Promise.all([
          render(urlOf(host)),
          render(`http://site.gov.cn/to?${encodeURI(urlOf(host))}`),
        ]);
        for (const { exchange } of seen) expect(exchange.failure?.reason).toBe('not_observed');
        expect(caught).toBe(0);
      },
      60_000,
    );

    it.each(Object.entries(WAYS))(
      'a page that asks for them by %s reaches none of them',
      async (_, way) => {
        const moves = /refresh|location/.test(way);
        // One move a page; of everything else all hosts at once.
        const hosts = moves ? ['127.0.0.1:PORT'] : HOSTS.filter((host) => host.endsWith('PORT'));
        page = `<!DOCTYPE html><title>页面</title><p>正文</p>${hosts.map((host) => way.replaceAll('TARGET', urlOf(host))).join('')}`;
        await render('http://site.gov.cn/');
        expect(caught).toBe(0);
      },
      60_000,
    );

    it('would be caught by the trap, were they permitted', async () => {
      const open = await createBrowserPool({
        ...{ executable: findBrowser('auto') ?? '', contexts: 1 },
        network: { ...network, allowPrivate: ['127.0.0.0/8'] },
      });
      page = `<!DOCTYPE html><title>页面</title><img src="${urlOf('127.0.0.1:PORT')}">`;
      await open.renderPage({
        url: 'http://site.gov.cn/',
        screenshot: true,
        signal: AbortSignal.timeout(20_000),
      });
      await open.close();
      expect(caught).toBeGreaterThan(0);
    }, 60_000);

    it('WebRTC sends nothing to a STUN or TURN server inside', async () => {
      page = `<!DOCTYPE html><title>页面</title><iframe srcdoc="<p>x</p>"></iframe><script>
        for (const make of [window, frames[0]]) try {
          const pc = new make.RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${port}' },
            { urls: 'turn:127.0.0.1:${port}?transport=tcp', username: 'a', credential: 'b' }] });
          pc.createDataChannel('x');
          pc.createOffer().then((offer) => pc.setLocalDescription(offer));
        } catch {}
      </script>`;
      await render('http://site.gov.cn/');
      expect(caught).toBe(0);
    }, 60_000);
  });
});
