import type { EpochMs } from '../clock.ts';
import type { AnswerWorth } from '../domain/answer-worth.ts';
import type { AttemptPolicy, LetterEvent } from '../domain/letter.ts';
import type { EvidenceId, UndeterminedReason } from '../domain/outcome.ts';
import type { Site } from '../domain/site.ts';
import type { CombinePolicy } from '../domain/site-letters.ts';
import type { ProcessId } from './store.ts';

/** A campaign as it was planned. Its parameters never change: what follows from them is printed. */
export interface Campaign {
  id: string;
  plannedAt: EpochMs;
  seed: string;
  deadlineWorkdays: number;
  /** Where the deadline comes from, in words. */
  deadlineSource: string;
  closeAfterDays: number;
  combine: CombinePolicy;
  attempts: AttemptPolicy;
}

export interface PlannedText {
  title: string;
  content: string;
  variants: readonly { title: string; content: string }[];
}

/** A letter as it was planned; never changed. */
export interface PlannedLetter {
  letterId: string;
  campaign: string;
  siteKey: string;
  site: Site;
  /** Which of the site's letters this is, from 1. */
  ordinal: number;
  /** Host of the home page: one letter at a time a host. */
  host: string;
  templateId: string;
  nonce: string;
  text: PlannedText;
  /** The persona, encrypted with a key that is not in the store. */
  sealedPersona: Uint8Array;
  plannedAt: EpochMs;
}

/** One look at a sent letter. Appended, also when it saw nothing. */
export interface LetterLook {
  at: EpochMs;
  via: string | null;
  kind: 'reply' | 'nothing' | 'undetermined';
  conclusive: boolean;
  presence: 'stored' | 'not_stored' | 'unknown';
  reason: UndeterminedReason | null;
  state: string | null;
  reply: {
    statedAt: string | null;
    department: string | null;
    text: string;
    url: string | null;
    worth: AnswerWorth;
  } | null;
  by: string | null;
  why: string | null;
  steps: readonly string[];
  evidence: readonly EvidenceId[];
}

export interface LetterRecord {
  letter: PlannedLetter;
  events: LetterEvent[];
  looks: LetterLook[];
}

export interface LetterQuery {
  campaign?: string | undefined;
  siteCode?: string | undefined;
  letterId?: string | undefined;
  /** Letters after this id, in the order of planning. */
  after?: string | undefined;
  limit?: number | undefined;
}

/** What is recorded at once. */
export interface HandBatch {
  /** Campaigns that are new. */
  campaigns: readonly Campaign[];
  letters: readonly PlannedLetter[];
  entries: readonly { letterId: string; events: readonly LetterEvent[]; looks: readonly LetterLook[] }[];
}

/** Who is at work on a host right now. */
export interface LetterLease {
  host: string;
  letterId: string;
  owner: ProcessId;
}

/**
 * The ledger. Letters, events and looks are only appended; that a letter cannot be sent twice is held by constraints of
 * the store itself, not by callers.
 */
export interface LetterRepository {
  /** Writes a campaign with all its letters, or nothing. Throws CAMPAIGN_EXISTS. */
  plan(campaign: Campaign, letters: readonly PlannedLetter[]): Promise<void>;
  /**
   * Appends what people did by hand, all of it or nothing: letters they wrote (into a campaign that is new or there),
   * events and looks. Throws LETTER_STATE when one letter's ledger does not admit its events.
   */
  record(batch: HandBatch): Promise<void>;
  campaigns(): Promise<Campaign[]>;
  campaign(id: string): Promise<Campaign | null>;
  find(query: LetterQuery): Promise<LetterRecord[]>;
  /** Nonces and texts that were ever used: no two letters are alike. */
  usedWords(): Promise<{ nonces: Set<string>; titles: Set<string> }>;
  /** Appends to the ledger. `intent` is on disk (synchronous=FULL) when this resolves. Throws LETTER_STATE. */
  append(letterId: string, event: LetterEvent): Promise<void>;
  appendLook(letterId: string, look: LetterLook): Promise<void>;
  /** Takes the host for this letter and opens the attempt; false when a living process holds the host. */
  lease(lease: LetterLease, at: EpochMs, isAlive: (owner: ProcessId) => boolean): Promise<boolean>;
  release(letterId: string): Promise<void>;
  /**
   * Settles what processes that died have left behind: `submitting` becomes `ambiguous`, an attempt without intent is
   * interrupted. Returns the letters touched.
   */
  sweep(at: EpochMs, isAlive: (owner: ProcessId) => boolean): Promise<string[]>;
  /** Intents committed in [from, to): what the day's quotas count. */
  intentsBetween(from: EpochMs, to: EpochMs): Promise<{ letterId: string; siteKey: string }[]>;
  /** The newest instant the ledger bears: the judging time of a rehearsal that names none. */
  newestAt(): Promise<EpochMs | null>;
}
