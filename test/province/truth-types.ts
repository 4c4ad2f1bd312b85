import type { OutcomeWord, SiteIndicatorId, UndeterminedReason } from '../../src/domain/outcome.ts';

/** What a perfect inspector reports of one subject. */
export interface TruthEntry {
  siteCode: string;
  indicator: SiteIndicatorId;
  /** Null for the site as a whole. */
  subject: { column?: string; system?: string; url: string; aliases: string[] } | null;
  outcome: OutcomeWord;
  /** Reasons that are right when it is undetermined. */
  reasons: UndeterminedReason[];
  /** Other words that are no mistake: where the rules leave it open, or a wall may be passed or not. */
  accept: OutcomeWord[];
  /** One line for people who read the score. */
  why: string;
}

/** Newest date of a column, for measuring how columns are read. */
export interface TruthColumn {
  siteCode: string;
  name: string;
  url: string;
  aliases: string[];
  latest: string | null;
}

export interface Truth {
  date: string;
  entries: TruthEntry[];
  columns: TruthColumn[];
}
