import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../src/run/find-browser.ts';
import { scan } from '../../src/run/scan.ts';
import type { SiteResult } from '../../src/run/site-result.ts';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

const AT = '2024-06-20T10:00:00+08:00';
const NAV = { 政务动态: '/news/', 通知公告: '/notice/' };
const LIST = listOf(daysBack('2024-06-19', 8));

describe('the second pass of a run', () => {
  let site: SmallSite;
  beforeEach(async () => {
    site = await startSmallSite(['  timeoutMs: 1000', 'scan: { browserPages: 0 }']);
    site.pages.set('/', pageOf('首页', LIST, NAV));
    site.pages.set('/news/', pageOf('政务动态', LIST, NAV));
    site.pages.set('/notice/', pageOf('通知公告', LIST, NAV));
  });
  afterEach(() => site.close());

  const columnsOf = (result: SiteResult) =>
    Object.fromEntries(
      result.outcomes
        .filter(({ indicator }) => indicator === 'column-not-updated')
        .map(({ subject, outcome, reason }) => [subject?.column, reason ?? outcome]),
    );
  const timesAsked = (path: string) => site.asked.filter((one) => one === path).length;

  it('brings a page that only timed out in the first, and asks for nothing else again', async () => {
    const news = site.pages.get('/news/') as string;
    let asked = 0;
    site.pages.set('/news/', (_, response) => {
      asked += 1;
      if (asked === 1) return;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(news);
    });
    expect(columnsOf(await site.look(AT))).toEqual({ 政务动态: 'pass', 通知公告: 'pass' });
    expect(timesAsked('/news/')).toBe(2);
    expect(timesAsked('/notice/')).toBe(1);
  }, 60_000);

  it('leaves what times out again undetermined, once, and never failed', async () => {
    site.pages.set('/news/', () => undefined);
    expect(columnsOf(await site.look(AT))).toEqual({ 政务动态: 'timeout_ours', 通知公告: 'pass' });
    expect(timesAsked('/news/')).toBe(2);
  }, 60_000);

  it('stops asking a site that answers slowly when its time is spent: what timed out stays so, what nobody asked for is over budget', async () => {
    const slow = await startSmallSite(['  timeoutMs: 600', 'scan: { browserPages: 0, slowSeconds: 2 }']);
    const nav = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`工作动态${i}`, `/n${i}/`]));
    const answer = (html: string) => (_: unknown, response: ServerResponse) => {
      setTimeout(() => response.writeHead(200, { 'content-type': 'text/html' }).end(html), 900);
    };
    slow.pages.set('/', answer(pageOf('首页', LIST, nav)));
    for (const [name, path] of Object.entries(nav)) slow.pages.set(path, answer(pageOf(name, LIST, nav)));
    const result = await slow.look(AT);
    await slow.close();
    const reasons = result.outcomes
      .filter(({ indicator }) => indicator === 'column-not-updated')
      .map(({ outcome, reason }) => reason ?? outcome);
    expect(result.outcomes.find(({ indicator }) => indicator === 'home-not-updated')?.outcome).toBe('pass');
    expect(new Set(reasons)).toEqual(new Set(['pass', 'budget_exhausted']));
    expect(slow.asked.length).toBeLessThan(6);
  }, 60_000);

  it('asks slow sites beside each other', async () => {
    const names = ['www.yl.gov.cn', 'a.gov.cn', 'b.gov.cn', 'c.gov.cn'];
    const slow = await startSmallSite(['  timeoutMs: 600', 'scan: { sites: 4, browserPages: 0 }']);
    let under = 0;
    let most = 0;
    slow.pages.set('/', (_, response) => {
      under += 1;
      // The first asking of each is the first pass.
      if (slow.asked.filter((path) => path === '/').length > names.length) most = Math.max(most, under);
      response.on('close', () => {
        under -= 1;
      });
    });
    const workspace = slow.open(AT);
    await scan(workspace, {
      sites: names.map((host, i) => ({
        ...slow.site,
        siteCode: `610800000${i + 1}`,
        homeUrl: `http://${host}/`,
      })),
      ...{ kind: 'scan', declared: [], fresh: true, language: 'zh', pages: 50 },
      signal: new AbortController().signal,
      onStart: () => undefined,
      onResult: () => undefined,
    });
    await workspace.close();
    await slow.close();
    expect(most).toBe(names.length);
  }, 60_000);

  it('gives every site one result, and a site that never answered its reason', async () => {
    site.pages.set('/', () => undefined);
    const workspace = site.open(AT);
    const results: SiteResult[] = [];
    const other = { ...site.site, siteCode: '6108000002', homeUrl: 'http://other.gov.cn/notice/' };
    const summary = await scan(workspace, {
      ...{ kind: 'scan', sites: [site.site, other], declared: [], fresh: true, language: 'zh', pages: 50 },
      signal: new AbortController().signal,
      onStart: () => undefined,
      onResult: (result) => results.push(result),
    });
    await workspace.close();
    expect(results.map(({ siteCode }) => siteCode)).toEqual(['6108000002', '6108000001']);
    expect(summary).toMatchObject({
      looked: 2,
      unseen: [{ siteCode: '6108000001', reason: 'timeout_ours' }],
    });
  }, 60_000);

  it('goes on with what was put off when the run is taken up again', async () => {
    site.pages.set('/news/', () => undefined);
    const stop = new AbortController();
    const first = site.open(AT);
    const options = {
      ...{ kind: 'scan' as const, sites: [site.site], declared: [], language: 'zh' as const, pages: 50 },
      onStart: () => undefined,
    };
    const claim = first.store.runs.claim.bind(first.store.runs);
    first.store.runs.claim = async (runId, owner, isAlive, which) => {
      if (which.troubled) stop.abort(new Error('stop'));
      return claim(runId, owner, isAlive, which);
    };
    const cut = await scan(first, {
      ...options,
      fresh: true,
      signal: stop.signal,
      onResult: () => undefined,
    });
    await first.close();
    expect(cut).toMatchObject({ interrupted: true, looked: 0 });
    site.pages.set('/news/', pageOf('政务动态', LIST, NAV));
    const second = site.open(AT);
    const results: SiteResult[] = [];
    await scan(second, {
      ...{ ...options, fresh: false, signal: new AbortController().signal },
      onResult: (result) => results.push(result),
    });
    await second.close();
    expect(results.map(columnsOf)).toEqual([{ 政务动态: 'pass', 通知公告: 'pass' }]);
  }, 60_000);
});

