import type { EpochMs } from '../clock.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { ProblemKind } from '../domain/problem.ts';
import { type Quarter, quarterOf } from '../domain/quarter.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import { findingIdOf } from '../judge/finding-id.ts';
import { say } from '../judge/say.ts';
import type { ProblemDraft, Raised } from '../store/problem-repository.ts';
import { judgeStored } from './judge-stored.ts';
import { registeredSites } from './observe-quarter.ts';
import { accountFindingId, newestChecks } from './quarter-accounts.ts';
import { observedLetters } from './quarter-letters.ts';
import type { Workspace } from './workspace.ts';

export type Collected = Record<Raised, number>;

export interface CollectOptions {
  asOf: EpochMs;
  by: string;
  /** Pre-warnings too: a second, gentler kind that no rate counts. */
  warnings: boolean;
}

/** Makes a ticket of every confirmed finding that has none open, of sites, accounts and letters. No network. */
export async function collectProblems(workspace: Workspace, options: CollectOptions): Promise<Collected> {
  const { store, config } = workspace;
  const { asOf } = options;
  const period = quarterOf(civilDateOf(asOf, config.timezone));
  const collected: Collected = { opened: 0, recurred: 0, reopened: 0, kept: 0 };
  const raise = async (draft: ProblemDraft) => {
    const { did } = await store.problems.raise(draft);
    collected[did] += 1;
  };
  const registry = await registeredSites(workspace);
  for (const site of registry)
    for (const draft of await siteDrafts(workspace, site, period, options)) await raise(draft);
  for (const draft of await accountDrafts(workspace, period, options)) await raise(draft);
  for (const draft of await letterDrafts(workspace, registry, period, options)) await raise(draft);
  return collected;
}

async function siteDrafts(
  workspace: Workspace,
  site: Site,
  period: Quarter,
  { asOf, by, warnings }: CollectOptions,
): Promise<ProblemDraft[]> {
  const judged = await judgeStored(workspace, site, asOf);
  if (judged === null) return [];
  const { rules, probes } = workspace;
  const kindOf = ({ outcome, standing, indicator }: Outcome): ProblemKind | null => {
    if (outcome === 'notice') return warnings ? 'warning' : null;
    const counts = outcome === 'fail' && standing === 'confirmed';
    return counts && rules.indicators[indicator].severity !== 'watch' ? 'problem' : null;
  };
  const siteKey = siteKeyOf(site);
  return judged.outcomes.flatMap((outcome): ProblemDraft[] => {
    const kind = kindOf(outcome);
    if (kind === null) return [];
    const finding = findingIdOf(siteKey, outcome.indicator, outcome.subject);
    return [
      {
        // A warning and the problem it may become are two tickets.
        findingId: kind === 'warning' ? `${finding}w` : finding,
        ...{ kind, origin: 'scan', subjectKind: 'site', subjectKey: siteKey, subjectName: site.name },
        ...{ subject: outcome.subject, indicator: outcome.indicator, message: say(outcome, probes, 'zh') },
        ...{ unit: site.sponsor, supervisor: site.supervisor, region: site.region, period },
        ...{ evidence: outcome.evidence, foundAt: judged.facts.at, foundBy: by },
      },
    ];
  });
}

async function accountDrafts(
  { store }: Workspace,
  period: Quarter,
  { asOf, by }: CollectOptions,
): Promise<ProblemDraft[]> {
  const checks = newestChecks(await store.returns.accounts(asOf));
  return [...checks].flatMap(([key, own]) =>
    own
      .filter(({ result }) => result === 'fail')
      .map(
        ({ account, indicator, message, sample, checkedAt, evidence }): ProblemDraft => ({
          findingId: accountFindingId(key, indicator),
          ...{ kind: 'problem', origin: sample === null ? 'scan' : 'sample', subjectKind: 'account' },
          ...{
            subjectKey: key,
            subjectName: account.name,
            subject: { account: account.name },
            indicator,
            message,
          },
          ...{ unit: account.operator, supervisor: account.supervisor, region: account.region, period },
          ...{ evidence: evidence.startsWith('sha256:') ? [evidence as `sha256:${string}`] : [] },
          ...{ foundAt: checkedAt, foundBy: by },
        }),
      ),
  );
}

const LETTER_MESSAGES: Readonly<Record<string, string>> = {
  late: '测试信件未在规定时间内答复',
  none: '测试信件未答复',
  channel_unavailable: '咨询建言渠道不畅通，测试信件未提交成功',
};

/** A letter's problem is closed by a person or by the next campaign: its ticket bears `letter` as origin. */
async function letterDrafts(
  { store, config }: Workspace,
  registry: readonly Site[],
  period: Quarter,
  { asOf, by }: CollectOptions,
): Promise<ProblemDraft[]> {
  const { deadlineWorkdays, closeAfterDays } = config.letters;
  const terms = { zone: config.timezone, deadlineWorkdays, closeAfterDays, asOf };
  const sites = new Map(registry.map((site) => [siteKeyOf(site), site]));
  const returns = await store.returns.letters(period, asOf);
  const watched = new Map(returns.map((letter) => [letter.siteKey, letter.watchedUntil]));
  return observedLetters(returns, sites, terms).flatMap(({ site, category }): ProblemDraft[] => {
    const message = LETTER_MESSAGES[category];
    const siteKey = siteKeyOf(site);
    if (message === undefined) return [];
    return [
      {
        findingId: findingIdOf(siteKey, 'letter-answer', null),
        ...{
          kind: 'problem',
          origin: 'letter',
          subjectKind: 'site',
          subjectKey: siteKey,
          subjectName: site.name,
        },
        ...{
          subject: null,
          indicator: 'letter-answer',
          message,
          unit: site.sponsor,
          supervisor: site.supervisor,
        },
        ...{ region: site.region, period, evidence: [], foundAt: watched.get(siteKey) ?? asOf, foundBy: by },
      },
    ];
  });
}
