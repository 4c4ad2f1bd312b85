import { ACCOUNT_PROBES } from '../../probes/all-accounts.ts';
import type { EpochMs } from '../clock.ts';
import { plainName } from '../domain/account.ts';
import { leadKeyOf } from '../domain/account-lead.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import { isLetterProblem, LETTER_PROBLEMS } from '../domain/letter-rates.ts';
import type { Outcome } from '../domain/outcome.ts';
import { type ProblemKind, standingOf } from '../domain/problem.ts';
import { type Quarter, quarterOf } from '../domain/quarter.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import { findingIdOf } from '../judge/finding-id.ts';
import { type Speaker, say } from '../judge/say.ts';
import type { ProblemDraft, Raised } from '../store/problem-repository.ts';
import { storedLeadResults } from './accounts-discover.ts';
import { judgedAccount } from './accounts-judge.ts';
import { siblingsOf } from './accounts-registry.ts';
import { judgeAtLook } from './judge-stored.ts';
import { letterAnswerOutcomes } from './letters-rates.ts';
import { registeredSites } from './observe-quarter.ts';
import { quarterOfCampaign } from './quarter-letters.ts';
import type { Workspace } from './workspace.ts';

export type Collected = Record<Raised, number>;

export interface CollectOptions {
  asOf: EpochMs;
  by: string;
  /** Pre-warnings too: a second, gentler kind that no rate counts. */
  warnings: boolean;
}

/** All that a draft needs but what it is about: the quarter follows from the look that found it. */
type Found = Omit<ProblemDraft, 'period' | 'foundBy'> & { period?: Quarter };

/**
 * Makes a ticket of every confirmed finding that has none open: of sites, of accounts and of traces of unreported ones,
 * and of letters that were answered late, not at all, or not taken. No network.
 */
export async function collectProblems(workspace: Workspace, options: CollectOptions): Promise<Collected> {
  const { store, config } = workspace;
  const { asOf, by } = options;
  const registry = await registeredSites(workspace);
  const found: Found[] = [];
  for (const site of registry) found.push(...(await ofSite(workspace, site, options)));
  found.push(...(await ofAccounts(workspace, options)));
  found.push(...(await ofLeads(workspace, registry, asOf)));
  found.push(...(await ofLetters(workspace, registry, asOf)));
  const collected: Collected = { opened: 0, recurred: 0, reopened: 0, kept: 0 };
  for (const one of found) {
    const period = one.period ?? quarterOf(civilDateOf(one.foundAt, config.timezone));
    const { did } = await store.problems.raise({ ...one, period, foundBy: by });
    collected[did] += 1;
  }
  return collected;
}

/** A failure that counts, or with `warnings` what is close to a limit; null for anything else. */
function kindOf({ outcome, standing }: Outcome, warnings: boolean): ProblemKind | null {
  if (outcome === 'notice') return warnings ? 'warning' : null;
  return outcome === 'fail' && standing === 'confirmed' ? 'problem' : null;
}

/** What ticket and finding have in common. A warning and the problem it may become are two tickets. */
function spoken(outcome: Outcome, kind: ProblemKind, subjectKey: string, probes: readonly Speaker[]) {
  const { indicator, subject, evidence } = outcome;
  const finding = findingIdOf(subjectKey, indicator, subject);
  return {
    findingId: kind === 'warning' ? `${finding}w` : finding,
    ...{ kind, subjectKey, subject, indicator, evidence, message: say(outcome, probes, 'zh') },
  };
}

async function ofSite(
  workspace: Workspace,
  site: Site,
  { asOf, warnings }: CollectOptions,
): Promise<Found[]> {
  const judged = await judgeAtLook(workspace, site, { until: asOf });
  if (judged === null) return [];
  const { rules, probes } = workspace;
  return judged.outcomes.flatMap((outcome): Found[] => {
    const kind = kindOf(outcome, warnings);
    if (kind === null || rules.indicators[outcome.indicator].severity === 'watch') return [];
    return [
      {
        ...spoken(outcome, kind, siteKeyOf(site), probes),
        ...{ origin: 'scan', subjectKind: 'site', subjectName: site.name, foundAt: judged.facts.at },
        ...{ unit: site.sponsor, supervisor: site.supervisor, region: site.region },
      },
    ];
  });
}

