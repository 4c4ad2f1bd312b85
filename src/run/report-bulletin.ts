import type { EpochMs } from '../clock.ts';
import { loadReportProfile, type ReportProfile } from '../config/report-profile.ts';
import { ruleSetName } from '../config/rule-set.ts';
import type { Bulletin } from '../domain/bulletin.ts';
import { addDays, type CivilDate, isoInZone, startOfDay } from '../domain/civil-date.ts';
import { compareFigures } from '../domain/compare-figures.ts';
import { type Figures, figuresOf } from '../domain/figures-of.ts';
import { daysOfQuarter, type Quarter, quarterAfter } from '../domain/quarter.ts';
import type { QuarterObservations } from '../domain/quarter-observations.ts';
import { composeBulletin } from '../report/compose-bulletin.ts';
import { observeQuarter } from './observe-quarter.ts';
import type { Workspace } from './workspace.ts';

export interface BulletinRequest {
  quarter: Quarter;
  signed: CivilDate;
  due: CivilDate | null;
  number: string | null;
  /** Null: the end of the day of signing. */
  asOf: EpochMs | null;
}

export interface BulletinWork {
  profile: ReportProfile;
  observed: QuarterObservations;
  figures: Figures;
  bulletin: Bulletin;
}

/** Judges, counts and composes the quarter's bulletin from what is stored. No network; the same facts give the same bulletin. */
export async function bulletinOf(workspace: Workspace, request: BulletinRequest): Promise<BulletinWork> {
  const { config, rules } = workspace;
  const zone = config.timezone;
  const profile = loadReportProfile(config.report.profile);
  const { quarter, signed, due, number } = request;
  const asOf = request.asOf ?? endOfDay(signed, zone);
  const order = profile.regions.map(({ name }) => name);
  const observed = await observeQuarter(workspace, quarter, asOf);
  const figures = figuresOf(observed, order);
  const earlier = async (by: number) => {
    const before = quarterAfter(quarter, by);
    return figuresOf(
      await observeQuarter(workspace, before, endOfDay(daysOfQuarter(before).last, zone)),
      order,
    );
  };
  const changes = [
    ...compareFigures(figures, await earlier(-1), '环比'),
    ...compareFigures(figures, await earlier(-4), '同比'),
  ];
  const bulletin = composeBulletin(observed, figures, {
    ...{ profile, number, signed, due, changes, asOf: isoInZone(asOf, zone), ruleset: ruleSetName(rules) },
  });
  return { profile, observed, figures, bulletin };
}

function endOfDay(day: CivilDate, zone: string): EpochMs {
  return (startOfDay(addDays(day, 1), zone) - 1) as EpochMs;
}
