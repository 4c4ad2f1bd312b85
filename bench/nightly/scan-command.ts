import { spawn } from 'node:child_process';
import path from 'node:path';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { treeUsage, type Usage } from './tree-usage.ts';

export interface ScanRun {
  /** What it printed: one result a line. A line that was cut off is left out. */
  lines: string[];
  seconds: number;
  peakMegabytes: number;
  cpu: { command: number; browsers: number };
  /** Why it was ended before it was done; null when it ended by itself. */
  cut: string | null;
}

export interface ScanRunOptions {
  config: string;
  /** `YYYY-MM-DD`; the scan begins at one o'clock of that day. */
  date: string;
  /** Ends the scan in order when aborted; its reason, a word, becomes `cut`. */
  signal: AbortSignal;
  onLine(count: number): void;
}

const SAMPLE_MS = 1_000;
/** A scan that was asked to end and does not within this is killed: what it printed is there. */
const GRACE_MS = 120_000;

/** The command as an operator runs it, with what it printed and what it took. */
export async function runScanCommand({ config, date, signal, onLine }: ScanRunOptions): Promise<ScanRun> {
  const began = performance.now();
  const args = ['--config', config, '--as-of', `${date}T01:00:00+08:00`, '--json', '--quiet'];
  const child = spawn(
    process.execPath,
    [path.join(PACKAGE_ROOT, 'bin/xunjian.mjs'), ...args, 'scan', '--fresh'],
    // In a group of its own: a Ctrl-C is ours to pass on, once.
    { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
  );
  const lines: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.filter(Boolean));
    onLine(lines.length);
  });
  let peak = 0;
  let last: Usage = { bytes: 0, ownSeconds: 0, otherSeconds: 0 };
  const sample = setInterval(() => {
    const usage = treeUsage(child.pid ?? 0);
    peak = Math.max(peak, usage.bytes);
    if (usage.ownSeconds > 0) last = usage;
  }, SAMPLE_MS);
  let killer: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill('SIGINT');
    killer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  signal.removeEventListener('abort', stop);
  clearInterval(sample);
  clearTimeout(killer);
  const isDone = status === 0 || status === 1;
  if (!isDone && !signal.aborted) throw new Error(`the scan ended with status ${status}`);
  return {
    lines,
    seconds: Math.round((performance.now() - began) / 1000),
    peakMegabytes: Math.round(peak / 1e6),
    cpu: { command: last.ownSeconds, browsers: last.otherSeconds },
    cut: isDone ? null : String(signal.reason),
  };
}
