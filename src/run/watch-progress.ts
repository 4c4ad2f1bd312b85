import type { Clock } from '../clock.ts';
import { alarm } from '../net/alarm.ts';

/**
 * A run to which nothing came for so long stands still: somebody waits for what never comes. Whatever a look waits for ends
 * sooner: a hop of the slow pass within two minutes and eleven hops within 22, a page in the browser within three, a host's
 * quiet within one.
 */
export const STANDSTILL_MS = 30 * 60_000;

/** Later than this an alarm is late for a machine that was suspended, or a process that was stopped. */
const STOOD_MS = 60_000;

export interface ProgressWatch {
  /** Something came. */
  touch(): void;
  /** Ends with `work`, or rejects when the run stands still, whatever becomes of the work: then its signal is aborted. */
  guard<T>(work: (standstill: AbortSignal) => Promise<T>): Promise<T>;
  end(): void;
}

/** Watches over everything that is under way in a run; what stands still is given up, so that the run goes on without it. */
export function watchProgress(clock: Clock, mostMs: number = STANDSTILL_MS): ProgressWatch {
  const underWay = new Set<(reason: Error) => void>();
  let touchedAt = clock.elapsed();
  let stop = () => {};

  function watch(ms: number): void {
    const began = clock.elapsed();
    stop = alarm(clock, ms, () => {
      // It was this process that stood still: what is under way has had no time of its own.
      if (clock.elapsed() - began > ms + STOOD_MS) touchedAt = clock.elapsed();
      const leftMs = touchedAt + mostMs - clock.elapsed();
      if (leftMs > 0) {
        watch(leftMs);
        return;
      }
      touchedAt = clock.elapsed();
      const reason = new Error(`the run stood still for ${Math.round(mostMs / 1000)} s`);
      for (const giveUp of [...underWay]) giveUp(reason);
      watch(mostMs);
    });
  }
  watch(mostMs);

  return {
    touch() {
      touchedAt = clock.elapsed();
    },
    async guard(work) {
      const standstill = new AbortController();
      let giveUp = (_: Error) => {};
      const given = new Promise<never>((_, reject) => {
        giveUp = (reason) => {
          standstill.abort(reason);
          reject(reason);
        };
      });
      underWay.add(giveUp);
      try {
        return await Promise.race([work(standstill.signal), given]);
      } finally {
        underWay.delete(giveUp);
      }
    },
    end: () => stop(),
  };
}
