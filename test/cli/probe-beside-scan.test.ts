import { appendFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { runCli, startCli } from '../helpers/run-cli.ts';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

const AT = '2024-06-20T10:00:00+08:00';

describe('an on-demand probe', () => {
  let site: SmallSite;
  afterEach(() => site.close());

  it('of another process does not wait behind a scan that holds all its places', async () => {
    site = await startSmallSite(['scan: { sites: 1, browserPages: 0 }', 'browser: { contexts: 1 }']);
    const list = listOf(daysBack('2024-06-19', 8));
    let isHeld = () => {};
    const held = new Promise<void>((resolve) => {
      isHeld = resolve;
    });
    site.pages.set('/', (request, response) => {
      // The scanned site never answers; the probed one does.
      if (request.headers.host === 'www.yl.gov.cn') return isHeld();
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(pageOf('首页', list, { 政务动态: '/news/' }));
    });
    site.pages.set('/news/', pageOf('政务动态', list));
    appendFileSync(
      site.configFile.replace('xunjian.yaml', 'sites.csv'),
      '6108000002,另一网站,http://other.gov.cn/,某办公室,某政府,榆林市,county,department\n',
    );
    const scan = startCli(['--config', site.configFile, '--as-of', AT, 'scan']);
    let isScanning = true;
    void scan.ended.then(() => {
      isScanning = false;
    });
    await held;
    const probe = await runCli(['--config', site.configFile, '--as-of', AT, '--json', 'probe', '6108000002']);
    expect(isScanning).toBe(true);
    expect(probe.lines<{ siteCode: string; cost: object }>()).toMatchObject([
      { siteCode: '6108000002', facts: { home: { latest: '2024-06-19' } } },
    ]);
    scan.child.kill('SIGINT');
    expect((await scan.ended).status).toBe(130);
  }, 120_000);
});
