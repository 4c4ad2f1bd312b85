import type { EpochMs } from '../clock.ts';
import type { ProcessId } from './store.ts';

/** One run of a job of the timetable. */
export interface JobRun {
  id: number;
  job: string;
  /** The due time it stands for. */
  dueAt: EpochMs;
  startedAt: EpochMs;
  /** Null while it runs, and for ever when its process died. */
  endedAt: EpochMs | null;
  /** Exit status as of the command. */
  status: number | null;
  owner: ProcessId;
}

export interface JobRepository {
  /** Starts a run of the job, unless one is under way in a process that lives: then null. */
  start(
    job: string,
    dueAt: EpochMs,
    at: EpochMs,
    owner: ProcessId,
    isAlive: (owner: ProcessId) => boolean,
  ): Promise<JobRun | null>;
  end(id: number, at: EpochMs, status: number): Promise<void>;
  latest(job: string): Promise<JobRun | null>;
}
