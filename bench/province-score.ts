import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../scripts/build.mjs';
import { startProvinceProcess } from '../src/run/province-process.ts';
import { type Night, type NightlyHeader, nightlyReport } from './nightly/night.ts';
import { runScanCommand } from './nightly/scan-command.ts';

/**
 * The nightly scan of the proving province by the command itself, scored against the truth: seeds and deals of
 * dialects one after the other, each on one or two virtual days. Writes province.json and .md into bench/results.
 *
 *   npm run bench:nightly -- [--seed 7,8] [--dialect-seed 0,1] [--size full] [--days 1] [--min-delay 200]
 *                            [--site CODE,CODE] [--max-minutes 60] [--out DIR] [--name province]
 *                            [--note "machine shared with …"] [--keep]
 *
 * Writes after every night. A night that takes longer than --max-minutes, or is interrupted (Ctrl-C, SIGTERM), is ended
 * in order, and what it has is scored; the result says how many sites that is.
 */

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '7' },
    'dialect-seed': { type: 'string', default: '0' },
    size: { type: 'string', default: 'full' },
    days: { type: 'string', default: '1' },
    'min-delay': { type: 'string', default: '200' },
    /** Only these sites of the province. */
    site: { type: 'string' },
    /** For one night. */
    'max-minutes': { type: 'string' },
    /** Where the result files are written. */
    out: { type: 'string', default: path.resolve(import.meta.dirname, 'results') },
    /** Of the result files. */
    name: { type: 'string', default: 'province' },
    /** What a reader of the figures has to know about the machine. */
    note: { type: 'string', default: '' },
    keep: { type: 'boolean', default: false },
  },
});
const numbers = (text: string) => text.split(',').map(Number);
const size = values.size === 'demo' || values.size === 'small' ? values.size : 'full';
const nights: Night[] = [];
const header: NightlyHeader = {
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
  date: new Date().toISOString(),
  command: `npm run bench:nightly -- ${process.argv.slice(2).join(' ')}`.trim(),
  note: values.note,
};
const interrupt = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupt.abort(name));
build();
for (const seed of numbers(values.seed))
  for (const dialectSeed of numbers(values['dialect-seed']))
    if (!interrupt.signal.aborted) await province(seed, dialectSeed);
process.stdout.write(readFileSync(path.join(values.out, `${values.name}.md`), 'utf8'));
if (interrupt.signal.aborted) process.exitCode = 130;

function write(): void {
  mkdirSync(values.out, { recursive: true });
  const file = path.join(values.out, values.name);
  writeFileSync(`${file}.json`, `${JSON.stringify({ ...header, nights }, null, 1)}\n`);
  writeFileSync(`${file}.md`, nightlyReport(header, nights));
}

async function province(seed: number, dialectSeed: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'xunjian-nightly-'));
  const minDelayMs = Number(values['min-delay']);
  const served = await startProvinceProcess({ seed, dialectSeed, size, folder, minDelayMs });
  const { config } = served.ready;
  const sites = values.site === undefined ? served.ready.sites : keepSites(folder, values.site.split(','));
  try {
    for (let day = 0; day < Number(values.days) && !interrupt.signal.aborted; day++) {
      const date = dayAfter(served.ready.date, day);
      await served.setDate(date);
      await served.ask({ ask: 'reset-counts' });
      const before = loadavg()[0] ?? 0;
      const cpuBefore = await provinceSeconds(served);
      const run = await runScanCommand({ config, date, signal: endOfNight(), onLine: told(seed, sites) });
      const { missingSites, indicators, columns, mistakes } = await served.score(run.lines.join('\n'));
      const counts = Object.values((await served.ask({ ask: 'counts' })) as Record<string, Count>);
      const costs = run.lines.map((line) => (JSON.parse(line) as { cost: Cost }).cost);
      const sum = (of: (cost: Cost) => number) => costs.reduce((all, cost) => all + of(cost), 0);
      const spacings = counts.flatMap(({ minSpacingMs }) => minSpacingMs ?? []);
      const { seconds, peakMegabytes, cut, cpu } = run;
      nights.push({
        ...{ seed, dialectSeed, size, date, minDelayMs, sites, scored: run.lines.length, cut, seconds },
        looks: sum((cost) => cost.requests),
        browserPages: sum((cost) => cost.browserPages),
        megabytes: Math.round(sum((cost) => cost.bytes) / 1e6),
        requests: counts.reduce((all, { requests }) => all + requests, 0),
        minSpacingMs: spacings.length === 0 ? null : Math.min(...spacings),
        maxConcurrency: Math.max(0, ...counts.map(({ maxConcurrency }) => maxConcurrency)),
        peakMegabytes,
        cpu: { ...cpu, province: (await provinceSeconds(served)) - cpuBefore },
        load: { before, after: loadavg()[0] ?? 0 },
        score: { missingSites: values.site === undefined ? missingSites : [], indicators, columns, mistakes },
      });
      write();
      const how = cut === null ? '' : `, cut short (${cut}): ${run.lines.length} of ${sites} sites`;
      process.stderr.write(`seed ${seed}/${dialectSeed} ${date}: ${seconds} s${how}\n`);
    }
  } finally {
    served.close();
    if (values.keep) process.stderr.write(`kept: ${folder}\n`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

interface Count {
  requests: number;
  minSpacingMs: number | null;
  maxConcurrency: number;
}
interface Cost {
  requests: number;
  bytes: number;
  browserPages: number;
}

/** Aborts when we are interrupted, or when the night has had its time. */
function endOfNight(): AbortSignal {
  const minutes = values['max-minutes'];
  if (minutes === undefined) return interrupt.signal;
  const late = new AbortController();
  setTimeout(() => late.abort(`--max-minutes ${minutes}`), Number(minutes) * 60_000).unref();
  return AbortSignal.any([interrupt.signal, late.signal]);
}

/** Says now and then how far a night is, so that one that stands still is seen. */
function told(seed: number, sites: number): (done: number) => void {
  const step = Math.max(1, Math.round(sites / 20));
  let next = 1;
  return (done) => {
    if (done < next) return;
    next = done + step;
    process.stderr.write(`seed ${seed}: ${done} of ${sites} sites\n`);
  };
}

async function provinceSeconds(served: {
  ask(question: { ask: string }): Promise<unknown>;
}): Promise<number> {
  const { user, system } = (await served.ask({ ask: 'cpu' })) as NodeJS.CpuUsage;
  return (user + system) / 1e6;
}

/** Leaves only these sites in the registries; how many there are. */
function keepSites(folder: string, codes: readonly string[]): number {
  const keep = (name: string) => {
    const file = path.join(folder, name);
    const [head, ...rows] = readFileSync(file, 'utf8').split('\n');
    const kept = rows.filter((row) => codes.some((code) => row.includes(code)));
    writeFileSync(file, `${[head, ...kept].join('\n')}\n`);
    return kept.length;
  };
  keep('columns.csv');
  return keep('sites.csv');
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
