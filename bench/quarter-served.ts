import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../scripts/build.mjs';
import { differencesIn } from '../test/province/quarter-2024q2/published-check.ts';
import { treeUsage } from './nightly/tree-usage.ts';

/**
 * Plays the second quarter of 2024 over the wire by the command itself and holds figures, annexes and the city's notice
 * against what was published: ends with 1 where they differ. Writes bench/results/quarter-served.json and .md.
 *
 *   npm run bench:quarter                     plays and compares
 *   npm run bench:quarter -- --check DIR      compares what was played before, by either form
 */

const ROOT = path.resolve(import.meta.dirname, '..');
const RESULTS = path.join(ROOT, 'bench/results');
/** Between two readings of what the processes use, ms. */
const READ_EVERY_MS = 1_000;

interface Command {
  at: string;
  what: string;
  seconds: number;
}

interface Played {
  seconds: number;
  cpuSeconds: number;
  peakMegabytes: number;
  /** Of one minute, at the start, most, and at the end. */
  load: [number, number, number];
  served: { sites: number; platforms: number; twice: string[] };
  commands: Command[];
}

const { values } = parseArgs({ options: { check: { type: 'string' }, out: { type: 'string' } } });
const folder = values.check ?? values.out ?? path.join(mkdtempSync(path.join(tmpdir(), 'quarter-')), 'out');
const played = values.check === undefined ? await play() : null;
const differing = differencesIn(folder);
if (played !== null) write(played, differing);
process.stdout.write(
  differing.length === 0
    ? 'figures, annexes and notice equal what was published\n'
    : `${differing.join('\n')}\n`,
);
process.exitCode = differing.length === 0 ? 0 : 1;

async function play(): Promise<Played> {
  build();
  const began = performance.now();
  const load: Played['load'] = [loadNow(), loadNow(), 0];
  const args = ['demo', '--script', '2024Q2', '--served', '--json', '--out', folder];
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/xunjian.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8');
    process.stderr.write(chunk);
  });
  const peak = { bytes: 0, cpuSeconds: 0 };
  const timer = setInterval(() => {
    const { bytes, ownSeconds, otherSeconds } = treeUsage(child.pid ?? 0);
    peak.bytes = Math.max(peak.bytes, bytes);
    peak.cpuSeconds = Math.max(peak.cpuSeconds, ownSeconds + otherSeconds);
    load[1] = Math.max(load[1], loadNow());
  }, READ_EVERY_MS);
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(timer);
  if (status !== 0) throw new Error(`the demo ended with status ${status}`);
  load[2] = loadNow();
  return {
    seconds: Math.round((performance.now() - began) / 1000),
    cpuSeconds: Math.round(peak.cpuSeconds),
    peakMegabytes: Math.round(peak.bytes / 1e6),
    load,
    served: (JSON.parse(out) as { served: Played['served'] }).served,
    commands: commandsIn(err),
  };
}

function loadNow(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10;
}

/** The lines that the command prints of each command it ran: time, words, seconds. */
function commandsIn(text: string): Command[] {
  return [...text.matchAll(/^ {2}(\S+) (.+) (\d+) s$/gm)].map(([, at = '', words = '', seconds = '']) => {
    const what = words.split(' ').slice(0, words.startsWith('scan') ? 1 : 2);
    return { at, what: what.join(' '), seconds: Number(seconds) };
  });
}

function write(run: Played, differences: readonly string[]): void {
  const head = {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
    date: new Date().toISOString(),
    command: 'npm run bench:quarter',
  };
  writeFileSync(
    path.join(RESULTS, 'quarter-served.json'),
    `${JSON.stringify({ ...head, differences, ...run }, null, 1)}\n`,
  );
  const kinds = new Map<string, number[]>();
  for (const { what, seconds } of run.commands) kinds.set(what, [...(kinds.get(what) ?? []), seconds]);
  const rows = [...kinds]
    .map(([what, times]) => ({ what, times, sum: times.reduce((all, one) => all + one, 0) }))
    .filter(({ sum }) => sum >= 2)
    .sort((a, b) => b.sum - a.sum)
    .map(({ what, times, sum }) => `| \`${what}\` | ${times.length} | ${sum} | ${times.join(', ')} |`);
  const [atStart, most, atEnd] = run.load;
  const lines = [
    '# A quarter over the wire',
    '',
    `\`${head.command}\`: \`demo --script 2024Q2 --served\`, 554 sites, 1,524 accounts in the registry and 287 letters of the script, observed by the`,
    `public commands at the proving province on loopback. ${head.machine}, ${head.date}.`,
    '',
    '| time, s | processor time with browsers and province, s | peak memory of all, MB | requests to sites | to platforms | offices with two letters | load at start, most, end | differences |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    `| ${run.seconds} | ${run.cpuSeconds} | ${run.peakMegabytes} | ${run.served.sites} | ${run.served.platforms} | ${run.served.twice.length} | ${atStart}, ${most}, ${atEnd} | ${differences.length} |`,
    '',
    'Where the time went:',
    '',
    '| command | times | s | each |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...differences.map((one) => `- ${one}`),
  ];
  writeFileSync(path.join(RESULTS, 'quarter-served.md'), `${lines.join('\n').trimEnd()}\n`);
  process.stdout.write(readFileSync(path.join(RESULTS, 'quarter-served.md'), 'utf8'));
}
