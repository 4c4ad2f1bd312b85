import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli, startCli } from '../helpers/run-cli.ts';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

/** Three seconds before the nightly scan is due. */
const EVE = '2024-06-20T00:59:57+08:00';
const NAV = { 政务动态: '/news/' };

describe('xunjian schedule', () => {
  let site: SmallSite;
  beforeEach(async () => {
    site = await startSmallSite(['scan: { browserPages: 0 }']);
    const list = listOf(daysBack('2024-06-19', 8));
    site.pages.set('/', pageOf('首页', list, NAV));
    site.pages.set('/news/', pageOf('政务动态', list, NAV));
  });
  afterEach(() => site.close());
  const cli = (...args: string[]) => runCli(['--config', site.configFile, ...args]);

  it('runs the nightly scan when its hour comes, and ends when told', async () => {
    const { child, ended } = startCli([
      '--config',
      site.configFile,
      '--as-of',
      EVE,
      '--json',
      'schedule',
      '--only',
      'nightly',
      'reach',
    ]);
    let out = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
      const done = (job: string) => out.includes(`"event":"ended","job":"${job}"`);
      // Once: a second signal ends it at once, without a status.
      if (done('nightly') && done('reach') && !child.killed) child.kill('SIGTERM');
    });
    const run = await ended;
    expect(run.status).toBe(130);
    expect(run.lines().find(({ event, job }) => event === 'ended' && job === 'nightly')).toMatchObject({
      ...{ dueAt: '2024-06-20T01:00:00+08:00', figures: { sites: 1, looked: 1, unseen: 0 } },
    });
    const status = await cli('--as-of', '2024-06-20T02:00:00+08:00', '--json', 'schedule', 'status');
    expect(status.lines().find(({ job }) => job === 'nightly')).toMatchObject({
      next: '2024-06-21T01:00:00+08:00',
      endedAt: expect.stringContaining('2024-06-20T01:00'),
    });
  }, 120_000);

  it('runs one job for crontab, in its own words', async () => {
    const run = await cli('--as-of', EVE, '--lang', 'zh', 'schedule', 'run', 'nightly');
    expect(run.stderr).toContain('夜间扫描：完成');
    expect([0, 1]).toContain(run.status);
    const again = await cli('--as-of', EVE, 'schedule', 'run', 'accounts');
    expect(again).toMatchObject({ status: 0, stderr: expect.stringContaining('没有账号名录') });
  }, 120_000);

  it('ends with what to mend when the registry is bad, and goes on without bad rows when told', async () => {
    const sites = site.configFile.replace('xunjian.yaml', 'sites.csv');
    writeFileSync(sites, `${readFileSync(sites, 'utf8')}12,坏行,ftp://x,,,,county,other\n`);
    const bad = await cli('--as-of', EVE, 'schedule', 'run', 'nightly');
    expect(bad).toMatchObject({ status: 2, stderr: expect.stringContaining('sites.csv:3') });
    const skipped = await cli('--as-of', EVE, 'schedule', 'run', 'nightly', '--skip-bad');
    expect(skipped.stderr).toContain('拒收行 1');
  }, 120_000);

  it('prints a crontab and units that name the job, the configuration and the zone', async () => {
    const { stdout, status } = await cli('schedule', 'print', '--user', 'xunjian', '--live');
    expect(status).toBe(0);
    expect(stdout).toContain(`--config ${site.configFile} schedule run nightly\n`);
    expect(stdout).toMatch(/^0 9-11 \* \* \* .* schedule run send --live$/m);
    expect(stdout).toContain('OnCalendar=*-*-* 01:00:00 Asia/Shanghai');
    expect(stdout).toContain('CRON_TZ=Asia/Shanghai');
    expect(stdout).toContain('User=xunjian');
    expect(stdout).toMatch(/^30 12 \* \* 0 .* prune$/m);
    expect(stdout).toMatch(/xunjian-prune\.timer\n(.*\n)*OnCalendar=Sun \*-\*-\* 12:30:00 Asia\/Shanghai$/m);
  }, 60_000);

  it('refuses a job it does not know', async () => {
    expect(await cli('schedule', 'run', 'monthly')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('monthly'),
    });
  }, 60_000);
});
