import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { httpsInvalid } from '../../probes/https-invalid.ts';
import { ipv6Unsupported } from '../../probes/ipv6-unsupported.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { SiteFacts } from '../../src/domain/site-facts.ts';
import { judgeSite } from '../../src/judge/judge-site.ts';
import { insecureParts } from '../../src/reading/insecure-parts.ts';
import { parsePage } from '../../src/reading/page-dom.ts';
import { look, RULES, SITE, seen } from '../helpers/facts.ts';
import { daysBack, listOf, pageOf, startSmallSite } from '../helpers/small-site.ts';

function judge(parts: Partial<SiteFacts>): Outcome[] {
  const options = {
    rules: RULES,
    probes: [ipv6Unsupported, httpsInvalid],
    zone: 'Asia/Shanghai',
    asOf: null,
  };
  return judgeSite({ site: SITE, looks: [look('2024-06-20', parts)], words: [] }, options);
}

describe('ipv6-unsupported', () => {
  const pages = (home: boolean, inner: boolean[]) =>
    seen({
      pages: [
        {
          url: 'https://www.yl.gov.cn/',
          level: 'home' as const,
          reached: home,
          code: home ? null : 'name_not_found',
        },
        ...inner.map((reached, i) => ({
          ...{ url: `https://www.yl.gov.cn/${i}`, level: 'inner' as const, reached },
          code: reached ? null : 'connect_refused',
        })),
      ],
    });
  const of = (parts: Partial<SiteFacts>) =>
    judge(parts).filter(({ indicator }) => indicator === 'ipv6-unsupported');
  const nine = [...Array<boolean>(9).fill(true), false];

  it('passes at nine of ten inner pages and fails at eight', () => {
    expect(of({ ipv6: pages(true, nine) })).toMatchObject([{ outcome: 'pass' }]);
    expect(of({ ipv6: pages(true, [...nine.slice(1), false]) })).toMatchObject([
      { outcome: 'fail', said: { key: 'inner' } },
    ]);
  });

  it('fails a home page that does not answer, which no machine confirms', () => {
    expect(of({ ipv6: pages(false, []) })).toMatchObject([
      { outcome: 'fail', standing: 'suspected', rendered: false },
    ]);
  });

  it('is undetermined in looks that did not try', () => {
    expect(of({})).toMatchObject([{ outcome: 'undetermined', reason: 'not_observed' }]);
  });
});

describe('a look over IPv6 (real sockets on ::1)', () => {
  const AT = '2024-06-20T10:00:00+08:00';
  const lookWith = async (config: (four: number, six: number | null) => string[], hasSix = true) => {
    const six = http.createServer((_, response) => response.end('<p>over IPv6</p>'));
    const isListening = await new Promise<boolean>((resolve) => {
      six.once('error', () => resolve(false));
      six.listen(0, '::1', () => resolve(true));
    });
    const port = isListening && hasSix ? (six.address() as AddressInfo).port : null;
    const site = await startSmallSite([], { resolveOf: (four) => config(four, port) });
    const list = listOf(daysBack('2024-06-19', 8));
    site.pages.set('/', pageOf('首页', list, { 政务动态: '/news/' }));
    site.pages.set('/news/', pageOf('政务动态', list));
    try {
      const { outcomes } = await site.look(AT);
      return outcomes.filter(({ indicator }) => indicator === 'ipv6-unsupported');
    } finally {
      await site.close();
      await new Promise((resolve) => (isListening ? six.close(resolve) : resolve(null)));
    }
  };

  it('is undetermined where no canary answers over IPv6', async () => {
    const outcomes = await lookWith((four) => [
      `  resolve: { "*.gov.cn": "127.0.0.1:${four}" }`,
      '  canaries: ["http://canary.gov.cn/"]',
    ]);
    expect(outcomes).toMatchObject([{ outcome: 'undetermined', reason: 'vantage_fault' }]);
  });

  it('passes a site that answers there, when a canary does', async () => {
    const outcomes = await lookWith((_, six) => [
      `  resolve: { "*.gov.cn": "[::1]:${six ?? 9}" }`,
      '  canaries: ["http://canary.gov.cn/"]',
    ]);
    // Machines without IPv6 on loopback see the reason instead.
    expect(['pass', 'undetermined']).toContain(outcomes[0]?.outcome);
  });
});

describe('mixed content', () => {
  const read = (html: string, base = 'https://www.yl.gov.cn/') => insecureParts(parsePage(html), base);

  it('tells what browsers block from what they show', () => {
    const parts =
      read(`<script src="http://a.gov.cn/x.js"></script><link rel="stylesheet" href="http://a.gov.cn/x.css">
      <img src="http://a.gov.cn/x.png"><img src="/y.png"><a href="http://b.gov.cn/">链接</a>
      <script src="//a.gov.cn/z.js"></script><link rel="canonical" href="http://www.yl.gov.cn/">`);
    expect(parts).toEqual([
      { url: 'http://a.gov.cn/x.js', blocked: true },
      { url: 'http://a.gov.cn/x.css', blocked: true },
      { url: 'http://a.gov.cn/x.png', blocked: false },
    ]);
  });

  it('is none on a page that is plain http itself', () => {
    expect(read('<script src="http://a.gov.cn/x.js"></script>', 'http://www.yl.gov.cn/')).toEqual([]);
  });

  it('fails for what is blocked and is a notice for what is shown', () => {
    const part = { url: 'http://a.gov.cn/x', foundOn: SITE.homeUrl, tier: 'browser' as const };
    const of = (blocked: boolean) =>
      judge({ insecure: seen({ pages: 1, parts: [{ ...part, blocked }] }) }).filter(({ said }) =>
        ['mixed', 'shown'].includes(said.key),
      );
    expect(of(true)).toMatchObject([{ indicator: 'https-invalid', outcome: 'fail', rendered: true }]);
    expect(of(false)).toMatchObject([{ outcome: 'notice' }]);
  });
});
