import type { OutcomeWord, SiteIndicatorId, UndeterminedReason } from '../../src/domain/outcome.ts';
import type { TruthEntry } from './truth-types.ts';

/** What an entry of the truth says besides its word. */
export interface Said {
  accept?: OutcomeWord[];
  reasons?: UndeterminedReason[];
  subject?: TruthEntry['subject'];
}

/** Makes an entry about one site. */
export type Say = (indicator: SiteIndicatorId, outcome: OutcomeWord, why: string, said?: Said) => TruthEntry;
