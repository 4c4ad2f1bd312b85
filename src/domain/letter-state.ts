import { type EpochMs, epochMs } from '../clock.ts';
import { civilDateOf } from './civil-date.ts';
import type { AttemptPolicy, LetterEvent, LetterReceipt, LetterState } from './letter.ts';
import type { WorkdayCalendar } from './workday-calendar.ts';

/** Where a letter stands, derived from its events alone. */
export interface LetterStanding {
  state: LetterState;
  /** Why it stands there: a failure, an undetermined reason, what made it ambiguous. */
  reason: string | null;
  /** When the site took it; null until it is `submitted`. */
  submittedAt: EpochMs | null;
  receipt: LetterReceipt | null;
  /** The round of the newest intent, 0 when there was none. */
  round: number;
  /** When that intent was committed. */
  intentAt: EpochMs | null;
  /** Failed attempts that count: far enough apart. */
  failed: readonly { at: EpochMs; reason: string }[];
  /** Not before this the machine tries again; null when it may not try at all. */
  nextAttemptAt: EpochMs | null;
  formUrl: string | null;
}

const HOUR_MS = 3_600_000;
/** At least this many workdays must carry failed attempts: one bad day of a site's server is no broken channel. */
const LEAST_WORKDAYS = 2;
/**
 * The same refusal or wall met this often is left to a person: going on would only bother the site, and neither is the
 * channel's failing for sure.
 */
const TRIES_BEFORE_PERSON = 3;
const FOR_A_PERSON: readonly string[] = ['refused', 'login_required'];

/** Folds a letter's events, oldest first. Events after `until` are not seen. */
export function letterState(
  events: readonly LetterEvent[],
  { policy, calendar, zone, until }: StateContext,
): LetterStanding {
  const standing: Mutable<LetterStanding> = {
    ...{ state: 'planned', reason: null, submittedAt: null, receipt: null, round: 0, intentAt: null },
    ...{ failed: [], nextAttemptAt: epochMs(0), formUrl: null },
  };
  const failed: { at: EpochMs; reason: string }[] = [];
  const held = new Map<string, number>();
  const gapMs = policy.gapHours * HOUR_MS;
  const fail = (at: EpochMs, reason: string) => {
    const last = failed.at(-1);
    if (last === undefined || at - last.at >= gapMs) failed.push({ at, reason });
    rearm(reason, epochMs(at + gapMs));
  };
  const rearm = (reason: string | null, next: EpochMs | null) => {
    Object.assign(standing, { state: 'armed', reason, nextAttemptAt: next });
  };
  const hold = (at: EpochMs, reason: string, gap: number) => {
    const times = (held.get(reason) ?? 0) + 1;
    held.set(reason, times);
    rearm(reason, times < TRIES_BEFORE_PERSON || !FOR_A_PERSON.includes(reason) ? epochMs(at + gap) : null);
  };
  for (const event of events) {
    if (until !== null && event.at > until) break;
    if (standing.state === 'cancelled') break;
    if ('trace' in event && event.trace?.formUrl) standing.formUrl = event.trace.formUrl;
    switch (event.kind) {
      case 'opened':
        if (standing.state === 'planned') rearm(null, standing.nextAttemptAt);
        break;
      case 'intent':
        Object.assign(standing, {
          state: 'submitting',
          reason: null,
          round: event.round,
          intentAt: event.at,
        });
        break;
      case 'click':
        break;
      case 'submitted':
        Object.assign(standing, {
          state: 'submitted',
          reason: null,
          submittedAt: event.at,
          receipt: event.receipt,
        });
        break;
      case 'stored':
        Object.assign(standing, {
          ...{ state: 'submitted', reason: null, submittedAt: standing.intentAt },
          receipt: event.receipt ?? standing.receipt,
        });
        break;
      case 'ambiguous':
        Object.assign(standing, { state: 'ambiguous', reason: event.reason, nextAttemptAt: null });
        break;
      case 'not_stored':
        fail(event.at, event.reason);
        break;
      case 'failed':
        fail(event.at, event.reason);
        break;
      case 'refused':
        hold(event.at, event.reason === 'login_required' ? event.reason : 'refused', gapMs);
        break;
      case 'undetermined':
        // A captcha waits for a person at the desk, not for time to pass.
        hold(event.at, event.reason, event.reason === 'captcha_waiting' ? 0 : gapMs);
        break;
      case 'rehearsed':
        rearm('blackhole', event.at);
        break;
      case 'interrupted':
        rearm(event.reason, event.at);
        break;
      case 'unavailable_confirmed':
        Object.assign(standing, {
          state: 'unavailable',
          reason: standing.reason ?? 'no_channel',
          nextAttemptAt: null,
        });
        break;
      case 'cancelled':
        Object.assign(standing, { state: 'cancelled', reason: null, nextAttemptAt: null });
        break;
      default:
        event satisfies never;
    }
  }
  standing.failed = failed;
  if (standing.state === 'armed' && hasFailedForGood(failed, { policy, calendar, zone })) {
    const allMissing = failed.every(({ reason }) => reason === 'no_channel');
    standing.nextAttemptAt = null;
    if (!(allMissing && policy.missingNeedsPerson)) standing.state = 'unavailable';
    standing.reason = failed.at(-1)?.reason ?? standing.reason;
  }
  return standing;
}

export interface StateContext {
  policy: AttemptPolicy;
  calendar: WorkdayCalendar;
  zone: string;
  /** Null sees all. */
  until: EpochMs | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Enough attempts, far enough apart, on enough workdays. */
function hasFailedForGood(
  failed: readonly { at: EpochMs }[],
  { policy, calendar, zone }: Omit<StateContext, 'until'>,
): boolean {
  if (failed.length < policy.attempts) return false;
  const days = new Set(failed.map(({ at }) => civilDateOf(at, zone)));
  return (
    [...days].filter((day) => calendar.isWorkday(day)).length >= Math.min(LEAST_WORKDAYS, policy.attempts)
  );
}
