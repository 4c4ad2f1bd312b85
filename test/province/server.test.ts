import http from 'node:http';
import https from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import type { ProvinceSite } from './model.ts';
import { type RunningProvince, startProvince } from './start-province.ts';

let province: RunningProvince | null = null;

afterEach(async () => {
  await province?.close();
  province = null;
});

interface Got {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

function get(port: number, host: string, path = '/', headers: Record<string, string> = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = http.get({ port, host: '127.0.0.1', path, headers: { host, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.on('error', reject);
  });
}

function siteOf(running: RunningProvince, scenario: string): ProvinceSite {
  const fault = running.province.faults.find((f) => f.scenario === scenario);
  const site = running.province.sites.find(({ siteCode }) => siteCode === fault?.siteCode);
  if (site === undefined) throw new Error(`no site has ${scenario}`);
  return site;
}

/** The full province cut down to the sites of some scenarios. */
async function withScenarios(...scenarios: string[]): Promise<RunningProvince> {
  province = await startProvince({
    ...{ seed: 7, size: 'full', slowMs: 300 },
    only: ({ faults }) =>
      scenarios.map((scenario) => faults.find((fault) => fault.scenario === scenario)?.siteCode ?? ''),
  });
  return province;
}

describe('serving the province', () => {
  it('two starts with one seed answer with the same bytes, another day with others', async () => {
    province = await startProvince({ seed: 5, size: 'small' });
    const first = province.checksum();
    await province.setDate('2026-11-25');
    expect(province.checksum().sha256).not.toBe(first.sha256);
    await province.setDate('2026-11-24');
    const again = await startProvince({ seed: 5, size: 'small' });
    expect(again.checksum()).toEqual(first);
    expect(province.checksum()).toEqual(first);
    await again.close();
  });

  it('tells hosts apart by name and answers unknown ones without a site', async () => {
    province = await startProvince({ seed: 7, size: 'small', faults: false });
    const [a, b] = province.province.sites;
    expect((await get(province.port, a?.host ?? '', '/site/map.html')).status).toBe(200);
    expect((await get(province.port, b?.host ?? '')).body).not.toBe(
      (await get(province.port, a?.host ?? '')).body,
    );
    expect((await get(province.port, 'nowhere.example')).body).not.toContain('网站标识码');
  });

  it('a site that refuses connections refuses them, and takes them again when the fault is switched off', async () => {
    const running = await withScenarios('down-refused');
    const site = siteOf(running, 'down-refused');
    const yaml = running.inventory()['xunjian.yaml'] ?? '';
    const port = Number(new RegExp(`"${site.host}": "127.0.0.1:(\\d+)"`).exec(yaml)?.[1]);
    await expect(get(port, site.host)).rejects.toThrow('ECONNREFUSED');
    await running.setFault({ scenario: 'down-refused' }, false);
    expect((await get(port, site.host)).status).toBe(200);
  });

  it('resets, walls, limits and slow answers arrive as such', async () => {
    const running = await withScenarios('down-reset', 'wall-412', 'cookie-521', 'rate-always', 'down-slow');
    await expect(get(running.port, siteOf(running, 'down-reset').host)).rejects.toThrow(/ECONNRESET|hang up/);
    expect((await get(running.port, siteOf(running, 'wall-412').host)).status).toBe(412);
    expect((await get(running.port, siteOf(running, 'rate-always').host)).status).toBe(429);
    const walled = siteOf(running, 'cookie-521').host;
    expect((await get(running.port, walled)).status).toBe(521);
    expect((await get(running.port, walled, '/', { cookie: '__jsl_clearance=passed' })).status).toBe(200);
    const before = performance.now();
    await get(running.port, siteOf(running, 'down-slow').host);
    expect(performance.now() - before).toBeGreaterThanOrEqual(290);
  });

  it('limits a client that asks too fast and lets one pass that waits', async () => {
    const running = await withScenarios('rate-burst');
    const { host } = siteOf(running, 'rate-burst');
    expect((await get(running.port, host)).status).toBe(200);
    expect((await get(running.port, host)).status).toBe(429);
  });

  it('counts requests a host, their spacing and how many ran at once', async () => {
    province = await startProvince({ seed: 7, size: 'small', faults: false });
    const { port } = province;
    const host = province.province.sites[0]?.host ?? '';
    await Promise.all([get(port, host), get(port, host), get(port, host, '/images/logo.png')]);
    const count = province.counts()[host];
    expect(count?.requests).toBe(3);
    expect(count?.minSpacingMs).not.toBeNull();
    expect(count?.maxConcurrency).toBeLessThanOrEqual(2);
  });

  it('a cut line silences canaries too', async () => {
    province = await startProvince({ seed: 7, size: 'small' });
    const { port } = province;
    expect((await get(port, 'canary-1.mn.test')).status).toBe(200);
    province.setLine(false);
    await expect(get(port, 'canary-1.mn.test')).rejects.toThrow();
    expect(province.truth().entries.find((e) => e.indicator === 'home-not-updated')?.reasons).toEqual([
      'vantage_fault',
    ]);
  });

  it('the control port moves the day and hands out truth and files', async () => {
    province = await startProvince({ seed: 7, size: 'small' });
    const { controlPort } = province;
    const response = await fetch(`http://127.0.0.1:${controlPort}/date`, {
      method: 'POST',
      body: JSON.stringify({ date: '2026-12-01' }),
    });
    expect(await response.json()).toMatchObject({ date: '2026-12-01', sites: 12 });
    const truth = (await (await fetch(`http://127.0.0.1:${controlPort}/truth`)).json()) as { date: string };
    expect(truth.date).toBe('2026-12-01');
    const files = (await (await fetch(`http://127.0.0.1:${controlPort}/files`)).json()) as Record<
      string,
      string
    >;
    expect(Object.keys(files)).toEqual(['sites.csv', 'columns.csv', 'ca.pem', 'xunjian.yaml']);
    const bad = await fetch(`http://127.0.0.1:${controlPort}/date`, {
      method: 'POST',
      body: '{"date":"soon"}',
    });
    expect(bad.status).toBe(400);
  });

  it.each([
    ['https-good', null],
    ['https-expired', 'CERT_HAS_EXPIRED'],
    ['https-wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['https-self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('%s: TLS on the same port says %s', async (scenario, problem) => {
    const running = await withScenarios(scenario);
    const { host, homeUrl } = siteOf(running, scenario);
    expect(homeUrl).toMatch(/^https:/);
    const ca = running.inventory()['ca.pem'];
    const asked = new Promise<number>((resolve, reject) => {
      const options = { port: running.port, host: '127.0.0.1', servername: host, headers: { host }, ca };
      https.get(options, (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject);
    });
    if (problem === null) expect(await asked).toBe(200);
    else await expect(asked).rejects.toMatchObject({ code: problem });
    expect((await get(running.port, host)).status).toBe(200);
  });

  it('states GB2312 in header, page, both wrongly or not at all, and sends GBK bytes', async () => {
    province = await startProvince({ seed: 7, size: 'full', faults: false });
    const old = province.province.sites.filter(({ dress }) => dress.charset === 'gb18030').slice(0, 12);
    for (const site of old) {
      const { headers, body } = await get(province.port, site.host);
      const isStated = headers['content-type']?.includes('gb2312') ?? false;
      expect(isStated || body.includes('charset=gb2312')).toBe(true);
      expect(body).toContain('\ufffd');
    }
    expect(new Set(old.map(({ dress }) => dress.declares)).size).toBeGreaterThan(1);
  });
});
