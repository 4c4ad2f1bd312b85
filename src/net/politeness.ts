import type { Clock } from '../clock.ts';

export interface PolitenessLimits {
  perHost: { concurrency: number; minDelayMs: number };
  perAddress: { concurrency: number };
}

/** Leave to send one request; give it back when the answer is in. */
export interface Permit {
  release(): void;
}

/** Slots and clocks of hosts and addresses, kept here in memory; a cluster hands in ones kept in its store. */
export interface Leases {
  enter(host: string, addressKey: string, signal: AbortSignal): Promise<Permit>;
  /** The host asked for quiet until then: the second clock, apart from the crawl delay so that neither masks the other. */
  backOff(host: string, ms: number): void;
}

interface HostState {
  gate: Gate;
  /** Earliest start of the next request, on the monotonic clock. */
  nextStart: number;
  quietUntil: number;
}

/** A Retry-After beyond this would hold up a night's run; the host is left for the next one. */
export const MAX_BACK_OFF_MS = 60_000;

/**
 * Politeness in one process: at most `concurrency` requests a host, `minDelayMs` from start to start, at most so many
 * an address. Waiting for one host never holds up another.
 */
export function createPoliteness(limits: PolitenessLimits, clock: Clock): Leases {
  const hosts = new Map<string, HostState>();
  const addresses = new Map<string, Gate>();
  const hostOf = (host: string) => {
    const known = hosts.get(host);
    if (known !== undefined) return known;
    const state = { gate: new Gate(limits.perHost.concurrency), nextStart: 0, quietUntil: 0 };
    hosts.set(host, state);
    return state;
  };
  const addressOf = (key: string) => {
    const known = addresses.get(key);
    if (known !== undefined) return known;
    const gate = new Gate(limits.perAddress.concurrency);
    addresses.set(key, gate);
    return gate;
  };
  return {
    async enter(host, addressKey, signal) {
      const state = hostOf(host);
      await state.gate.enter(signal);
      const address = addressOf(addressKey);
      try {
        await address.enter(signal);
      } catch (error) {
        state.gate.leave();
        throw error;
      }
      try {
        for (;;) {
          const now = clock.elapsed();
          const start = Math.max(state.nextStart, state.quietUntil);
          if (now >= start) {
            state.nextStart = now + limits.perHost.minDelayMs;
            break;
          }
          await clock.sleep(start - now, signal);
        }
      } catch (error) {
        address.leave();
        state.gate.leave();
        throw error;
      }
      let released = false;
      return {
        release() {
          if (released) return;
          released = true;
          address.leave();
          state.gate.leave();
        },
      };
    },
    backOff(host, ms) {
      const state = hostOf(host);
      state.quietUntil = Math.max(state.quietUntil, clock.elapsed() + Math.min(ms, MAX_BACK_OFF_MS));
    },
  };
}

/** So many at once, first come first served. */
class Gate {
  #free: number;
  readonly #waiting: { admit: () => void }[] = [];

  constructor(slots: number) {
    this.#free = slots;
  }

  enter(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const waiter = {
        admit: () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(waiter);
    });
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next.admit();
  }
}
