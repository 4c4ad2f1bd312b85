import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { onAbort } from '../../src/on-abort.ts';
import { pageOf, startSmallSite } from '../helpers/small-site.ts';

describe('waits on one signal', () => {
  it('share one listener and are all told', async () => {
    const stop = new AbortController();
    const told: number[] = [];
    for (let i = 0; i < 50; i++) onAbort(stop.signal, () => told.push(i));
    const off = onAbort(stop.signal, () => told.push(-1));
    off();
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1);
    stop.abort();
    expect(told).toHaveLength(50);
    expect(told).not.toContain(-1);
  });

  it('of one function are each told', () => {
    const stop = new AbortController();
    let told = 0;
    const act = () => {
      told += 1;
    };
    onAbort(stop.signal, act)();
    onAbort(stop.signal, act);
    onAbort(stop.signal, act);
    stop.abort();
    expect(told).toBe(2);
  });

  it('ends sleeps', async () => {
    const stop = new AbortController();
    const sleeping = systemClock.sleep(60_000, stop.signal);
    stop.abort(new Error('stop'));
    await expect(sleeping).rejects.toThrow('stop');
  });

  it('of a whole look leave no warning of a leak', async () => {
    const warned: string[] = [];
    const note = (warning: Error) => warned.push(warning.name);
    process.on('warning', note);
    const nav = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`栏目${i}`, `/c${i}/`]));
    const site = await startSmallSite(['  perAddress: { concurrency: 2 }', 'scan: { browserPages: 0 }']);
    site.pages.set('/', pageOf('首页', '<p>正文</p>', nav));
    for (const url of Object.values(nav)) site.pages.set(url, pageOf('栏目', '<p>正文</p>', nav));
    await site.look('2024-06-20T10:00:00+08:00');
    await site.close();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    expect(warned).not.toContain('MaxListenersExceededWarning');
  });
});
