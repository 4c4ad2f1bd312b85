import { pino } from 'pino';
import type { Clock } from '../clock.ts';
import type { Language } from '../domain/probe.ts';
import type { Io } from './context.ts';

/** Shows how far a run is: one redrawn line on a terminal; otherwise, now and then, a line for a log or for a reader. */
export interface Progress {
  start(total: number, done: number): void;
  step(label: string): void;
  end(): void;
}

const REDRAW_MS = 100;
const LOG_EVERY_MS = 10_000;

const WORDS = {
  zh: {
    rate: (perSecond: string) => `每秒${perSecond}个`,
    left: (minutes: number, seconds: number) => `约剩${minutes > 0 ? `${minutes}分` : ''}${seconds}秒`,
  },
  en: {
    rate: (perSecond: string) => `${perSecond} a second`,
    left: (minutes: number, seconds: number) => `${minutes > 0 ? `${minutes} min ` : ''}${seconds} s left`,
  },
} as const;
/** Short enough that the whole line stays one line on a terminal of 80 columns. */
const BAR = 20;

export function createProgress(
  io: Io,
  clock: Clock,
  quiet: boolean,
  language: Language = 'zh',
  elsewhere: 'json' | 'text' = 'json',
): Progress {
  const words = WORDS[language];
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (text) => io.err(text) },
  );
  let total = 0;
  let done = 0;
  let before = 0;
  let began = 0;
  let last = 0;
  const line = (label: string) => {
    const seconds = Math.max(0.001, (clock.elapsed() - began) / 1000);
    const rate = (done - before) / seconds;
    const left = rate > 0 && done < total ? Math.round((total - done) / rate) : null;
    const share = total === 0 ? 1 : done / total;
    const full = Math.floor(share * BAR);
    const bar = io.isTerminal ? `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ` : '';
    const parts = [
      `${bar}${done}/${total} (${Math.floor(share * 100)}%)`,
      ...(rate > 0 ? [words.rate(rate.toFixed(1))] : []),
      ...(left === null ? [] : [words.left(Math.floor(left / 60), left % 60)]),
      ...(label === '' ? [] : [label]),
    ];
    return parts.join('  ');
  };
  const draw = (label: string) => io.err(`\r\u001b[2K${line(label)}`);
  return {
    start(all, already) {
      [total, done, before, began] = [all, already, already, clock.elapsed()];
      // The first result may be half a minute away.
      if (!quiet && io.isTerminal && all > already) draw('');
    },
    step(label) {
      done += 1;
      if (quiet) return;
      const now = clock.elapsed();
      const due = now - last >= (io.isTerminal ? REDRAW_MS : LOG_EVERY_MS) || done === total;
      if (!due) return;
      last = now;
      if (io.isTerminal) draw(label);
      else if (elsewhere === 'text') io.err(`  ${line(label)}\n`);
      else log.info({ done, total, siteName: label }, line(label));
    },
    end() {
      if (!quiet && io.isTerminal && total > before) io.err('\n');
    },
  };
}
