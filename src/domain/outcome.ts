/** The words of the outcome algebra. Public: they stand in exports, the API and published bulletins. */

/** What a probe can say. `undetermined` always carries a reason and leaves every rate's both sides. */
export const OUTCOMES = ['pass', 'fail', 'notice', 'not_applicable', 'undetermined'] as const;
export type OutcomeWord = (typeof OUTCOMES)[number];

/** Why something was not decided. Public, never renamed, never reused. */
export const UNDETERMINED_REASONS = [
  'vantage_fault',
  'challenged',
  'rate_limited',
  'timeout_ours',
  'probe_fault',
  'selector_lost',
  'login_required',
  'captcha_waiting',
  'budget_exhausted',
  'no_source',
  'not_observed',
] as const;
export type UndeterminedReason = (typeof UNDETERMINED_REASONS)[number];

/** Where a failure stands between one look and print. Only `confirmed` counts. */
export const STANDINGS = ['suspected', 'confirmed', 'dismissed', 'exempt'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Indicator ids: public, never renamed (DESIGN §5). A probe's file bears its id. */
export const SITE_INDICATORS = [
  'site-unreachable',
  'home-not-updated',
  'columns-not-updated',
  'column-not-updated',
  'column-blank',
  'interaction-poor',
  'service-impractical',
  'content-severe',
  'domain-not-government',
  'system-off-domain',
  'identity-incomplete',
  'meta-tags-incomplete',
  'link-broken',
  'search-not-working',
  'https-invalid',
  'ipv6-unsupported',
  'date-forged',
  'letter-answer',
] as const;
export const ACCOUNT_INDICATORS = [
  'account-not-updated',
  'account-no-interaction',
  'account-unavailable',
  'account-unreported',
  'account-duplicate',
] as const;
export type SiteIndicatorId = (typeof SITE_INDICATORS)[number];
export type AccountIndicatorId = (typeof ACCOUNT_INDICATORS)[number];
export type IndicatorId = SiteIndicatorId | AccountIndicatorId;

/** `sha256:` and 64 hex digits: names stored bytes. */
export type EvidenceId = `sha256:${string}`;

/** What an outcome is about. Absent for the site as a whole. */
export interface Subject {
  column?: string;
  system?: string;
  account?: string;
  url?: string;
}

/** A user-visible sentence: a key into the probe's own strings, and what to put into it. */
export interface Said {
  key: string;
  params: Readonly<Record<string, string | number>>;
}

/** What a probe says of one subject after one look. Pure data, not yet confirmed. */
export interface Judgement {
  outcome: OutcomeWord;
  /** Set exactly when `outcome` is `undetermined`. */
  reason: UndeterminedReason | null;
  subject: Subject | null;
  said: Said;
  /** The figures the outcome rests on: dates, limits, counts. */
  facts: Readonly<Record<string, unknown>>;
  evidence: readonly EvidenceId[];
  /** Whether what this rests on was read off the page as rendered in the browser (confirmation needs one such look). */
  rendered: boolean;
  /** The facts hold the agreement that confirmation needs: two lines saw the same. */
  agreed?: boolean;
}

/** A judgement with its indicator and standing: one line of `probe --json`. */
export interface Outcome extends Judgement {
  indicator: IndicatorId;
  /** Null unless `outcome` is `fail`. */
  standing: Standing | null;
}
