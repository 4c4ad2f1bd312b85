import type { Clock } from '../clock.ts';
import { alarm } from '../net/alarm.ts';
import type { HostTurns, Telling, Turn } from '../net/host-turns.ts';
import { LONGEST_QUIET_MS, PERMIT_MS } from '../net/politeness.ts';
import { unlessAborted } from '../net/unless-aborted.ts';
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
/** A process that asked no host for so long takes part no more until it asks again; no permit is held as long. */
const IDLE_MS = 2 * PERMIT_MS;
/** A space longer than this, and than the host's own, was written before the machine's clock was set back. */
const LONGEST_SPACE_MS = 60_000;
/** Processes read the clock at different moments, and wait for the write lock after it. */
const SLACK_MS = 60_000;

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
  let hasJoined = false;
  let peeking: Promise<void> | null = null;
  let peekedAt = Number.NEGATIVE_INFINITY;
  let knows = 0;
  let lastSeen = Number.NEGATIVE_INFINITY;
  let isTelling = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  let hasLeft = false;
  let stopTimer = () => {};
  let tell: (telling: Telling) => Promise<void> = async () => undefined;

  const turn = (hold: number): Turn => ({ giveBack: () => void leases.give(hold).catch(() => undefined) });
  const after = (ms: number) => (ms > 0 ? wall() + Math.ceil(ms) : 0);
  const telling = (own: number): Telling => ({
    underWay: async (host) => turn(await leases.hold(own, host, wall() + PERMIT_MS)),
    rests: (host, nextMs, quietMs) => leases.rest(host, after(nextMs), after(quietMs)),
  });
  const wasSeen = () => clock.elapsed() - lastSeen < LINGER_MS;

  /** Looks for others; of newcomers it takes note when all that is under way was told. One look at a time. */
  function peek(own: number): Promise<void> {
    peeking ??= lookForOthers(own).finally(() => {
      peeking = null;
    });
    return peeking;
  }

  async function lookForOthers(own: number): Promise<void> {
    peekedAt = clock.elapsed();
    const others = await leases.others(own, isAlive);
    if (others.length === 0) return;
    if (!wasSeen()) {
      // From here on every start takes its turn in the store, so that none is missed in the telling.
      isTelling = true;
      try {
        await tell(telling(own));
      } finally {
        isTelling = false;
      }
    }
    lastSeen = clock.elapsed();
    const highest = Math.max(...others.map((other) => other.id));
    if (highest <= knows) return;
    await leases.note(own, highest);
    knows = highest;
  }

  function keepPeeking(own: number): void {
    stopTimer = alarm(clock, PEEK_MS, () => {
      if (hasLeft) return;
      void peek(own)
        .catch(() => undefined)
        .then(() => {
          if (hasLeft) return;
          if (clock.elapsed() - askedAt < IDLE_MS) keepPeeking(own);
          else beIdle(own);
        });
    });
  }

  /** So that a server that looked at a site once does not keep the night's scan asking the store for every start. */
  function beIdle(own: number): void {
    id = null;
    joining = null;
    hasJoined = false;
    knows = 0;
    lastSeen = Number.NEGATIVE_INFINITY;
    void leases.leave(own).catch(() => undefined);
  }

  /** Ends by itself after the grace, whoever waits for it: a start that is called off calls off no other. */
  async function join(): Promise<void> {
    const isFirst = id === null;
    id ??= await leases.join(SELF, isAlive);
    const own = id;
    await peek(own);
    if (isFirst) keepPeeking(own);
    const began = clock.elapsed();
    for (;;) {
      const others = await leases.others(own, isAlive);
      const areAware = others.every((other) => other.id > own || other.knows >= own);
      if (areAware || clock.elapsed() - began > GRACE_MS) break;
      await clock.sleep(RETRY_MS);
    }
    hasJoined = true;
  }

  async function beJoined(): Promise<void> {
    joining ??= join().catch((error: unknown) => {
      // The store may serve the next one.
      joining = null;
      throw error;
    });
    await joining;
  }

  return {
    get isShared() {
      return isTelling || wasSeen();
    },
    settle(signal) {
      askedAt = clock.elapsed();
      if (!hasJoined || id === null) return unlessAborted(beJoined(), signal);
      if (peeking !== null) return peeking;
      return clock.elapsed() - peekedAt > PEEK_MS ? peek(id) : null;
    },
    async take(host, { concurrency, minDelayMs, urgent }) {
      if (id === null) throw new Error('a turn was asked for before others were looked for');
      const limits = {
        ...{ urgent, concurrency, minDelayMs: Math.ceil(minDelayMs), holdMs: PERMIT_MS },
        ...{ mostDelayMs: LONGEST_SPACE_MS, mostQuietMs: LONGEST_QUIET_MS, slackMs: SLACK_MS },
      };
      const taken = await leases.take(id, host, limits, wall());
      return 'hold' in taken ? turn(taken.hold) : taken;
    },
    quiet: (host, ms) => leases.rest(host, 0, after(ms)),
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
