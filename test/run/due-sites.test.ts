import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scan } from '../../src/run/scan.ts';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

describe('a site looked at after midnight, in a night that began before it', () => {
  let site: SmallSite;
  beforeEach(async () => {
    site = await startSmallSite(['scan: { browserPages: 0 }']);
    const html = pageOf('首页', listOf(daysBack('2024-06-19', 8)));
    // Answers when the day has turned.
    site.pages.set('/', (_, response) => {
      setTimeout(() => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
      }, 700);
    });
  });
  afterEach(() => site.close());

  const looked = async (at: string): Promise<number> => {
    const workspace = site.open(at);
    const summary = await scan(workspace, {
      ...{ kind: 'scan', sites: [site.site], declared: [], fresh: false, language: 'en', pages: 5 },
      signal: new AbortController().signal,
      onStart: () => undefined,
      onResult: () => undefined,
    });
    await workspace.close();
    return summary.looked;
  };

  it('is due the next night, though both lie on one day, and not sooner', async () => {
    expect(await looked('2024-06-19T23:59:59.600+08:00')).toBe(1);
    expect(await looked('2024-06-20T01:00:00+08:00')).toBe(0);
    expect(await looked('2024-06-20T22:00:00+08:00')).toBe(1);
    // That night began and ended before midnight.
    expect(await looked('2024-06-20T23:00:00+08:00')).toBe(0);
    expect(await looked('2024-06-21T22:00:00+08:00')).toBe(1);
  }, 60_000);
});
