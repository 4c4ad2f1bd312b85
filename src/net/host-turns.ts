/**
 * Spacing and slots of hosts over all processes that share a store. Filled by `run`; one process alone needs none, and
 * asks nothing of it while no other lives.
 */
export interface HostTurns {
  /**
   * Asked before each start: null when every other process knows of this one, else what to wait for first. Rejects with
   * the signal's reason when aborted.
   */
  settle(signal: AbortSignal): Promise<void> | null;
  /** Whether another process asks hosts, too: then a start needs a turn. */
  readonly isShared: boolean;
  /** The host's turn, or the milliseconds to wait before asking again; `quietMs` of them because the host asked for quiet. */
  take(host: string, limits: TurnLimits): Promise<Turn | TurnWait>;
  /** The host asked for quiet. */
  quiet(host: string, ms: number): Promise<void>;
  /** What is under way when another process comes is told by this; called once, before the first `settle`. */
  onShared(tell: (others: Telling) => Promise<void>): void;
}

export interface TurnLimits {
  /** Somebody waits for it: before what is not urgent, of other processes too. */
  urgent: boolean;
  concurrency: number;
  minDelayMs: number;
}

export interface TurnWait {
  waitMs: number;
  quietMs: number;
}

export interface Turn {
  giveBack(): void;
}

export interface Telling {
  /** A request is under way that was started while nobody else was there. */
  underWay(host: string): Promise<Turn>;
  /** Milliseconds for which the host rests before its next start, and for which it asked for quiet. */
  rests(host: string, nextMs: number, quietMs: number): Promise<void>;
}
