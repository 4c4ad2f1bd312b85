import { type CivilDate, civilDate, daysBetween } from '../domain/civil-date.ts';

/** A date as it stands in text: with its year, or without. */
export interface DateInText {
  year: number | null;
  month: number;
  day: number;
  /** Where it stands in the text. */
  start: number;
  end: number;
}

/** Letters, digits and strokes before or after mean an index number, a path or a phone number, not a date. */
const FULL =
  /(?<![\dA-Za-z/_-])((?:19|20)\d{2})\s*([-/.]|年)\s*(\d{1,2})\s*([-/.]|月)\s*(\d{1,2})\s*日?(?![\d])/g;
const SHORT = /(?<![\dA-Za-z/.年_-])(\d{1,2})\s*([-/]|月)\s*(\d{1,2})\s*日?(?![\d/.:：-])/g;

const FIRST_YEAR = 1990;

/** Dates with a year in running text, in order. */
export function datesIn(text: string): DateInText[] {
  const found: DateInText[] = [];
  for (const match of text.matchAll(FULL)) {
    const [year, month, day] = [Number(match[1]), Number(match[3]), Number(match[5])];
    if (year >= FIRST_YEAR && civilDate(year, month, day) !== null) {
      found.push({ year, month, day, start: match.index, end: match.index + match[0].length });
    }
  }
  return found;
}

/** Brackets, labels and a time of day that may stand around a date without making it a sentence. */
const AROUND =
  /^(?:[\s[\]()（）【】〔〕〖〗<>《》:：|·•,，]|发布|更新|时间|日期|于|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)*$/;

/** The date that a piece of text consists of, brackets, labels and a time aside; null when it says more than that. */
export function wholeDate(text: string): DateInText | null {
  if (text.length > 60) return null;
  const [full] = datesIn(text);
  const date = full ?? shortDate(text) ?? splitDate(text);
  if (date === null || date === undefined) return null;
  return AROUND.test(text.slice(0, date.start)) && AROUND.test(text.slice(date.end)) ? date : null;
}

function shortDate(text: string): DateInText | null {
  for (const match of text.matchAll(SHORT)) {
    const [month, day] = [Number(match[1]), Number(match[3])];
    if (civilDate(2024, month, day) !== null) {
      return { year: null, month, day, start: match.index, end: match.index + match[0].length };
    }
  }
  return null;
}

/** A day set apart from its month: `27 2018-07`, `2018年07月 27`, `27 07月`. */
function splitDate(text: string): DateInText | null {
  const dayFirst = /(?<!\d)(\d{1,2})日?\s+((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})月?(?![\d-])/.exec(text);
  if (dayFirst !== null) return split(dayFirst, dayFirst[2], dayFirst[3], dayFirst[1]);
  const dayLast = /(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})月?\s+(\d{1,2})日?(?!\d)/.exec(text);
  return dayLast === null ? null : split(dayLast, dayLast[1], dayLast[2], dayLast[3]);
}

function split(match: RegExpExecArray, year?: string, month?: string, day?: string): DateInText | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < FIRST_YEAR || civilDate(y, m, d) === null) return null;
  return { year: y, month: m, day: d, start: match.index, end: match.index + match[0].length };
}

/** The date in a URL: `/2018-07-27/`, `t20180727_`, `/2018/7/27/`, `/202409/t20240910`. Only a hint: folders lie. */
export function urlDate(url: string): CivilDate | null {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  const parted = /\/((?:19|20)\d{2})[-/](\d{1,2})[-/](\d{1,2})(?=\/|_)/.exec(path);
  const joined = /(?:^|[/t_])((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?=[/_.]|$)/.exec(path);
  const match = parted ?? joined;
  return match === null ? null : civilDate(Number(match[1]), Number(match[2]), Number(match[3]));
}

/**
 * A date without a year belongs to the year nearest its URL's date where that has one, else to the last year in which
 * it is not in the future.
 */
export function resolveYear(
  { year, month, day }: DateInText,
  today: CivilDate,
  hint: CivilDate | null,
): CivilDate | null {
  if (year !== null) return civilDate(year, month, day);
  const thisYear = Number(today.slice(0, 4));
  if (hint !== null) {
    const around = Number(hint.slice(0, 4));
    const candidates = [around - 1, around, around + 1].flatMap((y) => civilDate(y, month, day) ?? []);
    candidates.sort((a, b) => Math.abs(daysBetween(a, hint)) - Math.abs(daysBetween(b, hint)));
    const [nearest] = candidates;
    // A folder named for an import says nothing of the year; only a near one does.
    if (nearest !== undefined && Math.abs(daysBetween(nearest, hint)) <= 60 && nearest <= today)
      return nearest;
  }
  for (const candidate of [thisYear, thisYear - 1, thisYear - 2, thisYear - 3]) {
    const date = civilDate(candidate, month, day);
    if (date !== null && date <= today) return date;
  }
  return null;
}
