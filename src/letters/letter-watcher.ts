import type { EpochMs } from '../clock.ts';
import type { EvidenceId, UndeterminedReason } from '../domain/outcome.ts';
import type { Site } from '../domain/site.ts';
import type { LetterText, Persona, Receipt } from './letter-carrier.ts';

/**
 * The second seam: looks once, without changing anything, at the places where an answer to a sent letter would show.
 * It is also how an ambiguous letter is found again. The watcher knows no store.
 */
export interface LetterWatcher {
  /** Rejects only when aborted. */
  look(task: WatchTask, signal: AbortSignal): Promise<WatchResult>;
}

export interface WatchTask {
  letterId: string;
  site: Site;
  /** Where it was sent from; null when the channel was found but no address kept. */
  formUrl: string | null;
  /** Null for an ambiguous letter: only phone and title, or the public list, can find it. */
  receipt: Receipt | null;
  /** When the intent was committed: entries older than this are not ours. */
  sentAt: EpochMs;
  letter: LetterText;
  /** Ordinary words that stand in title and content of every variant and nowhere else. */
  nonce: string;
  persona: Persona;
}

/** Where an answer was looked for: number and code, phone and title, the public list, or a person's own look. */
export type WatchVia = 'query' | 'phone' | 'list' | 'person';

/** What one look saw. */
export type WatchResult = WatchTrace &
  (
    | { kind: 'reply'; reply: SeenReply }
    /**
     * No answer there. `conclusive`: the place where an answer would stand was read, so an answer given before this
     * moment would have been seen (the letter's own entry without an answer; a public list that reaches back to
     * `sentAt` on a site that publishes). A look that is not conclusive never counts against the site.
     */
    | { kind: 'nothing'; conclusive: boolean; state: string | null }
    | { kind: 'undetermined'; reason: UndeterminedReason }
  );

export interface SeenReply {
  /** As the page states it, `YYYY-MM-DD` or ISO local `YYYY-MM-DDTHH:mm[:ss]` in the site's own zone; null when none. */
  statedAt: string | null;
  department: string | null;
  /** The answer's own words, also an acknowledgement: what it is worth is judged later. */
  text: string;
  url: string | null;
}

export interface WatchTrace {
  at: EpochMs;
  via: WatchVia | null;
  /**
   * Whether the site has the letter: `stored` when its own entry was seen, `not_stored` only when a query page that
   * knows every letter clearly says there is none; else `unknown`. Settles ambiguous letters.
   */
  presence: 'stored' | 'not_stored' | 'unknown';
  /** Number and code when they were read off the entry (an ambiguous letter found again). */
  receipt?: Receipt | null;
  steps: readonly string[];
  evidence: readonly EvidenceId[];
}
