import path from 'node:path';
import type { Platform } from '../domain/account.ts';
import { XunjianError } from '../errors.ts';
import { type CsvHeader, readCsv } from './read-csv.ts';
import { PLATFORM_WORDS, wordOf } from './words.ts';

/** Columns of a file of persons' looks. */
export const LOOK_HEADER = {
  required: ['account_name', 'platform'],
  optional: [
    'operator',
    'newest',
    'repost',
    'interaction',
    'presence',
    'shown_name',
    'screenshot',
    'by',
    'checked_at',
  ],
  names: {
    ...{
      账号名称: 'account_name',
      账号: 'account_name',
      平台: 'platform',
      开设主体: 'operator',
      主办单位: 'operator',
    },
    ...{ 最新发布日期: 'newest', 是否转载: 'repost', 互动可用: 'interaction', 账号状态: 'presence' },
    ...{ 显示名称: 'shown_name', 截图: 'screenshot', 检查人: 'by', 检查时间: 'checked_at' },
  },
} as const satisfies CsvHeader;

/** One look as a person wrote it down; screenshots are relative to the file. */
export interface WrittenLook {
  account: string;
  platform: Platform | null;
  operator: string | null;
  newest: string | null;
  repost: boolean;
  interaction: string | null;
  presence: string | null;
  shownName: string | null;
  screenshot: string | null;
  by: string;
  /** When it was looked, as written; null for now. */
  checkedAt: string | null;
  line: number;
  file: string;
}

/** Reads a file of looks; `by` stands for rows that name nobody. Throws INVENTORY_UNREADABLE, INVENTORY_INVALID. */
export function readLooks(file: string, by: string): WrittenLook[] {
  const { rows, refused } = readCsv(file, LOOK_HEADER);
  const [bad] = refused;
  if (bad !== undefined)
    throw new XunjianError('INVENTORY_INVALID', `${file}:${bad.line}: ${bad.reason}`, bad.remedy, {
      place: { file, line: bad.line },
    });
  return rows.map(({ line, cells }) => {
    const get = (name: string) => (cells[name] ?? '').trim() || null;
    const platform = wordOf(cells.platform ?? '', PLATFORM_WORDS);
    if (platform === undefined)
      throw new XunjianError(
        'INVENTORY_INVALID',
        `${file}:${line}: platform "${cells.platform ?? ''}" is unknown`,
        'write a platform as the registry of accounts does',
        { place: { file, line } },
      );
    const screenshot = get('screenshot');
    return {
      ...{ account: get('account_name') ?? '', platform, operator: get('operator'), newest: get('newest') },
      ...{ repost: /^(?:yes|true|是)$/i.test(cells.repost ?? ''), interaction: get('interaction') },
      ...{ presence: get('presence'), shownName: get('shown_name'), by: get('by') ?? by },
      ...{ checkedAt: get('checked_at'), line, file },
      screenshot: screenshot === null ? null : path.resolve(path.dirname(file), screenshot),
    };
  });
}
