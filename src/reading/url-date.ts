import { type CivilDate, civilDate } from '../domain/civil-date.ts';

const PARTED = /\/((?:19|20)\d{2})[-/]?(\d{1,2})[-/](\d{1,2})(?=[/_.]|$)/;
/** People's Daily and its kin: /2024/0628/. */
const HALF = /\/((?:19|20)\d{2})[-/](0[1-9]|1[0-2])([0-2]\d|3[01])(?=[/_.]|$)/;
const JOINED = /(?:^|[/_]|\bt)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?=[/_.]|$)/;
/** A folder named by the second it was made: /2026052217462526593/. */
const STAMP = /\/(20\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{0,8}(?=[/_.]|$)/;

const YEAR = /(?:19|20)\d\d/;

/** What stands between the host and the query. */
function pathOf(url: string): string {
  const start = HOST.exec(url)?.[0].length ?? 0;
  const end = url.search(/[?#]/);
  return end < start ? url.slice(start) : url.slice(start, end);
}
const HOST = /^https?:\/\/[^/?#]*/i;

/**
 * The date in a URL: `/2018-07-27/`, `t20180727_`, `/2018/7/27/`, `/202409/t20240910`. Only a hint: a folder may be
 * named for the day of an import, and pages are moved.
 */
export function urlDate(url: string): CivilDate | null {
  if (!YEAR.test(url)) return null;
  const path = pathOf(url);
  const match = PARTED.exec(path) ?? HALF.exec(path) ?? JOINED.exec(path) ?? STAMP.exec(path);
  return match === null ? null : civilDate(Number(match[1]), Number(match[2]), Number(match[3]));
}
