import type { CivilDate } from './civil-date.ts';

/** 网站标识码: six digits of 行政区划 and four of sequence, or `bm` and eight digits for ministries (STANDARDS §10.1). */
export const SITE_CODE = /^(\d{10}|bm\d{8})$/i;

export const SITE_LEVELS = ['province', 'city', 'county'] as const;
export type SiteLevel = (typeof SITE_LEVELS)[number];

export const SITE_TYPES = ['portal', 'department', 'other'] as const;
export type SiteType = (typeof SITE_TYPES)[number];

/** 机关 (government domain rules) or 事业单位 (.cn and .公益 are theirs, S-2024-SEC art. 5). */
export const SPONSOR_KINDS = ['organ', 'institution'] as const;
export type SponsorKind = (typeof SPONSOR_KINDS)[number];

/** 政府网站: one row of the inventory. */
export interface Site {
  siteCode: string;
  name: string;
  homeUrl: string;
  sponsor: string;
  supervisor: string;
  /** Reporting unit of annex 3: a city, 杨凌示范区 or 省直单位. */
  region: string;
  level: SiteLevel;
  type: SiteType;
  sponsorKind: SponsorKind;
}

/**
 * The key a site has in the store: its code, or for a target probed by URL that no inventory lists (empty code)
 * its host.
 */
export function siteKeyOf(site: Pick<Site, 'siteCode' | 'homeUrl'>): string {
  return site.siteCode === '' ? `host:${new URL(site.homeUrl).host}` : site.siteCode;
}

export const COLUMN_KINDS = [
  'news',
  'notice',
  'policy',
  'consultation',
  'interaction',
  'service',
  'static',
  'other',
] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** 栏目 as the inventory may declare it; discovered for every site that has no row. */
export interface DeclaredColumn {
  siteCode: string;
  name: string;
  url: string;
  kind: ColumnKind;
  /** 1 = 一级栏目. */
  level?: number;
  /** Update limit in calendar days; overrides the rule set. */
  limitDays?: number;
}

/** 例外: a standing exception granted by a person ("no event happened"), with an end. */
export interface Exemption {
  siteCode: string;
  indicator: string;
  subjectKey: string;
  until: CivilDate;
  why: string;
  by: string;
}
