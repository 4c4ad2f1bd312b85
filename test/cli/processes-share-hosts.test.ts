import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startCli } from '../helpers/run-cli.ts';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

const AT = '2024-06-20T10:00:00+08:00';
const DELAY_MS = 150;

describe('two processes on one database', () => {
  let site: SmallSite;
  afterEach(() => site.close());

  it('keep spacing and slots of a host together', async () => {
    site = await startSmallSite(['scan: { browserPages: 0 }'], {
      perHost: `concurrency: 1, minDelayMs: ${DELAY_MS}`,
    });
    const starts: number[] = [];
    let atOnce = 0;
    let most = 0;
    let isStarted = () => {};
    const started = new Promise<void>((resolve) => {
      isStarted = resolve;
    });
    const slowly = (html: string) => (_: IncomingMessage, response: ServerResponse) => {
      starts.push(performance.now());
      atOnce += 1;
      most = Math.max(most, atOnce);
      isStarted();
      setTimeout(() => {
        atOnce -= 1;
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
      }, 60);
    };
    const nav = Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`工作动态${i}`, `/n${i}/`]));
    const list = listOf(daysBack('2024-06-19', 8));
    site.pages.set('/', slowly(pageOf('首页', list, nav)));
    for (const [name, path] of Object.entries(nav)) site.pages.set(path, slowly(pageOf(name, list)));
    const args = ['--config', site.configFile, '--as-of', AT, '--json', '--quiet'];
    const scan = startCli([...args, 'scan']);
    await started;
    const probe = startCli([...args, 'probe', site.site.siteCode]);
    expect((await scan.ended).lines()).toHaveLength(1);
    expect((await probe.ended).lines()).toHaveLength(1);
    expect(starts.length).toBeGreaterThan(45);
    expect(most).toBe(1);
    // Over all of them, for one that arrives late shortens the space to the next; the first may, while a process starts.
    const told = starts.slice(4);
    const span = (told.at(-1) ?? 0) - (told[0] ?? 0);
    expect(span / (told.length - 1)).toBeGreaterThan(DELAY_MS * 0.97);
  }, 120_000);
});
