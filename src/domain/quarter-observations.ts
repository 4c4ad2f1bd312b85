import type { EpochMs } from '../clock.ts';
import type { Account, NamedAccount } from './account.ts';
import type { AnswerWorth } from './answer-worth.ts';
import type { CivilDate } from './civil-date.ts';
import type { LetterCategory } from './letter.ts';
import type { Annex2SiteType } from './letter-rates.ts';
import type { EvidenceId } from './outcome.ts';
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
  /** The account's key, which begins with `account:`. */
  id: string;
  account: Account;
  verdict: CheckVerdict;
  /** Confirmed veto failures, or what was not decided. */
  reasons: readonly ObservedReason[];
  /** Earlier quarters in which the same problem was dispatched. */
  repeated: readonly Quarter[];
}

/** A site that was sent test letters, with the verdict over all of them. */
export interface ObservedLetter {
  /** `letter:`, the campaign and the site code. */
  id: string;
  campaign: string;
  site: Site;
  siteType: Annex2SiteType;
  category: LetterCategory;
  /** Why it is `undetermined`; null otherwise. */
  reason: string | null;
  /** What its answers were worth, one an answered letter. */
  answers: readonly AnswerWorth[];
  letterIds: readonly string[];
  evidence: readonly EvidenceId[];
}

export interface ObservedProblem {
  /** `problem:` and the ticket's id. */
  id: string;
  problem: Problem;
  standing: ProblemStanding;
  repeated: readonly Quarter[];
  /** Its day at the city, earlier than the province's; null where no city follows it up. */
  dueCity: CivilDate | null;
  /** The account it is about as the registry, or the lead it was found by, names it; null for a site's. */
  account: NamedAccount | null;
}

/** 例外: what a person set aside, listed apart. */
export interface ObservedException {
  id: string;
  name: string;
  region: string;
  indicator: string;
  /** What was found, as documents print it. */
  message: string;
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
