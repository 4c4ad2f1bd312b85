import type { CivilDate } from './civil-date.ts';
import type { FigureChange } from './compare-figures.ts';
import type { Figure } from './figure.ts';
import type { Breakdown, InteractionRow } from './figures-of.ts';
import type { Quarter } from './quarter.ts';

/** 通报 as data: what DOCX, HTML, PDF and JSON are written from. */
export interface Bulletin {
  quarter: Quarter;
  title: string;
  issuer: string;
  redHead: boolean;
  /** 发文字号; null leaves its line out. */
  number: string | null;
  addressee: string;
  blocks: readonly BulletinBlock[];
  annexTitles: readonly string[];
  annex1: readonly Annex1Row[];
  annex2: readonly Annex2Row[];
  annex3: readonly Annex3Row[];
  /** 未能判定与例外, by name: in no rate. */
  apart: readonly ApartRow[];
  signed: CivilDate;
  figures: readonly Figure[];
  breakdowns: readonly Breakdown[];
  interaction: readonly InteractionRow[];
  changes: readonly FigureChange[];
  /** What the observations were judged as of, and by which rules. */
  asOf: string;
  ruleset: string;
}

export interface BulletinBlock {
  /** Stable: a person's edit is kept under it. */
  key: string;
  /** 1: 一、 · 2: （一） run in before the text · null: plain paragraph. */
  level: 1 | 2 | null;
  /** Numbered heading, as printed; empty for a plain paragraph. */
  heading: string;
  text: string;
  /** Ids of the figures the text states. */
  figures: readonly string[];
  /** Whether `text` is a person's. */
  edited: boolean;
}

export interface Annex1Row {
  no: number;
  account: string;
  operator: string;
  platform: string;
}

export interface Annex2Row {
  category: string;
  site_type: string;
  site_name: string;
}

/** What annex 3 counts of each reporting unit, in its order; the last row has their sums. */
export const ANNEX3_COUNTS = [
  'problems',
  'closed',
  'site_problems',
  'site_closed',
  'account_problems',
  'account_closed',
] as const;

export interface Annex3Row extends Record<(typeof ANNEX3_COUNTS)[number], number> {
  no: number | '';
  unit: string;
  rectification_rate: string;
}

export interface ApartRow {
  kind: 'undetermined' | 'exempt' | 'pending' | 'overdue';
  subject: 'site' | 'account' | 'letter' | 'finding';
  name: string;
  region: string;
  why: string;
}
