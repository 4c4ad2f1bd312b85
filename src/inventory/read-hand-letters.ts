import { XunjianError } from '../errors.ts';
import { type CsvHeader, readCsv } from './read-csv.ts';

/** Columns of a file of letters that people sent and watched by hand. */
export const HAND_LETTER_HEADER = {
  required: ['site_code', 'submitted_at', 'unavailable_at', 'replied_at', 'watched_until'],
  optional: ['ordinal', 'title', 'receipt', 'query_code', 'department', 'reply', 'proof', 'by', 'note'],
  names: {
    ...{ 网站标识码: 'site_code', 提交时间: 'submitted_at', 渠道不可用时间: 'unavailable_at' },
    ...{ 答复时间: 'replied_at', 查看至: 'watched_until', 第几封: 'ordinal', 标题: 'title' },
    ...{ 受理编号: 'receipt', 查询码: 'query_code', 答复单位: 'department', 答复内容: 'reply' },
    ...{ 凭证: 'proof', 测试人: 'by', 说明: 'note' },
  },
} as const satisfies CsvHeader;

type Column = (typeof HAND_LETTER_HEADER.required)[number] | (typeof HAND_LETTER_HEADER.optional)[number];

/** One letter as a person wrote it down; empty cells are null. */
export interface HandLetterRow {
  line: number;
  cells: Readonly<Record<Column, string | null>>;
}

/** Reads such a file, UTF-8 or GB18030. Throws INVENTORY_UNREADABLE, INVENTORY_INVALID. */
export function readHandLetters(file: string): HandLetterRow[] {
  const { rows, refused } = readCsv(file, HAND_LETTER_HEADER);
  const [bad] = refused;
  if (bad !== undefined)
    throw new XunjianError('INVENTORY_INVALID', `${file}:${bad.line}: ${bad.reason}`, bad.remedy, {
      place: { file, line: bad.line },
    });
  return rows.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(
      [...HAND_LETTER_HEADER.required, ...HAND_LETTER_HEADER.optional].map((name) => [
        name,
        (cells[name] ?? '').trim() || null,
      ]),
    ) as HandLetterRow['cells'],
  }));
}
