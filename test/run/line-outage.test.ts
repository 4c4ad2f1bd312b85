import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { scan } from '../../src/run/scan.ts';
import type { SiteResult } from '../../src/run/site-result.ts';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

describe('a night in which our own line fails for a while', () => {
  let site: SmallSite;
  afterEach(async () => {
    vi.useRealTimers();
    await site.close();
  });

  it('waits for it and looks at every site, at the one it met first once more', async () => {
    site = await startSmallSite([
      '  canaries: ["http://canary.gov.cn/canary"]',
      'scan: { sites: 1, browserPages: 0 }',
    ]);
    let isDown = true;
    const hosts: string[] = [];
    const answer = (html: string) => (request: IncomingMessage, response: ServerResponse) => {
      hosts.push(`${request.headers.host} ${isDown ? 'down' : 'up'}`);
      if (isDown) request.socket.destroy();
      else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
    };
    site.pages.set('/', answer(pageOf('首页', listOf(daysBack('2024-06-19', 8)))));
    site.pages.set('/canary', answer('here'));
    const other = { ...site.site, siteCode: '6108000002', homeUrl: 'http://other.gov.cn/' };
    // What the canaries said holds for half a minute, which is let pass here.
    vi.useFakeTimers({ toFake: ['performance'] });
    const workspace = site.open('2024-06-20T01:00:00+08:00');
    const results: SiteResult[] = [];
    let waits = 0;
    await scan(workspace, {
      ...{ kind: 'scan', sites: [site.site, other], declared: [], fresh: true, language: 'en', pages: 5 },
      ...{ signal: new AbortController().signal, lineCheckMs: 10 },
      onStart: () => undefined,
      onLineDown() {
        waits += 1;
        isDown = false;
        vi.advanceTimersByTime(60_000);
      },
      onResult: (result) => results.push(result),
    });
    await workspace.close();
    expect(waits).toBe(1);
    expect(hosts).not.toContain('other.gov.cn down');
    for (const { outcomes } of results)
      expect(outcomes.find(({ indicator }) => indicator === 'home-not-updated')?.outcome).toBe('pass');
    expect(results).toHaveLength(2);
  }, 60_000);

  it('is not read off canaries that a rehearsal does not see: nobody can tell, and nothing is waited for', async () => {
    site = await startSmallSite(['  canaries: ["http://canary.example/"]', 'scan: { browserPages: 0 }']);
    site.pages.set('/', (request) => void request.socket.destroy());
    const { outcomes } = await site.look('2024-06-20T01:00:00+08:00');
    expect(outcomes.find(({ indicator }) => indicator === 'home-not-updated')).toMatchObject({
      ...{ outcome: 'undetermined', reason: 'not_observed' },
    });
  }, 60_000);
});
