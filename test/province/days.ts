/** Calendar days as whole numbers since 1970-01-01: what the province counts in, since it makes millions of them. */
export type Day = number;

/** `YYYY-MM-DD` → day. */
export function dayOf(text: string): Day {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || !/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new Error(`no day: ${text}`);
  return at / 86_400_000;
}

export interface DayParts {
  year: number;
  month: number;
  date: number;
  /** 0 is Sunday. */
  weekday: number;
}

const PARTS = new Map<Day, DayParts>();

export function partsOf(day: Day): DayParts {
  const known = PARTS.get(day);
  if (known !== undefined) return known;
  const at = new Date(day * 86_400_000);
  const parts = {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    date: at.getUTCDate(),
    weekday: at.getUTCDay(),
  };
  PARTS.set(day, parts);
  return parts;
}

export const two = (n: number): string => String(n).padStart(2, '0');

/** `YYYY-MM-DD`. */
export function iso(day: Day): string {
  const { year, month, date } = partsOf(day);
  return `${year}-${two(month)}-${two(date)}`;
}

/** `YYYYMMDD`. */
export function compact(day: Day): string {
  return iso(day).replaceAll('-', '');
}

/** The day `months` calendar months before, clipped to the month's end: how the rules count 6 months. */
export function monthsBefore(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day);
  const first = Date.UTC(year, month - 1 - months, 1);
  const end = new Date(first);
  const lastDate = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  return first / 86_400_000 + Math.min(date, lastDate) - 1;
}

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

/** `2026年11月24日 星期二`, as clocks in page headers show it. */
export function chineseDay(day: Day): string {
  const { year, month, date, weekday } = partsOf(day);
  return `${year}年${month}月${date}日 星期${WEEKDAYS[weekday]}`;
}
