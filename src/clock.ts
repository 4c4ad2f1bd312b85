import { onAbort } from './on-abort.ts';

/** Milliseconds since the Unix epoch, UTC. Branded so that a duration cannot be passed for an instant. */
export type EpochMs = number & { readonly __epochMs: unique symbol };

/** The one cast from a plain number (a database column, `Date.parse`) to an instant. */
export const epochMs = (value: number): EpochMs => value as EpochMs;

/**
 * Time as the rest of the program sees it. Handed in from above: nothing else may ask the machine for
 * the time or set a timer, so tests and rehearsals decide what "now" is.
 */
export interface Clock {
  /** What is recorded: the machine's time, or in a rehearsal the virtual one. */
  now(): EpochMs;
  /** Monotonic milliseconds for measuring durations and spacing; never virtual. */
  elapsed(): number;
  /** Resolves after `ms` of real time; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `ring` after `ms` of real time unless the returned function is called first. Absent: made of `sleep`. */
  after?(ms: number, ring: () => void): () => void;
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const timer = setTimeout(() => {
      off?.();
      resolve();
    }, ms);
    const off =
      signal &&
      onAbort(signal, () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
  });
}

function after(ms: number, ring: () => void): () => void {
  const timer = setTimeout(ring, ms);
  return () => clearTimeout(timer);
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  elapsed: () => performance.now(),
  ...{ sleep, after },
};

/** The machine's time in milliseconds since the Unix epoch, in a rehearsal as well: what its processes tell each other by. */
export const wallTime = (): number => Date.now();

/** A clock whose recorded time starts at `start` and runs on at real speed: rehearsals (DESIGN "As-of"). */
export function clockStartingAt(start: EpochMs): Clock {
  const began = performance.now();
  return {
    now: () => epochMs(Math.round(start + performance.now() - began)),
    elapsed: () => performance.now(),
    ...{ sleep, after },
  };
}
