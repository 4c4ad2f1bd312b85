import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createHttpClient, type NetworkOptions } from '../../src/net/http-client.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function fetchFrom(resolve: Record<string, string>, url: string, more: Partial<NetworkOptions> = {}) {
  const client = createHttpClient({
    userAgent: 'Xunjian-test/1 (+mailto:test@example.com)',
    ...{ resolve, allowPrivate: [], rehearsal: true, vantage: 'test', clock: systemClock },
    ...{ perHost: { concurrency: 4, minDelayMs: 0 }, perAddress: { concurrency: 8 }, timeoutMs: 1000 },
    ...more,
  });
  open.push(() => client.close());
  return client.fetch({ url, signal: new AbortController().signal });
}

describe('a redirect that ends badly', () => {
  it('has no final status, headers or certificate: those of the hop before are not the last one’s', async () => {
    const from = await serve((_, response) => {
      response.writeHead(302, { location: 'http://gone.gov.cn/', 'x-first': '1' });
      response.end();
    });
    const { exchange } = await fetchFrom({ 'site.gov.cn': from }, 'http://site.gov.cn/');
    expect(exchange.failure?.code).toBe('unmapped_in_rehearsal');
    expect(exchange).toMatchObject({ status: null, headers: {}, tls: null, body: null });
    expect(exchange.hops).toHaveLength(1);
    expect(exchange.finalUrl).toBe('http://gone.gov.cn/');
  });
});

describe('a session begun by redirect', () => {
  it('sends the cookie back and so gets out of what looks like a circle', async () => {
    const at = await serve((request, response) => {
      if (request.headers.cookie?.includes('sid=1')) return response.end('welcome');
      response.writeHead(302, { location: '/', 'set-cookie': 'sid=1; Path=/; HttpOnly' });
      return response.end();
    });
    const { exchange, bytes } = await fetchFrom({ 'site.gov.cn': at }, 'http://site.gov.cn/');
    expect(exchange).toMatchObject({ status: 200, failure: null });
    expect(Buffer.from(bytes ?? []).toString()).toBe('welcome');
  });
});

describe('sloppy servers that browsers can read', () => {
  it.each([
    ['gzip without its trailer', 'gzip', gzipSync('page').subarray(0, -8)],
    ['deflate without the zlib head', 'deflate', deflateRawSync('page')],
    ['an encoding that is none', 'utf-8', Buffer.from('page')],
  ])('reads %s', async (_, encoding, body) => {
    const at = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding });
      response.end(body);
    });
    const { exchange, bytes } = await fetchFrom({ 'site.gov.cn': at }, 'http://site.gov.cn/');
    expect(exchange.failure).toBeNull();
    expect(Buffer.from(bytes ?? []).toString()).toBe('page');
  });
  it('tells a firewall page in GBK from a page of the site', async () => {
    const gbk = Buffer.from('c4fab5c4c7ebc7f3d2d1b1bbcdf8d5beb7c0bbf0c7bdc0b9bdd8', 'hex');
    const at = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(gbk);
    });
    const { exchange } = await fetchFrom({ 'site.gov.cn': at }, 'http://site.gov.cn/');
    expect(exchange.failure).toMatchObject({ code: 'challenged', fault: 'challenge' });
  });
});
describe('never throws', () => {
  it.each(['ftp://x/', 'not a url', '', 'http://', 'javascript:1', 'http://[::1', 'http://a b/'])(
    'types "%s"',
    async (url) => {
      const { exchange } = await fetchFrom({}, url);
      expect(exchange.failure).not.toBeNull();
    },
  );
});
