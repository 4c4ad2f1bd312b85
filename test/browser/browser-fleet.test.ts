import { mkdtempSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserFleet, createBrowserFleet } from '../../src/browser/browser-fleet.ts';
import { type BrowserPool, createBrowserPool } from '../../src/browser/browser-pool.ts';
import { systemClock } from '../../src/clock.ts';
import type { NetworkOptions } from '../../src/net/http-client.ts';
import { createPoliteness, type Leases } from '../../src/net/politeness.ts';
import { findBrowser } from '../../src/run/find-browser.ts';

const executable = findBrowser('auto') ?? '';
const never = new AbortController().signal;

/** The process of the browser that the pool runs now. */
const browserPidOf = (pool: BrowserPool): Promise<number> =>
  pool.usePage({ deadlineMs: 5_000, withImages: false, signal: never }, async ({ page }) => {
    const session = await page.context().browser()?.newBrowserCDPSession();
    const info = await session?.send('SystemInfo.getProcessInfo');
    await session?.detach();
    return info?.processInfo.find(({ type }) => type === 'browser')?.id ?? 0;
  });

/** A program that answers the start of a browser as one does, and nothing after it. */
function mutedBrowser(): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'xunjian-muted-')), 'browser');
  writeFileSync(
    file,
    `#!${process.execPath}
const fs = require('node:fs');
let rest = '';
fs.createReadStream(null, { fd: 3 }).on('data', (chunk) => {
  const parts = (rest + chunk).split('\\0');
  rest = parts.pop();
  for (const { id, method } of parts.map((part) => JSON.parse(part))) {
    if (method === 'Target.attachToBrowserTarget') continue;
    const result = method === 'Browser.getVersion' ? { product: 'HeadlessChrome/1.2.3', userAgent: 'HeadlessChrome' } : {};
    fs.writeSync(4, JSON.stringify({ id, result }) + '\\0');
  }
}).on('end', () => process.exit());
`,
    { mode: 0o755 },
  );
  return file;
}

describe('a browser that says nothing once it has started', () => {
  it('is a browser that does not start, and holds up nobody', async () => {
    const launch = { executable: mutedBrowser(), proxyServer: 'http://127.0.0.1:9', answerMs: 500 };
    const fleet = createBrowserFleet(launch, systemClock);
    await expect(fleet.enter()).rejects.toMatchObject({ code: 'BROWSER_UNAVAILABLE' });
    await fleet.close();
  }, 60_000);
});

