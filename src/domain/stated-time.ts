import { DateTime } from 'luxon';
import { type EpochMs, epochMs } from '../clock.ts';

/** From when to when something happened, both included. */
export interface Span {
  from: EpochMs;
  to: EpochMs;
}

const HALF_DAY_MS = 12 * 3_600_000;

/**
 * The instants a stated time can mean, best reading first: a date means its whole day, a time its minute. Some systems
 * print a 12-hour clock without AM or PM (PHP `h`, STANDARDS §12.4), so 02:15 may also mean 14:15. Empty when it is no
 * time at all.
 */
export function spansOf(stated: string, zone: string): Span[] {
  const at = DateTime.fromISO(stated.trim().replace(' ', 'T'), { zone });
  if (!at.isValid) return [];
  if (!/[T ]\d/.test(stated.trim())) return [{ from: ms(at.startOf('day')), to: ms(at.endOf('day')) }];
  const span = { from: ms(at.startOf('minute')), to: ms(at.endOf('minute')) };
  return at.hour >= 12 ? [span] : [span, shifted(span, HALF_DAY_MS)];
}

/** What two spans share; null when nothing. */
export function shared(a: Span, b: Span): Span | null {
  const from = epochMs(Math.max(a.from, b.from));
  const to = epochMs(Math.min(a.to, b.to));
  return from <= to ? { from, to } : null;
}

const ms = (at: DateTime): EpochMs => epochMs(at.toMillis());

const shifted = ({ from, to }: Span, by: number): Span => ({
  from: epochMs(from + by),
  to: epochMs(to + by),
});
