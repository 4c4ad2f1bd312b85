import { Cron } from 'croner';
import { type EpochMs, epochMs } from '../clock.ts';
import type { Config } from '../config/load-config.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import type { WorkdayCalendar } from '../domain/workday-calendar.ts';
import { XunjianError } from '../errors.ts';

/** What the timetable runs, in the order of `schedule:` in the configuration. */
export const JOBS = ['nightly', 'reach', 'send', 'watch', 'accounts'] as const;
export type JobName = (typeof JOBS)[number];

export interface Timetable {
  /** The first time after `after` at which the job is due. Null when its line never comes round. */
  next(job: JobName, after: EpochMs): EpochMs | null;
  /** The newest time in (`after`, `until`] at which it was due: however many were missed, they are made up for once. */
  newest(job: JobName, after: EpochMs, until: EpochMs): EpochMs | null;
}

/** Looked back on at most: after a longer stop the newest due time is found just as well from here. */
const LONGEST_LOOK_BACK_MS = 35 * 86_400_000;

/** Due times of the configured cron lines in the configured zone; letters go on workdays only. */
export function createTimetable(
  { schedule, timezone }: Pick<Config, 'schedule' | 'timezone'>,
  calendar: WorkdayCalendar,
): Timetable {
  const lines = new Map(JOBS.map((job) => [job, new Cron(schedule[job], { timezone, paused: true })]));

  const next: Timetable['next'] = (job, after) => {
    const line = lines.get(job);
    for (let from = after; ; ) {
      const found = line?.nextRun(new Date(from)) ?? null;
      if (found === null) return null;
      const at = epochMs(found.getTime());
      if (job !== 'send' || isWorkday(calendar, at, timezone)) return at;
      from = at;
    }
  };
  return {
    next,
    newest(job, after, until) {
      let newest: EpochMs | null = null;
      const from = epochMs(Math.max(after, until - LONGEST_LOOK_BACK_MS));
      for (let at = next(job, from); at !== null && at <= until; at = next(job, at)) newest = at;
      return newest;
    },
  };
}

/** A year whose holidays are not known is no reason to skip silently: sending then says what is missing. */
function isWorkday(calendar: WorkdayCalendar, at: EpochMs, zone: string): boolean {
  try {
    return calendar.isWorkday(civilDateOf(at, zone));
  } catch (error) {
    if (error instanceof XunjianError && error.code === 'CALENDAR_YEAR_UNKNOWN') return true;
    throw error;
  }
}
