import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../scripts/build.mjs';
import { type ProvinceScore, startProvinceProcess } from '../src/run/province-process.ts';
import { treeMemory } from './tree-memory.ts';

/**
 * The nightly scan of the proving province by the command itself, scored against the truth: seeds and deals of
 * dialects one after the other, each on one or two virtual days. Writes bench/results/province.json and .md.
 *
 *   npm run bench:nightly -- [--seed 7,8] [--dialect-seed 0,1] [--size full] [--days 1] [--min-delay 200]
 *                            [--name province] [--note "machine shared with …"] [--keep]
 *
 * Writes after every night, so that a run that is cut short leaves the nights it finished.
 */

const ROOT = path.resolve(import.meta.dirname, '..');
const RESULTS = path.join(ROOT, 'bench/results');

interface Night {
  seed: number;
  dialectSeed: number;
  size: string;
  date: string;
  /** Least milliseconds from start to start of one host's requests. */
  minDelayMs: number;
  seconds: number;
  /** As the scan counts them. */
  looks: number;
  browserPages: number;
  megabytes: number;
  /** As the province counted them: what really arrived, scripts and pictures included. */
  requests: number;
  minSpacingMs: number | null;
  maxConcurrency: number;
  /** Of the command and the browsers it started, together. */
  peakMegabytes: number;
  score: Pick<ProvinceScore, 'sites' | 'missingSites' | 'indicators' | 'columns' | 'mistakes'>;
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '7' },
    'dialect-seed': { type: 'string', default: '0' },
    size: { type: 'string', default: 'full' },
    days: { type: 'string', default: '1' },
    'min-delay': { type: 'string', default: '200' },
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
const command = `npm run bench:nightly -- ${process.argv.slice(2).join(' ')}`.trim();
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
const header = { machine, date: new Date().toISOString(), command, note: values.note };
build();
for (const seed of numbers(values.seed))
  for (const dialectSeed of numbers(values['dialect-seed']))
    nights.push(...(await province(seed, dialectSeed)));
process.stdout.write(readFileSync(path.join(RESULTS, `${values.name}.md`), 'utf8'));

function write(all: readonly Night[]): void {
  mkdirSync(RESULTS, { recursive: true });
  const file = path.join(RESULTS, values.name);
  writeFileSync(`${file}.json`, `${JSON.stringify({ ...header, nights: all }, null, 1)}\n`);
  writeFileSync(`${file}.md`, markdown(all));
}

async function province(seed: number, dialectSeed: number): Promise<Night[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'xunjian-nightly-'));
  const minDelayMs = Number(values['min-delay']);
  const served = await startProvinceProcess({ seed, dialectSeed, size, folder, minDelayMs });
  const done: Night[] = [];
  try {
    for (let day = 0; day < Number(values.days); day++) {
      const date = dayAfter(served.ready.date, day);
      await served.setDate(date);
      await served.ask({ ask: 'reset-counts' });
      const scan = await scanned(served.ready.config, date);
      const score = await served.score(scan.lines);
      const counts = Object.values((await served.ask({ ask: 'counts' })) as Record<string, Count>);
      const sites = scan.lines
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { cost: Cost });
      const sum = (of: (cost: Cost) => number) => sites.reduce((all, { cost }) => all + of(cost), 0);
      const spacings = counts.flatMap(({ minSpacingMs }) => minSpacingMs ?? []);
      const { missingSites, indicators, columns, mistakes } = score;
      done.push({
        ...{ seed, dialectSeed, size, date, minDelayMs, seconds: scan.seconds },
        looks: sum((cost) => cost.requests),
        browserPages: sum((cost) => cost.browserPages),
        megabytes: Math.round(sum((cost) => cost.bytes) / 1e6),
        requests: counts.reduce((all, { requests }) => all + requests, 0),
        minSpacingMs: spacings.length === 0 ? null : Math.min(...spacings),
        maxConcurrency: Math.max(...counts.map(({ maxConcurrency }) => maxConcurrency)),
        peakMegabytes: scan.peakMegabytes,
        score: { sites: score.sites, missingSites, indicators, columns, mistakes },
      });
      write([...nights, ...done]);
      process.stderr.write(`seed ${seed}/${dialectSeed} ${date}: ${scan.seconds} s\n`);
    }
  } finally {
    served.close();
    if (values.keep) process.stderr.write(`kept: ${folder}\n`);
    else rmSync(folder, { recursive: true, force: true });
  }
  return done;
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

