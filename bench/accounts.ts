import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../scripts/build.mjs';
import { type PlatformsScore, startPlatformsProcess } from '../src/run/platforms-process.ts';
import { treeUsage } from './nightly/tree-usage.ts';

/**
 * The full check of a province's accounts by the command itself, against platforms in a process of their own, scored against
 * the truth. The spacing is that of an operator's configuration, so the time is what politeness costs. Writes
 * bench/results/accounts.json and .md.
 *
 *   npm run bench:accounts -- [--seed 7,8] [--accounts 1521] [--min-delay 200] [--date 2026-11-24] [--note TEXT]
 */

const ROOT = path.resolve(import.meta.dirname, '..');
const RESULTS = path.join(ROOT, 'bench/results');

interface HostLoad {
  requests: number;
  most: number;
  /** From arrival to arrival at the platform: how long it took to connect is in them. */
  gaps: number[];
}

interface Check {
  seed: number;
  accounts: number;
  minDelayMs: number;
  seconds: number;
  /** Processor time of the command. */
  cpuSeconds: number;
  peakMegabytes: number;
  requests: number;
  megabytesStored: number;
  hosts: Record<string, { requests: number; most: number; medianMs: number; closeShare: number }>;
  score: PlatformsScore;
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '7' },
    accounts: { type: 'string', default: '1521' },
    'min-delay': { type: 'string', default: '200' },
    date: { type: 'string', default: '2026-11-24' },
    note: { type: 'string', default: '' },
  },
});

build();
const checks: Check[] = [];
for (const seed of values.seed.split(',').map(Number)) checks.push(await check(seed));
mkdirSync(RESULTS, { recursive: true });
const header = {
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
  date: new Date().toISOString(),
  command: `npm run bench:accounts -- --seed ${values.seed} --accounts ${values.accounts} --min-delay ${values['min-delay']} --date ${values.date}`,
  note: values.note,
};
writeFileSync(path.join(RESULTS, 'accounts.json'), `${JSON.stringify({ ...header, checks }, null, 1)}\n`);
writeFileSync(path.join(RESULTS, 'accounts.md'), markdown());
process.stdout.write(readFileSync(path.join(RESULTS, 'accounts.md'), 'utf8'));

async function check(seed: number): Promise<Check> {
  const folder = mkdtempSync(path.join(tmpdir(), 'xunjian-accounts-bench-'));
  const [accounts, minDelayMs] = [Number(values.accounts), Number(values['min-delay'])];
  const platforms = await startPlatformsProcess({ seed, accounts, date: values.date, folder, minDelayMs });
  try {
    const { config, asOf } = platforms.ready;
    const run = await checked(config, asOf);
    const loads = (await platforms.ask({ ask: 'load' })) as Record<string, HostLoad>;
    const score = (await platforms.ask({ ask: 'score', lines: run.lines })) as PlatformsScore;
    const requests = Object.values(loads).reduce((sum, host) => sum + host.requests, 0);
    const hosts = Object.fromEntries(
      Object.entries(loads).map(([host, load]) => [host, spacingOf(load, minDelayMs)]),
    );
    const { seconds, cpuSeconds, peakMegabytes } = run;
    process.stderr.write(`seed ${seed}: ${seconds} s, ${requests} requests\n`);
    return {
      ...{ seed, accounts, minDelayMs, seconds, cpuSeconds, peakMegabytes, requests, hosts, score },
      megabytesStored: await folderMegabytes(path.join(folder, 'data')),
    };
  } finally {
    platforms.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `closeShare`: arrivals closer than half the spacing, which a late connection before them brings about. */
function spacingOf({ requests, most, gaps }: HostLoad, minDelayMs: number) {
  const sorted = [...gaps].sort((a, b) => a - b);
  const medianMs = Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
  const close = sorted.filter((gap) => gap < minDelayMs / 2).length;
  return { requests, most, medianMs, closeShare: sorted.length === 0 ? 0 : close / sorted.length };
}

/** The command as an operator runs it, with what it printed and what it took. */
async function checked(config: string, asOf: string) {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      path.join(ROOT, 'bin/xunjian.mjs'),
      '--config',
      config,
      '--as-of',
      asOf,
      '--json',
      '--quiet',
      'accounts',
      'check',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let lines = '';
  let peak = 0;
  let ticks = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    lines += chunk.toString('utf8');
  });
  const timer = setInterval(() => {
    peak = Math.max(peak, treeUsage(child.pid ?? 0).bytes);
    ticks = Math.max(ticks, cpuTicks(child.pid ?? 0));
  }, 500);
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(timer);
  if (status !== 0 && status !== 1) throw new Error(`the check ended with status ${status}`);
  return {
    lines,
    seconds: Math.round((performance.now() - began) / 100) / 10,
    cpuSeconds: Math.round(ticks / 10) / 10,
    peakMegabytes: Math.round(peak / 1e6),
  };
}

/** User and system time in hundredths of a second, as /proc has it; 0 where there is none. */
function cpuTicks(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}

async function folderMegabytes(folder: string): Promise<number> {
  const { readdirSync, statSync } = await import('node:fs');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const bytes = files.reduce((sum, one) => sum + statSync(path.join(one.parentPath, one.name)).size, 0);
  return Math.round(bytes / 1e5) / 10;
}

function markdown(): string {
  const table = (head: readonly string[], rows: readonly (readonly unknown[])[]) =>
    [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const main = table(
    [
      ...[
        'seed',
        'accounts',
        'spacing set, ms',
        'time, s',
        'processor time, s',
        'peak MB',
        'requests',
        'MB stored',
      ],
      ...['faults', 'recall', 'wrong accusations', 'hidden parts', 'guessed at'],
    ],
    checks.map(({ score, ...one }) => [
      ...[
        one.seed,
        one.accounts,
        one.minDelayMs,
        one.seconds,
        one.cpuSeconds,
        one.peakMegabytes,
        one.requests,
      ],
      ...[one.megabytesStored, score.faults, score.recall.toFixed(4), score.wrong.length, score.hidden],
      score.guessed.length,
    ]),
  );
  const hosts = table(
    [
      'seed',
      'host',
      'requests',
      'most at once',
      'median from arrival to arrival, ms',
      'closer than half the spacing',
    ],
    checks.flatMap(({ seed, hosts: own }) =>
      Object.entries(own).map(([host, { requests, most, medianMs, closeShare }]) => [
        ...[seed, host, requests, most, medianMs, `${(100 * closeShare).toFixed(1)}%`],
      ]),
    ),
  );
  return `# The full check of a province’s accounts

\`${header.command}\`, ${header.machine}, ${header.date}${header.note === '' ? '' : `, ${header.note}`}. One look at every account; what the platforms counted, hosts by host:

${main}

${hosts}
`;
}
