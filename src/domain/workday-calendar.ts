import { createRequire } from 'node:module';
import type chineseDays from 'chinese-days';
import { XunjianError } from '../errors.ts';
import { addDays, type CivilDate } from './civil-date.ts';

// CommonJS with an `__esModule` mark, which bundlers and Node unwrap differently: `require` gives one shape everywhere.
const days = createRequire(import.meta.url)('chinese-days') as typeof chineseDays;

/** Which days are worked: the one thing about the calendar that rules may ask. */
export interface WorkdayCalendar {
  /** How results name it. */
  readonly name: string;
  /** Throws CALENDAR_YEAR_UNKNOWN rather than guess. */
  isWorkday(date: CivilDate): boolean;
}

/**
 * Chinese workdays: Monday to Friday and not a public holiday, or a make-up day 调休 (STANDARDS §11). The data is that
 * of the State Council's yearly notices as `chinese-days` carries it; a year is known when its 国庆 is in there. A year it has not is given by `workdays.yaml` (`calendarOf`).
 */
export const chineseCalendar: WorkdayCalendar = calendarOf([]);

/** What one yearly notice says, as a person wrote it down; it may name last days of the year before. */
export interface YearNotice {
  year: number;
  /** Days off, whichever weekday they are. */
  off: ReadonlySet<CivilDate>;
  /** Days worked though they are Saturdays or Sundays: 调休. */
  worked: ReadonlySet<CivilDate>;
}

/** The calendar with notices that the data does not have yet; where both know a year, what a person wrote counts. */
export function calendarOf(own: readonly YearNotice[]): WorkdayCalendar {
  const ownYears = own.map(({ year }) => year).sort((a, b) => a - b);
  const isKnown = (year: number) => ownYears.includes(year) || isYearKnown(year);
  const refuseUnknown = (year: number) => {
    if (!isKnown(year)) throw new CalendarYearUnknown(year);
  };
  return {
    name: ['chinese-days@1.5.7', ...ownYears].join('+'),
    isWorkday(date) {
      const year = Number(date.slice(0, 4));
      refuseUnknown(year);
      // The notice of a year also moves the last days of the year before: 2018-12-29 was worked and 2018-12-31 off by
      // the notice for 2019. 28 December is the earliest day that such a notice has touched (2007–2026).
      if (date.slice(5) >= '12-28') refuseUnknown(year + 1);
      if (own.some(({ off }) => off.has(date))) return false;
      if (own.some(({ worked }) => worked.has(date))) return true;
      return ownYears.includes(year) ? !isWeekend(date) : days.isWorkday(date);
    },
  };
}

/** Saturday or Sunday. */
export function isWeekend(date: CivilDate): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day === 0 || day === 6;
}

const known = new Map<number, boolean>();

/** Whether the notice for `year` is in the data. */
export function isYearKnown(year: number): boolean {
  let is = known.get(year);
  if (is === undefined) {
    // An ordinary day bears the name of its weekday, a holiday that of the feast.
    is = days.getDayDetail(`${year}-10-01`).name.includes(',');
    known.set(year, is);
  }
  return is;
}

/** A year whose notice nobody has given. */
export class CalendarYearUnknown extends XunjianError {
  readonly year: number;

  constructor(year: number) {
    super(
      'CALENDAR_YEAR_UNKNOWN',
      `the calendar of workdays does not know ${year}: its holiday notice is not in chinese-days`,
      'write its days into config/workdays.yaml (the notice usually appears in November of the year before; docs/reference/letters.md shows how), or update chinese-days',
    );
    this.year = year;
  }
}

/** The `count`-th workday after `from`; the day itself is not counted. Throws CALENDAR_YEAR_UNKNOWN. */
export function workdayAfter(calendar: WorkdayCalendar, from: CivilDate, count: number): CivilDate {
  return workdaysAfter(calendar, from, count).at(-1) ?? from;
}

/** The first `count` workdays after `from`, in order. */
export function workdaysAfter(calendar: WorkdayCalendar, from: CivilDate, count: number): CivilDate[] {
  const found: CivilDate[] = [];
  let day = from;
  while (found.length < count) {
    day = addDays(day, 1);
    if (calendar.isWorkday(day)) found.push(day);
  }
  return found;
}

/** How many workdays lie after `from` up to and including `to`; negative when `to` is earlier. */
export function workdaysBetween(calendar: WorkdayCalendar, from: CivilDate, to: CivilDate): number {
  if (to < from) return -workdaysBetween(calendar, to, from);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (calendar.isWorkday(day)) count += 1;
  }
  return count;
}
