import { existsSync } from 'node:fs';
import { z } from 'zod';
import { addDays, type CivilDate, parseCivilDate } from '../domain/civil-date.ts';
import { calendarOf, isWeekend, type WorkdayCalendar, type YearNotice } from '../domain/workday-calendar.ts';
import { XunjianError } from '../errors.ts';
import { issueError } from './explain-issue.ts';
import { at, parseYaml, readSmallFile, type YamlDocument } from './yaml-document.ts';

/** No notice gives a feast more days; more is a slip in the year or the month. */
const LONGEST_HOLIDAY = 12;

const notices = z.record(
  z.string().regex(/^20\d\d$/, 'must be a year, such as 2027'),
  z.strictObject({
    /** The notice it is taken from: for the reader of the file. */
    source: z.string().optional(),
    off: z.array(z.string()).min(1),
    worked: z.array(z.string()).default([]),
  }),
);

/**
 * The calendar of workdays with the years of this file (`workdays`), which may be absent. A year's days off are days
 * or spans (`2027-10-01..2027-10-07`). Throws CONFIG_UNREADABLE, CONFIG_INVALID with file and line.
 */
export function loadWorkdays(file: string): WorkdayCalendar {
  if (!existsSync(file)) return calendarOf([]);
  const remedy = 'mend it, or take it away';
  const document = parseYaml(
    readSmallFile(file, 'workdays', 'CONFIG_UNREADABLE', remedy),
    file,
    'CONFIG_INVALID',
  );
  const parsed = notices.safeParse(document.value);
  if (!parsed.success)
    throw issueError(parsed.error, notices, document, {
      code: 'CONFIG_INVALID',
      reference: 'docs/reference/letters.md',
    });
  return calendarOf(
    Object.entries(parsed.data)
      .map(([year, { off, worked }]) => ({
        year: Number(year),
        off: new Set(off.flatMap((text, i) => daysOf(text, document, [year, 'off', i]))),
        worked: new Set(worked.flatMap((text, i) => daysOf(text, document, [year, 'worked', i]))),
      }))
      .map((notice) => checked(notice, document)),
  );
}

function daysOf(text: string, document: YamlDocument, path: readonly PropertyKey[]): CivilDate[] {
  const [from = null, to = from] = text.split('..').map((part) => parseCivilDate(part.trim()));
  if (from === null || to === null) throw refusal(document, path, `"${text}" is no day and no span of days`);
  const days: CivilDate[] = [];
  for (let day = from; day <= to && days.length <= LONGEST_HOLIDAY; day = addDays(day, 1)) days.push(day);
  if (days.length === 0 || days.length > LONGEST_HOLIDAY)
    throw refusal(document, path, `"${text}" is no span of 1 to ${LONGEST_HOLIDAY} days`);
  const year = Number(path[0]);
  if (from < `${year - 1}-12-28` || to > `${year}-12-31`)
    throw refusal(document, path, `"${text}" does not belong to the notice for ${year}`);
  return days;
}

/** Half a notice would count days off as worked: what every notice names must be there. */
function checked(notice: YearNotice, document: YamlDocument): YearNotice {
  const year = String(notice.year);
  for (const feast of ['01-01', '05-01', '10-01'])
    if (!notice.off.has(`${year}-${feast}` as CivilDate))
      throw refusal(
        document,
        [year, 'off'],
        `every year’s notice gives ${year}-${feast} off, this one does not`,
      );
  for (const day of notice.worked) {
    if (!isWeekend(day))
      throw refusal(
        document,
        [year, 'worked'],
        `${day} is no Saturday or Sunday: it is worked without a notice`,
      );
    if (notice.off.has(day)) throw refusal(document, [year, 'worked'], `${day} is given off too`);
  }
  return notice;
}

function refusal(document: YamlDocument, path: readonly PropertyKey[], reason: string): XunjianError {
  const { file } = document;
  const line = document.lineOf(path);
  const key = path.map(String).join('.');
  return new XunjianError(
    'CONFIG_INVALID',
    `${at(file, line)}: ${reason}`,
    'write the days of the State Council’s notice, as docs/reference/letters.md shows',
    { place: { file, key, ...(line === undefined ? {} : { line }) } },
  );
}
