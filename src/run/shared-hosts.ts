import type { Clock } from '../clock.ts';
import type { HostTurns, Telling, Turn } from '../net/host-turns.ts';
import { PERMIT_MS } from '../net/politeness.ts';
import type { HostLeaseRepository } from '../store/host-lease-repository.ts';
import { isAlive, SELF } from './process-identity.ts';

export interface SharedHosts extends HostTurns {
  /** Gives back everything; the other processes go on alone. */
  leave(): Promise<void>;
}

/** How often a process looks for others. */
const PEEK_MS = 200;
/** A newcomer waits so long for the others to take note of it: one that stands still asks nobody either. */
const GRACE_MS = 3_000;
const RETRY_MS = 20;
/** After the last of the others has gone its hosts still rest: the longest spacing, with room. */
const LINGER_MS = 15_000;

/**
 * Host leases of several processes on one database. While a process is alone it asks the store nothing but now and then
 * whether it still is. When another comes, each tells what it has under way, and from then on every start takes its
 * turn in the store. The newcomer starts nothing before the others took note of it.
 *
 * @param wall the machine's time, which all its processes share; never a rehearsal's
 */
export function shareHosts(leases: HostLeaseRepository, clock: Clock, wall: () => number): SharedHosts {
  let id: number | null = null;
  let joining: Promise<void> | null = null;
  let peekedAt = Number.NEGATIVE_INFINITY;
  let knows = 0;
  let lastSeen = Number.NEGATIVE_INFINITY;
  let hasLeft = false;
  let stopTimer = () => {};
  let tell: (telling: Telling) => Promise<void> = async () => undefined;

  const turn = (hold: number): Turn => ({ giveBack: () => void leases.give(hold).catch(() => undefined) });
  const telling = (own: number): Telling => ({
    underWay: async (host) => turn(await leases.hold(own, host, wall() + PERMIT_MS)),
    rests: (host, nextMs, quietMs) => leases.rest(host, wall() + nextMs, quietMs > 0 ? wall() + quietMs : 0),
  });

  /** Looks for others; of newcomers it takes note when all that is under way was told. */
  async function peek(own: number): Promise<void> {
    peekedAt = clock.elapsed();
    const others = await leases.others(own, isAlive);
    if (others.length === 0) return;
    const wasShared = isShared();
    lastSeen = clock.elapsed();
    if (!wasShared) await tell(telling(own));
    const highest = Math.max(...others.map((other) => other.id));
    if (highest <= knows) return;
    knows = highest;
    await leases.note(own, highest);
  }

  const isShared = () => clock.elapsed() - lastSeen < LINGER_MS;

  function keepPeeking(own: number): void {
    stopTimer = clock.after?.(PEEK_MS, () => {
      if (hasLeft) return;
      void peek(own)
        .catch(() => undefined)
        .then(() => {
          if (!hasLeft) keepPeeking(own);
        });
    }) as () => void;
  }

  async function join(signal: AbortSignal): Promise<void> {
    const own = await leases.join(SELF, isAlive);
    id = own;
    await peek(own);
    keepPeeking(own);
    const began = clock.elapsed();
    for (;;) {
      const others = await leases.others(own, isAlive);
      const areAware = others.every((other) => other.id > own || other.knows >= own);
      if (areAware || clock.elapsed() - began > GRACE_MS) return;
      await clock.sleep(RETRY_MS, signal);
    }
  }

  return {
    get isShared() {
      return isShared();
    },
    async settle(signal) {
      if (joining === null) {
        joining = join(signal);
        // A start that was called off does not keep the next one from joining.
        joining.catch(() => {
          joining = null;
        });
      }
      await joining;
      if (id !== null && clock.elapsed() - peekedAt > PEEK_MS) await peek(id);
    },
    async take(host, limits) {
      if (id === null) throw new Error('a turn was asked for before others were looked for');
      const taken = await leases.take(id, host, { ...limits, holdMs: PERMIT_MS }, wall());
      return 'hold' in taken ? turn(taken.hold) : taken;
    },
    quiet: (host, ms) => leases.rest(host, 0, wall() + ms),
    onShared(told) {
      tell = told;
    },
    async leave() {
      hasLeft = true;
      stopTimer();
      if (id !== null) await leases.leave(id);
    },
  };
}
