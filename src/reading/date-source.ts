import type { CivilDate } from '../domain/civil-date.ts';
import type { PageReading, Trace } from '../domain/page-reading.ts';

/** A day of publication with what says so. */
export type DateSource = PageReading['dateConflicts'][number];

export function dateSource(from: DateSource['source'], date: CivilDate, trace: Trace): DateSource {
  return { source: from, date, trace };
}
