import type { EpochMs } from '../clock.ts';
import { addDays, type CivilDate, civilDateOf } from './civil-date.ts';
import type { LetterCategory, LetterFlag } from './letter.ts';
import type { LetterStanding } from './letter-state.ts';
import { type Span, shared, spansOf } from './stated-time.ts';
import { CalendarYearUnknown, type WorkdayCalendar, workdayAfter } from './workday-calendar.ts';

/** What one look at a sent letter amounts to. */
export interface JudgedLook {
  at: EpochMs;
  /**
   * `reply`: an answer that counts. `no_reply`: the place was read and held none, or only an acknowledgement.
   * `unseen`: nothing follows from it.
   */
  saw: 'reply' | 'no_reply' | 'unseen';
  /** What the site states, on `reply`. */
  statedAt: string | null;
  byPerson: boolean;
}

/** The campaign's deadline. Its source is printed with it: the limit of a province is a parameter (STANDARDS §0.3). */
export interface Deadline {
  workdays: number;
  source: string;
  /** The first day on which the campaign is closed. */
  closesOn: CivilDate;
}

/** Category and everything it rests on. */
export interface Latency {
  category: LetterCategory;
  /** Why it is `undetermined`; null otherwise. */
  reason: string | null;
  /** Last day of a reply in time. */
  deadline: CivilDate | null;
  firstSeenAt: EpochMs | null;
  lastUnseenAt: EpochMs | null;
  /** Between these the answer was given. */
  replied: Span | null;
  /** The last day is only known to the year the calendar knows. */
  unknownYear: number | null;
  flags: LetterFlag[];
}

export interface JudgingContext {
  deadline: Deadline;
  calendar: WorkdayCalendar;
  zone: string;
  asOf: EpochMs;
}

/** A site's clock may be off by this much without anybody having forged a date. */
const SKEW_MS = 10 * 60_000;

/**
 * The category of one letter (STANDARDS §6.2), from its standing and the looks at it, oldest first. Pure. Where the
 * bounds straddle a limit the site has the benefit of the doubt; what was not looked at is `undetermined`.
 */
export function letterCategory(
  standing: Pick<LetterStanding, 'state' | 'reason' | 'submittedAt'>,
  looks: readonly JudgedLook[],
  context: JudgingContext,
): Latency {
  const base: Latency = {
    ...{ category: 'undetermined', reason: null, deadline: null, firstSeenAt: null, lastUnseenAt: null },
    ...{ replied: null, unknownYear: null, flags: [] },
  };
  if (standing.state === 'unavailable') return { ...base, category: 'channel_unavailable' };
  const { submittedAt } = standing;
  if (standing.state !== 'submitted' || submittedAt === null)
    return { ...base, reason: standing.reason ?? 'not_observed' };

  const { zone, asOf, calendar } = context;
  const seen = looks.filter(({ at }) => at <= asOf);
  const first = seen.find(({ saw }) => saw === 'reply') ?? null;
  const unseen = seen.filter(({ saw, at }) => saw === 'no_reply' && (first === null || at < first.at));
  base.firstSeenAt = first?.at ?? null;
  base.lastUnseenAt = unseen.at(-1)?.at ?? null;
  const sentOn = civilDateOf(submittedAt, zone);
  try {
    base.deadline = workdayAfter(calendar, sentOn, context.deadline.workdays);
  } catch (error) {
    if (!(error instanceof CalendarYearUnknown)) throw error;
    base.unknownYear = error.year;
  }
  return first === null ? unanswered(base, context) : answered(base, { first, submittedAt, sentOn }, context);
}

interface Answered {
  first: JudgedLook;
  submittedAt: EpochMs;
  sentOn: CivilDate;
}

function answered(base: Latency, { first, submittedAt, sentOn }: Answered, context: JudgingContext): Latency {
  const { zone } = context;
  // A person's record has proof of its own and may know answers that no page of the site shows.
  const unseen = first.byPerson ? null : base.lastUnseenAt;
  const from = unseen !== null && unseen > submittedAt ? unseen : submittedAt;
  const bounds: Span = { from, to: first.at };
  const { replied, isBackdated } = repliedSpan(bounds, first.statedAt, zone);
  const flags: LetterFlag[] = [];
  if (isBackdated) flags.push('backdated');
  if (first.byPerson) flags.push('recorded_by_person');
  const categoryOn = (at: EpochMs): LetterCategory => {
    const day = civilDateOf(at, zone);
    if (day === sentOn) return 'same_day';
    if (base.deadline === null) return 'undetermined';
    if (day <= base.deadline) return 'on_time';
    return day < closing(base.deadline, context.deadline) ? 'late' : 'none';
  };
  const category = categoryOn(replied.from);
  if (categoryOn(replied.to) !== category) flags.push('benefit_of_doubt');
  const reason = category === 'undetermined' ? 'no_source' : null;
  return { ...base, category, reason, replied, flags };
}

/** When the answer was given, as far as stated time and bounds tell together. */
function repliedSpan(
  bounds: Span,
  stated: string | null,
  zone: string,
): { replied: Span; isBackdated: boolean } {
  const meanings = stated === null ? [] : spansOf(stated, zone);
  for (const meaning of meanings) {
    const both = shared(meaning, bounds);
    if (both !== null) return { replied: both, isBackdated: false };
  }
  // A time after our look is a later edit of the entry: our own bounds stand.
  const latest = Math.max(...meanings.map(({ to }) => to));
  return { replied: bounds, isBackdated: meanings.length > 0 && latest + SKEW_MS < bounds.from };
}

function unanswered(base: Latency, { deadline, zone, asOf }: JudgingContext): Latency {
  if (base.deadline === null) return { ...base, reason: 'no_source' };
  const today = civilDateOf(asOf, zone);
  if (today <= base.deadline) return { ...base, category: 'pending' };
  const lookedOn = base.lastUnseenAt === null ? null : civilDateOf(base.lastUnseenAt, zone);
  const closesOn = closing(base.deadline, deadline);
  // Past a limit only a look past that limit can say that nothing came.
  if (lookedOn === null || lookedOn <= base.deadline) return { ...base, reason: 'not_observed' };
  if (today < closesOn) return { ...base, category: 'overdue' };
  return lookedOn >= closesOn ? { ...base, category: 'none' } : { ...base, reason: 'not_observed' };
}

/** The first day on which a letter's result is final: one sent late in the campaign still has its whole deadline. */
export function closing(lastDay: CivilDate, { closesOn }: Deadline): CivilDate {
  const dayAfter = addDays(lastDay, 1);
  return closesOn > dayAfter ? closesOn : dayAfter;
}
