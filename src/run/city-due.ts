import { loadReportProfile } from '../config/report-profile.ts';
import { type CivilDate, civilDateOf } from '../domain/civil-date.ts';
import type { Problem, ProblemStanding } from '../domain/problem.ts';
import { chineseCalendar, workdayAfter } from '../domain/workday-calendar.ts';
import type { Workspace } from './workspace.ts';

export type CityDue = (
  problem: Pick<Problem, 'region'>,
  standing: Pick<ProblemStanding, 'dispatchedAt' | 'due' | 'extensions'>,
) => CivilDate | null;

/**
 * By when a dispatched ticket is due at its city: so many workdays after dispatch as the profile says, never after the
 * province's day, which stands alone once it was extended; null for units that no city follows up.
 */
export function cityDue({ config }: Pick<Workspace, 'config'>): CityDue {
  const { regions, dueWorkdays } = loadReportProfile(config.report.profile);
  const forwarding = new Set(regions.flatMap(({ name, forwards }) => (forwards ? [name] : [])));
  return ({ region }, { dispatchedAt, due, extensions }) => {
    if (dispatchedAt === null || due === null || !forwarding.has(region)) return null;
    if (extensions > 0) return due;
    const day = workdayAfter(chineseCalendar, civilDateOf(dispatchedAt, config.timezone), dueWorkdays.city);
    return day < due ? day : due;
  };
}
