import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { demoSites } from '../demo-sites/generate.ts';
import { serveDemoSites } from '../demo-sites/serve.ts';
import { writeDemoConfig } from '../demo-sites/workspace.ts';
import { runCli, startCli, temporaryFolder } from '../helpers/run-cli.ts';

const AS_OF = '2024-06-20T10:00:00+08:00';

describe('a scan that is killed in the middle', () => {
  it('goes on where it was: every site has exactly one result and no finished page is fetched twice', {
    timeout: 180_000,
  }, async () => {
    const server = await serveDemoSites(50, '2024-06-20');
    const folder = temporaryFolder();
    const config = writeDemoConfig(folder, demoSites(50), server.port);
    const command = ['--config', config, '--as-of', AS_OF, '--json', '--quiet', 'scan'];

    const first = startCli(command);
    // Killed as soon as five results are out: others are half done.
    let seen = 0;
    first.child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString('utf8').split('\n').length - 1;
      if (seen >= 5) first.child.kill('SIGKILL');
    });
    const killed = await first.ended;
    expect(killed.signal).toBe('SIGKILL');
    const beforeRestart = server.requests.length;

    const resumed = await runCli(command);
    expect(resumed.status).toBe(1);
    await server.close();

    const db = new Database(path.join(folder, 'xunjian.db'), { readonly: true });
    const results = db
      .prepare('SELECT site_key, count(*) AS n FROM site_reading GROUP BY site_key')
      .all() as { n: number }[];
    expect(results).toHaveLength(50);
    expect(results.every(({ n }) => n === 1)).toBe(true);
    expect(db.prepare('SELECT count(*) AS n FROM run').get()).toEqual({ n: 1 });
    // A page that was on disk before the kill is asked for once; only what was in flight may come again.
    const looks = new Map<string, number>();
    for (const { url } of db.prepare('SELECT url FROM look').all() as { url: string }[]) {
      const { host, pathname } = new URL(url);
      looks.set(`${host}${pathname}`, (looks.get(`${host}${pathname}`) ?? 0) + 1);
    }
    db.close();
    // Of documents; what the browser loads for them is no page of ours. A page may be looked at in both tiers.
    const times = new Map<string, number>();
    for (const request of server.requests.filter((one) => looks.has(one)))
      times.set(request, (times.get(request) ?? 0) + 1);
    const beyond = [...times].map(([page, n]) => n - (looks.get(page) ?? 0));
    const again = beyond.reduce((sum, n) => sum + Math.max(0, n), 0);
    expect(beforeRestart).toBeGreaterThan(0);
    expect(again).toBeLessThanOrEqual(2 * 16);
    expect(Math.max(...beyond)).toBeLessThanOrEqual(1);
  });

  it('has nothing more to do on the same day, and says so', { timeout: 120_000 }, async () => {
    const server = await serveDemoSites(2, '2024-06-20');
    const folder = temporaryFolder();
    const config = writeDemoConfig(folder, demoSites(2), server.port);
    await runCli(['--config', config, '--as-of', AS_OF, 'scan']);
    const asked = server.requests.length;
    const again = await runCli(['--config', config, '--as-of', AS_OF, 'scan']);
    expect(again.stderr).toContain('nothing is due');
    expect(server.requests.length).toBe(asked);
    await server.close();
  });
});
