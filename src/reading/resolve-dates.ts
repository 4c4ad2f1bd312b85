import { addDays, type CivilDate, civilDate, daysBetween } from '../domain/civil-date.ts';
import type { DateInText } from './dates.ts';

/** A URL's date tells the year of a shown one when they lie this close; a folder named for an import does not. */
const NEAR_DAYS = 60;

/** A run of items this long in falling order means that the list falls all the way down. */
const FALLING_RUN = 5;

/** One date by itself: one without a year belongs to the year that its URL's date names, else to the last not in the future. */
export function resolveDate(date: DateInText, today: CivilDate, hint: CivilDate | null): CivilDate | null {
  if (date.ago !== undefined) return addDays(today, -date.ago);
  if (date.year !== null) return civilDate(date.year, date.month, date.day);
  return hinted(date, today, hint) ?? latestUpTo(date, today);
}

/**
 * The dates of a list, item by item. Where they bear no year, neighbours help: lists fall from new to old, so after
 * 01-05 and 12-30 a 06-19 is of last year too. A rise near the top is no turn of the year but a pinned item.
 */
export function resolveDates(
  dates: readonly (DateInText | null)[],
  hints: readonly (CivilDate | null)[],
  today: CivilDate,
): (CivilDate | null)[] {
  let bound: CivilDate | null = null;
  let run = 0;
  let previous: CivilDate | null = null;
  return dates.map((date, i) => {
    if (date === null) return null;
    const sure = date.year !== null || date.ago !== undefined;
    const hint = hints[i] ?? null;
    let resolved = sure ? resolveDate(date, today, null) : hinted(date, today, hint);
    const guessed = resolved === null && !sure;
    if (guessed) {
      const rises = previous !== null && (latestUpTo(date, today) ?? '') > previous;
      const upTo: CivilDate = bound ?? (rises && run >= FALLING_RUN && previous !== null ? previous : today);
      resolved = latestUpTo(date, upTo);
    }
    if (resolved === null) return null;
    const falls = previous !== null && resolved <= previous;
    // From the first item of an earlier year on, nothing below can be newer than it. One that bears its year says
    // nothing of those that bear none: such sites print the years of old items alone.
    const turns = previous !== null && resolved.slice(0, 4) < previous.slice(0, 4);
    if (guessed && (bound === null ? turns : resolved < bound)) bound = resolved;
    run = falls ? run + 1 : 0;
    previous = resolved;
    return resolved;
  });
}

function hinted({ month, day }: DateInText, today: CivilDate, hint: CivilDate | null): CivilDate | null {
  if (hint === null) return null;
  const around = Number(hint.slice(0, 4));
  const candidates = [around - 1, around, around + 1].flatMap((year) => civilDate(year, month, day) ?? []);
  const nearest = candidates
    .filter((date) => date <= today && Math.abs(daysBetween(date, hint)) <= NEAR_DAYS)
    .sort((a, b) => Math.abs(daysBetween(a, hint)) - Math.abs(daysBetween(b, hint)))[0];
  return nearest ?? null;
}

/** The last such day up to `limit`; eight years back suffice for a 29 February. */
function latestUpTo({ month, day }: DateInText, limit: CivilDate): CivilDate | null {
  const year = Number(limit.slice(0, 4));
  for (let back = 0; back <= 8; back++) {
    const date = civilDate(year - back, month, day);
    if (date !== null && date <= limit) return date;
  }
  return null;
}
