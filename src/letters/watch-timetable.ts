import { type EpochMs, epochMs } from '../clock.ts';
import { addDays, type CivilDate, civilDateOf, startOfDay } from '../domain/civil-date.ts';
import { HAND_TEMPLATE } from '../domain/letter.ts';
import type { JudgedLetter } from './judge-letter.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Just before and just after a limit we want to have looked: what lies between is the benefit of the doubt. */
const BEFORE_LIMIT_MS = HOUR_MS;

/** Whether a look at this letter can still change or settle anything. */
export function isWatched({ record, standing, latency, context }: JudgedLetter): boolean {
  // Whose name and words a letter by hand bears the machine does not know.
  if (record.letter.templateId === HAND_TEMPLATE) return false;
  if (standing.state === 'ambiguous') return true;
  if (standing.state !== 'submitted' || latency.firstSeenAt !== null) return false;
  // After the look on the closing day the letter is 未回复 and stays so.
  return !(
    latency.category === 'none' && civilDateOf(context.asOf, context.zone) > context.deadline.closesOn
  );
}

/**
 * Whether it is time to look again, for the all-day timetable: dense on the day of sending, thinner up to the deadline,
 * once a day after it, and always shortly before and after midnight of a limit.
 */
export function isWatchDue(letter: JudgedLetter): boolean {
  if (!isWatched(letter)) return false;
  const { standing, latency, context, record } = letter;
  const { asOf, zone } = context;
  const last = record.looks.filter(({ at }) => at <= asOf).at(-1)?.at ?? null;
  if (last === null) return true;
  const sentAt = standing.submittedAt ?? standing.intentAt ?? last;
  const sentOn = civilDateOf(sentAt, zone);
  const limits = [sentOn, latency.deadline].filter((day): day is CivilDate => day !== null);
  for (const day of limits) {
    const midnight = startOfDay(addDays(day, 1), zone);
    if (last < midnight - BEFORE_LIMIT_MS && asOf >= midnight - BEFORE_LIMIT_MS) return true;
    if (last < midnight && asOf >= midnight) return true;
  }
  if (
    civilDateOf(asOf, zone) >= context.deadline.closesOn &&
    last < startOfDay(context.deadline.closesOn, zone)
  )
    return true;
  return asOf - last >= pauseAfter(sentAt, latency.deadline, asOf, zone);
}

function pauseAfter(sentAt: EpochMs, deadline: CivilDate | null, asOf: EpochMs, zone: string): number {
  const today = civilDateOf(asOf, zone);
  if (today === civilDateOf(sentAt, zone)) return asOf - sentAt < 2 * HOUR_MS ? 30 * MINUTE_MS : HOUR_MS;
  if (deadline === null || today <= deadline) return 3 * HOUR_MS;
  return epochMs(24 * HOUR_MS);
}
