import type { Database } from 'better-sqlite3';
import { type EpochMs, epochMs } from '../../clock.ts';
import type { CivilDate } from '../../domain/civil-date.ts';
import {
  type Problem,
  type ProblemEvent,
  type ProblemWord,
  problemIdOf,
  standingOf,
} from '../../domain/problem.ts';
import type { Quarter } from '../../domain/quarter.ts';
import type { ProblemDraft, ProblemFile, ProblemRepository, Raised } from '../problem-repository.ts';

interface ProblemRow {
  id: string;
  finding_id: string;
  occurrence: number;
  kind: Problem['kind'];
  origin: Problem['origin'];
  subject_kind: Problem['subjectKind'];
  subject_key: string;
  subject_name: string;
  subject_json: string;
  indicator: string;
  message: string;
  unit: string;
  supervisor: string;
  region: string;
  period: Quarter;
  evidence_json: string;
  recurs: string | null;
  found_at: number;
  found_by: string;
}

interface EventRow {
  problem_id: string;
  word: ProblemWord;
  at: number;
  by_whom: string;
  why: string;
  until: CivilDate | null;
  review: ProblemEvent['review'];
  evidence_json: string;
}

const LAST_DAY = '9999-12-31' as CivilDate;

export function problemRepository(db: Database): ProblemRepository {
  const insert = db.prepare(`
    INSERT INTO problem (id, ordinal, finding_id, occurrence, kind, origin, subject_kind, subject_key, subject_name,
      subject_json, indicator, message, unit, supervisor, region, period, evidence_json, recurs, found_at, found_by)
    VALUES (@id, (SELECT coalesce(max(ordinal), 0) + 1 FROM problem), @findingId, @occurrence, @kind, @origin,
      @subjectKind, @subjectKey, @subjectName, @subjectJson, @indicator, @message, @unit, @supervisor, @region, @period,
      @evidenceJson, @recurs, @foundAt, @foundBy)`);
  const insertEvent = db.prepare(`
    INSERT INTO problem_event (problem_id, word, at, by_whom, why, until, review, evidence_json)
    VALUES (@problemId, @word, @at, @by, @why, @until, @review, @evidenceJson)`);
  const newest = db.prepare('SELECT * FROM problem WHERE finding_id = ? ORDER BY occurrence DESC LIMIT 1');
  const get = db.prepare('SELECT * FROM problem WHERE id = ? AND found_at <= ?');
  const eventsOf = db.prepare('SELECT * FROM problem_event WHERE problem_id = ? AND at <= ? ORDER BY id');
  const all = db.prepare('SELECT * FROM problem WHERE found_at <= ? ORDER BY ordinal');
  const allEvents = db.prepare('SELECT * FROM problem_event WHERE at <= ? ORDER BY id');

  const add = (event: ProblemEvent) => {
    insertEvent.run({ ...event, evidenceJson: JSON.stringify(event.evidence) });
  };

  const raise = db.transaction((draft: ProblemDraft): { problem: Problem; did: Raised } => {
    const row = newest.get(draft.findingId) as ProblemRow | undefined;
    if (row !== undefined) {
      const last = toProblem(row);
      const events = (eventsOf.all(last.id, Number.MAX_SAFE_INTEGER) as EventRow[]).map(toEvent);
      const { closedAt, overruledBy } = standingOf(events, LAST_DAY);
      // A look from before the closing tells nothing new.
      if (closedAt === null || draft.foundAt <= closedAt) return { problem: last, did: 'kept' };
      if (last.period === draft.period) {
        // A person closed it knowing that it fails: the same failure does not overrule the person.
        if (overruledBy !== null) return { problem: last, did: 'kept' };
        add({
          ...{ problemId: last.id, word: 'reopen', at: draft.foundAt, by: draft.foundBy },
          ...{ why: draft.message, until: null, review: null, evidence: draft.evidence },
        });
        return { problem: last, did: 'reopened' };
      }
    }
    const occurrence = (row?.occurrence ?? 0) + 1;
    const problem: Problem = {
      ...draft,
      ...{ id: problemIdOf(draft.findingId, occurrence), occurrence, recurs: row?.id ?? null },
    };
    const { subject, evidence, ...plain } = problem;
    insert.run({
      ...plain,
      ...{ subjectJson: JSON.stringify(subject), evidenceJson: JSON.stringify(evidence) },
    });
    return { problem, did: row === undefined ? 'opened' : 'recurred' };
  });

  return {
    async raise(draft) {
      return raise.immediate(draft);
    },
    async append(event) {
      add(event);
    },
    async get(id, until) {
      const row = get.get(id, until) as ProblemRow | undefined;
      if (row === undefined) return null;
      return {
        problem: toProblem(row),
        events: (eventsOf.all(id, until) as EventRow[]).map(toEvent),
      };
    },
    async all(until: EpochMs) {
      const byProblem = new Map<string, ProblemEvent[]>();
      for (const row of allEvents.all(until) as EventRow[]) {
        const known = byProblem.get(row.problem_id);
        if (known === undefined) byProblem.set(row.problem_id, [toEvent(row)]);
        else known.push(toEvent(row));
      }
      return (all.all(until) as ProblemRow[]).map(
        (row): ProblemFile => ({ problem: toProblem(row), events: byProblem.get(row.id) ?? [] }),
      );
    },
  };
}

function toProblem(row: ProblemRow): Problem {
  return {
    ...{
      id: row.id,
      findingId: row.finding_id,
      occurrence: row.occurrence,
      kind: row.kind,
      origin: row.origin,
    },
    ...{ subjectKind: row.subject_kind, subjectKey: row.subject_key, subjectName: row.subject_name },
    subject: JSON.parse(row.subject_json) as Problem['subject'],
    ...{ indicator: row.indicator, message: row.message, unit: row.unit, supervisor: row.supervisor },
    ...{ region: row.region, period: row.period, recurs: row.recurs },
    evidence: JSON.parse(row.evidence_json) as Problem['evidence'],
    ...{ foundAt: epochMs(row.found_at), foundBy: row.found_by },
  };
}

function toEvent(row: EventRow): ProblemEvent {
  return {
    ...{ problemId: row.problem_id, word: row.word, at: epochMs(row.at), by: row.by_whom, why: row.why },
    ...{ until: row.until, review: row.review },
    evidence: JSON.parse(row.evidence_json) as ProblemEvent['evidence'],
  };
}