/** The command as an operator runs it, with what it printed and what it took. */
async function scanned(config: string, date: string) {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...[path.join(ROOT, 'bin/xunjian.mjs'), '--config', config, '--as-of', `${date}T01:00:00+08:00`],
      ...['--json', '--quiet', 'scan', '--fresh'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let lines = '';
  let peak = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    lines += chunk.toString('utf8');
  });
  const timer = setInterval(() => {
    peak = Math.max(peak, treeMemory(child.pid ?? 0));
  }, 1_000);
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(timer);
  if (status !== 0 && status !== 1) throw new Error(`the scan ended with status ${status}`);
  return {
    lines,
    seconds: Math.round((performance.now() - began) / 1000),
    peakMegabytes: Math.round(peak / 1e6),
  };
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function markdown(nights: readonly Night[]): string {
  const rows = nights.map((night) => {
    const all = (key: 'faults' | 'found' | 'wrongAccusations' | 'missed' | 'undecided') =>
      night.score.indicators.reduce((sum, indicator) => sum + indicator[key], 0);
    const recall = all('faults') === 0 ? 1 : all('found') / all('faults');
    return [
      ...[night.seed, night.dialectSeed, night.date, night.score.sites, night.minDelayMs],
      ...[night.seconds, night.requests, night.megabytes, night.browserPages],
      `${((100 * night.browserPages) / Math.max(1, night.looks)).toFixed(1)}%`,
      ...[night.peakMegabytes, night.minSpacingMs ?? '–', night.maxConcurrency],
      ...[all('wrongAccusations'), all('faults'), recall.toFixed(4), all('undecided')],
    ];
  });
  const head = [
    ...['seed', 'dialects', 'day', 'sites', 'spacing set, ms', 'time, s', 'requests', 'MB', 'browser pages'],
    ...['browser share', 'peak MB', 'least spacing, ms', 'most at once'],
    ...['wrong accusations', 'faults', 'recall', 'undecided'],
  ];
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `# The nightly scan of the proving province

\`${command}\` on ${machine}, ${header.date}.${header.note === '' ? '' : ` ${header.note}.`}

Requests are what arrived at the province, scripts and styles included; the browser's share is of the pages looked at. Peak memory
is of the command and its browsers together. "Undecided" are outcomes left \`undetermined\` although a perfect inspector could decide.

${table.join('\n')}

${nights.map(byIndicator).join('\n\n')}
`;
}

function byIndicator({ seed, dialectSeed, date, score }: Night): string {
  const keys = [
    ...(['faults', 'found', 'confirmed', 'wrongAccusations', 'missed', 'undecided'] as const),
    ...(['wrongReasons', 'blind', 'wrongNotices'] as const),
  ];
  const { expected, seen, datedRight, datedWrong } = score.columns;
  const mistakes = score.mistakes.map(
    ({ kind, siteCode, indicator, subject, said, truth }) =>
      `- ${kind}: \`${indicator}\` of ${siteCode}${subject === null ? '' : ` (${subject})`}: said ${said}; truth: ${truth}`,
  );
  const rows = score.indicators
    .filter(({ examined }) => examined)
    .map((each) => `| \`${each.indicator}\` | ${keys.map((key) => each[key]).join(' | ')} |`);
  return `## Seed ${seed}, dialects ${dialectSeed}, ${date}

| indicator | ${keys.join(' | ')} |
|---|${keys.map(() => '---').join('|')}|
${rows.join('\n')}

Columns: ${expected} expected, ${seen} seen, ${datedRight} dated right, ${datedWrong} dated wrong.

${mistakes.length === 0 ? 'No mistake of any kind.' : mistakes.join('\n')}`;
}
