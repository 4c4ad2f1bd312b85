import type { EpochMs } from '../clock.ts';
import type { EvidenceId, UndeterminedReason } from './outcome.ts';

/** The words of a letter's life. Public (DESIGN §5 `letters status --json`). */
export const LETTER_STATES = [
  'planned',
  'armed',
  'submitting',
  'submitted',
  'ambiguous',
  'unavailable',
  'cancelled',
] as const;
export type LetterState = (typeof LETTER_STATES)[number];

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
export type LetterCategory = (typeof LETTER_CATEGORIES)[number];

/** Categories that stay: only they are "tested" (DESIGN §4). */
export const FINAL_CATEGORIES = ['same_day', 'on_time', 'late', 'none', 'channel_unavailable'] as const;
export type FinalCategory = (typeof FINAL_CATEGORIES)[number];

export const isFinal = (category: LetterCategory): category is FinalCategory =>
  (FINAL_CATEGORIES as readonly string[]).includes(category);

/**
 * What speaks beside the category. `backdated`: the site states a time at which we still saw no answer.
 * `benefit_of_doubt`: our bounds straddle a limit and the better side was taken. `duplicate_text`: the same answer was
 * given to another letter. `recorded_by_person`: the answer rests on a person's record with proof.
 */
export const LETTER_FLAGS = [
  'backdated',
  'benefit_of_doubt',
  'duplicate_text',
  'recorded_by_person',
] as const;
export type LetterFlag = (typeof LETTER_FLAGS)[number];

export interface LetterReceipt {
  number: string | null;
  query: string | null;
  /** The page's own words. */
  text: string;
  queryUrl: string | null;
}

/** Steps, dialogs and evidence of one walk through the channel. */
export interface LetterTrace {
  formUrl: string | null;
  steps: readonly string[];
  dialogs: readonly string[];
  evidence: readonly EvidenceId[];
}

/** A person's word, with the reason that is kept. */
export interface PersonsWord {
  by: string;
  why: string;
  /** When it was said, where that is not when it happened: a letter sent by hand is recorded afterwards. */
  recordedAt?: EpochMs;
}

/** How campaigns are named, such as 2024Q2. */
export const CAMPAIGN_NAME = /^[\p{L}\p{N}._-]{1,64}$/u;

/** In place of a template: a letter that people wrote and sent themselves. Nobody but them can look for its answer. */
export const HAND_TEMPLATE = 'by-hand';

/** One line of the ledger. Appended, never changed; the state follows from all of them (`letterState`). */
export type LetterEvent = { at: EpochMs } & (
  | { kind: 'opened' }
  /** Committed before the click. From here to a settling event nothing of the letter may be clicked again. */
  | { kind: 'intent'; round: number; detail: unknown }
  /** A further click of the same intent (a dialog confirmed, a captcha filled again). */
  | { kind: 'click'; round: number; detail: unknown }
  /** `word`: a person sent it by hand and says so. */
  | { kind: 'submitted'; round: number; receipt: LetterReceipt; trace: LetterTrace; word?: PersonsWord }
  | { kind: 'refused'; round: number | null; reason: string; trace: LetterTrace }
  | { kind: 'ambiguous'; round: number; reason: string; trace: LetterTrace | null }
  | { kind: 'failed'; reason: string; trace: LetterTrace; word?: PersonsWord }
  | { kind: 'undetermined'; reason: UndeterminedReason; trace: LetterTrace | null }
  | { kind: 'rehearsed'; detail: unknown; trace: LetterTrace }
  /** The process died before the intent: nothing was clicked. */
  | { kind: 'interrupted'; reason: string }
  | { kind: 'stored'; round: number; receipt: LetterReceipt | null; via: string; word: PersonsWord | null }
  /** Nothing of this round is with the site. `via: 'nothing_left'`: the browser let nothing out after the click. */
  | {
      kind: 'not_stored';
      round: number;
      via: string;
      reason: string;
      word: PersonsWord | null;
      trace: LetterTrace | null;
    }
  | { kind: 'unavailable_confirmed'; word: PersonsWord }
  | { kind: 'cancelled'; word: PersonsWord }
);
export type LetterEventKind = LetterEvent['kind'];

/** How a campaign tries and when it gives up (DESIGN §5 "Letters over several commands"). Fixed when it is planned. */
export interface AttemptPolicy {
  /** Failed attempts before a channel is unavailable. */
  attempts: number;
  gapHours: number;
  /** That no form was found at all a person confirms (outside a rehearsal). */
  missingNeedsPerson: boolean;
}
