/**
 * The province's own calendar, so that its truth does not rest on the code it proves: days off and make-up days of
 * STANDARDS §11, years 2024 to 2026.
 */
const OFF: readonly (readonly [string, string])[] = [
  ['2024-01-01', '2024-01-01'],
  ['2024-02-10', '2024-02-17'],
  ['2024-04-04', '2024-04-06'],
  ['2024-05-01', '2024-05-05'],
  ['2024-06-10', '2024-06-10'],
  ['2024-09-15', '2024-09-17'],
  ['2024-10-01', '2024-10-07'],
  ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'],
  ['2025-04-04', '2025-04-06'],
  ['2025-05-01', '2025-05-05'],
  ['2025-05-31', '2025-06-02'],
  ['2025-10-01', '2025-10-08'],
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'],
  ['2026-10-01', '2026-10-07'],
];
const MADE_UP = new Set([
  '2024-02-04',
  '2024-02-18',
  '2024-04-07',
  '2024-04-28',
  '2024-05-11',
  '2024-09-14',
  '2024-09-29',
  '2024-10-12',
  '2025-01-26',
  '2025-02-08',
  '2025-04-27',
  '2025-09-28',
  '2025-10-11',
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-05-09',
  '2026-09-20',
  '2026-10-10',
]);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The day an instant falls on in China. */
export function chinaDay(ms: number): string {
  return new Date(ms + 8 * HOUR).toISOString().slice(0, 10);
}

/** `day` at `hour` o'clock in China. */
export function chinaTime(day: string, hour: number): number {
  return Date.parse(`${day}T00:00:00+08:00`) + hour * HOUR;
}

export function isWorkday(day: string): boolean {
  if (MADE_UP.has(day)) return true;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !OFF.some(([from, to]) => from <= day && day <= to);
}

/** The n-th workday after `day`; the day itself is not counted. */
export function workdayAfter(day: string, n: number): string {
  let at = Date.parse(`${day}T00:00:00Z`);
  let left = n;
  while (left > 0) {
    at += DAY;
    if (isWorkday(new Date(at).toISOString().slice(0, 10))) left -= 1;
  }
  return new Date(at).toISOString().slice(0, 10);
}
