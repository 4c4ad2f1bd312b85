import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Night } from '../../bench/nightly/night.ts';

const SCRIPT = fileURLToPath(new URL('../../bench/province-score.ts', import.meta.url));

describe('the scored night', () => {
  let out: string;
  beforeEach(() => {
    out = mkdtempSync(path.join(tmpdir(), 'xunjian-night-'));
  });
  afterEach(() => rmSync(out, { recursive: true, force: true }));

  /** Runs it over the small province; `onSite` is called when the first site has its result. */
  function night(args: readonly string[], onSite: (kill: (signal: NodeJS.Signals) => void) => void) {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', SCRIPT, '--size', 'small', '--out', out, ...args],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    child.stderr.setEncoding('utf8').once('data', () => onSite((signal) => child.kill(signal)));
    return new Promise<number | null>((resolve) => child.once('close', resolve));
  }
  const written = () =>
    JSON.parse(readFileSync(path.join(out, 'province.json'), 'utf8')) as { nights: Night[] };

  it('that is interrupted scores the sites it has, says how many they are, and ends with 130', async () => {
    const status = await night(['--min-delay', '300'], (kill) => kill('SIGTERM'));
    const [only] = written().nights;
    expect(status).toBe(130);
    expect(only).toMatchObject({ cut: 'SIGTERM', sites: 12 });
    expect(only?.scored).toBeGreaterThan(0);
    expect(only?.scored).toBeLessThan(12);
    expect(only?.score.missingSites).toHaveLength(12 - (only?.scored ?? 0));
    expect(readFileSync(path.join(out, 'province.md'), 'utf8')).toContain(
      `cut short (SIGTERM): ${only?.scored} of 12 sites are scored`,
    );
  }, 240_000);

  it('that takes longer than it may is ended in order and scored the same way', async () => {
    const status = await night(['--min-delay', '2000', '--max-minutes', '0.1'], () => undefined);
    const [only] = written().nights;
    expect(status).toBe(0);
    expect(only).toMatchObject({ cut: '--max-minutes 0.1', sites: 12 });
    expect(only?.scored).toBeLessThan(12);
  }, 240_000);
});
