import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserPool, createBrowserPool } from '../../src/browser/browser-pool.ts';
import { systemClock } from '../../src/clock.ts';
import type { NetworkOptions } from '../../src/net/http-client.ts';
import { findBrowser } from '../../src/run/find-browser.ts';
import * as hostile from './servers.ts';

const executable = findBrowser('auto') ?? '';
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const answer = (body: string, status = 200, headers: Record<string, string> = HTML) =>
  hostile.startAnswer(status, headers, body);

describe.skipIf(executable === '')(
  'what the web does to a browser (real Chromium; skipped without one)',
  () => {
    let pool: BrowserPool;
    const resolve: Record<string, string> = {};
    const open: hostile.HostileServer[] = [];
    let hosts = 0;
    beforeAll(async () => {
      const network: NetworkOptions = {
        ...{ userAgent: 'Xunjian-test/1 (+mailto:test@example.com)', vantage: 'test', clock: systemClock },
        ...{ perHost: { concurrency: 4, minDelayMs: 0 }, perAddress: { concurrency: 64 }, timeoutMs: 1_500 },
        ...{ allowPrivate: [], rehearsal: false, resolve: { 'ours.gov.cn': '127.0.0.1:9' } },
        // Each server under a name of its own: what is known of one host says nothing of the next.
        lookup: async (name) => [resolve[name] === undefined ? '10.0.0.1' : '127.0.0.1'],
      };
      pool = await createBrowserPool({
        ...{ executable, contexts: 2 },
        network: { ...network, allowPrivate: ['127.0.0.0/8'] },
      });
    });
    afterAll(() => pool.close());
    afterEach(async () => {
      await Promise.all(open.splice(0).map((server) => server.close()));
    });

    const show = async (start: () => Promise<hostile.HostileServer>, deadlineMs = 4_000) => {
      const server = await start();
      open.push(server);
      hosts += 1;
      const name = `h${hosts}.gov.cn`;
      resolve[name] = '127.0.0.1';
      const began = systemClock.elapsed();
      const url = `http://${name}:${server.port}/`;
      const page = await pool.renderPage({ url, deadlineMs, signal: new AbortController().signal });
      // The deadline, the grace after it and the time to let go of the page.
      expect(systemClock.elapsed() - began).toBeLessThan(deadlineMs + 20_000);
      return page;
    };

    it.each([
      ['a server that never answers', hostile.startSilent, ['headers_timeout'], 'timeout_ours'],
      ['a reset before the answer', hostile.startReset, ['connection_reset'], 'not_observed'],
      [
        'a server that speaks no HTTP',
        hostile.startGibberish,
        ['protocol_error', 'connection_reset'],
        'not_observed',
      ],
      [
        'a reset inside the body',
        hostile.startResetInBody,
        ['connection_reset', 'protocol_error'],
        'not_observed',
      ],
      ['a body that stalls', hostile.startStalledBody, ['deadline_exceeded'], 'timeout_ours'],
      ['redirects without an end', hostile.startEndlessRedirect, ['too_many_redirects'], 'not_observed'],
      ['a redirect loop', hostile.startRedirectLoop, ['too_many_redirects'], 'not_observed'],
      ['a lie about its encoding', hostile.startLyingEncoding, ['decompression_failed'], 'not_observed'],
      [
        'a 405 wall',
        () => answer('<script>var _waf_="aliyun_waf_aa"</script>', 405),
        ['challenged'],
        'challenged',
      ],
      ['a rate limit', () => answer('too many requests', 429), ['rate_limited'], 'rate_limited'],
    ] as const)(
      '%s is typed and ends',
      async (_, start, codes, reason) => {
        const { exchange } = await show(start);
        expect(codes).toContain(exchange.failure?.code);
        expect(exchange.failure?.reason).toBe(reason);
      },
      60_000,
    );

    it('a script without an end loses its page and nothing else', async () => {
      const { exchange } = await show(() => answer('<p>正文</p><script>for(;;){}</script>'));
      expect(exchange.failure).toMatchObject({ code: 'deadline_exceeded', reason: 'timeout_ours' });
      expect((await show(() => answer('<p>下一页</p>'))).html).toContain('下一页');
    }, 90_000);

    it('dialogs without an end are ended', async () => {
      const { exchange } = await show(() => answer('<script>for(;;)alert(1)</script>'));
      expect(exchange.failure?.code).toBe('deadline_exceeded');
    }, 90_000);

    it('a page that fills memory loses its renderer, not this process', async () => {
      const eater = '<script>const all=[];for(;;)all.push(new Array(1e6).fill(Math.random()))</script>';
      const before = process.memoryUsage().rss;
      const { exchange } = await show(() => answer(eater), 15_000);
      expect(['browser_crashed', 'deadline_exceeded']).toContain(exchange.failure?.code);
      expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
      expect((await show(() => answer('<p>下一页</p>'))).html).toContain('下一页');
    }, 120_000);

    it('a document without an end is cut, and memory with it', async () => {
      const before = process.memoryUsage().rss;
      const { exchange, html } = await show(hostile.startEndlessBody);
      expect(exchange.failure).not.toBeNull();
      expect((html ?? '').length).toBeLessThanOrEqual(8 * 1024 * 1024);
      expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
    }, 90_000);

    it('a page that is all script is read as its visitors see it', async () => {
      const { html, exchange } = await show(() =>
        answer(
          '<div id="a"></div><script>document.getElementById("a").textContent = "脚本" + "生成"</script>',
        ),
      );
      expect(exchange.failure).toBeNull();
      expect(html).toContain('脚本生成</div>');
    }, 60_000);

    it('what a page asked for and did not get is told of it, other sites’ scripts apart', async () => {
      const page =
        '<p>正文</p><script src="/gone.js"></script><script src="http://ours.gov.cn/counter.js"></script><script>for (const at of ["/data", "/refused", "/silent", "/broken"]) fetch(at).catch(() => {});</script>';
      const { exchange } = await show(() => hostile.startPaths({ '/': page, '/data': '{}' }));
      expect(exchange.failure).toBeNull();
      expect(exchange.unanswered?.map((url) => new URL(url).pathname).sort()).toEqual([
        ...['/broken', '/gone.js', '/refused', '/silent'],
      ]);
      const whole = await show(() => answer('<p>正文</p><script>fetch("/data").catch(() => {})</script>'));
      expect(whole.exchange.unanswered).toEqual([]);
    }, 60_000);
  },
);
