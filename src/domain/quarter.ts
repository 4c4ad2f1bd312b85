import type { CivilDate } from './civil-date.ts';

/** A quarter as campaigns, figures and files name it: `2024Q2`. */
export type Quarter = string & { readonly __quarter: unique symbol };

const NAMES = ['一', '二', '三', '四'] as const;

/** Checks text that should be `YYYYQn`; null when it is not. */
export function parseQuarter(text: string): Quarter | null {
  return /^\d{4}Q[1-4]$/.test(text) ? (text as Quarter) : null;
}

/** The quarter a day lies in. */
export function quarterOf(day: CivilDate): Quarter {
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}` as Quarter;
}

const yearIn = (quarter: Quarter) => Number(quarter.slice(0, 4));
const numberIn = (quarter: Quarter) => Number(quarter.slice(5));
const quarterAt = (index: number) =>
  `${String(Math.floor(index / 4)).padStart(4, '0')}Q${(index % 4) + 1}` as Quarter;

/** The quarter `by` quarters later (earlier when negative): −1 for 环比, −4 for 同比. */
export function quarterAfter(quarter: Quarter, by: number): Quarter {
  return quarterAt(yearIn(quarter) * 4 + numberIn(quarter) - 1 + by);
}

/** First and last day of the quarter. */
export function daysOfQuarter(quarter: Quarter): { first: CivilDate; last: CivilDate } {
  const end = numberIn(quarter) * 3;
  const pad = (month: number) => String(month).padStart(2, '0');
  const year = quarter.slice(0, 4);
  return {
    first: `${year}-${pad(end - 2)}-01` as CivilDate,
    last: `${year}-${pad(end)}-${end === 3 || end === 12 ? 31 : 30}` as CivilDate,
  };
}

/** `第二季度`, as documents write it. */
export function quarterInText(quarter: Quarter): string {
  return `第${NAMES[numberIn(quarter) - 1]}季度`;
}

/** `2024年第二季度`, as titles write it. */
export function quarterInTitle(quarter: Quarter): string {
  return `${quarter.slice(0, 4)}年${quarterInText(quarter)}`;
}
