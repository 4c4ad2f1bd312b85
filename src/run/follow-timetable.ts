import { type EpochMs, epochMs } from '../clock.ts';
import { EXIT, XunjianError } from '../errors.ts';
import type { JobRun } from '../store/job-repository.ts';
import type { ProcessId } from '../store/store.ts';
import { isAlive, SELF } from './process-identity.ts';
import { JOBS, type JobName, type Timetable } from './timetable.ts';
import type { JobEnd } from './timetable-jobs.ts';
import type { Workspace } from './workspace.ts';

/** What happened to a job, for the log. */
export type JobEvent =
  | { event: 'waiting'; job: JobName; dueAt: EpochMs }
  | { event: 'started'; job: JobName; dueAt: EpochMs }
  | { event: 'ended'; job: JobName; dueAt: EpochMs; ms: number; status: number; figures: JobEnd['figures'] }
  | { event: 'failed'; job: JobName; dueAt: EpochMs; status: number; error: unknown }
  | { event: 'busy'; job: JobName; dueAt: EpochMs };

export interface FollowOptions {
  timetable: Timetable;
  run(job: JobName): Promise<JobEnd>;
  onEvent(event: JobEvent): void;
  signal: AbortSignal;
  /** @default all */
  jobs?: readonly JobName[];
}

/** Slept at most at once: a machine that was suspended, or whose clock was set, is back in step within a minute. */
const LONGEST_SLEEP_MS = 60_000;

/**
 * A night that our own store, disk or line ended is taken up again where it was, so often and after such a pause; the other
 * jobs come round soon enough.
 */
const NIGHT_TRIES = 3;
const NIGHT_PAUSE_MS = 10 * 60_000;

type Parts = Pick<Workspace, 'store' | 'clock'>;

/**
 * Runs every job at its times until aborted. No job ever runs twice at once, in no process over this store; what was due
 * while it ran, or while nothing ran at all, is made up for once. A job that fails is logged and due again at its next
 * time, a night that could not go on within minutes: no error of one ends the others.
 */
export async function followTimetable(parts: Parts, options: FollowOptions): Promise<void> {
  await Promise.all((options.jobs ?? JOBS).map((job) => followJob(job, parts, options)));
}

async function followJob(job: JobName, parts: Parts, options: FollowOptions): Promise<void> {
  const { clock, store } = parts;
  const { timetable, onEvent, signal } = options;
  let handled = handledUntil(await store.jobs.latest(job)) ?? clock.now();
  let tries = 0;
  while (!signal.aborted) {
    const due = timetable.newest(job, handled, clock.now());
    if (due !== null) {
      try {
        const status = await runDue(job, due, parts, options);
        if (job === 'nightly' && status === EXIT.cannotRun && tries < NIGHT_TRIES) {
          tries += 1;
          await sleepUntil(clock.now() + NIGHT_PAUSE_MS);
          continue;
        }
        tries = 0;
        handled = due;
      } catch (error) {
        // The store could not be written (locked, the disk full): it is tried again, and the other jobs go on.
        onEvent({ event: 'failed', job, dueAt: due, status: EXIT.cannotRun, error });
        await sleepUntil(clock.now() + LONGEST_SLEEP_MS);
      }
      continue;
    }
    const next = timetable.next(job, clock.now());
    if (next === null) return;
    onEvent({ event: 'waiting', job, dueAt: next });
    await sleepUntil(next);
  }

  async function sleepUntil(at: number): Promise<void> {
    try {
      while (clock.now() < at) await clock.sleep(Math.min(at - clock.now(), LONGEST_SLEEP_MS), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

/** Up to which due time nothing is left to do; a run that was cut off leaves its own. Null: it never ran. */
function handledUntil(latest: JobRun | null): EpochMs | null {
  if (latest === null) return null;
  const wasCut = latest.endedAt === null ? !isAlive(latest.owner) : latest.status === EXIT.interrupted;
  return wasCut ? epochMs(latest.dueAt - 1) : latest.dueAt;
}

/** A process runs a job once at a time: an open row of its own is one whose end could not be written. */
function runsElsewhere(owner: ProcessId): boolean {
  const isOwn = owner.host === SELF.host && owner.pid === SELF.pid && owner.nonce === SELF.nonce;
  return !isOwn && isAlive(owner);
}

/** Runs the job for one due time and records it; false when it runs elsewhere. */
export async function runDue(
  job: JobName,
  dueAt: EpochMs,
  { store, clock }: Parts,
  { run, onEvent, signal }: Pick<FollowOptions, 'run' | 'onEvent' | 'signal'>,
): Promise<number | null> {
  const started = await store.jobs.start(job, dueAt, clock.now(), SELF, runsElsewhere);
  if (started === null) {
    onEvent({ event: 'busy', job, dueAt });
    return null;
  }
  onEvent({ event: 'started', job, dueAt });
  const began = clock.elapsed();
  let status: number = EXIT.cannotRun;
  try {
    const { status: ended, figures } = await run(job);
    status = ended;
    onEvent({ event: 'ended', job, dueAt, ms: Math.round(clock.elapsed() - began), status, figures });
  } catch (error) {
    if (signal.aborted) status = EXIT.interrupted;
    else {
      if (error instanceof XunjianError) status = error.exitStatus;
      onEvent({ event: 'failed', job, dueAt, status, error });
    }
  } finally {
    await store.jobs.end(started.id, clock.now(), status);
  }
  return status;
}
