import { describe, expect, it } from 'vitest';
import { type Clock, epochMs } from '../../src/clock.ts';
import { createPoliteness, PERMIT_MS } from '../../src/net/politeness.ts';

/** A clock whose time passes only by sleeping: spacing is exact and nothing waits. */
function sleeper(): Clock {
  let now = 0;
  return {
    now: () => epochMs(now),
    elapsed: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    after: () => () => undefined,
  };
}

const signal = new AbortController().signal;
const limits = { perHost: { concurrency: 2, minDelayMs: 200 }, perAddress: { concurrency: 3 } };

describe('politeness', () => {
  it('keeps the delay from start to start of one host’s requests', async () => {
    const clock = sleeper();
    const leases = createPoliteness(limits, clock);
    const starts: number[] = [];
    for (let i = 0; i < 4; i++) {
      const permit = await leases.enter('a', '1', signal);
      starts.push(clock.elapsed());
      permit.release();
    }
    expect(starts).toEqual([0, 200, 400, 600]);
  });

  it('lets no more than the set number run at once, and another host pass meanwhile', async () => {
    const leases = createPoliteness({ ...limits, perHost: { concurrency: 1, minDelayMs: 0 } }, sleeper());
    const first = await leases.enter('a', '1', signal);
    const order: string[] = [];
    const second = leases.enter('a', '1', signal).then((permit) => {
      order.push('a again');
      permit.release();
    });
    (await leases.enter('b', '2', signal)).release();
    order.push('b');
    first.release();
    await second;
    expect(order).toEqual(['b', 'a again']);
  });

  it('takes back a permit that nobody gives back, so that no host waits for ever', async () => {
    const clock = sleeper();
    const rings: (() => void)[] = [];
    const leases = createPoliteness(
      { perHost: { concurrency: 1, minDelayMs: 0 }, perAddress: { concurrency: 1 } },
      {
        ...clock,
        after(ms, ring) {
          expect(ms).toBe(PERMIT_MS);
          rings.push(ring);
          return () => undefined;
        },
      },
    );
    const lost = await leases.enter('a', '1', signal);
    const second = leases.enter('a', '1', signal);
    rings[0]?.();
    const permit = await second;
    // Given back after all: it frees nothing that is not its own.
    lost.release();
    let entered = false;
    void leases.enter('a', '1', signal).then(() => {
      entered = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(entered).toBe(false);
    permit.release();
    await new Promise((resolve) => setImmediate(resolve));
    expect(entered).toBe(true);
  });

  it('counts one address over many hosts', async () => {
    const leases = createPoliteness(
      { perHost: { concurrency: 9, minDelayMs: 0 }, perAddress: { concurrency: 2 } },
      sleeper(),
    );
    const held = [await leases.enter('a', 'ip', signal), await leases.enter('b', 'ip', signal)];
    let entered = false;
    const third = leases.enter('c', 'ip', signal).then((permit) => {
      entered = true;
      permit.release();
    });
    await Promise.resolve();
    expect(entered).toBe(false);
    held[0]?.release();
    await third;
    held[1]?.release();
  });

  it('keeps quiet for as long as a host asked, whatever the crawl delay', async () => {
    const clock = sleeper();
    const leases = createPoliteness(limits, clock);
    leases.backOff('a', 5_000);
    (await leases.enter('a', '1', signal)).release();
    expect(clock.elapsed()).toBe(5_000);
  });

  it('gives up waiting when the run is interrupted, and loses no slot', async () => {
    const leases = createPoliteness({ ...limits, perHost: { concurrency: 1, minDelayMs: 0 } }, sleeper());
    const first = await leases.enter('a', '1', signal);
    const stop = new AbortController();
    const waiting = leases.enter('a', '1', stop.signal);
    stop.abort(new Error('stop'));
    await expect(waiting).rejects.toThrow('stop');
    first.release();
    (await leases.enter('a', '1', signal)).release();
  });
});
