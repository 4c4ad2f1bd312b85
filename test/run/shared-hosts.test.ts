import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock, wallTime } from '../../src/clock.ts';
import { createPoliteness, type Leases } from '../../src/net/politeness.ts';
import { SELF } from '../../src/run/process-identity.ts';
import { type SharedHosts, shareHosts } from '../../src/run/shared-hosts.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';

const never = new AbortController().signal;
const LIMITS = { perHost: { concurrency: 1, minDelayMs: 0 }, perAddress: { concurrency: 8 } };

interface Member {
  store: Store;
  hosts: SharedHosts;
  leases: Leases;
}

describe('hosts shared by processes on one database', () => {
  let folder: string;
  let members: Member[];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'xunjian-hosts-'));
    members = [];
  });
  afterEach(async () => {
    vi.useRealTimers();
    for (const { hosts, store } of members) {
      await hosts.leave();
      store.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** Each with a connection of its own to the one database, as processes have. */
  const member = ({ wall = wallTime, perHost = LIMITS.perHost } = {}): Member => {
    const store = openSqliteStore(path.join(folder, 'x.db'), 'real');
    const hosts = shareHosts(store.hostLeases, systemClock, wall);
    const one = { store, hosts, leases: createPoliteness({ ...LIMITS, perHost }, systemClock, hosts) };
    members.push(one);
    return one;
  };
  const enter = (one: Member, host: string, signal = never) => one.leases.enter(host, host, signal);
  /** Each knows of the other. */
  const acquainted = async (first: Member, second: Member): Promise<void> => {
    (await enter(first, 'warm.example')).release();
    (await enter(second, 'warm.example')).release();
    (await enter(first, 'warm.example')).release();
  };
  const heldSlots = (): number => {
    const db = new Database(path.join(folder, 'x.db'), { readonly: true });
    const { n } = db.prepare('SELECT count(*) AS n FROM host_hold').get() as { n: number };
    db.close();
    return n;
  };

  it('know of a quiet that a host asked of another, and wait for no longer than a run waits', async () => {
    const [first, second] = [member(), member()];
    await acquainted(first, second);
    first.leases.backOff('a.example', 3_600_000);
    await expect(enter(second, 'a.example')).rejects.toMatchObject({ failure: { code: 'rate_limited' } });
  });

  it('know of a quiet that was asked before they came', async () => {
    const first = member();
    (await enter(first, 'b.example')).release();
    first.leases.backOff('a.example', 3_600_000);
    const second = member();
    await expect(enter(second, 'a.example')).rejects.toMatchObject({ failure: { code: 'rate_limited' } });
  });

  it('keep a spacing that is no whole number of milliseconds', async () => {
    const [first, second] = [member(), member()];
    await acquainted(first, second);
    for (const one of [first, second]) one.leases.slowDown('a.example', 33.3);
    const starts: number[] = [];
    for (const one of [first, second, first]) {
      const permit = await enter(one, 'a.example');
      starts.push(performance.now());
      permit.release();
    }
    // Kept by the machine's clock, whose milliseconds are whole.
    expect((starts[2] ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(2 * 33 - 2);
  });

  it('lose no slot when a request ends while another process is told of it', async () => {
    const first = member();
    const permit = await enter(first, 'a.example');
    const second = member();
    const entering = enter(second, 'b.example');
    // The first notices the newcomer in its next look, and is telling when its request ends.
    const { hold } = first.store.hostLeases;
    let told = () => {};
    const telling = new Promise<void>((resolve) => {
      told = resolve;
    });
    first.store.hostLeases.hold = async (...args) => {
      const id = await hold(...args);
      permit.release();
      told();
      return id;
    };
    (await entering).release();
    await telling;
    (await enter(second, 'a.example')).release();
    expect(heldSlots()).toBe(0);
  });

  it('go on when the request that was first was called off while it waited for them', async () => {
    const first = member();
    (await enter(first, 'b.example')).release();
    // Stands still: it takes no note of newcomers.
    first.store.hostLeases.note = async () => undefined;
    const second = member();
    const stop = new AbortController();
    const called = enter(second, 'a.example', stop.signal);
    const other = enter(second, 'c.example');
    stop.abort(new Error('the site was given up'));
    await expect(called).rejects.toThrow('the site was given up');
    (await other).release();
    // It took part once: it does not take itself for another.
    expect(await second.store.hostLeases.others(0, () => true)).toHaveLength(2);
  }, 10_000);

  it('count what another took a moment later by the clock than they ask', async () => {
    const first = member();
    // Read before the write lock was waited for.
    const second = member({ wall: () => wallTime() - 1_000 });
    await acquainted(first, second);
    const permit = await enter(first, 'a.example');
    first.leases.backOff('b.example', 24 * 3_600_000);
    let isFree = false;
    const entering = enter(second, 'a.example').then((own) => {
      expect(isFree).toBe(true);
      own.release();
    });
    await expect(enter(second, 'b.example')).rejects.toMatchObject({ failure: { code: 'rate_limited' } });
    isFree = true;
    permit.release();
    await entering;
  });

  it('wait for no spacing of an hour when the machine’s clock is set back by one', async () => {
    let shift = 0;
    const wall = () => wallTime() + shift;
    const perHost = { concurrency: 1, minDelayMs: 50 };
    const [first, second] = [member({ wall, perHost }), member({ wall, perHost })];
    await acquainted(first, second);
    (await enter(first, 'a.example')).release();
    const held = await enter(first, 'c.example');
    shift = -3_600_000;
    (await enter(second, 'a.example')).release();
    held.release();
    (await enter(second, 'c.example')).release();
  }, 10_000);

  it('let what is urgent in one go before the bulk work of another', async () => {
    const [first, second] = [member(), member()];
    await acquainted(first, second);
    let starts = 0;
    const bulk = Array.from({ length: 400 }, async () => {
      const permit = await enter(first, 'a.example');
      starts += 1;
      await new Promise((resolve) => setImmediate(resolve));
      permit.release();
    });
    await bulk[0];
    const before = starts;
    const permit = await second.leases.enter('a.example', 'a.example', never, true);
    expect(starts - before).toBeLessThan(5);
    permit.release();
    await Promise.all(bulk);
    expect(heldSlots()).toBe(0);
  }, 30_000);

  it('are left to the other by one that asks nobody for ten minutes, until it asks again', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const [first, second] = [member(), member()];
    const taking = () => first.store.hostLeases.others(0, () => true);
    await acquainted(first, second);
    expect(await taking()).toHaveLength(2);
    vi.advanceTimersByTime(11 * 60_000);
    await vi.waitFor(async () => expect(await taking()).toHaveLength(0), { timeout: 5_000 });
    (await enter(first, 'a.example')).release();
    expect(first.hosts.isShared).toBe(false);
    const permit = await enter(second, 'a.example');
    expect(second.hosts.isShared).toBe(true);
    permit.release();
    expect(heldSlots()).toBe(0);
  }, 20_000);

  it('look for others before a start that a process stood still over', async () => {
    const first = member({ perHost: { concurrency: 1, minDelayMs: 100 } });
    (await enter(first, 'a.example')).release();
    let isFree = false;
    const entering = enter(first, 'a.example').then((permit) => {
      expect(isFree).toBe(true);
      permit.release();
    });
    // While it sleeps out the spacing another comes, waits for it in vain, and starts.
    await new Promise((resolve) => setImmediate(resolve));
    const { hostLeases } = first.store;
    const id = await hostLeases.join(SELF, () => true);
    const hold = await hostLeases.hold(id, 'a.example', wallTime() + 300_000);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
    setTimeout(() => {
      isFree = true;
      void hostLeases.give(hold);
    }, 100);
    await entering;
  });

  it('take over what a killed process held', async () => {
    const first = member();
    (await enter(first, 'b.example')).release();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const dead = { host: hostname(), pid: child.pid ?? 0, nonce: 'unknown' };
    const id = await first.store.hostLeases.join(dead, () => true);
    await first.store.hostLeases.hold(id, 'a.example', wallTime() + 300_000);
    await vi.waitFor(() => expect(first.hosts.isShared).toBe(true));
    const entering = enter(first, 'a.example');
    child.kill('SIGKILL');
    await once(child, 'exit');
    (await entering).release();
    expect(heldSlots()).toBe(0);
  }, 10_000);
});
