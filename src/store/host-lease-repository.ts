import type { ProcessId } from './store.ts';

/** A process that asks hosts for pages. */
export interface LeaseHolder {
  /** Later ones have higher numbers. */
  id: number;
  process: ProcessId;
  /** The highest number it has taken note of: whoever has a lower one may rely on what it told. */
  knows: number;
}

/** What processes that share a database keep of hosts together. Times are the machine's, never a rehearsal's. */
export interface HostLeaseRepository {
  /** Takes part; what ended processes left is cleared. */
  join(self: ProcessId, isAlive: (process: ProcessId) => boolean): Promise<number>;
  /** The others that live; the rest is cleared with what it held. */
  others(id: number, isAlive: (process: ProcessId) => boolean): Promise<LeaseHolder[]>;
  note(id: number, knows: number): Promise<void>;
  /** A slot and the next start of the host in one step, or the milliseconds to wait. */
  take(
    id: number,
    host: string,
    limits: { concurrency: number; minDelayMs: number; holdMs: number },
    at: number,
  ): Promise<{ hold: number } | { waitMs: number }>;
  /** A slot without asking: the request is under way already. */
  hold(id: number, host: string, until: number): Promise<number>;
  give(hold: number): Promise<void>;
  /** The host rests at least until then. */
  rest(host: string, nextStart: number, quietUntil: number): Promise<void>;
  leave(id: number): Promise<void>;
}
