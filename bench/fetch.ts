import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Agent, request } from 'undici';
import { build } from '../scripts/build.mjs';
import { type ProvinceProcess, startProvinceProcess } from '../src/run/province-process.ts';
import { pathsOf } from '../test/province/checksum.ts';
import { dayOf } from '../test/province/days.ts';
import { generateProvince } from '../test/province/generate.ts';
import { World } from '../test/province/state.ts';

/**
 * Our HTTP tier with parsing beside bare undici with the same parser, on the same pages of the proving province in the
 * same run, taken in turns; politeness unlimited. Ours and the parser are what is built and shipped, not what tsx makes of
 * the sources on the way. Each is also run alone in a process of its own for its peak memory.
 * Then a scan of the small province says what share of its pages needed the browser. Writes bench/results/fetch.{json,md}.
 *
 *   npm run bench:fetch -- [--pages 1500] [--rounds 5] [--skip-scan]
 */

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '1500' },
    rounds: { type: 'string', default: '5' },
    'skip-scan': { type: 'boolean', default: false },
    /** Internal: one contender alone, against a server that stands. */
    only: { type: 'string' },
    port: { type: 'string' },
  },
});
build();
const { systemClock } = await built<typeof import('../src/clock.ts')>('clock');
const { createHttpClient } = await built<typeof import('../src/net/http-client.ts')>('net/http-client');
const { decodeText } = await built<typeof import('../src/reading/charset.ts')>('reading/charset');
const { parsePage } = await built<typeof import('../src/reading/page-dom.ts')>('reading/page-dom');

const IN_FLIGHT = 64;
const SEED = 7;

interface Target {
  host: string;
  path: string;
}
interface Contender {
  /** Fetches and parses one page; bytes of its body. */
  get(target: Target): Promise<number>;
  close(): Promise<void>;
}
interface Lap {
  seconds: number;
  cpuSeconds: number;
}

function ours(port: number): Contender {
  const client = createHttpClient({
    ...{ userAgent: 'Xunjian-bench/1 (+mailto:bench@example.com)', vantage: 'bench', clock: systemClock },
    ...{ resolve: { '*': `127.0.0.1:${port}` }, allowPrivate: [], rehearsal: true, timeoutMs: 15_000 },
    ...{ perHost: { concurrency: IN_FLIGHT, minDelayMs: 0 }, perAddress: { concurrency: 1_000 } },
  });
  return {
    async get({ host, path: target }) {
      const { bytes, exchange } = await client.fetch({ url: `http://${host}${target}` });
      if (bytes === null) throw new Error(`${host}${target}: ${exchange.failure?.detail ?? exchange.status}`);
      parsePage(decodeText(bytes, exchange.headers['content-type'] ?? null).text);
      return bytes.length;
    },
    close: () => client.close(),
  };
}

function bare(port: number): Contender {
  const dispatcher = new Agent({ connections: IN_FLIGHT, pipelining: 1 });
  return {
    async get({ host, path: target }) {
      const { body, headers } = await request(`http://127.0.0.1:${port}${target}`, {
        dispatcher,
        headers: { host },
      });
      const bytes = new Uint8Array(await body.arrayBuffer());
      parsePage(decodeText(bytes, String(headers['content-type'] ?? '')).text);
      return bytes.length;
    },
    close: () => dispatcher.close(),
  };
}

const MAKE = { ours, bare } as const;
type Name = keyof typeof MAKE;

async function lap(contender: Contender, targets: readonly Target[]): Promise<Lap> {
  const before = process.cpuUsage();
  const began = performance.now();
  let next = 0;
  const worker = async () => {
    for (let target = targets[next++]; target !== undefined; target = targets[next++])
      await contender.get(target);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 };
}

function targetsOf(date: string, most: number): Target[] {
  const world = new World(generateProvince({ seed: SEED, size: 'full', base: dayOf(date) }), dayOf(date));
  const targets: Target[] = [];
  for (const site of world.province.sites) {
    // A site that is slow or resets is no measure of pages.
    if (world.faultsOf(site.siteCode).length > 0 || targets.length >= most) continue;
    for (const one of [...pathsOf(world.state(site))].slice(0, 40))
      targets.push({ host: site.host, path: one });
  }
  return overHosts(targets.slice(0, most));
}

/** Host after host in turns, as a scan of many sites asks: page by page of one host would be a new connection each. */
function overHosts(targets: readonly Target[]): Target[] {
  const byHost = new Map<string, Target[]>();
  for (const target of targets) byHost.set(target.host, [...(byHost.get(target.host) ?? []), target]);
  const queues = [...byHost.values()];
  const longest = Math.max(...queues.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => queues.flatMap((queue) => queue[i] ?? [])).flat();
}

const most = Number(values.pages);
if (values.only !== undefined && values.port !== undefined) {
  const contender = MAKE[values.only as Name](Number(values.port));
  const targets = targetsOf(process.env.XUNJIAN_BENCH_DATE ?? '', most);
  await lap(contender, targets);
  await lap(contender, targets);
  await contender.close();
  process.stdout.write(`${process.resourceUsage().maxRSS / 1024}\n`);
} else await measure();

async function built<T>(name: string): Promise<T> {
  return (await import(new URL(`../dist/src/${name}.js`, import.meta.url).href)) as T;
}

