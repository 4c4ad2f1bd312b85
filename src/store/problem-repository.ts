import type { EpochMs } from '../clock.ts';
import type { Problem, ProblemEvent } from '../domain/problem.ts';

/** A ticket with everything that happened to it, oldest first. */
export interface ProblemFile {
  problem: Problem;
  events: readonly ProblemEvent[];
}

/** What a confirmed finding brings to the tickets; the store gives it its id and its place among earlier ones. */
export type ProblemDraft = Omit<Problem, 'id' | 'occurrence' | 'recurs'>;

/** `opened` the first time, `recurred` after an earlier quarter's closing, `reopened` after one of this quarter. */
export type Raised = 'opened' | 'recurred' | 'reopened' | 'kept';

/** Tickets and what happened to them. Both are only ever appended; where a ticket stands is derived. */
export interface ProblemRepository {
  /** One ticket for each finding: an open one is kept, a closed one reopened or followed by a linked one. */
  raise(draft: ProblemDraft): Promise<{ problem: Problem; did: Raised }>;
  append(event: ProblemEvent): Promise<void>;
  get(id: string, until: EpochMs): Promise<ProblemFile | null>;
  /** All tickets found at or before `until`, with their events up to then, in the order they were opened. */
  all(until: EpochMs): Promise<ProblemFile[]>;
}