describe.skipIf(findBrowser('auto') === null)('pictures (real Chromium; skipped without one)', () => {
  it('are kept of a page that had to be rendered to be read and is found stale', async () => {
    const site = await startSmallSite();
    const stale = listOf(daysBack('2024-01-10', 8));
    const byScript = `<div id="app"></div><script>document.getElementById('app').innerHTML = decodeURIComponent("${encodeURIComponent(stale)}");</script>`;
    site.pages.set('/', pageOf('首页', LIST, NAV));
    site.pages.set('/news/', pageOf('政务动态', byScript, NAV));
    site.pages.set('/notice/', pageOf('通知公告', LIST, NAV));
    const pngOf = (result: SiteResult) => {
      const workspace = site.open(AT);
      const failure = result.outcomes.find(
        ({ indicator, outcome }) => indicator === 'column-not-updated' && outcome === 'fail',
      );
      const files = (failure?.evidence ?? []).map((id) => workspace.evidence.file(id));
      return workspace.close().then(() => files.filter((file) => file.endsWith('.png')).length);
    };
    expect(await pngOf(await site.look(AT))).toBe(1);
    // Read over HTTP the day after, it still shows the picture of the look that confirms it.
    site.pages.set('/news/', pageOf('政务动态', stale, NAV));
    const second = await site.look('2024-06-21T10:00:00+08:00');
    expect(second.cost.browserPages).toBe(0);
    expect(await pngOf(second)).toBe(1);
    await site.close();
  }, 120_000);
});
