import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { plainSites } from '../helpers/province-workspace.ts';
import { runCli, startCli, temporaryFolder } from '../helpers/run-cli.ts';
import { startProvince } from '../province/start-province.ts';

const AS_OF = '2026-11-24T10:00:00+08:00';

/** Sites without fault that are read without a browser: each page is asked for once. */
async function serveSites(count: number) {
  const requests: string[] = [];
  const province = await startProvince({
    ...{ seed: 7, size: 'full' },
    only: (all) =>
      plainSites(all, null)
        .slice(0, count)
        .map(({ siteCode }) => siteCode),
    onRequest: (host, target) => requests.push(`${host}${target}`),
  });
  const folder = temporaryFolder();
  return { province, requests, folder, config: province.write(folder, { minDelayMs: 20 }) };
}

/** Host and path of every page that is on disk. */
function looksIn(file: string): ReadonlySet<string> {
  const db = new Database(file, { readonly: true });
  const looks = db.prepare('SELECT url FROM look').all() as { url: string }[];
  db.close();
  return new Set(
    looks.map(({ url }) => {
      const { host, pathname, search } = new URL(url);
      return `${host}${pathname}${search}`;
    }),
  );
}

describe('a scan that is killed in the middle', () => {
  it('goes on where it was: every site has exactly one result and no finished page is fetched twice', {
    timeout: 180_000,
  }, async () => {
    const { province, requests, folder, config } = await serveSites(50);
    const command = ['--config', config, '--as-of', AS_OF, '--json', '--quiet', 'scan', '--pages', '12'];

    const first = startCli(command);
    // Killed as soon as five results are out: others are half done.
    let seen = 0;
    first.child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString('utf8').split('\n').length - 1;
      if (seen >= 5) first.child.kill('SIGKILL');
    });
    const killed = await first.ended;
    expect(killed.signal).toBe('SIGKILL');
    const file = path.join(folder, 'data/xunjian.db');
    const before = looksIn(file);
    const beforeRestart = requests.length;

    const resumed = await runCli(command);
    // Done, with or without failures: some of these sites lack a tag, and that is theirs to mend.
    expect([0, 1]).toContain(resumed.status);
    await province.close();

    const db = new Database(file, { readonly: true });
    const results = db
      .prepare('SELECT site_key, count(*) AS n FROM site_reading GROUP BY site_key')
      .all() as { n: number }[];
    expect(results).toHaveLength(50);
    expect(results.every(({ n }) => n === 1)).toBe(true);
    expect(db.prepare('SELECT count(*) AS n FROM run').get()).toEqual({ n: 1 });
    db.close();
    // What was on disk before the kill is not asked for again; what was in flight may be.
    expect(before.size).toBeGreaterThan(20);
    expect(requests.slice(beforeRestart).filter((request) => before.has(request))).toEqual([]);
    expect(requests.slice(beforeRestart)).not.toEqual([]);
  });

  it('has nothing more to do on the same day, and says so', { timeout: 120_000 }, async () => {
    const { province, requests, config } = await serveSites(2);
    await runCli(['--config', config, '--as-of', AS_OF, 'scan']);
    const asked = requests.length;
    const again = await runCli(['--config', config, '--as-of', AS_OF, 'scan']);
    expect(again.stderr).toContain('nothing is due');
    expect(requests.length).toBe(asked);
    await province.close();
  });
});
