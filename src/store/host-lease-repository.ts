import type { ProcessId } from './store.ts';

/** A process that asks hosts for pages. */
export interface LeaseHolder {
  /** Later ones have higher numbers. */
  id: number;
  process: ProcessId;
  /** The highest number it has taken note of: whoever has a lower one may rely on what it told. */
  knows: number;
}

/** A request's turn, or how long to wait for one; `quietMs` of it because the host asked for quiet. */
export type TakenTurn = { hold: number } | { waitMs: number; quietMs: number };

export interface LeaseLimits {
  /** Before what is not, whichever process asks. */
  urgent: boolean;
  concurrency: number;
  minDelayMs: number;
  /** After so long a hold counts no more. */
  holdMs: number;
  /** Longer rests than these were written before the machine's clock was set back, and count no more. */
  mostDelayMs: number;
  mostQuietMs: number;
  /** What was written may lie so much later than `at`. */
  slackMs: number;
}

/**
 * What processes that share a database keep of hosts together. Times are the machine's, never a rehearsal's, in whole
 * milliseconds.
 */
export interface HostLeaseRepository {
  /** Takes part; what ended processes left is cleared. */
  join(self: ProcessId, isAlive: (process: ProcessId) => boolean): Promise<number>;
  /** The others that live; the rest is cleared with what it held. */
  others(id: number, isAlive: (process: ProcessId) => boolean): Promise<LeaseHolder[]>;
  note(id: number, knows: number): Promise<void>;
  /** A slot and the next start of the host in one step, or the milliseconds to wait. */
  take(id: number, host: string, limits: LeaseLimits, at: number): Promise<TakenTurn>;
  /** A slot without asking: the request is under way already. */
  hold(id: number, host: string, until: number): Promise<number>;
  give(hold: number): Promise<void>;
  /** The host rests at least until then. */
  rest(host: string, nextStart: number, quietUntil: number): Promise<void>;
  leave(id: number): Promise<void>;
}
