import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EvidenceId } from '../../src/domain/outcome.ts';
import { findBrowser } from '../../src/run/find-browser.ts';
import type { SiteResult } from '../../src/run/site-result.ts';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

const NAV = { 政务动态: '/news/', 通知公告: '/notice/', 政民互动: '/hudong/' };
const FORM = `<h2>我要写信</h2><form action="/submit" method="post"><p>姓名 <input name="xm"></p><p>手机号码 <input name="sj"></p>
<p>信件标题 <input name="bt"></p><p>信件内容 <textarea name="nr"></textarea></p><button type="submit">提交</button></form>`;

const fresh = daysBack('2024-06-19', 8);
const old = daysBack('2024-01-10', 8);

let site: SmallSite;

function wellKept(): void {
  site.pages.set('/', pageOf('首页', listOf(fresh), NAV));
  site.pages.set('/news/', pageOf('政务动态', listOf(fresh), NAV));
  site.pages.set('/notice/', pageOf('通知公告', listOf(fresh), NAV));
  site.pages.set('/hudong/', pageOf('政民互动', FORM, NAV));
}

/** The page's list is put in by a script of the page itself. */
const byScript = (html: string) =>
  `<div id="app"></div><script>document.getElementById('app').innerHTML = decodeURIComponent("${encodeURIComponent(html)}");</script>`;

const of = (result: SiteResult, indicator: string) =>
  result.outcomes.filter((outcome) => outcome.indicator === indicator);
const columnOf = (result: SiteResult, name: string) =>
  result.facts.columns.find((column) => column.name === name);

