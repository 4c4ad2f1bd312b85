import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';

/** Names and numbers that the province published for 2024 Q2, as facts: what the quarter's observations are laid out to give. */
export const PUBLISHED_FOLDER = path.join(PACKAGE_ROOT, 'test/province/quarter-2024q2/published');

function table<T>(name: string): T[] {
  return parse(readFileSync(path.join(PUBLISHED_FOLDER, name), 'utf8'), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  }) as T[];
}

export interface PublishedLetter {
  category: '当日回复' | '未及时回复' | '未回复' | '渠道不可用';
  site_type: '政府门户类网站' | '省级部门网站' | '市级部门网站';
  site_name: string;
}

export interface PublishedRegion {
  no: string;
  unit: string;
  rectification_rate: string;
  problems: string;
  closed: string;
  site_problems: string;
  site_closed: string;
  account_problems: string;
  account_closed: string;
}

export const publishedAccounts = () =>
  table<{ no: string; account: string; operator: string; platform: string }>('annex1.csv');
export const publishedLetters = () => table<PublishedLetter>('annex2.csv');
export const publishedRegions = () => table<PublishedRegion>('annex3.csv');

export interface PublishedFigures {
  sites: { inspected: number; passRate: string };
  accounts: { sampled: number; qualified: number; passRate: string };
  letters: Record<'tested' | 'repliedInTime' | 'sameDay' | 'late' | 'none' | 'channelUnavailable', number> & {
    repliedInTimeRate: string;
  };
  problems: { dispatched: number; closed: number; closedRate: string };
  deadlines: { rectificationReportToProvince: string; rectificationReportToCity: string };
  signed: string;
  forwardedByCity: string;
}

export const publishedFigures = () =>
  JSON.parse(readFileSync(path.join(PUBLISHED_FOLDER, 'figures.json'), 'utf8')) as PublishedFigures;
