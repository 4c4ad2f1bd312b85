import type { Clock } from '../clock.ts';

/** Looks so often whether time is kept. */
const BEAT_MS = 200;

/** Measures for how long at most this process stood still, busy or suspended, until `end` is called. Milliseconds. */
export function watchLag(clock: Clock): { end(): number } {
  const stop = new AbortController();
  let longest = 0;
  const beat = async (): Promise<void> => {
    for (;;) {
      const before = clock.elapsed();
      await clock.sleep(BEAT_MS, stop.signal);
      longest = Math.max(longest, clock.elapsed() - before - BEAT_MS);
    }
  };
  beat().catch(() => undefined);
  return {
    end() {
      stop.abort();
      return longest;
    },
  };
}
