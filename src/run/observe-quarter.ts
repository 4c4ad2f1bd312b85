import { existsSync } from 'node:fs';
import type { EpochMs } from '../clock.ts';
import type { NamedAccount } from '../domain/account.ts';
import { type CivilDate, civilDateOf } from '../domain/civil-date.ts';
import { standingOf } from '../domain/problem.ts';
import type { Quarter } from '../domain/quarter.ts';
import type {
  ObservedHighlight,
  ObservedProblem,
  QuarterObservations,
} from '../domain/quarter-observations.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import { readSites } from '../inventory/read-inventory.ts';
import type { Highlight } from '../store/highlight-repository.ts';
import type { ProblemFile } from '../store/problem-repository.ts';
import { type CityDue, cityDue } from './city-due.ts';
import { accountNames, observedAccounts } from './quarter-accounts.ts';
import { observedLetters } from './quarter-letters.ts';
import { observedSites } from './quarter-sites.ts';
import type { Workspace } from './workspace.ts';

/** The registry in its own order, which is the province's; every site ever looked at where there is no registry. */
export async function registeredSites({ config, store }: Workspace): Promise<Site[]> {
  if (existsSync(config.inventory.sites)) return readSites(config.inventory.sites).rows;
  return store.runs.knownSites();
}

/** All that figures of a quarter are made of, judged anew from stored facts at `asOf`. No network. */
export async function observeQuarter(
  workspace: Workspace,
  quarter: Quarter,
  asOf: EpochMs,
): Promise<QuarterObservations> {
  const { store, config } = workspace;
  const today = civilDateOf(asOf, config.timezone);
  const registry = await registeredSites(workspace);
  const sites = await observedSites(workspace, registry, quarter, asOf);
  const letters = await observedLetters(workspace, quarter, registry, asOf);
  const files = await store.problems.all(asOf);
  const problems = namedByRegistry(
    registry,
    observedProblems(files, today, {
      accounts: await accountNames(workspace, asOf),
      dueCity: cityDue(workspace),
    }),
  );
  const periods = dispatchedPeriods(files, quarter);
  const accounts = await observedAccounts(workspace, quarter, asOf);
  const highlights = chosen(await store.highlights.ofPeriod(quarter, asOf));
  return {
    ...{ quarter, asOf, today, sites: sites.sites, letters, problems, highlights },
    accounts: accounts.accounts.map((account) => ({
      ...account,
      repeated: [...new Set(account.reasons.flatMap(({ findingId }) => periods.get(findingId) ?? []))].sort(),
    })),
    exceptions: [...sites.exceptions, ...accounts.exceptions],
  };
}

/** One form for each name: what the registry says now, not what it said when a ticket was opened. */
function namedByRegistry(registry: readonly Site[], problems: readonly ObservedProblem[]): ObservedProblem[] {
  const sites = new Map(registry.map((site) => [siteKeyOf(site), site]));
  return problems.map((row) => {
    const { problem, account } = row;
    const site = problem.subjectKind === 'site' ? sites.get(problem.subjectKey) : undefined;
    if (site !== undefined)
      return { ...row, problem: { ...problem, subjectName: site.name, unit: site.sponsor } };
    if (account === null || account.operator === '') return row;
    return { ...row, problem: { ...problem, subjectName: account.name, unit: account.operator } };
  });
}

/** Tickets with their standing on `today` and the earlier quarters in which the same thing came up. */
export function observedProblems(
  files: readonly ProblemFile[],
  today: CivilDate,
  { accounts, dueCity }: { accounts: ReadonlyMap<string, NamedAccount>; dueCity: CityDue },
): ObservedProblem[] {
  const byId = new Map(files.map((file) => [file.problem.id, file]));
  return files.map(({ problem, events }) => {
    const repeated: Quarter[] = [];
    for (let at = problem.recurs; at !== null; ) {
      const earlier = byId.get(at);
      if (earlier === undefined) break;
      if (wasDispatched(earlier)) repeated.unshift(earlier.problem.period);
      at = earlier.problem.recurs;
    }
    const account = problem.subjectKind === 'account' ? (accounts.get(problem.subjectKey) ?? null) : null;
    const standing = standingOf(events, today);
    const id = `problem:${problem.id}`;
    return { id, problem, standing, repeated, dueCity: dueCity(problem, standing), account };
  });
}

/** Only then was its unit told of it. */
const wasDispatched = ({ events }: ProblemFile) => events.some(({ word }) => word === 'dispatch');

/** Quarters before `quarter` in which a finding's ticket was dispatched. */
function dispatchedPeriods(files: readonly ProblemFile[], quarter: Quarter): Map<string, Quarter[]> {
  const periods = new Map<string, Quarter[]>();
  for (const file of files) {
    const { problem } = file;
    if (problem.period >= quarter || !wasDispatched(file)) continue;
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
