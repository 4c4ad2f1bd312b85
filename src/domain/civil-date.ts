import { DateTime } from 'luxon';
import { type EpochMs, epochMs } from '../clock.ts';

/** A calendar day `YYYY-MM-DD` in the configured zone. Sorts and compares as text. */
export type CivilDate = string & { readonly __civilDate: unique symbol };

/** A length of time as rules state it: calendar months or calendar days, never both. */
export type Period = { days: number; months?: never } | { months: number; days?: never };

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `YYYY-MM-DD` from numbers; null when no such day exists (2024-02-30). Plain sums: a page asks this a thousand times. */
export function civilDate(year: number, month: number, day: number): CivilDate | null {
  if (!isCivil(year, month, day)) return null;
  const century = year < 1000 ? String(year).padStart(4, '0') : year;
  return `${century}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}` as CivilDate;
}

/** Whether there is such a day. */
export function isCivil(year: number, month: number, day: number): boolean {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return false;
  if (year < 0 || year > 9999 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : MONTH_DAYS[month - 1];
  return days !== undefined && day <= days;
}

/** Checks text that should already be `YYYY-MM-DD`. */
export function parseCivilDate(text: string): CivilDate | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return m ? civilDate(Number(m[1]), Number(m[2]), Number(m[3])) : null;
}

/** The day an instant falls on in `zone` (IANA name). */
export function civilDateOf(at: EpochMs, zone: string): CivilDate {
  return DateTime.fromMillis(at, { zone }).toISODate() as CivilDate;
}

/** Midnight that begins `date` in `zone`. */
export function startOfDay(date: CivilDate, zone: string): EpochMs {
  return epochMs(DateTime.fromISO(date, { zone }).toMillis());
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** `date` moved by whole days. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate() as CivilDate;
}

/** The day `period` before `date`; months are calendar months, clipped to the month's end. */
export function periodBefore(date: CivilDate, period: Period): CivilDate {
  return DateTime.fromISO(date, { zone: 'utc' }).minus(period).toISODate() as CivilDate;
}

/**
 * Whether `last` lies at or beyond `period` before `today`. Rules say 超过(含): fourteen days exactly is over
 * (STANDARDS §0.7).
 */
export function isAtOrPast(last: CivilDate, period: Period, today: CivilDate): boolean {
  return last <= periodBefore(today, period);
}

/** ISO 8601 with the zone's offset, seconds precision: how instants leave the program. */
export function isoInZone(at: EpochMs, zone: string): string {
  return (
    DateTime.fromMillis(at, { zone }).startOf('second').toISO({ suppressMilliseconds: true }) ?? String(at)
  );
}
