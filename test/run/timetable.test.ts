import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { type Clock, type EpochMs, epochMs } from '../../src/clock.ts';
import { SETTINGS } from '../../src/config/settings.ts';
import { chineseCalendar } from '../../src/domain/workday-calendar.ts';
import { XunjianError } from '../../src/errors.ts';
import { followTimetable, type JobEvent } from '../../src/run/follow-timetable.ts';
import { onCalendar } from '../../src/run/on-calendar.ts';
import { SELF } from '../../src/run/process-identity.ts';
import { createTimetable, type JobName } from '../../src/run/timetable.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';

const at = (text: string) => epochMs(Date.parse(`${text}+08:00`));
const iso = (ms: EpochMs | null) =>
  ms === null ? null : new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16);
const schedule = {
  nightly: SETTINGS['schedule.nightly'].default,
  reach: SETTINGS['schedule.reach'].default,
  send: SETTINGS['schedule.send'].default,
  watch: SETTINGS['schedule.watch'].default,
  accounts: SETTINGS['schedule.accounts'].default,
};
const timetable = createTimetable({ schedule, timezone: 'Asia/Shanghai' }, chineseCalendar);

describe('the timetable', () => {
  it('counts in the configured zone', () => {
    expect(iso(timetable.next('nightly', at('2024-06-20T10:00')))).toBe('2024-06-21T01:00');
  });

  it('sends letters on workdays: not on a holiday, but on a Sunday worked for it', () => {
    // 端午 2024: Saturday 8 to Monday 10 June; 国庆 is worked for on Sunday 29 September.
    expect(iso(timetable.next('send', at('2024-06-07T11:00')))).toBe('2024-06-11T09:00');
    expect(iso(timetable.next('send', at('2024-09-28T12:00')))).toBe('2024-09-29T09:00');
  });

  it('gives of many missed times the newest', () => {
    const missed = timetable.newest('reach', at('2024-06-18T10:00'), at('2024-06-20T10:10'));
    expect(iso(missed)).toBe('2024-06-20T10:00');
    expect(timetable.newest('reach', at('2024-06-20T10:00'), at('2024-06-20T10:10'))).toBeNull();
    expect(iso(timetable.newest('nightly', at('2019-01-01T00:00'), at('2024-06-20T10:10')))).toBe(
      '2024-06-20T01:00',
    );
  });
});

/** Time passes only by sleeping; ends the test's world at `end`. */
function clockOf(start: EpochMs, end: EpochMs, stop: AbortController): Clock & { pass(ms: number): void } {
  let now = start;
  return {
    now: () => epochMs(now),
    elapsed: () => now,
    pass(ms) {
      now = epochMs(now + ms);
      if (now >= end) stop.abort(new Error('the end of the test'));
    },
    async sleep(ms) {
      if (now + ms >= end) {
        stop.abort(new Error('the end of the test'));
        throw stop.signal.reason;
      }
      now = epochMs(now + ms);
    },
  };
}

