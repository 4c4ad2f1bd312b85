import type { Clock } from '../clock.ts';
import type { LineWatch } from '../net/line-watch.ts';

const CHECK_MS = 60_000;

export interface AwaitLine {
  clock: Clock;
  line: LineWatch;
  signal: AbortSignal;
  /** Milliseconds to wait at most; what is left then says that our line was down. */
  mostMs: number;
  /** Called once when the waiting begins. */
  onWaiting?: () => void;
  /** Milliseconds from one look at the canaries to the next. @default one minute */
  checkMs?: number;
}

/**
 * Waits while our own line is down: every site of the night would be "seen" within minutes and left
 * undetermined. Without canaries nobody can tell, and nothing is waited for. Rejects with the signal's reason when aborted.
 */
export async function awaitLine({
  clock,
  line,
  signal,
  mostMs,
  onWaiting,
  checkMs = CHECK_MS,
}: AwaitLine): Promise<void> {
  if (mostMs === 0 || (await line.isDown()) !== true) return;
  onWaiting?.();
  const began = clock.elapsed();
  do {
    await clock.sleep(checkMs, signal);
  } while ((await line.isDown()) === true && clock.elapsed() - began < mostMs);
}
