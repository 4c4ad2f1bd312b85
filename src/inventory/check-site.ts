import { SITE_CODE, SITE_LEVELS, SITE_TYPES, type Site, SPONSOR_KINDS } from '../domain/site.ts';
import { type Checked, checkUrl, checkWord, refused } from './check-row.ts';
import type { CsvHeader, CsvRow } from './read-csv.ts';
import { LEVELS, SPONSORS, TYPES, wordOf } from './words.ts';

export const SITE_HEADER = {
  required: ['site_code', 'site_name', 'home_url', 'sponsor', 'supervisor', 'region', 'level', 'type'],
  optional: ['sponsor_kind'],
  names: {
    ...{ 网站标识码: 'site_code', 网站名称: 'site_name', 首页网址: 'home_url', 主办单位: 'sponsor' },
    ...{ 主管单位: 'supervisor', 地区: 'region', 所属地区: 'region', 级别: 'level', 网站级别: 'level' },
    ...{ 类型: 'type', 网站类型: 'type', 单位性质: 'sponsor_kind' },
  },
} as const satisfies CsvHeader;

/** One row of the registry of sites. */
export function checkSite(cells: CsvRow['cells']): Checked<Site> {
  const get = (name: (typeof SITE_HEADER.required | typeof SITE_HEADER.optional)[number]) =>
    cells[name] ?? '';
  const code = checkSiteCode(get('site_code'));
  if (!('value' in code)) return code;
  const url = checkUrl('home_url', get('home_url'));
  if (!('value' in url)) return url;
  if (get('site_name') === '')
    return refused('site_name is empty', 'fill in the registered name of the site');
  if (get('sponsor') === '')
    return refused('sponsor is empty', 'fill in the unit that runs the site (主办单位)');
  if (get('region') === '') {
    return refused('region is empty', 'fill in the reporting unit, such as 榆林市 or 省直单位');
  }
  const level = checkWord('level', get('level'), wordOf(get('level'), LEVELS), SITE_LEVELS);
  if (!('value' in level)) return level;
  const type = checkWord('type', get('type'), wordOf(get('type'), TYPES), SITE_TYPES);
  if (!('value' in type)) return type;
  const kind = get('sponsor_kind') || 'organ';
  const sponsorKind = checkWord('sponsor_kind', kind, wordOf(kind, SPONSORS), SPONSOR_KINDS);
  if (!('value' in sponsorKind)) return sponsorKind;
  return {
    value: {
      siteCode: code.value,
      name: get('site_name'),
      homeUrl: url.value,
      sponsor: get('sponsor'),
      supervisor: get('supervisor'),
      region: get('region'),
      level: level.value,
      type: type.value,
      sponsorKind: sponsorKind.value,
    },
  };
}

/** 网站标识码, in lower case. */
export function checkSiteCode(cell: string): Checked<string> {
  const code = cell.normalize('NFKC').replace(/\s/g, '').toLowerCase();
  if (SITE_CODE.test(code)) return { value: code };
  if (code === '')
    return refused('site_code is empty', 'fill in the 网站标识码: ten digits, or "bm" and eight digits');
  const remedy = /^\d(\.\d+)?e\+?\d+$/.test(code)
    ? 'a spreadsheet made a number of it: format the column as text and fill it in again'
    : 'it has ten digits, or "bm" and eight digits';
  return refused(`site_code "${cell}" is no 网站标识码`, remedy);
}
