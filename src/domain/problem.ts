import type { EpochMs } from '../clock.ts';
import type { CivilDate } from './civil-date.ts';
import type { EvidenceId, Subject } from './outcome.ts';
import type { Quarter } from './quarter.ts';

/** Where a ticket comes from. Annex 3 counts what the platform's own checks found: `scan` and `sample`. */
export const PROBLEM_ORIGINS = ['scan', 'sample', 'letter', 'person'] as const;
export type ProblemOrigin = (typeof PROBLEM_ORIGINS)[number];

/** 问题 after a breach, 预警 before one (STANDARDS §7): a warning is never counted in a rate. */
export const PROBLEM_KINDS = ['problem', 'warning'] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

/** Where a ticket stands. 超期 and 延期 are no states: they are read off the due date and its changes. */
export const PROBLEM_STATES = [
  'found',
  'dispatched',
  'signed',
  'rectifying',
  'submitted',
  'reviewing',
  'returned',
  'appealed',
  'exempted',
  'closed',
] as const;
export type ProblemState = (typeof PROBLEM_STATES)[number];

export const STATE_NAMES: Readonly<Record<ProblemState, string>> = {
  found: '发现',
  dispatched: '转办',
  signed: '签收',
  rectifying: '整改中',
  submitted: '提交整改',
  reviewing: '复核',
  returned: '退回',
  appealed: '申诉',
  exempted: '例外',
  closed: '办结',
};

export const ORIGIN_NAMES: Readonly<Record<ProblemOrigin, string>> = {
  scan: '扫描',
  sample: '抽查',
  letter: '信件测试',
  person: '人工',
};

/** What the ticket was opened with. Never changed; what happens after stands in its events. */
export interface Problem {
  /** `p-` and the finding's hash, `-2` for the second time the same thing comes up. */
  id: string;
  findingId: string;
  /** 1 for the first time this finding becomes a ticket. */
  occurrence: number;
  kind: ProblemKind;
  origin: ProblemOrigin;
  subjectKind: 'site' | 'account';
  /** Site code or account key. */
  subjectKey: string;
  subjectName: string;
  subject: Subject | null;
  indicator: string;
  message: string;
  /** 主办单位: who has to mend it. */
  unit: string;
  supervisor: string;
  /** Reporting unit of annex 3. */
  region: string;
  /** Quarter it was found in. */
  period: Quarter;
  evidence: readonly EvidenceId[];
  /** The earlier ticket of the same finding; null for the first. */
  recurs: string | null;
  foundAt: EpochMs;
  foundBy: string;
}

export const PROBLEM_WORDS = [
  'dispatch',
  'sign',
  'start',
  'submit',
  'review',
  'return',
  'appeal',
  'uphold',
  'reject',
  'extend',
  'exempt',
  'close',
  'reopen',
] as const;
export type ProblemWord = (typeof PROBLEM_WORDS)[number];

/** What somebody did to a ticket, with the reason. Appended, never changed. */
export interface ProblemEvent {
  problemId: string;
  word: ProblemWord;
  at: EpochMs;
  by: string;
  why: string;
  /** New due day (`dispatch`, `extend`), or the last day of an exemption; null elsewhere. */
  until: CivilDate | null;
  /** What a review's look said; null elsewhere. */
  review: 'pass' | 'fail' | 'undetermined' | null;
  evidence: readonly EvidenceId[];
}

/** A ticket as its events make it. */
export interface ProblemStanding {
  state: ProblemState;
  due: CivilDate | null;
  /** 延期: how often the due day was moved. */
  extensions: number;
  dispatchedAt: EpochMs | null;
  submittedAt: EpochMs | null;
  closedAt: EpochMs | null;
  /** 超期: open past the due day. */
  overdue: boolean;
  /** Set when a person closed it against or without a review. */
  overruledBy: string | null;
}

/** The words each state admits. `close` needs a reason of a person unless a review passed. */
const ADMITS: Readonly<Record<ProblemState, readonly ProblemWord[]>> = {
  found: ['dispatch', 'exempt', 'close'],
  dispatched: ['sign', 'start', 'submit', 'appeal', 'extend', 'exempt', 'review', 'return', 'close'],
  signed: ['start', 'submit', 'appeal', 'extend', 'exempt', 'review', 'return', 'close'],
  rectifying: ['submit', 'appeal', 'extend', 'exempt', 'review', 'return', 'close'],
  submitted: ['review', 'return', 'extend', 'exempt', 'close'],
  reviewing: ['review', 'return', 'extend', 'exempt', 'close'],
  returned: ['sign', 'start', 'submit', 'appeal', 'extend', 'exempt', 'review', 'close'],
  appealed: ['uphold', 'reject', 'exempt', 'close'],
  exempted: ['reopen', 'close'],
  closed: ['reopen'],
};

/** Whether `word` may be said of a ticket in `state`. */
export function isAdmitted(state: ProblemState, word: ProblemWord): boolean {
  return ADMITS[state].includes(word);
}

/** Words a state admits, for the message that refuses another one. */
export function admittedIn(state: ProblemState): readonly ProblemWord[] {
  return ADMITS[state];
}

/** The ticket's standing on `today`. Pure: the same events give the same standing; an exemption lapses by its day. */
export function standingOf(events: readonly ProblemEvent[], today: CivilDate): ProblemStanding {
  const standing: ProblemStanding = {
    ...{ state: 'found', due: null, extensions: 0, dispatchedAt: null, submittedAt: null },
    ...{ closedAt: null, overdue: false, overruledBy: null },
  };
  let lastReview: ProblemEvent['review'] = null;
  for (const event of events) {
    switch (event.word) {
      case 'dispatch':
        standing.state = 'dispatched';
        standing.dispatchedAt = event.at;
        standing.due = event.until;
        break;
      case 'sign':
        standing.state = 'signed';
        break;
      case 'start':
        standing.state = 'rectifying';
        break;
      case 'submit':
        standing.state = 'submitted';
        standing.submittedAt = event.at;
        lastReview = null;
        break;
      case 'review':
        standing.state = event.review === 'fail' ? 'returned' : 'reviewing';
        lastReview = event.review;
        break;
      case 'return':
        standing.state = 'returned';
        break;
      case 'appeal':
        standing.state = 'appealed';
        break;
      case 'reject':
        standing.state = 'rectifying';
        break;
      case 'extend':
        standing.due = event.until;
        standing.extensions += 1;
        break;
      case 'exempt':
        standing.state = event.until !== null && event.until < today ? 'rectifying' : 'exempted';
        break;
      case 'uphold':
      case 'close':
        standing.state = 'closed';
        standing.closedAt = event.at;
        standing.overruledBy = event.word === 'close' && lastReview === 'pass' ? null : event.by;
        break;
      case 'reopen':
        standing.state = standing.dispatchedAt === null ? 'found' : 'rectifying';
        standing.closedAt = null;
        standing.overruledBy = null;
        lastReview = null;
        break;
      default:
        event.word satisfies never;
    }
  }
  const isOpen = standing.state !== 'closed' && standing.state !== 'exempted';
  standing.overdue = isOpen && standing.due !== null && standing.due < today;
  return standing;
}

/** A ticket's id: short, stable, and telling its first time from its second. */
export function problemIdOf(findingId: string, occurrence: number): string {
  const base = `p-${findingId.replace(/^f-/, '')}`;
  return occurrence === 1 ? base : `${base}-${occurrence}`;
}
