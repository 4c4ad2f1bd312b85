import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ReachSample } from '../../src/domain/reach.ts';
import { reachRound } from '../../src/run/reach.ts';
import { pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

const AT = '2024-06-20T10:00:00+08:00';
let site: SmallSite | null = null;
afterEach(async () => {
  await site?.close();
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function sample(config: readonly string[] = [], times = 1, homeUrl?: string): Promise<ReachSample[]> {
  site ??= await startSmallSite(config);
  const workspace = site.open(AT);
  try {
    const sites = Array.from({ length: times }, (_, i) => ({
      ...(site as SmallSite).site,
      siteCode: `610800000${i}`,
      ...(homeUrl === undefined ? {} : { homeUrl }),
    }));
    const { samples } = await reachRound(workspace, sites, new AbortController().signal);
    expect(
      await workspace.store.reach.ofSite(
        samples[0]?.siteKey ?? '',
        0 as never,
        Number.MAX_SAFE_INTEGER as never,
      ),
    ).toHaveLength(1);
    return samples;
  } finally {
    await workspace.close();
    await site.close();
    site = null;
  }
}

describe('an availability sample', () => {
  it('is up when the home page opens', async () => {
    site = await startSmallSite();
    site.pages.set('/', pageOf('首页', '<p>正文</p>'));
    expect(await sample()).toMatchObject([{ result: 'up', status: 200, code: null }]);
  });

  it('goes before bulk work in its host’s turn: a round does not wait for a scan', async () => {
    site = await startSmallSite([], { perHost: 'concurrency: 1, minDelayMs: 20' });
    site.pages.set('/', pageOf('首页', '<p>正文</p>'));
    const workspace = site.open(AT);
    const client = workspace.client();
    const bulk = Array.from({ length: 30 }, (_, i) => client.fetch({ url: `${site?.site.homeUrl}n${i}` }));
    // The first is under way, so all of them stand in the queue.
    await bulk[0];
    await reachRound(workspace, [site.site], new AbortController().signal);
    const before = site.asked.indexOf('/');
    await Promise.all(bulk);
    await workspace.close();
    expect(before).toBeLessThan(5);
    expect(site.asked).toHaveLength(31);
  });

  it('is down on an error page and on a broken connection', async () => {
    site = await startSmallSite();
    site.pages.set('/', (_, response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('Bad Gateway');
    });
    expect(await sample()).toMatchObject([{ result: 'down', code: 'http_502' }]);
    site = await startSmallSite();
    site.pages.set('/', (request) => request.socket.destroy());
    expect(await sample()).toMatchObject([{ result: 'down', code: 'connection_reset' }]);
  });

  it.each([
    ['a wall', 412, '<html><body><script>var $_ts=1</script></body></html>', 'challenged'],
    ['a rate limit', 429, 'slow down', 'rate_limited'],
    ['a plain refusal, which may be for us alone', 403, 'Forbidden', 'challenged'],
    ['a firewall page with status 200', 200, '<p>您的访问请求已被网站防火墙拦截</p>', 'challenged'],
  ])('is unknown at %s', async (_, status, body, reason) => {
    site = await startSmallSite();
    site.pages.set('/', (__, response) => {
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
      response.end(body);
    });
    expect(await sample()).toMatchObject([{ result: 'unknown', reason }]);
  });

  it('is our own fault when no canary answers either', async () => {
    const port = await closedPort();
    const config = [
      `  resolve: { "*.gov.cn": "127.0.0.1:${port}" }`,
      '  canaries: ["http://canary.gov.cn/"]',
    ];
    site = await startSmallSite(config, { ownResolve: true });
    expect(await sample()).toMatchObject([
      { result: 'unknown', reason: 'vantage_fault', code: 'connect_refused' },
    ]);
  });

  it('is the site’s when a canary answers', async () => {
    const canary = createServer((_, response) => response.end('here'));
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    const up = (canary.address() as AddressInfo).port;
    const config = [
      `  resolve: { "www.yl.gov.cn": "127.0.0.1:${await closedPort()}", "canary.gov.cn": "127.0.0.1:${up}" }`,
      '  canaries: ["http://canary.gov.cn/"]',
    ];
    site = await startSmallSite(config, { ownResolve: true });
    expect(await sample()).toMatchObject([{ result: 'down', code: 'connect_refused' }]);
    canary.close();
    canary.closeAllConnections();
  });

  it('counts against nobody when without a canary nearly every site of a round failed', async () => {
    site = await startSmallSite([`  resolve: { "*.gov.cn": "127.0.0.1:${await closedPort()}" }`], {
      ownResolve: true,
    });
    const samples = await sample([], 6);
    expect(samples.map(({ reason }) => reason)).toEqual(Array(6).fill('vantage_fault'));
  });
});

describe('a look at a site while our own line is down', () => {
  it('is undetermined as vantage_fault throughout', async () => {
    const port = await closedPort();
    site = await startSmallSite(
      [
        `  resolve: { "*.gov.cn": "127.0.0.1:${port}" }`,
        '  canaries: ["http://canary.gov.cn/"]',
        'scan: { lineOutageMinutes: 0 }',
      ],
      { ownResolve: true },
    );
    const result = await site.look(AT);
    const reasons = new Set(
      result.outcomes.flatMap(({ outcome, reason }) => (outcome === 'undetermined' ? [reason] : [])),
    );
    expect(reasons.has('vantage_fault')).toBe(true);
    expect(result.outcomes.some(({ outcome }) => outcome === 'fail')).toBe(false);
  });
});
