import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate } from '../../src/domain/civil-date.ts';
import {
  calendarOf,
  chineseCalendar,
  isYearKnown,
  workdayAfter,
  workdaysAfter,
  workdaysBetween,
} from '../../src/domain/workday-calendar.ts';

const day = (text: string) => text as CivilDate;
/** A Saturday in March, far from every feast. */
const saturdayOf = (year: number) => {
  const first = new Date(Date.UTC(year, 2, 1)).getUTCDay();
  return addDays(day(`${year}-03-01`), 6 - first);
};
const KNOWN = Array.from({ length: 60 }, (_, i) => 1990 + i).filter(isYearKnown);
const LAST = KNOWN.at(-1) ?? 0;

/** Days of the years whose next year is known too, so that every count stays within known years. */
const anyDay = fc
  .tuple(fc.constantFrom(...KNOWN.filter((year) => year < LAST)), fc.integer({ min: 0, max: 364 }))
  .map(([year, n]) => addDays(day(`${year}-01-01`), n));

describe('workdays', () => {
  // STANDARDS §11: n = 5, the day of sending not counted.
  it.each([
    ['2024-04-26', ['2024-04-28', '2024-04-29', '2024-04-30', '2024-05-06', '2024-05-07']],
    ['2024-05-08', ['2024-05-09', '2024-05-10', '2024-05-11', '2024-05-13', '2024-05-14']],
    ['2024-06-07', ['2024-06-11', '2024-06-12', '2024-06-13', '2024-06-14', '2024-06-17']],
    ['2025-01-24', ['2025-01-26', '2025-01-27', '2025-02-05', '2025-02-06', '2025-02-07']],
  ])('five workdays after %s are those of the standard', (from, expected) => {
    expect(workdaysAfter(chineseCalendar, day(from), 5)).toEqual(expected);
  });

  it.each([
    [
      '2024',
      '01-01 02-12 02-16 04-04 05-01 06-10 09-16 10-07',
      '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
    ],
    ['2025', '01-01 01-28 02-04 04-04 05-05 06-02 10-08', '01-26 02-08 04-27 09-28 10-11'],
    ['2026', '01-02 02-16 02-23 04-06 05-05 06-19 09-25 10-07', '01-04 02-14 02-28 05-09 09-20 10-10'],
  ])('in %s days off and make-up days are those of the notice', (year, off, on) => {
    for (const date of off.split(' ')) expect(chineseCalendar.isWorkday(day(`${year}-${date}`))).toBe(false);
    for (const date of on.split(' ')) expect(chineseCalendar.isWorkday(day(`${year}-${date}`))).toBe(true);
  });

  it('a year without its notice is an error that names the year, not a guess', () => {
    expect(() => chineseCalendar.isWorkday(day(`${LAST + 1}-03-01`))).toThrow(
      expect.objectContaining({
        code: 'CALENDAR_YEAR_UNKNOWN',
        message: expect.stringContaining(`${LAST + 1}`),
      }),
    );
    expect(() => workdayAfter(chineseCalendar, day('1999-05-10'), 5)).toThrow(/1999/);
  });

  it('a notice that a person wrote down makes its year known, with the last days of December before it', () => {
    const next = LAST + 1;
    const calendar = calendarOf([
      {
        year: next,
        off: new Set([`${LAST}-12-31`, `${next}-01-01`, `${next}-05-01`, `${next}-10-01`].map(day)),
        worked: new Set([saturdayOf(next)]),
      },
    ]);
    expect(calendar.isWorkday(day(`${LAST}-12-31`))).toBe(false);
    expect(calendar.isWorkday(saturdayOf(next))).toBe(true);
    expect(calendar.isWorkday(addDays(saturdayOf(next), 1))).toBe(false);
    expect(calendar.isWorkday(addDays(saturdayOf(next), 2))).toBe(true);
    expect(calendar.isWorkday(day('2024-10-12'))).toBe(true);
    expect(() => calendar.isWorkday(day(`${next + 1}-03-01`))).toThrow(`${next + 1}`);
    expect(calendar.name).toBe(`${chineseCalendar.name}+${next}`);
  });

  it('the last days of December wait for the notice of the next year, which may move them', () => {
    expect(chineseCalendar.isWorkday(day('2018-12-29'))).toBe(true);
    expect(chineseCalendar.isWorkday(day('2018-12-31'))).toBe(false);
    expect(() => chineseCalendar.isWorkday(day(`${LAST}-12-29`))).toThrow(`${LAST + 1}`);
    expect(chineseCalendar.isWorkday(day(`${LAST}-12-25`))).toBeTypeOf('boolean');
  });

  it('the calendar knows an unbroken row of years, this one among them', () => {
    expect(KNOWN).toEqual(Array.from({ length: KNOWN.length }, (_, i) => (KNOWN[0] ?? 0) + i));
    expect(KNOWN).toEqual(expect.arrayContaining([2007, 2024, 2025, 2026]));
  });

  it('property: the n-th workday is a workday, and n workdays lie up to it', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 15 }), (from, n) => {
        const to = workdayAfter(chineseCalendar, from, n);
        expect(chineseCalendar.isWorkday(to)).toBe(true);
        expect(workdaysBetween(chineseCalendar, from, to)).toBe(n);
        expect(workdaysBetween(chineseCalendar, to, from)).toBe(-n);
      }),
    );
  });

  it('property: a later start never has an earlier deadline, and counts add up', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 6 }), (from, gap, n) => {
        expect(
          workdayAfter(chineseCalendar, addDays(from, gap), n) >= workdayAfter(chineseCalendar, from, n),
        ).toBe(true);
        const twice = workdayAfter(chineseCalendar, workdayAfter(chineseCalendar, from, n), n);
        expect(workdayAfter(chineseCalendar, from, 2 * n)).toBe(twice);
      }),
    );
  });

  it('every known year has 247 to 253 workdays', () => {
    for (const year of KNOWN.filter((y) => y > (KNOWN[0] ?? 0) && y < LAST)) {
      const count = workdaysBetween(chineseCalendar, day(`${year - 1}-12-31`), day(`${year}-12-31`));
      expect(count, String(year)).toBeGreaterThanOrEqual(247);
      expect(count, String(year)).toBeLessThanOrEqual(253);
    }
  });
});
