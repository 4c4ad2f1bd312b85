import type { EpochMs } from '../clock.ts';
import type { EvidenceId, UndeterminedReason } from '../domain/outcome.ts';
import type { Site } from '../domain/site.ts';

/**
 * The seam between the ledger, which decides whether a letter may go, and the browser, which takes it there. The
 * carrier knows no store; the ledger knows no page.
 */
export interface LetterCarrier {
  /** Takes one letter from the site's home page through its channel. Rejects only when aborted. */
  carry(task: LetterTask, desk: CarrierHooks, signal: AbortSignal): Promise<CarryResult>;
}

export interface LetterTask {
  letterId: string;
  site: Site;
  /** Known from an earlier look; the carrier finds it itself when null. */
  formUrl: string | null;
  letter: LetterText;
  /** Ordinary words that stand in title and content of every variant and nowhere else. */
  nonce?: string;
  persona: Persona;
  /** `blackhole` does everything but the submit. */
  mode: 'live' | 'blackhole';
}

export interface LetterText {
  title: string;
  content: string;
  /** Longer and shorter forms of the same letter, for forms that state a length; the nonce is in each. */
  variants: readonly { title: string; content: string }[];
}

/** Who writes. Never logged, never in evidence or exports. */
export interface Persona {
  name: string;
  phone: string;
  email: string;
  idNumber: string | null;
  address: string;
  postcode: string | null;
}

export interface CarrierHooks {
  /**
   * Commits the intent to disk. Awaited immediately before the click that sends, and before every further click that
   * could send; when it rejects nothing is clicked. Nothing is retried past it.
   */
  beforeSubmit(what: SubmitIntent): Promise<void>;
  /** Asks a person for the text in the picture; null when nobody answered in time. */
  solveCaptcha(captcha: {
    image: Uint8Array;
    /** Asked again with the new picture when the old one expired. */
    expiresInMs: number | null;
    /**
     * Aborted when the page shows another picture meanwhile: the answer to this one is then no longer wanted and the
     * next call follows at once. Whoever answers keeps one time limit a letter over all its pictures.
     */
    outdated?: AbortSignal;
  }): Promise<string | null>;
  /** How much of this letter's time at the desk is left; null from `solveCaptcha` with time left means: ask anew. */
  deskRemainingMs?(): number;
}

export interface SubmitIntent {
  formUrl: string;
  action: string | null;
  /** Role and length of what was filled; never the values of a persona. */
  fields: readonly FilledField[];
  evidence: readonly EvidenceId[];
}

export interface FilledField {
  role: string;
  label: string;
  selector: string;
  required: boolean;
  /** Null for a persona's fields. */
  value: string | null;
}

/** What became of it, in the words of the ledger. */
export type CarryResult = CarryTrace &
  (
    | { kind: 'submitted'; receipt: Receipt }
    /** Blackhole: what would have been sent. */
    | { kind: 'rehearsed'; intent: SubmitIntent }
    /** A clear refusal beside the form, nothing stored: may be tried again. */
    | { kind: 'refused'; reason: string }
    /** After the click: 5xx, time-out, "提交失败", an answer that says neither. */
    | { kind: 'ambiguous'; reason: string }
    /** Before the click: the channel could not be used. One failed attempt. */
    | { kind: 'unavailable'; reason: UnavailableReason }
    /** Not the site's failing or not known: never counted against it. */
    | { kind: 'undetermined'; reason: UndeterminedReason }
  );

export type UnavailableReason =
  | 'no_channel'
  | 'form_broken'
  | 'page_dead'
  | 'maintenance'
  | 'server_error'
  | 'submit_dead';

export interface Receipt {
  number: string | null;
  query: string | null;
  /** The page's own words. */
  text: string;
  queryUrl: string | null;
}

export interface CarryTrace {
  at: EpochMs;
  formUrl: string | null;
  /** Steps in words, in order, for the timeline. */
  steps: readonly string[];
  dialogs: readonly string[];
  evidence: readonly EvidenceId[];
}