describe.skipIf(executable === '')('browsers (real Chromium; skipped without one)', () => {
  describe('the fleet', () => {
    let fleet: BrowserFleet;
    beforeAll(() => {
      fleet = createBrowserFleet({ executable, proxyServer: 'http://127.0.0.1:9' }, systemClock);
    });
    afterAll(() => fleet.close());

    it('retires a browser after a hundred pages, when the last of them has left', async () => {
      const first = await fleet.enter();
      for (let page = 2; page <= 100; page++) {
        const place = await fleet.enter();
        expect(place.process).toBe(first.process);
        place.leave(true);
      }
      const next = await fleet.enter();
      expect(next.process).not.toBe(first.process);
      expect(first.process.browser.isConnected()).toBe(true);
      const gone = new Promise((resolve) => first.process.browser.once('disconnected', resolve));
      first.leave(true);
      await gone;
      next.leave(true);
    }, 60_000);

    it('replaces one that crashed, and ends one that does not let go of a page', async () => {
      const first = await fleet.enter();
      first.process.kill();
      await new Promise((resolve) => first.process.browser.once('disconnected', resolve));
      first.leave(true);
      const second = await fleet.enter();
      expect(second.process).not.toBe(first.process);
      const gone = new Promise((resolve) => second.process.browser.once('disconnected', resolve));
      second.leave(false);
      await gone;
    }, 60_000);
  });

  describe('the pool', () => {
    let server: http.Server;
    let pool: BrowserPool;
    let leases: Leases;
    let underWay = 0;
    let most = 0;
    const asked: string[] = [];
    const network = (): NetworkOptions => ({
      ...{ userAgent: 'Xunjian-test/1 (+mailto:test@example.com)', vantage: 'test', clock: systemClock },
      ...{ perHost: { concurrency: 2, minDelayMs: 0 }, perAddress: { concurrency: 64 }, timeoutMs: 5_000 },
      ...{ allowPrivate: [], rehearsal: true, leases },
      resolve: { '*.gov.cn': `127.0.0.1:${(server.address() as AddressInfo).port}` },
    });
    beforeAll(async () => {
      server = http.createServer((request, response) => {
        const url = request.url ?? '/';
        asked.push(url);
        if (/\.(png|woff2)$/.test(url)) {
          response.writeHead(404).end();
          return;
        }
        underWay += 1;
        most = Math.max(most, underWay);
        // Long enough that requests meet where nothing keeps them apart.
        setTimeout(() => {
          underWay -= 1;
          if (url === '/away') response.writeHead(302, { location: '/arrived' }).end();
          else
            response
              .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
              .end(
                '<style>@font-face{font-family:x;src:url(/x.woff2)} p{font-family:x}</style><p>正文</p><img src="/x.png">',
              );
        }, 100);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      leases = createPoliteness(
        { perHost: { concurrency: 2, minDelayMs: 0 }, perAddress: { concurrency: 64 } },
        systemClock,
      );
      pool = await createBrowserPool({ executable, contexts: 6, network: network() });
    });
    afterAll(async () => {
      await pool.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    it('closes the context of every page, whatever became of it', async () => {
      let contexts = -1;
      for (const url of ['http://a.gov.cn/', 'http://a.gov.cn/away', 'http://10.0.0.1/']) {
        await pool.renderPage({ url, signal: never });
        await pool.usePage({ deadlineMs: 5_000, withImages: false, signal: never }, async ({ page }) => {
          contexts = page.context().browser()?.contexts().length ?? -1;
        });
        expect(contexts).toBe(1);
      }
    }, 60_000);

    it('gives up a browser that stands still before it asks for the page, and goes on with another', async () => {
      const own = await createBrowserPool({ executable, contexts: 1, network: network(), openMs: 3_000 });
      try {
        process.kill(await browserPidOf(own), 'SIGSTOP');
        // The first try finds it standing still and ends it; the second has a browser of its own.
        const page = await own.renderPage({ url: 'http://a.gov.cn/', signal: never });
        expect(page.exchange.failure).toBe(null);
        expect(page.exchange.status).toBe(200);
      } finally {
        await own.close();
      }
    }, 60_000);

    it('gives up one that stands still when a page is refused', async () => {
      let standing = 0;
      const own = await createBrowserPool({
        ...{ executable, contexts: 1, openMs: 3_000 },
        network: {
          ...network(),
          rehearsal: false,
          lookup: async () => {
            if (standing > 0) process.kill(standing, 'SIGSTOP');
            standing = 0;
            return ['10.0.0.1'];
          },
        },
      });
      try {
        standing = await browserPidOf(own);
        const page = await own.renderPage({ url: 'http://refused.example/', signal: never });
        expect(page.exchange.failure?.code).toBe('address_refused');
      } finally {
        await own.close();
      }
    }, 60_000);

    it('keeps nothing of a page that was called off while it opened', async () => {
      await browserPidOf(pool);
      const stop = new AbortController();
      let wasUsed = false;
      const called = pool.usePage({ deadlineMs: 5_000, withImages: false, signal: stop.signal }, async () => {
        wasUsed = true;
      });
      setImmediate(() => stop.abort(new Error('called off')));
      await expect(called).rejects.toThrow('called off');
      const contexts = await pool.usePage(
        { deadlineMs: 5_000, withImages: false, signal: never },
        async ({ page }) => page.context().browser()?.contexts().length,
      );
      expect(contexts).toBe(1);
      expect(wasUsed).toBe(false);
    }, 60_000);

    it('loads images and fonts for a picture and not for reading', async () => {
      asked.length = 0;
      await pool.renderPage({ url: 'http://a.gov.cn/', signal: never });
      expect(asked).toEqual(['/']);
      await pool.renderPage({ url: 'http://a.gov.cn/', screenshot: true, signal: never });
      expect(asked).toEqual(expect.arrayContaining(['/x.png', '/x.woff2']));
    }, 60_000);

    it('and the HTTP tier together keep to the host’s number, redirects of the browser included', async () => {
      const { createHttpClient } = await import('../../src/net/http-client.ts');
      const client = createHttpClient(network());
      most = 0;
      await Promise.all([
        ...Array.from({ length: 4 }, () => pool.renderPage({ url: 'http://a.gov.cn/away', signal: never })),
        ...Array.from({ length: 6 }, (_, i) => client.fetch({ url: `http://a.gov.cn/${i}`, signal: never })),
      ]);
      await client.close();
      expect(most).toBe(2);
    }, 60_000);
  });
});
