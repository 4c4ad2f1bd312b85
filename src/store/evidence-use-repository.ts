import type { EpochMs } from '../clock.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import type { SiteReading } from './store.ts';

/** What the store knows of who needs which evidence. */
export interface EvidenceUseRepository {
  /** Evidence of looks at sites, with the role of the page and the time it was last seen. */
  ofLooks(): Iterable<{ id: EvidenceId; role: string; at: EpochMs }>;
  /** Whatever letters, accounts, problems and highlights name. */
  ofRecords(): Iterable<EvidenceId>;
  /** Readings of looks begun in the given time, one at a time. */
  readings(since: EpochMs, until: EpochMs): Iterable<SiteReading>;
  /** Whether a living process has a site in hand: what it stores is named only a moment later. */
  isInUse(isAlive: (owner: { host: string; pid: number; nonce: string }) => boolean): boolean;
  /** When the newest look began; null when there is none. */
  newestLook(): EpochMs | null;
}
