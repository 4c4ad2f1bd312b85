import { pino } from 'pino';
import type { Clock } from '../clock.ts';
import type { Io } from './context.ts';

/** Shows how far a run is: one redrawn line on a terminal, a line now and then otherwise. */
export interface Progress {
  start(total: number, done: number): void;
  step(label: string): void;
  end(): void;
}

const REDRAW_MS = 100;
const LOG_EVERY_MS = 10_000;

export function createProgress(io: Io, clock: Clock, quiet: boolean): Progress {
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
    const left = rate > 0 ? Math.round((total - done) / rate) : null;
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    return `${done}/${total} (${percent}%) ${rate.toFixed(1)} 站/s${left === null ? '' : ` 余${left}s`} ${label}`;
  };
  return {
    start(all, already) {
      [total, done, before, began] = [all, already, already, clock.elapsed()];
    },
    step(label) {
      done += 1;
      if (quiet) return;
      const now = clock.elapsed();
      const due = now - last >= (io.isTerminal ? REDRAW_MS : LOG_EVERY_MS) || done === total;
      if (!due) return;
      last = now;
      if (io.isTerminal) io.err(`\r\u001b[2K${line(label)}`);
      else log.info({ done, total, siteName: label }, line(label));
    },
    end() {
      if (!quiet && io.isTerminal && done > before) io.err('\n');
    },
  };
}
