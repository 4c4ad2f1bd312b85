import type { EpochMs } from '../clock.ts';
import type { ReachSample } from '../domain/reach.ts';

/** Availability samples; only ever appended. */
export interface ReachRepository {
  append(samples: readonly ReachSample[]): Promise<void>;
  /** Samples of the site from `since` to `until`, oldest first. */
  ofSite(siteKey: string, since: EpochMs, until: EpochMs): Promise<ReachSample[]>;
}
