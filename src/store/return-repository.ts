import type { EpochMs } from '../clock.ts';
import type { Account } from '../domain/account.ts';

/**
 * Results that people, or another system, observed and handed in: letters sent by hand, accounts looked at by hand.
 * Facts like any other: appended with who and when; categories and verdicts are derived from them.
 */
export interface LetterReturn {
  campaign: string;
  siteKey: string;
  /** When the letter went in; null when the channel took none. */
  submittedAt: EpochMs | null;
  /** When the channel was given up, every attempt having failed; null when the letter went in. */
  unavailableAt: EpochMs | null;
  repliedAt: EpochMs | null;
  /** Until when somebody looked for a reply. */
  watchedUntil: EpochMs;
  by: string;
  at: EpochMs;
}

export interface AccountReturn {
  accountKey: string;
  account: Account;
  /** Quarter whose sample (抽查) drew it; null for a check outside a sample. */
  sample: string | null;
  indicator: string;
  result: 'pass' | 'fail' | 'undetermined';
  message: string;
  evidence: string;
  checkedAt: EpochMs;
  by: string;
}

/** 亮点 that a person chose for a quarter's bulletin. */
export interface Highlight {
  id: string;
  period: string;
  heading: string;
  text: string;
  evidence: readonly string[];
  word: 'choose' | 'withdraw';
  by: string;
  at: EpochMs;
}

export interface ReturnRepository {
  appendLetters(returns: readonly LetterReturn[]): Promise<void>;
  appendAccounts(returns: readonly AccountReturn[]): Promise<void>;
  /** Newest return of each site in the campaign at or before `until`. */
  letters(campaign: string, until: EpochMs): Promise<LetterReturn[]>;
  /** Every check at or before `until`, oldest first; accounts in the order they were first handed in. */
  accounts(until: EpochMs): Promise<AccountReturn[]>;
  appendHighlight(highlight: Highlight): Promise<void>;
  highlights(period: string, until: EpochMs): Promise<Highlight[]>;
}
