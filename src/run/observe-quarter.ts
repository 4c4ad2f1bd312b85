import { existsSync } from 'node:fs';
import type { EpochMs } from '../clock.ts';
import { type CivilDate, civilDateOf } from '../domain/civil-date.ts';
import { standingOf } from '../domain/problem.ts';
import type { Quarter } from '../domain/quarter.ts';
import type {
  ObservedHighlight,
  ObservedProblem,
  QuarterObservations,
} from '../domain/quarter-observations.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import { readInventory } from '../inventory/read-inventory.ts';
import type { ProblemFile } from '../store/problem-repository.ts';
import type { Highlight } from '../store/return-repository.ts';
import { observedAccounts } from './quarter-accounts.ts';
import { observedLetters } from './quarter-letters.ts';
import { observedSites } from './quarter-sites.ts';
import type { Workspace } from './workspace.ts';

/** The registry in its own order, which is the province's; every site ever looked at where there is no registry. */
export async function registeredSites({ config, store }: Workspace): Promise<Site[]> {
  if (existsSync(config.inventory.sites)) return readInventory(config.inventory, { skipBad: true }).sites;
  return store.runs.knownSites();
}

/** All that figures of a quarter are made of, judged anew from stored facts at `asOf`. No network. */
export async function observeQuarter(
  workspace: Workspace,
  quarter: Quarter,
  asOf: EpochMs,
): Promise<QuarterObservations> {
  const { store, config, rules } = workspace;
  const zone = config.timezone;
  const today = civilDateOf(asOf, zone);
  const registry = await registeredSites(workspace);
  const { sites, exceptions } = await observedSites(workspace, registry, quarter, asOf);
  const byKey = new Map(registry.map((site) => [siteKeyOf(site), site]));
  const { deadlineWorkdays, closeAfterDays } = config.letters;
  const letters = observedLetters(await store.returns.letters(quarter, asOf), byKey, {
    ...{ zone, deadlineWorkdays, closeAfterDays, asOf },
  });
  const files = await store.problems.all(asOf);
  const problems = observedProblems(files, today);
  const periods = periodsByFinding(files, quarter);
  const accounts = observedAccounts(await store.returns.accounts(asOf), quarter, rules).map((account) => ({
    ...account,
    repeated: account.reasons.flatMap(({ findingId }) => periods.get(findingId) ?? []),
  }));
  const highlights = chosen(await store.returns.highlights(quarter, asOf));
  return { quarter, asOf, today, sites, accounts, letters, problems, exceptions, highlights };
}

/** Tickets with their standing on `today` and the earlier quarters in which the same thing came up. */
export function observedProblems(files: readonly ProblemFile[], today: CivilDate): ObservedProblem[] {
  const byId = new Map(files.map(({ problem }) => [problem.id, problem]));
  return files.map(({ problem, events }) => {
    const repeated: Quarter[] = [];
    for (let at = problem.recurs; at !== null; ) {
      const earlier = byId.get(at);
      if (earlier === undefined) break;
      repeated.unshift(earlier.period);
      at = earlier.recurs;
    }
    return { id: `problem:${problem.id}`, problem, standing: standingOf(events, today), repeated };
  });
}

/** Quarters before `quarter` in which a finding had a ticket. */
function periodsByFinding(files: readonly ProblemFile[], quarter: Quarter): Map<string, Quarter[]> {
  const periods = new Map<string, Quarter[]>();
  for (const { problem } of files) {
    if (problem.period >= quarter) continue;
    periods.set(problem.findingId, [...(periods.get(problem.findingId) ?? []), problem.period]);
  }
  return periods;
}

/** Highlights a person chose and did not take back, in the order chosen. */
function chosen(highlights: readonly Highlight[]): ObservedHighlight[] {
  const last = new Map<string, Highlight>();
  for (const highlight of highlights) last.set(highlight.id, highlight);
  return [...last.values()]
    .filter(({ word }) => word === 'choose')
    .map(({ id, heading, text, evidence }) => ({ id, heading, text, evidence }));
}
