import { DateTime } from 'luxon';
import { type EpochMs, epochMs } from '../clock.ts';
import { civilDateOf, startOfDay } from '../domain/civil-date.ts';
import { type HandLetter, refusal } from '../inventory/read-hand-letters.ts';

/** A hand-sent letter's times as instants. */
export interface HandTimes {
  submittedAt: EpochMs | null;
  failedAt: EpochMs[];
  unavailableAt: EpochMs | null;
  /** Looks that saw no answer, oldest first. */
  unseenAt: EpochMs[];
  /** As stated: a day, or an ISO local time. */
  repliedAt: string | null;
  /** When the answer was first seen; by what was stated where nobody noted it. */
  seenAt: EpochMs | null;
}

/**
 * Reads a row's times. A date alone is taken the way that serves the site: a look without answer at its beginning, an
 * answer anywhere in it. Throws INVENTORY_INVALID for what is no time, lies after `now`, or is out of order.
 */
export function handTimes(row: HandLetter, zone: string, now: EpochMs): HandTimes {
  const { place } = row;
  const instant = (text: string | null, edge: 'start' | 'end' = 'start'): EpochMs | null => {
    if (text === null) return null;
    const at = dateTimeOf(text, zone);
    if (at === null)
      throw refusal(place, `"${text}" is no time`, 'write it like 2024-06-07 10:30, or 2024-06-07');
    const begins = epochMs(at.toMillis());
    if (begins > now) throw refusal(place, `"${text}" lies ahead`, 'record what has happened');
    if (edge === 'start' || hasTime(text)) return begins;
    return epochMs(Math.min(now, at.endOf('day').toMillis()));
  };
  const times: HandTimes = {
    submittedAt: instant(row.submittedAt),
    failedAt: inOrder(row.failedAt.map((text) => instant(text))),
    unavailableAt: instant(row.unavailableAt),
    unseenAt: inOrder(row.unseenAt.map((text) => instant(text))),
    repliedAt: row.repliedAt === null ? null : statedOf(row.repliedAt, zone),
    seenAt: instant(row.seenAt, 'end') ?? instant(row.repliedAt, 'end'),
  };
  refuseDisorder(row, times, zone);
  return times;
}

function refuseDisorder(row: HandLetter, times: HandTimes, zone: string): void {
  const { place } = row;
  const { submittedAt, unavailableAt, unseenAt, seenAt, failedAt } = times;
  if (row.seenAt !== null && row.repliedAt === null)
    throw refusal(place, 'seen_at without replied_at', 'give the time of the reply too');
  if (submittedAt !== null && unavailableAt !== null)
    throw refusal(place, 'both submitted_at and unavailable_at', 'a letter that went in found its channel');
  if (unavailableAt !== null && seenAt !== null)
    throw refusal(place, 'an answer to a letter that never went in', 'check the row');
  if (submittedAt !== null) {
    if (failedAt.some((at) => at > submittedAt))
      throw refusal(place, 'an attempt that failed after the letter went in', 'put the times in order');
    const replied = times.repliedAt === null ? null : DateTime.fromISO(times.repliedAt, { zone });
    const earliest = hasTime(row.repliedAt ?? '')
      ? submittedAt
      : startOfDay(civilDateOf(submittedAt, zone), zone);
    if (replied !== null && replied.toMillis() < earliest)
      throw refusal(place, 'a reply before the letter', 'check the two times');
  }
  if (seenAt !== null && unseenAt.some((at) => at > seenAt))
    throw refusal(place, 'a look that saw no answer after the answer was seen', 'check the times');
}

const hasTime = (text: string) => /\d[:：]\d/.test(text);

function inOrder(times: readonly (EpochMs | null)[]): EpochMs[] {
  return times.filter((at): at is EpochMs => at !== null).sort((a, b) => a - b);
}

function statedOf(text: string, zone: string): string | null {
  const at = dateTimeOf(text, zone);
  return at?.toFormat(hasTime(text) ? "yyyy-MM-dd'T'HH:mm:ss" : 'yyyy-MM-dd') ?? null;
}

const FORMS = [
  'yyyy-M-d H:mm:ss',
  'yyyy-M-d H:mm',
  'yyyy-M-d',
  'yyyy/M/d H:mm:ss',
  'yyyy/M/d H:mm',
  'yyyy/M/d',
];

/** ISO, or as spreadsheets write it; full-width digits too. */
function dateTimeOf(text: string, zone: string): DateTime | null {
  const plain = text.normalize('NFKC').trim();
  const iso = DateTime.fromISO(plain, { zone });
  if (iso.isValid) return iso;
  return (
    FORMS.map((form) => DateTime.fromFormat(plain, form, { zone })).find(({ isValid }) => isValid) ?? null
  );
}