async function measure(): Promise<void> {
  const folder = path.join(tmpdir(), `xunjian-fetch-${process.pid}`);
  const served = await startProvinceProcess({ seed: SEED, size: 'full', folder, minDelayMs: 0 });
  const { port, date } = served.ready;
  const targets = targetsOf(date, most);
  const contenders = { ours: ours(port), bare: bare(port) };
  const laps: Record<Name, Lap[]> = { ours: [], bare: [] };
  // Warm both: code, and the server's cache of pages.
  for (const name of ['bare', 'ours'] as const) await lap(contenders[name], targets);
  for (let round = 0; round < Number(values.rounds); round++) {
    // The order turns with every round, so that neither is always first.
    const order: Name[] = round % 2 === 0 ? ['ours', 'bare'] : ['bare', 'ours'];
    for (const name of order) laps[name].push(await lap(contenders[name], targets));
  }
  for (const name of ['ours', 'bare'] as const) await contenders[name].close();
  const peak = { ours: aloneOf('ours', port, date), bare: aloneOf('bare', port, date) };
  served.close();
  const sum = (name: Name) => {
    const seconds = laps[name].reduce((total, one) => total + one.seconds, 0);
    const cpu = laps[name].reduce((total, one) => total + one.cpuSeconds, 0);
    const pages = targets.length * laps[name].length;
    const rates = laps[name].map((one) => targets.length / one.seconds);
    return {
      pagesASecond: Math.round(pages / seconds),
      spread: `${Math.round(Math.min(...rates))}–${Math.round(Math.max(...rates))}`,
      cpuSecondsPer1000: round((cpu / pages) * 1000),
      peakMegabytes: Math.round(peak[name]),
    };
  };
  const result = {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, shared with other work, load ${loadavg()[0]?.toFixed(1)}`,
    date: new Date().toISOString(),
    command: `npm run bench:fetch${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}`,
    ...{
      pages: targets.length,
      hosts: new Set(targets.map(({ host }) => host)).size,
      rounds: laps.ours.length,
    },
    inFlight: IN_FLIGHT,
    ours: sum('ours'),
    bare: sum('bare'),
    ratio: { pagesASecond: 0, cpu: 0 },
    scan: values['skip-scan'] ? null : await browserShare(),
  };
  result.ratio.pagesASecond = round(result.ours.pagesASecond / result.bare.pagesASecond);
  result.ratio.cpu = round(result.bare.cpuSecondsPer1000 / result.ours.cpuSecondsPer1000);
  const results = path.resolve(import.meta.dirname, 'results');
  mkdirSync(results, { recursive: true });
  writeFileSync(path.join(results, 'fetch.json'), `${JSON.stringify(result, null, 1)}\n`);
  writeFileSync(path.join(results, 'fetch.md'), tableOf(result));
  process.stdout.write(tableOf(result));
}

/** Peak memory of one contender alone, in MB. */
function aloneOf(name: Name, port: number, date: string): number {
  const args = [
    '--import',
    'tsx',
    fileURLToPath(import.meta.url),
    '--only',
    name,
    '--port',
    `${port}`,
    '--pages',
    `${most}`,
  ];
  const ran = spawnSync(process.execPath, args, {
    env: { ...process.env, XUNJIAN_BENCH_DATE: date },
    encoding: 'utf8',
  });
  return Number(ran.stdout.trim());
}

/** Of the pages a real scan looked at, those shown in the browser. */
async function browserShare(): Promise<{
  sites: number;
  requests: number;
  browserPages: number;
  share: number;
}> {
  const folder = path.join(tmpdir(), `xunjian-fetch-scan-${process.pid}`);
  const served: ProvinceProcess = await startProvinceProcess({
    seed: SEED,
    size: 'small',
    folder,
    minDelayMs: 0,
  });
  const bin = path.resolve(import.meta.dirname, '../bin/xunjian.mjs');
  const args = [
    '--config',
    served.ready.config,
    '--as-of',
    `${served.ready.date}T02:00:00+08:00`,
    '--json',
    '--quiet',
    'scan',
  ];
  const ran = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  served.close();
  const costs = ran.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { cost: { requests: number; browserPages: number } }).cost);
  const total = (key: 'requests' | 'browserPages') => costs.reduce((all, cost) => all + cost[key], 0);
  const [requests, browserPages] = [total('requests'), total('browserPages')];
  return { sites: costs.length, requests, browserPages, share: round(browserPages / Math.max(1, requests)) };
}

interface Result {
  machine: string;
  date: string;
  command: string;
  pages: number;
  hosts: number;
  rounds: number;
  inFlight: number;
  ours: { pagesASecond: number; spread: string; cpuSecondsPer1000: number; peakMegabytes: number };
  bare: Result['ours'];
  ratio: { pagesASecond: number; cpu: number };
  scan: { sites: number; requests: number; browserPages: number; share: number } | null;
}

function tableOf({
  machine,
  date,
  command,
  pages,
  hosts,
  rounds,
  inFlight,
  scan,
  ratio,
  ...of
}: Result): string {
  const row = (label: string, { pagesASecond, spread, cpuSecondsPer1000, peakMegabytes }: Result['ours']) =>
    `| ${label} | ${pagesASecond} | ${spread} | ${cpuSecondsPer1000} | ${peakMegabytes} |`;
  return `# The HTTP tier beside bare undici

\`${command}\` on ${machine}, ${date}: ${pages} pages of ${hosts} hosts of the proving province, ${rounds} rounds each in turns,
${inFlight} in flight, politeness unlimited, the same parser (charset and tree), as built. Ours also checks and maps every address, keeps heads,
hashes bodies, times every part, looks for walls and keeps a connection's requests apart.

| | pages a second | spread of rounds | CPU s per 1,000 pages | peak MB, alone |
| --- | --- | --- | --- | --- |
${row('ours', of.ours)}
${row('bare undici', of.bare)}
| ratio | **${ratio.pagesASecond}** | | ${ratio.cpu} | |

${
  scan === null
    ? ''
    : `A scan of the small province (${scan.sites} sites) looked at ${scan.requests} pages, ${scan.browserPages} of them in the browser: ${Math.round(scan.share * 1000) / 10} %.\n`
}`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
