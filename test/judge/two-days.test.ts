import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../src/run/find-browser.ts';
import type { SiteResult } from '../../src/run/site-result.ts';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

const DAY_1 = '2024-06-20T01:00:00+08:00';
const DAY_1_LATER = '2024-06-20T16:00:00+08:00';
const DAY_2 = '2024-06-21T01:00:00+08:00';
const DAY_3 = '2024-06-22T01:00:00+08:00';
const NAV = { 政务动态: '/news/' };
const HOME = pageOf('首页', listOf(daysBack('2024-06-19', 8)), NAV);

const standingOf = (result: SiteResult) =>
  result.outcomes.find(({ indicator, outcome }) => indicator === 'column-not-updated' && outcome === 'fail')
    ?.standing ?? null;

describe.skipIf(findBrowser('auto') === null)(
  'confirmation over virtual days (real Chromium; skipped without one)',
  () => {
    let site: SmallSite;
    const stale = () => site.pages.set('/news/', pageOf('政务动态', listOf(daysBack('2024-01-10', 8)), NAV));
    const mended = () => site.pages.set('/news/', pageOf('政务动态', listOf(daysBack('2024-06-20', 8)), NAV));
    const start = async (config: string[] = []) => {
      site = await startSmallSite(config);
      site.pages.set('/', HOME);
      stale();
    };
    beforeEach(() => start());
    afterEach(() => site.close());

    it('suspects on the first day and confirms on the second what was also read in the browser', async () => {
      expect(standingOf(await site.look(DAY_1))).toBe('suspected');
      expect(standingOf(await site.look(DAY_2))).toBe('confirmed');
    }, 180_000);

    it('does not confirm by a second look on the same day', async () => {
      await site.look(DAY_1);
      expect(standingOf(await site.look(DAY_1_LATER))).toBe('suspected');
    }, 180_000);

    it('does not confirm what only HTTP read, on however many days', async () => {
      await site.close();
      await start(['scan: { browserPages: 0 }']);
      await site.look(DAY_1);
      await site.look(DAY_2);
      expect(standingOf(await site.look(DAY_3))).toBe('suspected');
    }, 180_000);

    it('does not accuse a page that was mended in between', async () => {
      await site.look(DAY_1);
      mended();
      expect(standingOf(await site.look(DAY_2))).toBeNull();
    }, 180_000);

    it('starts anew with a page that was mended and fell behind again', async () => {
      await site.look(DAY_1);
      mended();
      await site.look(DAY_2);
      stale();
      expect(standingOf(await site.look(DAY_3))).toBe('suspected');
    }, 180_000);

    it('keeps what was suspected over a day on which the site was down', async () => {
      await site.look(DAY_1);
      for (const path of ['/', '/news/']) site.pages.set(path, (request) => request.socket.destroy());
      expect(standingOf(await site.look(DAY_2))).toBeNull();
      site.pages.set('/', HOME);
      stale();
      expect(standingOf(await site.look(DAY_3))).toBe('confirmed');
    }, 180_000);

    it('needs no browser on the second day when the first was read in it', async () => {
      await site.look(DAY_1);
      expect((await site.look(DAY_2)).cost.browserPages).toBe(0);
    }, 180_000);
  },
);
