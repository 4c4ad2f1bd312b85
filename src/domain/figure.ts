import { type Rate, rateInTable, rateInText, rateOf } from './rate.ts';

/** One number of a bulletin with how it was computed and the rows it leads back to. */
export interface Figure {
  /** Public and stable: `accounts.passRate`, `accounts.passRate/微信订阅号` for one group of a breakdown. */
  id: string;
  title: string;
  kind: 'count' | 'rate';
  /** A count, or hundredths of a percent; null for a rate over nothing. */
  value: number | null;
  /** As running text and as tables print it. */
  text: string;
  table: string;
  /** In words and numbers: `1517 ÷ 1521 = 99.74%`. */
  computation: string;
  rate: Rate | null;
  /** Ids of the rows counted; a rate's are those of its part. */
  rows: readonly string[];
}

/** Something that can be counted and looked up again. */
export interface Row {
  id: string;
}

/** Counts rows; `rule` says which ones. */
export function countOf(id: string, title: string, rows: readonly Row[], rule: string): Figure {
  const value = rows.length;
  return {
    ...{ id, title, kind: 'count', value, text: String(value), table: String(value) },
    ...{ computation: `${rule}：${value}`, rate: null, rows: rows.map((row) => row.id) },
  };
}

/** The share of one count in another. */
export function shareOf(id: string, title: string, part: Figure, whole: Figure): Figure {
  const rate = rateOf(part.value ?? 0, whole.value ?? 0);
  const text = rateInText(rate);
  return {
    ...{ id, title, kind: 'rate', value: rate.hundredths, text, table: rateInTable(rate), rate },
    computation: `${part.title} ${rate.part} ÷ ${whole.title} ${rate.whole} = ${text}（四舍五入至两位小数）`,
    rows: part.rows,
  };
}
