import type { Clock } from '../clock.ts';
import { onAbort } from '../on-abort.ts';
import { alarm } from './alarm.ts';
import { NetFailure } from './failure.ts';
import type { HostTurns, Turn } from './host-turns.ts';

export interface PolitenessLimits {
  perHost: { concurrency: number; minDelayMs: number };
  perAddress: { concurrency: number };
}

/** Leave to send one request; give it back when the answer is in. Giving it back twice does no harm. */
export interface Permit {
  release(): void;
}

/** Slots and clocks of hosts and addresses. */
export interface Leases {
  /**
   * Waits for the host's and the address's turn. Rejects with the signal's reason when aborted, and with NetFailure
   * `rate_limited` when the host asked for a longer quiet than a run waits. What is urgent goes before what is not.
   */
  enter(host: string, addressKey: string, signal: AbortSignal, urgent?: boolean): Promise<Permit>;
  /**
   * The host asked for quiet: the second clock, apart from the crawl delay so that neither masks the other.
   * `ms` null: it did not say how long, and the quiet doubles with every time it asks.
   */
  backOff(host: string, ms: number | null): void;
  /** The host wishes for at least so many milliseconds from start to start. */
  slowDown(host: string, ms: number): void;
}

interface HostState {
  gate: Gate;
  /** Earliest start of the next request, on the monotonic clock. */
  nextStart: number;
  quietUntil: number;
  /** From start to start. */
  delayMs: number;
  /** How often it asked for quiet without saying how long, and when last. */
  strikes: number;
  lastStrike: number;
}

/** Longest quiet a run waits for. A host that asks for more is not asked again before that, and what hangs on it is left. */
export const LONGEST_WAIT_MS = 60_000;
/** A Retry-After beyond this is a mistake or a joke. */
export const LONGEST_QUIET_MS = 6 * 3_600_000;
const FIRST_QUIET_MS = 5_000;
/** After so long without being asked for quiet, doubling starts again. */
const FORGET_STRIKES_MS = 10 * 60_000;
/**
 * A permit is taken back after so long. A hop ends within a minute and a page in the browser within less than two, so one
 * that is held longer was lost, and everything that waits for its host would wait for ever.
 */
export const PERMIT_MS = 5 * 60_000;
/** States are dropped, oldest first, beyond this: a hostile page may name millions of hosts. */
const KEEP_HOSTS = 20_000;

/** A request under way; its turn, where other processes ask the same hosts. */
interface Held {
  host: string;
  turn: Turn | null;
}

/**
 * Politeness: at most `concurrency` requests a host, `minDelayMs` from start to start, at most so many
 * an address. Waiting for one host never holds up another: the address's slot is taken last and never held asleep.
 * Kept here in memory; with `turns` the processes that share a store keep a host's limits together.
 */
