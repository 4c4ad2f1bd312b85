import { loadWorkdays } from '../config/load-workdays.ts';
import { loadReportProfile } from '../config/report-profile.ts';
import { addDays, type CivilDate } from '../domain/civil-date.ts';
import type { Problem, ProblemStanding } from '../domain/problem.ts';
import type { Workspace } from './workspace.ts';

export type CityDue = (
  problem: Pick<Problem, 'region'>,
  standing: Pick<ProblemStanding, 'due'>,
) => CivilDate | null;

/**
 * By when a dispatched ticket is due at its city: as many workdays before the province's day as the profile's two numbers
 * are apart, also after an extension; null for units that no city follows up. Throws CALENDAR_YEAR_UNKNOWN.
 */
export function cityDue({ config }: Pick<Workspace, 'config'>): CityDue {
  const { regions, dueWorkdays } = loadReportProfile(config.report.profile);
  const workdays = loadWorkdays(config.workdays);
  const forwarding = new Set(regions.flatMap(({ name, forwards }) => (forwards ? [name] : [])));
  return ({ region }, { due }) => {
    if (due === null || !forwarding.has(region)) return null;
    let day = due;
    for (let left = dueWorkdays.province - dueWorkdays.city; left > 0; ) {
      day = addDays(day, -1);
      if (workdays.isWorkday(day)) left -= 1;
    }
    return day;
  };
}
