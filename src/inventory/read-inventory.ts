import { existsSync } from 'node:fs';
import {
  COLUMN_KINDS,
  type ColumnKind,
  type DeclaredColumn,
  SITE_CODE,
  type Site,
  type SiteLevel,
  type SiteType,
  type SponsorKind,
} from '../domain/site.ts';
import { XunjianError } from '../errors.ts';
import { type CsvRow, type Refusal, readCsv } from './read-csv.ts';

export interface Inventory {
  sites: Site[];
  columns: DeclaredColumn[];
  refused: Refusal[];
}

const SITE_HEADER = [
  'site_code',
  'site_name',
  'home_url',
  'sponsor',
  'supervisor',
  'region',
  'level',
  'type',
];
const COLUMN_HEADER = ['site_code', 'column_name', 'url', 'kind'];

const LEVELS: Record<string, SiteLevel> = {
  province: 'province',
  省: 'province',
  省级: 'province',
  city: 'city',
  市: 'city',
  市级: 'city',
  county: 'county',
  县: 'county',
  县级: 'county',
};
const TYPES: Record<string, SiteType> = {
  portal: 'portal',
  门户: 'portal',
  政府门户: 'portal',
  department: 'department',
  部门: 'department',
  other: 'other',
  其他: 'other',
};
const SPONSORS: Record<string, SponsorKind> = {
  organ: 'organ',
  机关: 'organ',
  institution: 'institution',
  事业单位: 'institution',
};
const KINDS: Record<string, ColumnKind> = {
  ...Object.fromEntries(COLUMN_KINDS.map((kind) => [kind, kind])),
  动态要闻: 'news',
  通知公告: 'notice',
  政策文件: 'policy',
  意见征集: 'consultation',
  互动交流: 'interaction',
  办事服务: 'service',
  静态: 'static',
  其他: 'other',
};

/**
 * Reads the registries that the configuration names. A bad row is refused with file, line and reason; good rows are
 * kept only when the whole file is good, or with `skipBad`. Throws INVENTORY_UNREADABLE, INVENTORY_INVALID.
 */
export function readInventory(
  files: { sites: string; columns: string },
  { skipBad }: { skipBad: boolean },
): Inventory {
  const refused: Refusal[] = [];
  const sites = keepGood(files.sites, readCsv(files.sites, SITE_HEADER), toSite, refused);
  refuseDuplicates(files.sites, sites, refused);
  const codes = new Set(sites.map(({ value }) => value.siteCode));
  const columns = existsSync(files.columns)
    ? keepGood(files.columns, readCsv(files.columns, COLUMN_HEADER), (row) => toColumn(row, codes), refused)
    : [];
  if (refused.length > 0 && !skipBad) throw refusal(refused);
  return {
    sites: sites
      .filter(({ value }, i) => sites.findIndex((s) => s.value.siteCode === value.siteCode) === i)
      .map(({ value }) => value),
    columns: columns.map(({ value }) => value),
    refused,
  };
}

function refusal(refused: readonly Refusal[]): XunjianError {
  const [first] = refused;
  const lines = refused.slice(0, 20).map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
  const more = refused.length > 20 ? [`… and ${refused.length - 20} more`] : [];
  const place = first === undefined ? {} : { place: { file: first.file, line: first.line } };
  return new XunjianError(
    'INVENTORY_INVALID',
    [...lines, ...more].join('\n'),
    `${first?.remedy ?? ''}; or give --skip-bad to go on without the bad rows`,
    place,
  );
}

/** A reading of one row: its value, or why it is refused. */
type Checked<T> = { value: T } | { reason: string; remedy: string };

function keepGood<T>(
  file: string,
  rows: readonly CsvRow[],
  check: (row: CsvRow['cells']) => Checked<T>,
  refused: Refusal[],
): { line: number; value: T }[] {
  return rows.flatMap(({ line, cells }) => {
    const checked = check(cells);
    if ('value' in checked) return [{ line, value: checked.value }];
    refused.push({ file, line, ...checked });
    return [];
  });
}

function toSite(cells: CsvRow['cells']): Checked<Site> {
  const get = (name: string) => cells[name] ?? '';
  const siteCode = get('site_code').toLowerCase();
  if (!SITE_CODE.test(siteCode)) {
    return {
      reason: `site_code "${get('site_code')}" is no 网站标识码`,
      remedy: 'it has ten digits, or "bm" and eight digits',
    };
  }
  const homeUrl = get('home_url');
  if (!isWebUrl(homeUrl)) {
    return { reason: `home_url "${homeUrl}" is no URL`, remedy: 'write it with http:// or https://' };
  }
  if (get('site_name') === '')
    return { reason: 'site_name is empty', remedy: 'fill in the site’s registered name' };
  if (get('region') === '')
    return { reason: 'region is empty', remedy: 'fill in the reporting unit, such as 榆林市 or 省直单位' };
  const level = LEVELS[get('level')];
  if (level === undefined)
    return { reason: `level "${get('level')}" is unknown`, remedy: 'use province, city or county' };
  const type = TYPES[get('type')];
  if (type === undefined)
    return { reason: `type "${get('type')}" is unknown`, remedy: 'use portal, department or other' };
  const sponsorKind = SPONSORS[get('sponsor_kind') || 'organ'];
  if (sponsorKind === undefined) {
    return { reason: `sponsor_kind "${get('sponsor_kind')}" is unknown`, remedy: 'use organ or institution' };
  }
  return {
    value: {
      siteCode,
      name: get('site_name'),
      homeUrl: new URL(homeUrl).href,
      sponsor: get('sponsor'),
      supervisor: get('supervisor'),
      region: get('region'),
      level,
      type,
      sponsorKind,
    },
  };
}

function toColumn(cells: CsvRow['cells'], codes: ReadonlySet<string>): Checked<DeclaredColumn> {
  const get = (name: string) => cells[name] ?? '';
  const siteCode = get('site_code').toLowerCase();
  if (!codes.has(siteCode)) {
    return {
      reason: `site_code "${get('site_code')}" is not among the sites`,
      remedy: 'add the site first, or mend the code',
    };
  }
  const url = get('url');
  if (!isWebUrl(url))
    return { reason: `url "${url}" is no URL`, remedy: 'write it with http:// or https://' };
  const kind = KINDS[get('kind')];
  if (kind === undefined)
    return { reason: `kind "${get('kind')}" is unknown`, remedy: `use one of ${COLUMN_KINDS.join(', ')}` };
  const level = wholeNumber(get('level'));
  const limitDays = wholeNumber(get('limit_days'));
  if (level === null || limitDays === null) {
    return {
      reason: 'level and limit_days take whole numbers above 0',
      remedy: 'mend the number or leave it empty',
    };
  }
  return {
    value: {
      ...{ siteCode, name: get('column_name'), url: new URL(url).href, kind },
      ...(level === undefined ? {} : { level }),
      ...(limitDays === undefined ? {} : { limitDays }),
    },
  };
}

/** Undefined for an empty cell, null for a wrong one. */
function wholeNumber(text: string): number | null | undefined {
  if (text === '') return undefined;
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : null;
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function refuseDuplicates(
  file: string,
  sites: readonly { line: number; value: Site }[],
  refused: Refusal[],
): void {
  const first = new Map<string, number>();
  for (const { line, value } of sites) {
    const earlier = first.get(value.siteCode);
    if (earlier === undefined) first.set(value.siteCode, line);
    else {
      refused.push({
        file,
        line,
        reason: `site ${value.siteCode} stands already on line ${earlier}`,
        remedy: 'keep one row a site',
      });
    }
  }
}
