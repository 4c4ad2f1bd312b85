import { existsSync } from 'node:fs';
import { DateTime } from 'luxon';
import type { Clock } from '../clock.ts';
import { addDays, civilDateOf, startOfDay } from '../domain/civil-date.ts';
import type { WorkdayCalendar } from '../domain/workday-calendar.ts';
import { XunjianError } from '../errors.ts';
import type { LetterRecord, LetterRepository } from '../store/letter-repository.ts';

/** What must hold for a letter to go now. */
export interface SendLimits {
  stopFile: string;
  perDay: number;
  perSitePerDay: number;
  /** `8-18`; null for any hour. */
  hours: string | null;
  /** Only on workdays; null for any day. */
  workdays: WorkdayCalendar | null;
}

export interface SendGate {
  /** Throws LETTERS_NOT_ALLOWED when nothing may be sent at all now. */
  allowAny(): void;
  /** The same, and the quotas of day and site. */
  allowOne(record: LetterRecord): Promise<void>;
}

export function sendGate(
  limits: SendLimits,
  { letters, clock, zone }: { letters: LetterRepository; clock: Clock; zone: string },
): SendGate {
  const allowAny = () => {
    if (existsSync(limits.stopFile))
      throw forbidden(`${limits.stopFile} exists: the kill switch is on`, 'remove that file to send again');
    const now = clock.now();
    const hour = DateTime.fromMillis(now, { zone }).hour;
    const [from = 0, to = 24] = (limits.hours ?? '0-24').split('-').map(Number);
    if (hour < from || hour >= to)
      throw forbidden(
        `it is ${hour}:xx; letters are sent from ${from} to ${to} o’clock`,
        'run it within "letters.hours"',
      );
    const today = civilDateOf(now, zone);
    if (limits.workdays !== null && !limits.workdays.isWorkday(today))
      throw forbidden(`${today} is no workday`, 'run it on a workday: replies are counted in workdays');
  };
  return {
    allowAny,
    async allowOne({ letter }) {
      allowAny();
      const today = civilDateOf(clock.now(), zone);
      const sent = await letters.intentsBetween(startOfDay(today, zone), startOfDay(addDays(today, 1), zone));
      const others = sent.filter(({ letterId }) => letterId !== letter.letterId);
      if (others.length >= limits.perDay)
        throw forbidden(
          `${others.length} letters went today already`,
          'go on tomorrow, or raise "letters.perDay"',
        );
      const here = others.filter(({ siteKey }) => siteKey === letter.siteKey);
      if (here.length >= limits.perSitePerDay)
        throw forbidden(
          `${here.length} letters went to ${letter.site.name} today already`,
          'go on tomorrow, or raise "letters.perSitePerDay"',
        );
    },
  };
}

function forbidden(message: string, remedy: string): XunjianError {
  return new XunjianError('LETTERS_NOT_ALLOWED', message, remedy);
}
