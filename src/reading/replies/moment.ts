import { type CivilDate, civilDate } from '../../domain/civil-date.ts';
import { type DateInText, datesIn, wholeDate } from '../dates.ts';

const CLOCK =
  /^[\sT日号,，()（）一二三四五六七天星期周]{0,8}(上午|下午|晚上?|中午|凌晨)?\s*(\d{1,2})\s*(?:[:：]|时|点)\s*(\d{1,2})?\s*(?:[:：]|分)?\s*(\d{1,2})?/;

/**
 * The moment a piece of text states: a day, or a day with its time as Chinese civil time (`+08:00`, the zone of
 * every site). Null when it states none, or a day after `today`.
 */
export function momentIn(text: string, today: CivilDate): string | null {
  const short = text.slice(0, 200);
  const found: DateInText | null = datesIn(short)[0] ?? wholeDate(short);
  if (!found) return null;
  const day = dayOf(found, today);
  if (day === null || day > today) return null;
  const clock = CLOCK.exec(short.slice(found.end));
  if (!clock || clock[2] === undefined || (clock[3] === undefined && !/[时点]/.test(clock[0]))) return day;
  let hour = Number(clock[2]);
  if (/下午|晚/.test(clock[1] ?? '') && hour < 12) hour += 12;
  const minute = Number(clock[3] ?? 0);
  const second = Number(clock[4] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return day;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${day}T${two(hour)}:${two(minute)}:${two(second)}+08:00`;
}

/** Whether the text consists of a date, its brackets, label and time aside. */
export function isMoment(text: string): boolean {
  return wholeDate(text) !== null;
}

/** Without a year, the last year in which the day is not in the future. */
function dayOf({ year, month, day }: DateInText, today: CivilDate): CivilDate | null {
  if (year !== null) return civilDate(year, month, day);
  const now = Number(today.slice(0, 4));
  for (const candidate of [now, now - 1, now - 2, now - 3]) {
    const date = civilDate(candidate, month, day);
    if (date !== null && date <= today) return date;
  }
  return null;
}
