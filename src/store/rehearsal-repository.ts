import type { EpochMs } from '../clock.ts';

/** From when to when, in its own time, each command of a rehearsal ran. */
export interface RehearsalRepository {
  append(startedAt: EpochMs, endedAt: EpochMs): Promise<void>;
  /** When the last command that started at this very instant ended; null when none did. */
  endOf(startedAt: EpochMs): Promise<EpochMs | null>;
}
