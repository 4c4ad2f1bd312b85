import { COLUMN_KINDS, type DeclaredColumn } from '../domain/site.ts';
import { type Checked, checkUrl, checkWord, refused, wholeNumber } from './check-row.ts';
import { checkSiteCode } from './check-site.ts';
import type { CsvHeader, CsvRow } from './read-csv.ts';
import { KINDS, wordOf } from './words.ts';

export const COLUMN_HEADER = {
  required: ['site_code', 'column_name', 'url', 'kind'],
  optional: ['level', 'limit_days'],
  names: {
    ...{ 网站标识码: 'site_code', 栏目名称: 'column_name', 栏目网址: 'url', 网址: 'url', 栏目类型: 'kind' },
    ...{ 类型: 'kind', 级别: 'level', 栏目级别: 'level', 更新期限: 'limit_days' },
  },
} as const satisfies CsvHeader;

/** One row of the registry of columns; `codes` are the sites that are registered. */
export function checkColumn(cells: CsvRow['cells'], codes: ReadonlySet<string>): Checked<DeclaredColumn> {
  const get = (name: (typeof COLUMN_HEADER.required | typeof COLUMN_HEADER.optional)[number]) =>
    cells[name] ?? '';
  const code = checkSiteCode(get('site_code'));
  if (!('value' in code)) return code;
  if (!codes.has(code.value)) {
    return refused(
      `site_code "${code.value}" is not among the sites`,
      'add the site first, or mend the code',
    );
  }
  if (get('column_name') === '') return refused('column_name is empty', 'fill in the name the site shows');
  const url = checkUrl('url', get('url'));
  if (!('value' in url)) return url;
  const kind = checkWord('kind', get('kind'), wordOf(get('kind'), KINDS), COLUMN_KINDS);
  if (!('value' in kind)) return kind;
  const level = wholeNumber(get('level'));
  if (level === null)
    return refused(
      `level "${get('level')}" is no level`,
      'write 1 for 一级栏目, 2 below it, or leave it empty',
    );
  const limitDays = wholeNumber(get('limit_days'));
  if (limitDays === null) {
    return refused(
      `limit_days "${get('limit_days')}" is no number of days`,
      'write whole days, or leave it empty',
    );
  }
  return {
    value: {
      ...{ siteCode: code.value, name: get('column_name'), url: url.value, kind: kind.value },
      ...(level === undefined ? {} : { level }),
      ...(limitDays === undefined ? {} : { limitDays }),
    },
  };
}
