import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { observeSite } from '../../src/observe/observe-site.ts';
import { readPage } from '../../src/reading/read-page.ts';
import { scan } from '../../src/run/scan.ts';
import type { SiteResult } from '../../src/run/site-result.ts';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

const DAY = '2024-06-20T10:00:00+08:00';
const NAV = { 政务动态: '/news/', 通知公告: '/notice/' };

describe('an error of ours', () => {
  let site: SmallSite;
  beforeEach(async () => {
    site = await startSmallSite();
    const list = listOf(daysBack('2024-06-19', 8));
    site.pages.set('/', pageOf('首页', list, NAV));
    site.pages.set('/news/', pageOf('政务动态', list, NAV));
    site.pages.set('/notice/', pageOf('通知公告', list, NAV));
  });
  afterEach(() => site.close());

  it('while reading a page leaves that page unseen and the others read', async () => {
    const workspace = site.open(DAY);
    const run = await workspace.store.runs.open('probe', workspace.clock.now(), [site.site]);
    const { store, evidence, clock, render } = workspace;
    const observer = {
      client: workspace.client(),
      render,
      looks: store.looks,
      evidence,
      clock,
      client6: null,
    };
    const look = await observeSite(
      {
        ...{ ...observer, vantage: 'test', zone: 'Asia/Shanghai', timeoutMs: 5000 },
        ...{ slowDown: () => undefined, hostWish: () => null },
        read(input) {
          if (input.url.endsWith('/news/')) throw new Error('a defect of the reader');
          return readPage(input);
        },
      },
      {
        ...{ runId: run.id, site: site.site, declared: [], pages: 50, browserPages: 0, slowMs: 1 },
        ...{ slow: false, urgent: false, shown: async () => [] },
        doubts: async () => [],
        signal: new AbortController().signal,
      },
    );
    await workspace.close();
    const columns = look.facts.columns.seen ? look.facts.columns.value : [];
    expect(columns.find(({ name }) => name === '政务动态')?.list).toMatchObject({
      ...{ seen: false, reason: 'probe_fault' },
      detail: expect.stringContaining('a defect of the reader'),
    });
    expect(columns.find(({ name }) => name === '通知公告')?.list).toMatchObject({ seen: true });
  }, 120_000);

  it('that ends one site’s look is told, leaves it undetermined as probe_fault, and does not end the run', async () => {
    // Without any dates the home page is suspected, so the browser is asked, which breaks.
    site.pages.set('/news/', pageOf('政务动态', listOf(daysBack('2024-01-10', 8)), NAV));
    const workspace = site.open(DAY);
    const results: SiteResult[] = [];
    const troubles: unknown[] = [];
    const broken = {
      ...workspace,
      render: async () => {
        throw new Error('a defect of the pool');
      },
    };
    const other = { ...site.site, siteCode: '6108000002', homeUrl: 'http://other.gov.cn/notice/' };
    const summary = await scan(broken, {
      ...{ kind: 'scan', sites: [site.site, other], declared: [], fresh: true, language: 'en', pages: 50 },
      signal: new AbortController().signal,
      onStart: () => undefined,
      onResult: (result) => results.push(result),
      onTrouble: (_, error) => troubles.push(error),
    });
    await workspace.close();
    expect(summary).toMatchObject({ looked: 2, interrupted: false });
    expect(troubles).toHaveLength(2);
    const [first] = results;
    expect(first?.verdict).toBe('undetermined');
    expect(first?.outcomes.find(({ indicator }) => indicator === 'home-not-updated')).toMatchObject({
      ...{ outcome: 'undetermined', reason: 'probe_fault' },
      message: expect.stringContaining('a defect of the pool'),
    });
  }, 120_000);

  it('that takes the ground from under every look ends the run when what is under way has ended, and it goes on later', async () => {
    const workspace = site.open(DAY);
    const sites = Array.from({ length: 12 }, (_, i) => ({
      ...site.site,
      siteCode: `61080001${String(i).padStart(2, '0')}`,
      homeUrl: `http://s${i}.gov.cn/`,
    }));
    const hosts = new Set<string>();
    const home = site.pages.get('/') as string;
    site.pages.set('/', (request, response) => {
      hosts.add(request.headers.host ?? '');
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(home);
    });
    let isFull = true;
    const full = {
      ...workspace,
      config: { ...workspace.config, scan: { ...workspace.config.scan, sites: 2, browserPages: 0 } },
      evidence: {
        ...workspace.evidence,
        async put(page: Parameters<typeof workspace.evidence.put>[0]) {
          if (!isFull) return workspace.evidence.put(page);
          isFull = false;
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        },
      },
    };
    const results: SiteResult[] = [];
    const night = () =>
      scan(full, {
        ...{ kind: 'scan', sites, declared: [], fresh: false, language: 'en', pages: 3 },
        signal: new AbortController().signal,
        onStart: () => undefined,
        onResult: (result) => results.push(result),
      });
    await expect(night()).rejects.toThrow('no space left');
    const run = await workspace.store.runs.unfinished('scan');
    const states = (await workspace.store.runs.sites(run?.id ?? 0)).map(({ state }) => state);
    expect(states).not.toContain('working');
    expect(hosts.size).toBeLessThan(3);
    await night();
    await workspace.close();
    expect(new Set(results.map(({ siteCode }) => siteCode)).size).toBe(12);
    expect(results).toHaveLength(12);
  }, 120_000);
});
