import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { XunjianError } from '../errors.ts';
import { PACKAGE_ROOT } from '../package-root.ts';

/** What the province says of itself when it is ready. */
export interface ProvinceReady {
  port: number;
  /** Virtual day on which it begins. */
  date: string;
  sites: number;
  faults: number;
  config: string;
}

/** A failure there is, beside what a scan made of it. */
export interface FaultSeen {
  siteCode: string;
  indicator: string;
  subject: { column?: string; system?: string; url: string } | null;
  is: 'found' | 'missed' | 'undecided' | 'tolerated';
  standing: string | null;
  message: string;
}

/** What the province says of a scan's results: how they compare with the truth of its day. */
export interface ProvinceScore {
  sites: number;
  missingSites: string[];
  indicators: {
    indicator: string;
    examined: boolean;
    faults: number;
    found: number;
    confirmed: number;
    wrongAccusations: number;
    missed: number;
    undecided: number;
    wrongReasons: number;
    blind: number;
    wrongNotices: number;
  }[];
  /** How columns are read: newest dates found, right and wrong. */
  columns: { expected: number; seen: number; datedRight: number; datedWrong: number };
  faults: FaultSeen[];
  mistakes: {
    kind: string;
    siteCode: string;
    indicator: string;
    subject: string | null;
    said: string;
    truth: string;
  }[];
}

export interface ProvinceProcess {
  ready: ProvinceReady;
  /** Moves its clock; pages change with it. */
  setDate(date: string): Promise<void>;
  /** Compares the lines of `scan --json` with the truth of its day. */
  score(lines: string): Promise<ProvinceScore>;
  /** Any other question it understands (`test/province/parent-line.ts`). */
  ask(question: Record<string, unknown>): Promise<unknown>;
  close(): void;
}

export interface ProvinceProcessOptions {
  seed: number;
  /** Deals the dialects anew. @default 0 */
  dialectSeed?: number;
  size: 'small' | 'demo' | 'full';
  /** Where registries and configuration are written. */
  folder: string;
  minDelayMs: number;
}

/** Starts the proving province as a process that ends with this one. Throws USAGE where it is not installed. */
export async function startProvinceProcess(options: ProvinceProcessOptions): Promise<ProvinceProcess> {
  const script = path.join(PACKAGE_ROOT, 'dist/test/province/main.js');
  if (!existsSync(script)) {
    throw new XunjianError(
      'USAGE',
      'the simulated province is not part of this installation',
      'run the demo from a checkout: npm run demo',
    );
  }
  const { seed, size, folder, minDelayMs, dialectSeed = 0 } = options;
  const { ready, ask, close } = await startServing<ProvinceReady>(script, [
    ...['--seed', `${seed}`, '--dialect-seed', `${dialectSeed}`, '--size', size],
    ...['--out', folder, '--min-delay', `${minDelayMs}`],
  ]);
  return {
    ready,
    async setDate(date) {
      await ask({ ask: 'date', date });
    },
    score: async (lines) => (await ask({ ask: 'score', lines })) as ProvinceScore,
    ...{ ask, close },
  };
}

/** A part of the province in a process that ends with this one, and a line to it. */
export interface Serving<Ready> {
  /** What it said of itself on its first line. */
  ready: Ready;
  ask(question: Record<string, unknown>): Promise<unknown>;
  close(): void;
}

/** Starts a script that prints one line of JSON when it is ready and answers `{ id, ask, … }`. */
export async function startServing<Ready>(script: string, args: readonly string[]): Promise<Serving<Ready>> {
  // A Ctrl-C goes to the whole group: the province must outlive the scan that stops in order.
  const child = fork(script, [...args], { silent: true, detached: true });
  const ready = await readyLine<Ready>(child);
  const open = new Map<number, (said: { answer?: unknown; error?: string }) => void>();
  child.on('message', (said: { id: number; answer?: unknown; error?: string }) => {
    open.get(said.id)?.(said);
    open.delete(said.id);
  });
  child.once('exit', () => {
    for (const settle of open.values()) settle({ error: 'the province ended' });
  });
  let last = 0;
  const ask = (question: Record<string, unknown>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      open.set(last, ({ answer, error }) =>
        error === undefined ? resolve(answer) : reject(new Error(error)),
      );
      child.send({ ...question, id: last });
    });
  return { ready, ask, close: () => void child.kill() };
}

/** Its first line, which may come in pieces; what it complains of when it ends instead. */
function readyLine<Ready>(child: ChildProcess): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let out = '';
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(-2_000);
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
      const end = out.indexOf('\n');
      if (end >= 0) resolve(JSON.parse(out.slice(0, end)) as Ready);
    });
    child.once('error', reject);
    child.once('exit', (status) =>
      reject(new Error(`the simulated province ended with status ${status}: ${complaint}`)),
    );
  });
}
