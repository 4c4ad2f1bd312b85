import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/context.ts';
import { createProgress } from '../../src/cli/progress.ts';
import type { Clock } from '../../src/clock.ts';

/** What is written to stderr of a run of four sites, one a second. */
function shown(isTerminal: boolean, language: 'zh' | 'en' = 'zh', quiet = false, elsewhere?: 'text'): string {
  let now = 0;
  let text = '';
  const clock = { elapsed: () => now } as Clock;
  const io = { isTerminal, err: (more: string) => (text += more) } as unknown as Io;
  const progress = createProgress(io, clock, quiet, language, elsewhere);
  progress.start(4, 0);
  for (const name of ['甲', '乙', '丙', '丁']) {
    now += 1_000;
    progress.step(name);
  }
  progress.end();
  return text;
}

describe('how far a run is', () => {
  it('is one line drawn anew on a terminal, from before the first result on', () => {
    const lines = shown(true).split('\r\u001b[2K').slice(1);
    expect(lines[0]).toBe('░░░░░░░░░░░░░░░░░░░░ 0/4 (0%)');
    expect(lines[2]).toBe('██████████░░░░░░░░░░ 2/4 (50%)  每秒1.0个  约剩2秒  乙');
    expect(lines.at(-1)).toBe('████████████████████ 4/4 (100%)  每秒1.0个  丁\n');
  });

  it('speaks the language that was asked for', () => {
    expect(shown(true, 'en')).toContain('2/4 (50%)  1.0 a second  2 s left');
  });

  it('is a line now and then where nobody watches, and nothing when told to be quiet', () => {
    expect(shown(false).trim().split('\n')).toHaveLength(1);
    expect(shown(true, 'zh', true)).toBe('');
  });

  it('is plain text for a reader of a pipe, where the command asks for that', () => {
    expect(shown(false, 'zh', false, 'text')).toBe('  4/4 (100%)  每秒1.0个  丁\n');
  });
});
