import type { EpochMs } from '../clock.ts';
import { type CivilDate, civilDateOf } from '../domain/civil-date.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import {
  admittedIn,
  isAdmitted,
  type ProblemStanding,
  type ProblemWord,
  STATE_NAMES,
  standingOf,
} from '../domain/problem.ts';
import { XunjianError } from '../errors.ts';
import type { ProblemFile } from '../store/problem-repository.ts';
import type { Store } from '../store/store.ts';

/** What somebody says of a ticket. */
export interface Act {
  word: ProblemWord;
  at: EpochMs;
  by: string;
  why: string;
  until: CivilDate | null;
  review?: 'pass' | 'fail' | 'undetermined';
  evidence?: readonly EvidenceId[];
}

const END_OF_TIME = Number.MAX_SAFE_INTEGER as EpochMs;

/** Words that a person has to give a reason for. */
const NEEDS_WHY: ReadonlySet<ProblemWord> = new Set([
  'return',
  'appeal',
  'uphold',
  'reject',
  'extend',
  'exempt',
  'reopen',
]);

/** The ticket of that id. Throws PROBLEM_UNKNOWN. */
export async function problemOf(store: Store, id: string): Promise<ProblemFile> {
  const file = await store.problems.get(id, END_OF_TIME);
  if (file !== null) return file;
  throw new XunjianError('PROBLEM_UNKNOWN', `there is no ticket ${id}`, 'xunjian problems list shows them');
}

/**
 * Appends the act to the ticket and gives its new standing. Throws PROBLEM_STATE when the state does not admit the
 * word, when a reason is missing, or when the act would lie before the newest one.
 */
export async function actOn(
  store: Store,
  file: ProblemFile,
  act: Act,
  zone: string,
): Promise<ProblemStanding> {
  const { problem, events } = file;
  const today = civilDateOf(act.at, zone);
  const { state } = standingOf(events, today);
  if (!isAdmitted(state, act.word)) {
    throw new XunjianError(
      'PROBLEM_STATE',
      `${problem.id} is ${state}（${STATE_NAMES[state]}）: "${act.word}" is not possible`,
      `possible now: ${admittedIn(state).join(', ')}`,
    );
  }
  const isReviewed = events.findLast(({ word }) => word === 'review' || word === 'submit')?.review === 'pass';
  const needsWhy = NEEDS_WHY.has(act.word) || (act.word === 'close' && !isReviewed);
  if (needsWhy && act.why.trim() === '') {
    throw new XunjianError(
      'PROBLEM_STATE',
      `"${act.word}" of ${problem.id} needs a reason${act.word === 'close' ? ': no review has passed' : ''}`,
      'give it with --why',
    );
  }
  const last = events.at(-1)?.at ?? problem.foundAt;
  if (act.at < last) {
    throw new XunjianError(
      'PROBLEM_STATE',
      `${problem.id} was last acted on later than that`,
      'events are only appended: leave --as-of away, or give a later time',
    );
  }
  const event = {
    ...{ problemId: problem.id, word: act.word, at: act.at, by: act.by, why: act.why, until: act.until },
    ...{ review: act.review ?? null, evidence: act.evidence ?? [] },
  };
  await store.problems.append(event);
  return standingOf([...events, event], today);
}
