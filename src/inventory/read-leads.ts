import type { AccountLead } from '../domain/account-lead.ts';
import { XunjianError } from '../errors.ts';
import { checkUrl } from './check-row.ts';
import { type CsvHeader, readCsv } from './read-csv.ts';
import { PLATFORM_WORDS, wordOf } from './words.ts';

/** Columns of a list of accounts that an operator got from a platform. */
export const LEAD_HEADER = {
  required: ['account_name', 'platform'],
  optional: ['operator', 'handle', 'url'],
  names: {
    ...{
      账号名称: 'account_name',
      账号: 'account_name',
      平台: 'platform',
      账号ID: 'handle',
      主页地址: 'url',
    },
    ...{ 认证主体: 'operator', 账号主体: 'operator', 开设主体: 'operator', 主办单位: 'operator' },
  },
} as const satisfies CsvHeader;

/**
 * Reads such a list; its operator column is what the platform shows (认证主体), not what somebody supposes. Throws
 * INVENTORY_UNREADABLE, INVENTORY_INVALID.
 */
export function readLeads(file: string): AccountLead[] {
  const { rows, refused } = readCsv(file, LEAD_HEADER);
  const [bad] = refused;
  if (bad !== undefined) throw wrong(file, bad.line, bad.reason, bad.remedy);
  return rows.map(({ line, cells }) => {
    const get = (name: string) => (cells[name] ?? '').trim() || null;
    const platform = get('platform') === null ? null : wordOf(cells.platform ?? '', PLATFORM_WORDS);
    if (platform === undefined)
      throw wrong(
        file,
        line,
        `platform "${cells.platform ?? ''}" is unknown`,
        'write it as the registry does',
      );
    const address = get('url');
    const url = address === null ? null : checkUrl('url', address);
    if (url !== null && !('value' in url)) throw wrong(file, line, url.reason, url.remedy);
    if (get('account_name') === null && get('handle') === null)
      throw wrong(file, line, 'neither account_name nor handle is filled in', 'fill in one of them');
    return {
      ...{ platform, name: get('account_name'), handle: get('handle'), url: url?.value ?? null },
      ...{ operator: get('operator'), way: 'list', foundOn: `${file}:${line}`, evidence: [] },
    };
  });
}

function wrong(file: string, line: number, reason: string, remedy: string): XunjianError {
  return new XunjianError('INVENTORY_INVALID', `${file}:${line}: ${reason}`, remedy, {
    place: { file, line },
  });
}
