import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createHttpClient, type HttpClient, type NetworkOptions } from '../../src/net/http-client.ts';
import * as hostile from '../hostile/servers.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function started(server: Promise<hostile.HostileServer>): Promise<hostile.HostileServer> {
  const running = await server;
  open.push(running);
  return running;
}

function client(port: number, more: Partial<NetworkOptions> = {}): HttpClient {
  const made = createHttpClient({
    userAgent: 'Xunjian-test/1 (+mailto:test@example.com)',
    resolve: { 'site.gov.cn': `127.0.0.1:${port}` },
    allowPrivate: [],
    perHost: { concurrency: 4, minDelayMs: 0 },
    perAddress: { concurrency: 8 },
    timeoutMs: 600,
    rehearsal: false,
    vantage: 'test',
    clock: systemClock,
    maxBodyBytes: 1024 * 1024,
    ...more,
  });
  open.push({ close: () => made.close() });
  return made;
}

const get = async (from: HttpClient, url = 'http://site.gov.cn/') =>
  (await from.fetch({ url, signal: new AbortController().signal })).exchange;

describe('what the web does to a crawler', () => {
  it.each([
    ['a server that never answers', hostile.startSilent, 'headers_timeout', 'path', 'timeout_ours'],
    ['a reset before the answer', hostile.startReset, 'connection_reset', 'path', 'not_observed'],
    ['a reset inside the body', hostile.startResetInBody, 'connection_reset', 'path', 'not_observed'],
    ['a server that speaks no HTTP', hostile.startGibberish, 'protocol_error', 'site', 'not_observed'],
    ['a body that stalls', hostile.startStalledBody, 'body_timeout', 'path', 'timeout_ours'],
    ['a body without an end', hostile.startEndlessBody, 'body_too_large', 'site', 'not_observed'],
    ['a compression bomb', hostile.startGzipBomb, 'body_too_large', 'site', 'not_observed'],
    ['a lie about its encoding', hostile.startLyingEncoding, 'decompression_failed', 'site', 'not_observed'],
    ['a redirect loop', hostile.startRedirectLoop, 'redirect_loop', 'site', 'not_observed'],
    ['redirects without an end', hostile.startEndlessRedirect, 'too_many_redirects', 'site', 'not_observed'],
    [
      'a redirect to no web address',
      () => hostile.startRedirectTo('javascript:alert(1)'),
      'redirect_invalid',
      'site',
      'not_observed',
    ],
  ] as const)('%s is typed and ends', async (_, start, code, fault, reason) => {
    const server = await started(start());
    const { failure } = await get(client(server.port));
    expect(failure, failure?.detail).toMatchObject({ code, fault, reason });
  });

  it('types a refused connection as the site’s', async () => {
    const server = await hostile.startSilent();
    await server.close();
    expect((await get(client(server.port))).failure).toMatchObject({
      code: 'connect_refused',
      fault: 'site',
    });
  });

  it.each([
    [412, '<script>$_ts={}</script>', 'challenged'],
    [521, '<script>document.cookie="__jsl_clearance=1"</script>', 'challenged'],
    [405, '<script>var arg1="A";acw_sc__v2</script>', 'challenged'],
    [200, '<h1>网站防火墙</h1><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>', 'challenged'],
    [403, '<p>您的访问被拦截，事件ID 123</p>', 'challenged'],
    [429, 'slow down', 'rate_limited'],
    [200, '<p>您的访问过于频繁，请稍后再试</p>', 'rate_limited'],
  ] as const)('a wall that answers %i "%s" is %s, and its page is kept', async (status, body, code) => {
    const server = await started(
      hostile.startAnswer(status, { 'content-type': 'text/html; charset=utf-8' }, body),
    );
    const exchange = await get(client(server.port));
    expect(exchange).toMatchObject({ status, failure: { code, fault: 'challenge', reason: code } });
    expect(exchange.body?.bytes).toBeGreaterThan(0);
  });

  it.each([
    [403, '<title>403 Forbidden</title>'],
    [404, '<title>404</title>'],
    [500, 'error'],
    [
      200,
      `<title>我市部署网站防火墙建设</title><p>${'各单位要落实网络安全责任制，'.repeat(40)}访问过于频繁</p>`,
    ],
  ] as const)('an ordinary answer %i is no wall', async (status, body) => {
    const server = await started(
      hostile.startAnswer(status, { 'content-type': 'text/html; charset=utf-8' }, body),
    );
    expect(await get(client(server.port))).toMatchObject({ status, failure: null });
  });
});

describe('the guard', () => {
  const INSIDE = [
    'http://127.0.0.1/',
    'http://localhost/',
    'http://127.1/',
    'http://0177.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://127.0.0.1.nip.invalid@127.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[0:0:0:0:0:ffff:7f00:1]/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://[::]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[ff02::1]/',
    'http://192.0.2.1/',
    'http://198.18.0.1/',
    'http://[2001:db8::1]/',
    'http://0x7f.1/',
    'http://127.0.0.1:22/',
    'http://①②⑦.0.0.1/',
    'http://100.100.100.200/',
    'http://[fd00:ec2::254]/',
  ];

  it.each(INSIDE)('refuses %s, also as the end of a redirect', async (inside) => {
    const server = await started(hostile.startRedirectTo(inside));
    const from = client(server.port);
    expect((await get(from, inside)).failure?.code).toBe('address_refused');
    expect((await get(from)).failure?.code).toBe('address_refused');
    expect(server.hits).toBe(1);
  });

  it('reaches a private address that the configuration allows, or maps', async () => {
    const server = await started(hostile.startAnswer(200, {}, 'ok'));
    expect(
      await get(client(1, { allowPrivate: ['127.0.0.0/8'] }), `http://127.0.0.1:${server.port}/`),
    ).toMatchObject({ status: 200 });
    expect(await get(client(server.port))).toMatchObject({ status: 200 });
  });

  it('sends nothing to a host that a rehearsal does not map', async () => {
    const exchange = await get(client(1, { rehearsal: true }), 'http://www.example.com/');
    expect(exchange.failure).toMatchObject({ code: 'unmapped_in_rehearsal', reason: 'not_observed' });
  });
});

describe('the resolve map', () => {
  it('lets an exact name beat a wildcard and a longer wildcard a shorter one, Chinese names included', async () => {
    const [a, b, c, d] = await Promise.all(
      ['exact', 'long', 'short', 'chinese'].map((body) => started(hostile.startAnswer(200, {}, body))),
    );
    const from = client(1, {
      resolve: {
        '*.gov.cn': `127.0.0.1:${c?.port}`,
        '*.sn.gov.cn': `127.0.0.1:${b?.port}`,
        'www.sn.gov.cn': `127.0.0.1:${a?.port}`,
        '榆林.政务': `127.0.0.1:${d?.port}`,
      },
    });
    const body = async (url: string) =>
      Buffer.from((await from.fetch({ url, signal: new AbortController().signal })).bytes ?? []).toString();
    expect(await body('http://www.sn.gov.cn/')).toBe('exact');
    expect(await body('http://x.sn.gov.cn:8080/')).toBe('long');
    expect(await body('http://y.gov.cn/')).toBe('short');
    expect(await body('http://榆林.政务/')).toBe('chinese');
  });
});
