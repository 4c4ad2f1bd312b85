import type { EvidenceId } from '../../domain/outcome.ts';
import type { CarryTrace, SubmitIntent } from '../letter-carrier.ts';
import type { Redact } from '../redaction.ts';

/**
 * What happened while a letter was carried, kept outside the browser: when the browser dies, this is what is known.
 * Nothing of a persona gets in.
 */
export interface CarryBook {
  formUrl: string | null;
  /** Set before the click that sends: from then on an outcome that is not seen is ambiguous. */
  intent: SubmitIntent | null;
  /** Of the visit's journal, which goes on filling it. */
  dialogs: readonly string[];
  readonly evidence: EvidenceId[];
  step(words: string): void;
  trace(at: CarryTrace['at']): CarryTrace;
}

/** A page may say much; the timeline shows what a person would remember. */
const MAX_STEPS = 80;
const MAX_STEP_CHARS = 300;

export function openCarryBook(redact: Redact): CarryBook {
  const steps: string[] = [];
  const book: CarryBook = {
    formUrl: null,
    intent: null,
    dialogs: [],
    evidence: [],
    step(words) {
      if (steps.length < MAX_STEPS) steps.push(redact(words).slice(0, MAX_STEP_CHARS));
    },
    trace: (at) => ({
      at,
      formUrl: book.formUrl,
      steps: [...steps],
      dialogs: book.dialogs.map(redact),
      evidence: [...new Set(book.evidence)],
    }),
  };
  return book;
}
