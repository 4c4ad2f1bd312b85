import { existsSync } from 'node:fs';
import type { EpochMs } from '../clock.ts';
import { ruleSetName } from '../config/rule-set.ts';
import { PLATFORM_NAMES } from '../domain/account.ts';
import { isoInZone } from '../domain/civil-date.ts';
import { isLetterProblem, LETTER_PROBLEMS } from '../domain/letter-rates.ts';
import type { Language } from '../domain/probe.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import { findingIdOf } from '../judge/finding-id.ts';
import { storedLeadResults } from './accounts-discover.ts';
import { storedAccountResults } from './accounts-judge.ts';
import { judgeStored, resultOf } from './judge-stored.ts';
import { letterAnswerOutcomes } from './letters-rates.ts';
import { registeredSites } from './observe-quarter.ts';
import type { SiteResult } from './site-result.ts';
import type { Workspace } from './workspace.ts';

/** One outcome of a site, an account, a trace of one, or a campaign's letters, in one shape for tables. */
export interface FlatOutcome {
  findingId: string;
  subjectKind: 'site' | 'account';
  /** Site code, or the key of the account or trace. */
  subjectKey: string;
  subjectName: string;
  /** Chinese name of the account's platform; empty for a site. */
  platform: string;
  unit: string;
  region: string;
  indicator: string;
  outcome: string;
  standing: string | null;
  reason: string | null;
  /** Column or system within the site. */
  part: string;
  url: string;
  message: string;
  asOf: string;
  ruleset: string;
  evidence: readonly string[];
}

export interface JudgedSiteResult {
  site: Site;
  result: SiteResult;
  /** When its newest look began. */
  lookedAt: string;
}

const NO_COST = { requests: 0, bytes: 0, browserPages: 0, ms: 0 };

/** Every site that was ever looked at, judged at `asOf` from the store. */
export async function judgedSites(
  workspace: Workspace,
  language: Language,
  asOf: EpochMs | null,
): Promise<JudgedSiteResult[]> {
  const results: JudgedSiteResult[] = [];
  for (const site of await workspace.store.runs.knownSites()) {
    const judged = await judgeStored(workspace, site, asOf);
    if (judged === null) continue;
    const result = resultOf(workspace, site, judged, { language, asOf, cost: NO_COST });
    results.push({ site, result, lookedAt: isoInZone(judged.facts.at, workspace.config.timezone) });
  }
  return results;
}

/** All outcomes there are, judged at `asOf` from the store. No network. */
export async function allOutcomes(
  workspace: Workspace,
  language: Language,
  asOf: EpochMs | null,
): Promise<FlatOutcome[]> {
  return [
    ...(await judgedSites(workspace, language, asOf)).flatMap(ofSite),
    ...(await ofAccounts(workspace, language, asOf)),
    ...(await ofLeads(workspace, language, asOf)),
    ...(await ofLetters(workspace, asOf)),
  ];
}

function ofSite({ site, result }: JudgedSiteResult): FlatOutcome[] {
  return result.outcomes.map(({ id, indicator, outcome, standing, reason, subject, message, evidence }) => ({
    ...{ findingId: id, subjectKind: 'site', subjectKey: siteKeyOf(site), subjectName: site.name },
    ...{ platform: '', unit: site.sponsor, region: site.region, indicator, outcome, standing, reason },
    ...{ part: subject?.column ?? subject?.system ?? '', url: subject?.url ?? site.homeUrl, message },
    ...{ asOf: result.asOf, ruleset: result.ruleset, evidence },
  }));
}

async function ofAccounts(
  workspace: Workspace,
  language: Language,
  asOf: EpochMs | null,
): Promise<FlatOutcome[]> {
  const found: FlatOutcome[] = [];
  for await (const { registered, result } of storedAccountResults(workspace, { language, asOf })) {
    const { key, account } = registered;
    for (const { id, indicator, outcome, standing, reason, message, evidence } of result.outcomes)
      found.push({
        ...{ findingId: id, subjectKind: 'account', subjectKey: key, subjectName: account.name },
        ...{ platform: PLATFORM_NAMES[account.platform], unit: account.operator, region: account.region },
        ...{ indicator, outcome, standing, reason, part: '', url: account.feedUrl ?? '', message },
        ...{ asOf: result.asOf, ruleset: result.ruleset, evidence },
      });
  }
  return found;
}

async function ofLeads(
  workspace: Workspace,
  language: Language,
  asOf: EpochMs | null,
): Promise<FlatOutcome[]> {
  const { store, config, rules, clock } = workspace;
  const sites = existsSync(config.inventory.sites) ? await registeredSites(workspace) : [];
  const known = [...sites, ...(await store.runs.knownSites())];
  const leads = await storedLeadResults(workspace, known, language, asOf);
  const judgedAt = isoInZone(asOf ?? clock.now(), config.timezone);
  return leads.map(({ id, leadKey, name, platform, operator, url, message, ...lead }) => ({
    ...{ findingId: id, subjectKind: 'account', subjectKey: leadKey, subjectName: name ?? '' },
    ...{ platform: platform === null ? '' : PLATFORM_NAMES[platform], unit: operator ?? '', region: '' },
    ...{ indicator: lead.indicator, outcome: lead.outcome, standing: lead.standing, reason: lead.reason },
    ...{ part: '', url: url ?? '', message, asOf: judgedAt, ruleset: ruleSetName(rules) },
    evidence: lead.evidence,
  }));
}

async function ofLetters(workspace: Workspace, asOf: EpochMs | null): Promise<FlatOutcome[]> {
  const { store, config, rules, clock } = workspace;
  const at = asOf ?? clock.now();
  const found: FlatOutcome[] = [];
  for (const campaign of await store.letters.campaigns()) {
    if (campaign.plannedAt > at) continue;
    for (const result of await letterAnswerOutcomes(workspace, campaign.id, asOf)) {
      const { site, outcome, standing, reason, category, evidence } = result;
      const subjectKey = siteKeyOf(site);
      found.push({
        ...{ findingId: findingIdOf(subjectKey, 'letter-answer', null), subjectKind: 'site', subjectKey },
        ...{ subjectName: site.name, platform: '', unit: site.sponsor, region: site.region },
        ...{ indicator: 'letter-answer', outcome, standing, reason, part: campaign.id, url: site.homeUrl },
        message: isLetterProblem(category) ? LETTER_PROBLEMS[category] : category,
        ...{ asOf: isoInZone(at, config.timezone), ruleset: ruleSetName(rules), evidence },
      });
    }
  }
  return found;
}