export function createPoliteness(limits: PolitenessLimits, clock: Clock, turns?: HostTurns): Leases {
  const hosts = new Map<string, HostState>();
  const addresses = new Map<string, Gate>();
  const underWay = new Set<Held>();
  turns?.onShared(async ({ underWay: note, rests }) => {
    const now = clock.elapsed();
    for (const held of [...underWay]) {
      if (held.turn !== null) continue;
      const turn = await note(held.host);
      // It may have ended while it was told.
      if (underWay.has(held)) held.turn = turn;
      else turn.giveBack();
    }
    for (const [host, { nextStart, quietUntil }] of hosts)
      if (nextStart > now || quietUntil > now) await rests(host, nextStart - now, quietUntil - now);
  });

  const hostOf = (host: string): HostState => {
    const known = hosts.get(host);
    if (known !== undefined) return known;
    const state: HostState = {
      gate: new Gate(limits.perHost.concurrency),
      delayMs: limits.perHost.minDelayMs,
      ...{ nextStart: 0, quietUntil: 0, strikes: 0, lastStrike: Number.NEGATIVE_INFINITY },
    };
    if (hosts.size >= KEEP_HOSTS) forgetOne();
    hosts.set(host, state);
    return state;
  };

  function forgetOne(): void {
    const now = clock.elapsed();
    for (const [host, state] of hosts) {
      if (!state.gate.isIdle || state.quietUntil > now || state.nextStart > now) continue;
      if (state.delayMs > limits.perHost.minDelayMs) continue;
      hosts.delete(host);
      return;
    }
  }

  const addressOf = (key: string): Gate => {
    const gate = addresses.get(key) ?? new Gate(limits.perAddress.concurrency);
    addresses.set(key, gate);
    return gate;
  };

  const leave = (key: string, gate: Gate): void => {
    gate.leave();
    if (gate.isIdle) addresses.delete(key);
  };

  function tellQuiet(host: string, ms: number): void {
    if (turns?.isShared) void turns.quiet(host, ms).catch(() => undefined);
  }

  /** Sleeps until the host's clocks allow a start. */
  async function waitForClocks(host: string, state: HostState, signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = clock.elapsed();
      const quietMs = state.quietUntil - now;
      if (quietMs > LONGEST_WAIT_MS) {
        throw new NetFailure(
          'rate_limited',
          `${host} asked for quiet; another ${Math.ceil(quietMs / 1000)} s of it are left`,
        );
      }
      const waitMs = Math.max(state.nextStart - now, quietMs);
      if (waitMs <= 0) return;
      await clock.sleep(waitMs, signal);
    }
  }

  function permitOf(host: string, state: HostState, key: string, address: Gate, turn: Turn | null): Permit {
    state.nextStart = clock.elapsed() + state.delayMs;
    const held: Held = { host, turn };
    underWay.add(held);
    let isReleased = false;
    const release = () => {
      if (isReleased) return;
      isReleased = true;
      stop();
      underWay.delete(held);
      held.turn?.giveBack();
      leave(key, address);
      state.gate.leave();
    };
    const stop = alarm(clock, PERMIT_MS, release);
    return { release };
  }

  /** The permit where nothing at all is to be waited for, as is most often the case; else null. */
  function enterAtOnce(host: string, state: HostState, key: string, signal: AbortSignal): Permit | null {
    const now = clock.elapsed();
    if (signal.aborted || now < state.nextStart || now < state.quietUntil || !state.gate.isFree) return null;
    if (turns?.isShared) return null;
    const address = addressOf(key);
    if (!address.isFree) return null;
    state.gate.take();
    address.take();
    return permitOf(host, state, key, address, null);
  }

  async function enterInTurn(
    host: string,
    state: HostState,
    key: string,
    signal: AbortSignal,
    urgent: boolean,
  ): Promise<Permit> {
    await state.gate.enter(signal, urgent);
    try {
      for (;;) {
        const settling = turns?.settle(signal);
        if (settling) await settling;
        await waitForClocks(host, state, signal);
        const address = addressOf(key);
        await address.enter(signal, urgent);
        // Others may have come while we waited, and started without us if this process stood still.
        const late = turns?.settle(signal);
        if (late) {
          leave(key, address);
          await late;
          continue;
        }
        // While we waited for the address another request of this host may have started.
        const now = clock.elapsed();
        if (now < state.nextStart || now < state.quietUntil) {
          leave(key, address);
          continue;
        }
        if (!turns?.isShared) return permitOf(host, state, key, address, null);
        const taken = await turns
          .take(host, { ...limits.perHost, minDelayMs: state.delayMs, urgent })
          .catch((error) => {
            leave(key, address);
            throw error;
          });
        if (!('waitMs' in taken)) return permitOf(host, state, key, address, taken);
        leave(key, address);
        // A quiet that another process was asked for is as long as one of our own, and as little slept through.
        if (taken.quietMs > 0) state.quietUntil = Math.max(state.quietUntil, clock.elapsed() + taken.quietMs);
        else await clock.sleep(taken.waitMs, signal);
      }
    } catch (error) {
      state.gate.leave();
      throw error;
    }
  }

  return {
    async enter(host, addressKey, signal, urgent = false) {
      const settling = turns?.settle(signal);
      if (settling) await settling;
      const state = hostOf(host);
      return (
        enterAtOnce(host, state, addressKey, signal) ?? enterInTurn(host, state, addressKey, signal, urgent)
      );
    },
    backOff(host, ms) {
      const state = hostOf(host);
      const now = clock.elapsed();
      if (ms !== null) {
        state.quietUntil = Math.max(state.quietUntil, now + Math.min(ms, LONGEST_QUIET_MS));
        tellQuiet(host, state.quietUntil - now);
        return;
      }
      // Requests that were under way together ask once, however many of them are answered so.
      if (state.quietUntil > now) return;
      state.strikes = now - state.lastStrike > FORGET_STRIKES_MS ? 0 : state.strikes + 1;
      state.lastStrike = now;
      state.quietUntil = now + Math.min(FIRST_QUIET_MS * 2 ** state.strikes, LONGEST_QUIET_MS);
      tellQuiet(host, state.quietUntil - now);
    },
    slowDown(host, ms) {
      const state = hostOf(host);
      state.nextStart += Math.max(0, ms - state.delayMs);
      state.delayMs = Math.max(state.delayMs, ms);
    },
  };
}

/** So many at once, first come first served, the urgent before the others. */
class Gate {
  #held = 0;
  readonly #slots: number;
  readonly #urgent = new Set<() => void>();
  readonly #others = new Set<() => void>();

  constructor(slots: number) {
    this.#slots = slots;
  }

  get isIdle(): boolean {
    return this.#held === 0 && this.#urgent.size === 0 && this.#others.size === 0;
  }

  /** Whoever waits was given the slot that came free: while one is free nobody waits. */
  get isFree(): boolean {
    return this.#held < this.#slots;
  }

  take(): void {
    this.#held += 1;
  }

  enter(signal: AbortSignal, urgent: boolean): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.isFree) {
      this.take();
      return Promise.resolve();
    }
    const waiting = urgent ? this.#urgent : this.#others;
    return new Promise((resolve, reject) => {
      const admit = () => {
        off();
        resolve();
      };
      const off = onAbort(signal, () => {
        waiting.delete(admit);
        reject(signal.reason);
      });
      waiting.add(admit);
    });
  }

  leave(): void {
    const waiting = this.#urgent.size > 0 ? this.#urgent : this.#others;
    const [next] = waiting;
    if (next === undefined) {
      this.#held -= 1;
      return;
    }
    waiting.delete(next);
    next();
  }
}
