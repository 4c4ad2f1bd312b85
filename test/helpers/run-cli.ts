import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const BIN = path.resolve(import.meta.dirname, '../../bin/xunjian.mjs');

export interface CliRun {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** stdout as JSON Lines. */
  lines<T = Record<string, unknown>>(): T[];
}

/** Starts the real command; the promise settles when it ends. */
export function startCli(
  args: readonly string[],
  cwd?: string,
): { child: ChildProcess; ended: Promise<CliRun> } {
  const child = spawn(process.execPath, [BIN, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const ended = new Promise<CliRun>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => {
      const lines = <T>() =>
        stdout
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as T);
      resolve({ status, signal, stdout, stderr, lines });
    });
  });
  return { child, ended };
}

export function runCli(args: readonly string[], cwd?: string): Promise<CliRun> {
  return startCli(args, cwd).ended;
}

export function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'xunjian-test-'));
}