describe.skipIf(findBrowser('auto') === null)(
  'the browser as a tier of the survey (real Chromium; skipped without one)',
  () => {
    beforeEach(async () => {
      site = await startSmallSite();
      wellKept();
    });
    afterEach(async () => {
      await site.close();
    });

    it('leaves a well-kept site to HTTP alone', async () => {
      const result = await site.look('2024-06-20T10:00:00+08:00');
      expect(result.outcomes.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
      expect(columnOf(result, '政务动态')).toMatchObject({ latest: '2024-06-19', tier: 'http' });
      expect(result.cost.browserPages).toBe(0);
    }, 120_000);

    it.each([
      [429, 'undetermined'],
      [500, 'notice'],
    ])(
      'says of an interaction page that answers %i: %s',
      async (status, outcome) => {
        site.pages.set('/hudong/', (_, response) => {
          response.writeHead(status, { 'retry-after': '0' });
          response.end('<html><body>no</body></html>');
        });
        const result = await site.look('2024-06-20T10:00:00+08:00');
        expect(of(result, 'interaction-poor')).toMatchObject([{ outcome }]);
      },
      120_000,
    );

    it('accuses no column whose frame states no charset and is garbled when it is opened by itself', async () => {
      const frame = `<html><head><title>通知公告</title></head><body><ul class="list"></ul><p><a href="?p=1">下一页</a> 1/1</p></body></html>`;
      site.pages.set('/notice/', pageOf('通知公告', '<iframe src="/notice/list.htm"></iframe>', NAV));
      site.pages.set('/notice/list.htm', (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end(frame);
      });
      const result = await site.look('2024-06-20T10:00:00+08:00');
      expect(columnOf(result, '通知公告')).toMatchObject({ latest: null });
      expect(of(result, 'column-not-updated').filter(({ outcome }) => outcome === 'fail')).toEqual([]);
      expect(of(result, 'column-blank')).toMatchObject([{ outcome: 'fail' }]);
    }, 120_000);

    it('reads a list that only script makes in the browser', async () => {
      site.pages.set('/notice/', pageOf('通知公告', byScript(listOf(fresh)), NAV));
      const result = await site.look('2024-06-20T10:00:00+08:00');
      expect(columnOf(result, '通知公告')).toMatchObject({ latest: '2024-06-19', tier: 'browser' });
      expect(result.cost.browserPages).toBe(1);
    }, 120_000);

    it('reads a home page that only script makes, its columns and its foot in the browser', async () => {
      const whole = pageOf('首页', listOf(fresh), NAV);
      site.pages.set(
        '/',
        `<!DOCTYPE html><html><head><meta charset="utf-8"><title>榆林市人民政府</title></head><body>${byScript(whole.slice(whole.indexOf('<body>') + 6, whole.indexOf('</body>')))}</body></html>`,
      );
      const result = await site.look('2024-06-20T10:00:00+08:00');
      expect(of(result, 'home-not-updated')).toMatchObject([{ outcome: 'pass' }]);
      expect(of(result, 'identity-incomplete')).toMatchObject([{ outcome: 'pass' }]);
      expect(columnOf(result, '政务动态')).toMatchObject({ latest: '2024-06-19' });
    }, 120_000);

    it('passes a challenge that a browser passes, and reads the page behind it', async () => {
      const home = site.pages.get('/');
      site.pages.set('/', (request, response) => {
        const passed = request.headers.cookie?.includes('wall=passed') === true;
        response.writeHead(passed ? 200 : 412, { 'content-type': 'text/html; charset=utf-8' });
        response.end(
          passed
            ? home
            : '<html><body><script>document.cookie="wall=passed; path=/";location.reload();</script></body></html>',
        );
      });
      const result = await site.look('2024-06-20T10:00:00+08:00');
      expect(of(result, 'home-not-updated')).toMatchObject([{ outcome: 'pass' }]);
      expect(columnOf(result, '通知公告')).toMatchObject({ latest: '2024-06-19' });
    }, 120_000);

    it('leaves a challenge that no browser passes undetermined as challenged', async () => {
      site.pages.set('/', (_, response) => {
        response.writeHead(412, { 'content-type': 'text/html' });
        response.end('<html><body><script>var $_ts = 1;</script></body></html>');
      });
      const result = await site.look('2024-06-20T10:00:00+08:00');
      expect(of(result, 'home-not-updated')).toMatchObject([
        { outcome: 'undetermined', reason: 'challenged' },
      ]);
    }, 120_000);

    it('keeps calling a wall a wall when the browser runs in circles before it', async () => {
      site.pages.set('/', (_, response) => {
        response.writeHead(521, { 'content-type': 'text/html' });
        response.end('<script>document.cookie="__jsl_clearance=1";location.href=location.pathname</script>');
      });
      const result = await site.look('2024-06-20T10:00:00+08:00');
      expect(of(result, 'home-not-updated')).toMatchObject([
        { outcome: 'undetermined', reason: 'challenged' },
      ]);
    }, 180_000);

    it('reads what is suspected again in the browser, with a picture beside the page', async () => {
      site.pages.set('/news/', pageOf('政务动态', listOf(old), NAV));
      const result = await site.look('2024-06-20T10:00:00+08:00');
      const [failure] = of(result, 'column-not-updated').filter(({ outcome }) => outcome === 'fail');
      expect(failure).toMatchObject({ standing: 'suspected', subject: { column: '政务动态' } });
      expect(columnOf(result, '政务动态')).toMatchObject({ latest: '2024-01-10', tier: 'browser' });
      const workspace = site.open('2024-06-20T10:00:00+08:00');
      try {
        const files = (failure?.evidence ?? []).map((id: EvidenceId) => workspace.evidence.file(id));
        const picture = files.find((file) => file.endsWith('.png'));
        expect(
          readFileSync(picture ?? '')
            .subarray(1, 4)
            .toString(),
        ).toBe('PNG');
      } finally {
        await workspace.close();
      }
    }, 120_000);

    it('believes the rendered page where HTTP would have accused', async () => {
      // The document carries an old list, which its script replaces with what visitors see.
      const swap = `<script>document.querySelector('.main').innerHTML = decodeURIComponent("${encodeURIComponent(listOf(fresh))}");</script>`;
      site.pages.set('/news/', pageOf('政务动态', listOf(old), NAV).replace('</body>', `${swap}</body>`));
      const result = await site.look('2024-06-20T10:00:00+08:00');
      expect(columnOf(result, '政务动态')).toMatchObject({ latest: '2024-06-19', tier: 'browser' });
      expect(of(result, 'column-not-updated').map(({ outcome }) => outcome)).not.toContain('fail');
    }, 120_000);

    it('goes on without a browser: what needs one is undetermined and says why', async () => {
      await site.close();
      site = await startSmallSite(['browser: { executable: /nowhere/chromium }']);
      wellKept();
      site.pages.set('/notice/', pageOf('通知公告', byScript(listOf(fresh)), NAV));
      site.pages.set('/news/', pageOf('政务动态', listOf(old), NAV));
      const result = await site.look('2024-06-20T10:00:00+08:00');
      const columns = of(result, 'column-not-updated');
      expect(columns.find(({ subject }) => subject?.column === '通知公告')).toMatchObject({
        ...{ outcome: 'undetermined', reason: 'not_observed' },
        message: expect.stringContaining('no browser could be started'),
      });
      expect(columns.find(({ subject }) => subject?.column === '政务动态')).toMatchObject({
        ...{ outcome: 'fail', standing: 'suspected' },
      });
    }, 120_000);

    it('stops at the budget of browser pages and says so', async () => {
      await site.close();
      site = await startSmallSite(['scan: { browserPages: 1 }']);
      wellKept();
      site.pages.set('/news/', pageOf('政务动态', byScript(listOf(fresh)), NAV));
      site.pages.set('/notice/', pageOf('通知公告', byScript(listOf(fresh)), NAV));
      const result = await site.look('2024-06-20T10:00:00+08:00');
      const reasons = of(result, 'column-not-updated').map(({ outcome, reason }) => reason ?? outcome);
      expect(reasons.sort()).toEqual(['budget_exhausted', 'pass']);
      expect(result.cost.browserPages).toBe(1);
    }, 120_000);
  },
);
