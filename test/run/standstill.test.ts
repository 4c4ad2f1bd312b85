import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findBrowser } from '../../src/run/find-browser.ts';
import { scan } from '../../src/run/scan.ts';
import type { SiteResult } from '../../src/run/site-result.ts';
import type { Workspace } from '../../src/run/workspace.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

const AT = '2024-06-20T10:00:00+08:00';
const NAV = { 政务动态: '/news/', 通知公告: '/notice/' };
const FRESH = listOf(daysBack('2024-06-19', 8));
const STALE = listOf(daysBack('2024-01-10', 8));
const never = new AbortController().signal;

const pagesOf = (site: SmallSite, news: string) => {
  site.pages.set('/', pageOf('首页', FRESH, NAV));
  site.pages.set('/news/', pageOf('政务动态', news, NAV));
  site.pages.set('/notice/', pageOf('通知公告', FRESH, NAV));
};

describe('a run of which something never comes back', () => {
  let site: SmallSite;
  beforeEach(async () => {
    site = await startSmallSite(['scan: { sites: 2 }']);
    // Suspected, so the browser is asked.
    pagesOf(site, STALE);
  });
  afterEach(() => site.close());

  it('gives it up, says so of the site alone, and ends', async () => {
    const workspace = site.open(AT);
    let asked = 0;
    const stuck: Workspace = {
      ...workspace,
      render() {
        asked += 1;
        return new Promise(() => undefined);
      },
    };
    const fresh = { ...site.site, siteCode: '6108000002', homeUrl: 'http://other.gov.cn/nothing/' };
    const results: SiteResult[] = [];
    const troubles: string[] = [];
    const summary = await scan(stuck, {
      ...{ kind: 'scan', sites: [site.site, fresh], declared: [], fresh: true, language: 'en', pages: 50 },
      ...{ signal: never, standstillMs: 8_000 },
      onStart: () => undefined,
      onResult: (result) => results.push(result),
      onTrouble: (_, error) => troubles.push(String(error)),
    });
    const run = await workspace.store.runs.get(summary.runId ?? 0);
    await workspace.close();
    expect(asked).toBeGreaterThan(0);
    expect(troubles).toEqual([expect.stringContaining('the run stood still')]);
    expect(results).toHaveLength(2);
    const given = results.find(({ siteCode }) => siteCode === site.site.siteCode);
    expect(given?.outcomes.find(({ indicator }) => indicator === 'home-not-updated')).toMatchObject({
      ...{ outcome: 'undetermined', reason: 'probe_fault' },
    });
    expect(run?.closedAt).not.toBe(null);
  }, 60_000);
});

const executable = findBrowser('auto') ?? '';

describe.skipIf(executable === '')(
  'a browser that did not start (real Chromium; skipped without one)',
  () => {
    afterEach(() => {
      vi.useRealTimers();
    });

    it('is tried again after some minutes, not never', async () => {
      const file = path.join(temporaryFolder(), 'browser');
      const site = await startSmallSite([`browser: { executable: ${file} }`]);
      pagesOf(site, FRESH);
      vi.useFakeTimers({ toFake: ['performance'] });
      const workspace = site.open(AT);
      const show = () => workspace.render({ url: site.site.homeUrl, signal: never });
      expect(await show()).toBe(null);
      writeFileSync(file, `#!/bin/sh\nexec "${executable}" "$@"\n`, { mode: 0o755 });
      expect(await show()).toBe(null);
      vi.advanceTimersByTime(5 * 60_000);
      expect((await show())?.exchange.status).toBe(200);
      await workspace.close();
      await site.close();
    }, 60_000);
  },
);