/** Watched indicators of accounts become tickets too: only a person confirms them. */
async function ofAccounts(workspace: Workspace, { asOf, warnings }: CollectOptions): Promise<Found[]> {
  const { store, config } = workspace;
  const registered = (await store.accounts.registered(asOf)).filter(
    ({ account }) => account.state === 'normal',
  );
  const siblings = siblingsOf(registered);
  const closings = await closingsOf(workspace, asOf);
  const found: Found[] = [];
  for (const one of registered) {
    const { key, account } = one;
    const others = siblings.get(key) ?? [];
    // Each on the day it was looked at, as the quarter's figures are: a limit does not run out before the collecting.
    const judged = await judgedAccount(workspace, one, others, { asOf: null, until: asOf });
    for (const outcome of judged?.outcomes ?? []) {
      const kind = kindOf(outcome, warnings);
      if (judged === null || kind === null) continue;
      const { name, operator: unit, supervisor, region } = account;
      const draft = spoken(outcome, kind, key, ACCOUNT_PROBES);
      // Parts of older looks are carried on: after a closing only what was seen since may open it again.
      const closedAt = closings.get(draft.findingId);
      if (closedAt !== undefined) {
        const since = (closedAt + 1) as EpochMs;
        const anew = await judgedAccount(workspace, one, others, { asOf: null, since, until: asOf });
        const isBack = anew?.outcomes.some(
          (now) => now.indicator === outcome.indicator && now.outcome === outcome.outcome,
        );
        if (isBack !== true) continue;
      }
      const period = quarterOf(civilDateOf(judged.facts.at, config.timezone));
      const draws = await store.samples.ofQuarter(period, asOf);
      const isDrawn = draws.some(({ accounts }) => accounts.includes(key));
      found.push({
        ...draft,
        ...{
          origin: isDrawn ? 'sample' : 'scan',
          subjectKind: 'account',
          subjectName: name,
          subject: { account: name },
        },
        ...{ unit, supervisor, region, foundAt: judged.facts.at },
      });
    }
  }
  return found;
}

/** When the newest ticket of each finding was closed; open ones have no entry. */
async function closingsOf({ store, config }: Workspace, asOf: EpochMs): Promise<Map<string, EpochMs>> {
  const closings = new Map<string, EpochMs>();
  const today = civilDateOf(asOf, config.timezone);
  for (const { problem, events } of await store.problems.all(asOf)) {
    const { closedAt } = standingOf(events, today);
    if (closedAt === null) closings.delete(problem.findingId);
    else closings.set(problem.findingId, closedAt);
  }
  return closings;
}

/** 漏报: traces of accounts in no registry that a person confirmed, under the reporting unit of their operator. */
async function ofLeads(workspace: Workspace, registry: readonly Site[], asOf: EpochMs): Promise<Found[]> {
  const { store } = workspace;
  const sites = [...registry, ...(await store.runs.knownSites())];
  const confirmed = (await storedLeadResults(workspace, sites, 'zh', asOf)).filter(
    ({ outcome, standing }) => outcome === 'fail' && standing === 'confirmed',
  );
  if (confirmed.length === 0) return [];
  const seenAt = new Map((await store.accounts.leads(asOf)).map(({ at, lead }) => [leadKeyOf(lead), at]));
  const units = [
    ...registry.map(({ sponsor: unit, supervisor, region }) => ({ unit, supervisor, region })),
    ...(await store.accounts.registered(asOf)).map(({ account }) => ({
      ...{ unit: account.operator, supervisor: account.supervisor, region: account.region },
    })),
  ];
  return confirmed.map((lead): Found => {
    const own = units.find(({ unit }) => plainName(unit) === plainName(lead.operator ?? ''));
    return {
      findingId: lead.id,
      ...{ kind: 'problem', origin: 'scan', subjectKind: 'account', subjectKey: lead.leadKey },
      ...{ subjectName: lead.name ?? lead.leadKey, subject: { account: lead.name ?? lead.leadKey } },
      ...{ indicator: lead.indicator, message: lead.message, evidence: lead.evidence },
      ...{ unit: own?.unit ?? lead.operator ?? '', supervisor: own?.supervisor ?? '' },
      ...{ region: own?.region ?? '', foundAt: seenAt.get(lead.leadKey) ?? asOf },
    };
  });
}

/** A letter's problem is closed by a person or by the next campaign: its ticket bears `letter` as origin. */
async function ofLetters(workspace: Workspace, registry: readonly Site[], asOf: EpochMs): Promise<Found[]> {
  const byKey = new Map(registry.map((site) => [siteKeyOf(site), site]));
  const found: Found[] = [];
  const { store, config } = workspace;
  for (const campaign of await store.letters.campaigns()) {
    if (campaign.plannedAt > asOf) continue;
    const period = quarterOfCampaign(campaign, config.timezone);
    for (const result of await letterAnswerOutcomes(workspace, campaign.id, asOf)) {
      const { category, standing, evidence, settledAt } = result;
      if (standing !== 'confirmed' || !isLetterProblem(category)) continue;
      const subjectKey = siteKeyOf(result.site);
      const site = byKey.get(subjectKey) ?? result.site;
      found.push({
        findingId: findingIdOf(subjectKey, 'letter-answer', null),
        ...{ kind: 'problem', origin: 'letter', subjectKind: 'site', subjectKey, subject: null, evidence },
        ...{ subjectName: site.name, indicator: 'letter-answer', message: LETTER_PROBLEMS[category] },
        ...{
          unit: site.sponsor,
          supervisor: site.supervisor,
          region: site.region,
          foundAt: settledAt ?? asOf,
          period,
        },
      });
    }
  }
  return found;
}
