import { describe, expect, it } from 'vitest';
import { createTurns } from '../../src/browser/turns.ts';
import { systemClock } from '../../src/clock.ts';
import { createPoliteness } from '../../src/net/politeness.ts';

const never = new AbortController().signal;

/** Work that goes on until it is let go. */
function held(): { work: () => Promise<string>; letGo: () => void } {
  let letGo = () => {};
  const until = new Promise<string>((resolve) => {
    letGo = () => resolve('done');
  });
  return { work: () => until, letGo };
}

describe('places in the browser', () => {
  it('are there for what is urgent although bulk work holds all of its own and more waits', async () => {
    const turns = createTurns(2);
    const bulk = [held(), held(), held()];
    const working = bulk.map(({ work }) => turns.take('bulk', never, work));
    expect(await turns.take('urgent', never, async () => 'at once')).toBe('at once');
    for (const { letGo } of bulk) letGo();
    expect(await Promise.all(working)).toEqual(['done', 'done', 'done']);
  });

  it('let go of what waits at once when it is aborted, and of what works when it has cleaned up', async () => {
    const turns = createTurns(1);
    const stop = new AbortController();
    const order: string[] = [];
    const first = turns.take('bulk', stop.signal, async () => {
      await new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
      order.push('cleaned up');
      throw new Error('torn');
    });
    const second = turns.take('bulk', stop.signal, async () => order.push('never begun'));
    stop.abort(new Error('stop'));
    await expect(second).rejects.toThrow('stop');
    await expect(first).rejects.toThrow('stop');
    expect(order).toEqual(['cleaned up']);
    expect(await turns.take('bulk', never, async () => 'free again')).toBe('free again');
  });
});

describe('a host’s turn', () => {
  it('goes to what is urgent before all bulk work that waits', async () => {
    const limits = { perHost: { concurrency: 1, minDelayMs: 0 }, perAddress: { concurrency: 1 } };
    const leases = createPoliteness(limits, systemClock);
    const first = await leases.enter('a', 'ip', never);
    const order: string[] = [];
    const enter = async (host: string, name: string, urgent: boolean) => {
      const permit = await leases.enter(host, 'ip', never, urgent);
      order.push(name);
      permit.release();
    };
    const waiting = [
      enter('a', 'bulk of the host', false),
      enter('b', 'bulk of the address', false),
      enter('a', 'urgent of the host', true),
      enter('c', 'urgent of the address', true),
    ];
    await new Promise((resolve) => setImmediate(resolve));
    first.release();
    await Promise.all(waiting);
    expect(order.indexOf('urgent of the host')).toBeLessThan(order.indexOf('bulk of the host'));
    expect(order.indexOf('urgent of the address')).toBeLessThan(order.indexOf('bulk of the address'));
  });
});
