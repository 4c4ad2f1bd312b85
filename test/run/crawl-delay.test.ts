import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

const AT = '2024-06-20T10:00:00+08:00';
const NAV = { 政务动态: '/news/', 通知公告: '/notice/', 政策文件: '/policy/' };
const LIST = listOf(daysBack('2024-06-19', 8));

describe('a Crawl-delay in robots.txt', () => {
  let site: SmallSite;
  let starts: number[];
  const start = async (robots: string, perHost = 'concurrency: 4, minDelayMs: 0') => {
    site = await startSmallSite(['scan: { browserPages: 0 }'], { perHost });
    starts = [];
    const told = (html: string) => () => {
      starts.push(performance.now());
      return html;
    };
    for (const [path, html] of [
      ['/', pageOf('首页', LIST, NAV)],
      ...Object.values(NAV).map((path) => [path, pageOf('栏目', LIST, NAV)]),
    ] as [string, string][]) {
      const answer = told(html);
      site.pages.set(path, (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(answer());
      });
    }
    site.pages.set('/robots.txt', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' }).end(robots);
    });
  };
  /** From the second page on: the first was asked for before the wish was known. */
  const meanSpacing = () => ((starts.at(-1) ?? 0) - (starts[1] ?? 0)) / (starts.length - 2);
  afterEach(() => site.close());

  it('is kept as a wish for spacing, asked for once when the home page has answered', async () => {
    await start('User-agent: *\nCrawl-delay: 0.4\n');
    await site.look(AT);
    expect(site.asked.slice(0, 2)).toEqual(['/', '/robots.txt']);
    expect(site.asked.filter((path) => path === '/robots.txt')).toHaveLength(1);
    expect(starts.length).toBeGreaterThan(3);
    expect(meanSpacing()).toBeGreaterThan(390);
  }, 60_000);

  it('is that of the host to which the home page leads, and kept for it', async () => {
    await start('User-agent: *\nCrawl-delay: 0.4\n');
    const there = site.pages.get('/') as (request: IncomingMessage, response: ServerResponse) => void;
    const robotsOf: (string | undefined)[] = [];
    const robots = site.pages.get('/robots.txt') as typeof there;
    site.pages.set('/', (request, response) => {
      if (request.headers.host === 'portal.yl.gov.cn') there(request, response);
      else response.writeHead(302, { location: 'http://portal.yl.gov.cn/' }).end();
    });
    site.pages.set('/robots.txt', (request, response) => {
      robotsOf.push(request.headers.host);
      robots(request, response);
    });
    await site.look(AT);
    expect(robotsOf).toEqual(['portal.yl.gov.cn']);
    expect(starts.length).toBeGreaterThan(3);
    expect(meanSpacing()).toBeGreaterThan(390);
  }, 60_000);

  it('is kept up to the longest that the configuration allows', async () => {
    await start('User-agent: *\nCrawl-delay: 86400\n', 'minDelayMs: 0, maxCrawlDelayMs: 50');
    await site.look(AT);
    expect(starts.length).toBeGreaterThan(3);
  }, 60_000);
});
