import type { EpochMs } from '../clock.ts';

/** 亮点 that a person chose for a quarter's bulletin, or took back. */
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

/** Choices are only ever appended; the newest word of each highlight counts. */
export interface HighlightRepository {
  append(highlight: Highlight): Promise<void>;
  /** Every word said of the period's highlights at or before `until`, oldest first. */
  ofPeriod(period: string, until: EpochMs): Promise<Highlight[]>;
}
