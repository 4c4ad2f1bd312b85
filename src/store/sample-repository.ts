import type { EpochMs } from '../clock.ts';
import type { AccountSample } from '../domain/account-sample.ts';
import type { Quarter } from '../domain/quarter.ts';

/** Draws of accounts by quarter. Only ever appended: who was drawn cannot be changed after looking. */
export interface SampleRepository {
  append(sample: AccountSample): Promise<void>;
  /** Draws for a quarter made at or before `until`, oldest first. */
  ofQuarter(quarter: Quarter, until: EpochMs): Promise<AccountSample[]>;
}