describe('following the timetable', () => {
  const follow = async (
    [from, to]: [string, string],
    options: {
      store?: Store;
      job?: JobName;
      takes?: number;
      fail?: unknown;
      failTimes?: number;
      onEvent?: (event: JobEvent) => void;
    } = {},
  ) => {
    const store = options.store ?? openSqliteStore(':memory:', 'real');
    const stop = new AbortController();
    const clock = clockOf(at(from), at(to), stop);
    const events: JobEvent[] = [];
    const { job = 'nightly', takes = 0, fail = null, failTimes = Number.POSITIVE_INFINITY } = options;
    let runs = 0;
    await followTimetable(
      { store, clock },
      {
        ...{ timetable, jobs: [job], signal: stop.signal },
        onEvent(event) {
          events.push(event);
          options.onEvent?.(event);
        },
        async run() {
          clock.pass(takes);
          runs += 1;
          if (fail !== null && runs <= failTimes) throw fail;
          return { status: 0, figures: {} };
        },
      },
    );
    const of = (wanted: JobEvent['event']) =>
      events.filter(({ event }) => event === wanted).map(({ dueAt }) => iso(dueAt));
    return { of, store, events };
  };

  it('runs a job at its times, and nothing at the first start', async () => {
    const { of } = await follow(['2024-06-20T10:00', '2024-06-22T10:00']);
    expect(of('ended')).toEqual(['2024-06-21T01:00', '2024-06-22T01:00']);
  });

  it('makes up once for what was missed while nothing ran', async () => {
    const { store } = await follow(['2024-06-20T00:30', '2024-06-20T02:00']);
    const { of } = await follow(['2024-06-24T10:00', '2024-06-24T12:00'], { store });
    expect(of('ended')).toEqual(['2024-06-24T01:00']);
    // That one counts: nothing is left to make up for.
    const again = await follow(['2024-06-24T12:00', '2024-06-24T13:00'], { store });
    expect(again.of('started')).toEqual([]);
  });

  it('makes up once for what came due while the job ran, never twice at a time', async () => {
    const { of } = await follow(['2024-06-20T10:00', '2024-06-20T13:05'], {
      job: 'reach',
      takes: 70 * 60_000,
    });
    expect(of('ended')).toEqual(['2024-06-20T10:30', '2024-06-20T11:30', '2024-06-20T12:30']);
  });

  it('goes on after a failure at the next time, and says what failed', async () => {
    const fail = new XunjianError('INVENTORY_INVALID', 'sites.csv:3: no name', 'mend it');
    const { of, events, store } = await follow(['2024-06-20T10:00', '2024-06-22T10:00'], { fail });
    expect(of('failed')).toEqual(['2024-06-21T01:00', '2024-06-22T01:00']);
    expect(events.find(({ event }) => event === 'failed')).toMatchObject({ status: 2, error: fail });
    expect(await store.jobs.latest('nightly')).toMatchObject({ status: 2 });
  });

  it('takes a night up again that our own store or disk ended, after some minutes and three times at most', async () => {
    const fail = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    const night = ['2024-06-20T10:00', '2024-06-21T10:00'] as [string, string];
    const mended = await follow(night, { fail, failTimes: 2 });
    expect(mended.of('failed')).toEqual(Array(2).fill('2024-06-21T01:00'));
    expect(mended.of('ended')).toEqual(['2024-06-21T01:00']);
    const lost = await follow(night, { fail });
    expect(lost.of('failed')).toEqual(Array(4).fill('2024-06-21T01:00'));
    const samples = await follow(['2024-06-20T10:10', '2024-06-20T11:10'], { fail, job: 'reach' });
    expect(samples.of('failed')).toEqual(['2024-06-20T10:30', '2024-06-20T11:00']);
  });

  it('tries again what the store would not take down, and ends for nothing of it', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'xunjian-locked-')), 'x.db');
    const store = openSqliteStore(file, 'real');
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const { of } = await follow(['2024-06-20T10:00', '2024-06-21T10:00'], {
      store,
      onEvent({ event }) {
        if (event === 'failed') other.exec('ROLLBACK');
      },
    });
    expect(of('failed')).toEqual(['2024-06-21T01:00']);
    expect(of('ended')).toEqual(['2024-06-21T01:00']);
  }, 60_000);

  it('is not kept from a job by a run of its own whose end could not be written', async () => {
    const store = openSqliteStore(':memory:', 'real');
    const started = at('2024-06-20T01:00');
    await store.jobs.start('nightly', started, started, SELF, () => false);
    const { of } = await follow(['2024-06-20T10:00', '2024-06-21T10:00'], { store });
    expect(of('ended')).toEqual(['2024-06-21T01:00']);
  });

  it('leaves out a time at which the job runs in another process', async () => {
    const store = openSqliteStore(':memory:', 'real');
    // Process 1 lives as long as the machine; of another machine nobody knows.
    const other = { host: 'another machine', pid: 1, nonce: 'x' };
    const started = at('2024-06-20T01:00');
    await store.jobs.start('nightly', started, started, other, () => false);
    const { of } = await follow(['2024-06-20T10:00', '2024-06-21T10:00'], { store });
    expect(of('busy')).toEqual(['2024-06-21T01:00']);
    expect(of('started')).toEqual([]);
  });

  it('runs anew what was cut off with its process', async () => {
    const store = openSqliteStore(':memory:', 'real');
    const { hostname } = await import('node:os');
    const dead = { host: hostname(), pid: 2 ** 22 + 1, nonce: 'gone' };
    const started = at('2024-06-20T01:00');
    await store.jobs.start('nightly', started, started, dead, () => false);
    const { of } = await follow(['2024-06-20T10:00', '2024-06-20T12:00'], { store });
    expect(of('ended')).toEqual(['2024-06-20T01:00']);
  });
});

describe('OnCalendar of a cron line', () => {
  it.each([
    ['0 1 * * *', ['*-*-* 01:00:00 Asia/Shanghai']],
    ['*/30 * * * *', ['*-*-* *:00/30:00 Asia/Shanghai']],
    ['0 9-11 * * *', ['*-*-* 09..11:00:00 Asia/Shanghai']],
    ['15,45 8-18/2 * * 1-5', ['Mon..Fri *-*-* 08..18/2:15,45:00 Asia/Shanghai']],
    ['0 6 1 1,4,7,10 *', ['*-01,04,07,10-01 06:00:00 Asia/Shanghai']],
    ['0 6 1 * 0', ['*-*-01 06:00:00 Asia/Shanghai', 'Sun *-*-* 06:00:00 Asia/Shanghai']],
    ['0 6 L * *', null],
  ])('%s', (line, times) => {
    expect(onCalendar(line, 'Asia/Shanghai')).toEqual(times);
  });
});
