import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadWorkdays } from '../../src/config/load-workdays.ts';
import type { CivilDate } from '../../src/domain/civil-date.ts';
import { chineseCalendar } from '../../src/domain/workday-calendar.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';

const YEAR = 2031;
const FEASTS = `${YEAR}-01-01, ${YEAR}-05-01, ${YEAR}-10-01..${YEAR}-10-07`;
const day = (text: string) => text as CivilDate;

describe('workdays.yaml', () => {
  let file: string;
  const load = (text: string) => {
    writeFileSync(file, text);
    return loadWorkdays(file);
  };

  beforeEach(() => {
    file = path.join(temporaryFolder(), 'workdays.yaml');
  });

  it('may be absent', () => {
    expect(loadWorkdays(file).name).toBe(chineseCalendar.name);
  });

  it('makes a year known whose notice the calendar does not have', () => {
    const calendar = load(`${YEAR}:\n  source: 通知\n  off: [${FEASTS}]\n  worked: [${YEAR}-10-11]\n`);
    expect(calendar.isWorkday(day(`${YEAR}-10-07`))).toBe(false);
    expect(calendar.isWorkday(day(`${YEAR}-10-08`))).toBe(true);
    expect(calendar.isWorkday(day(`${YEAR}-10-11`))).toBe(true);
    expect(calendar.isWorkday(day(`${YEAR}-10-12`))).toBe(false);
    expect(calendar.name).toBe(`${chineseCalendar.name}+${YEAR}`);
  });

  it.each([
    ['a day that is none', `off: [${FEASTS}, ${YEAR}-02-30]`, `"${YEAR}-02-30" is no day`],
    [
      'a span that runs backwards',
      `off: [${FEASTS}, ${YEAR}-06-03..${YEAR}-06-01]`,
      'is no span of 1 to 12 days',
    ],
    ['a span of weeks', `off: [${FEASTS}, ${YEAR}-02-01..${YEAR}-03-01]`, 'is no span of 1 to 12 days'],
    ['a day of another year', `off: [${FEASTS}, 2030-02-03]`, `does not belong to the notice for ${YEAR}`],
    ['half a notice', `off: [${YEAR}-01-01]`, `every year’s notice gives ${YEAR}-05-01 off`],
    ['a weekday as worked', `off: [${FEASTS}]\n  worked: [${YEAR}-10-10]`, 'is no Saturday or Sunday'],
    ['a day both off and worked', `off: [${FEASTS}]\n  worked: [${YEAR}-10-05]`, 'is given off too'],
    ['an unknown key', `off: [${FEASTS}]\n  holidays: []`, 'holidays'],
  ])('refuses %s with file and line', (_, body, reason) => {
    expect(() => load(`# 通知\n${YEAR}:\n  ${body}\n`)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(/workdays\.yaml:[234]: /),
        place: expect.objectContaining({ file }),
      }),
    );
    expect(() => loadWorkdays(file)).toThrow(reason);
  });

  it('refuses a year that is none', () => {
    expect(() => load('next: { off: [2031-01-01] }\n')).toThrow(/must be a year/);
  });
});
