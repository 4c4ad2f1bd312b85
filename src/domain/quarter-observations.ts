import type { EpochMs } from '../clock.ts';
import type { CivilDate } from './civil-date.ts';
import type { Problem, ProblemStanding } from './problem.ts';
import type { Quarter } from './quarter.ts';
import type { Site } from './site.ts';

/** Everything figures are made of, as it stood at the as-of time. Rows carry ids, so a figure leads back to them. */
export interface QuarterObservations {
  quarter: Quarter;
  asOf: EpochMs;
  /** The day figures stand for, in the configured zone. */
  today: CivilDate;
  /** In the registry's order, which is the province's. */
  sites: readonly ObservedSite[];
  accounts: readonly ObservedAccount[];
  letters: readonly ObservedLetter[];
  problems: readonly ObservedProblem[];
  exceptions: readonly ObservedException[];
  highlights: readonly ObservedHighlight[];
}

/** Why something failed or was not decided, with the way back to it. */
export interface ObservedReason {
  findingId: string;
  indicator: string;
  message: string;
  evidence: readonly string[];
}

export type CheckVerdict = 'qualified' | 'unqualified' | 'undetermined';

export interface ObservedSite {
  /** `site:` and the site code. */
  id: string;
  site: Site;
  verdict: CheckVerdict;
  /** Confirmed veto failures, or what was not decided. */
  reasons: readonly ObservedReason[];
}

export interface ObservedAccount {
  /** `account:` and the account's key. */
  id: string;
  name: string;
  /** Chinese name of the platform, as documents print it. */
  platform: string;
  operator: string;
  region: string;
  verdict: CheckVerdict;
  reasons: readonly ObservedReason[];
  /** Earlier quarters in which the same problem was dispatched. */
  repeated: readonly Quarter[];
}

/** What became of a letter (DESIGN §4). The first five are final. */
export const LETTER_CATEGORIES = [
  'same_day',
  'on_time',
  'late',
  'none',
  'channel_unavailable',
  'pending',
  'overdue',
  'undetermined',
] as const;
export type ObservedCategory = (typeof LETTER_CATEGORIES)[number];

/** Classes of sites in annex 2, in its order. */
export const SITE_CLASSES = ['政府门户类网站', '省级部门网站', '市级部门网站'] as const;
export type SiteClass = (typeof SITE_CLASSES)[number];

/** The class annex 2 prints a site under. */
export function siteClassOf({ type, level }: Pick<Site, 'type' | 'level'>): SiteClass {
  if (type === 'portal') return '政府门户类网站';
  return level === 'province' ? '省级部门网站' : '市级部门网站';
}

export interface ObservedLetter {
  /** `letter:` and the letter's id. */
  id: string;
  site: Site;
  siteClass: SiteClass;
  category: ObservedCategory;
  /** Answered before an official asked again, and to the point; null where nobody judged it. */
  quality: string | null;
}

export interface ObservedProblem {
  /** `problem:` and the ticket's id. */
  id: string;
  problem: Problem;
  standing: ProblemStanding;
  repeated: readonly Quarter[];
}

/** 例外: what a person set aside, listed apart. */
export interface ObservedException {
  id: string;
  name: string;
  indicator: string;
  until: string;
  why: string;
}

/** 亮点 a person chose, with what it rests on. */
export interface ObservedHighlight {
  id: string;
  heading: string;
  text: string;
  evidence: readonly string[];
}
