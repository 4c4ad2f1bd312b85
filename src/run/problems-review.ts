import type { EpochMs } from '../clock.ts';
import type { Account, RegisteredAccount } from '../domain/account.ts';
import { isFinal } from '../domain/letter.ts';
import type { EvidenceId, Outcome } from '../domain/outcome.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import { XunjianError } from '../errors.ts';
import { findingIdOf } from '../judge/finding-id.ts';
import type { ProblemFile } from '../store/problem-repository.ts';
import { storedLeadResults } from './accounts-discover.ts';
import { judgedAccount } from './accounts-judge.ts';
import { siblingsOf } from './accounts-registry.ts';
import { type JudgedSite, judgeAtLook, judgeStored } from './judge-stored.ts';
import { letterAnswerOutcomes } from './letters-rates.ts';
import { registeredSites } from './observe-quarter.ts';
import { quarterOfCampaign } from './quarter-letters.ts';
import type { Workspace } from './workspace.ts';

/** What the newest look says of the ticket's own thing, by the probe that found it. */
export interface Review {
  result: 'pass' | 'fail' | 'undetermined';
  said: string;
  evidence: readonly EvidenceId[];
}

/** Looks once more; handed in, since a review of stored looks alone needs no network. */
export interface LookAgain {
  site(site: Site): Promise<void>;
  account(account: RegisteredAccount): Promise<void>;
}

/** What a review looks subjects up in; read once for all tickets of a command. */
export interface Registries {
  sites: readonly Site[];
  accounts: ReadonlyMap<string, { one: RegisteredAccount; siblings: readonly Account[] }>;
}

export async function reviewRegistries(workspace: Workspace): Promise<Registries> {
  const registered = await workspace.store.accounts.registered();
  const siblings = siblingsOf(registered);
  return {
    sites: await registeredSites(workspace),
    accounts: new Map(registered.map((one) => [one.key, { one, siblings: siblings.get(one.key) ?? [] }])),
  };
}

/**
 * 复核: a new look at the same thing by the same probe. Only a look later than the ticket's last step counts; `lookAgain`
 * makes one when there is none (null: what is stored has to do). A letter's ticket is reviewed by a later campaign's
 * letter, never by another letter of its own. Throws PROBLEM_STATE when there is nothing to review it by.
 */
export async function reviewOf(
  workspace: Workspace,
  registries: Registries,
  file: ProblemFile,
  asOf: EpochMs,
  lookAgain: LookAgain | null,
): Promise<Review> {
  const { problem, events } = file;
  const since = events.at(-1)?.at ?? problem.foundAt;
  if (problem.indicator === 'letter-answer') return reviewByLetter(workspace, file, asOf);
  if (problem.indicator === 'account-unreported') return reviewByRegistry(workspace, registries, file, asOf);
  if (problem.subjectKind === 'account') {
    const known = registries.accounts.get(problem.subjectKey);
    return reviewAccount(workspace, known, file, { since, asOf }, lookAgain);
  }
  const site = registries.sites.find((known) => siteKeyOf(known) === problem.subjectKey);
  if (site === undefined)
    throw new XunjianError('TARGET_UNKNOWN', `no site ${problem.subjectKey}`, 'add it to the registry');
  let judged = await judgeAtLook(workspace, site, { until: asOf });
  if ((judged === null || judged.facts.at <= since) && lookAgain !== null) {
    await lookAgain.site(site);
    judged = await judgeStored(workspace, site, null);
  }
  if (judged === null || judged.facts.at <= since) throw mustLook(file, 'look at the site again');
  return siteReview(problem, judged);
}

function mustLook({ problem: { id } }: ProblemFile, what: string): XunjianError {
  return new XunjianError(
    'PROBLEM_STATE',
    `${id}: nothing was looked at since its last step`,
    `${what}; a person may close it with --why`,
  );
}

function siteReview(
  { findingId, indicator, subject, subjectKey }: ProblemFile['problem'],
  judged: JudgedSite,
): Review {
  const own = judged.outcomes.filter((outcome) => outcome.indicator === indicator);
  const wanted = findingId.replace(/w$/, '');
  const same = own.find((outcome) => findingIdOf(subjectKey, indicator, outcome.subject) === wanted);
  if (same !== undefined) return reviewBy(same);
  const evidence = own[0]?.evidence ?? [];
  const isDecided = own.length > 0 && own.every(({ outcome }) => outcome !== 'undetermined');
  // The probe names only what fails. A column must still be there and have been read: one that was taken away may
  // have been hidden for the review, which a person has to say.
  const { columns } = judged.facts;
  const isStillThere =
    subject?.column === undefined ||
    (columns.seen && columns.value.some(({ url, list }) => url === subject.url && list.seen));
  return isDecided && isStillThere
    ? { result: 'pass', said: `${indicator}: no longer found`, evidence }
    : { result: 'undetermined', said: `${indicator}: not seen`, evidence };
}

/** 例外 and what does not apply is no proof that it was mended. */
function reviewBy({ indicator, outcome, evidence }: Outcome): Review {
  const isPass = outcome === 'pass' || outcome === 'notice';
  const result = isPass ? 'pass' : outcome === 'fail' ? 'fail' : 'undetermined';
  return { result, said: `${indicator}: ${outcome}`, evidence };
}

/** Judged by what was seen since alone: a part carried on from an older look is no new look. */
async function reviewAccount(
  workspace: Workspace,
  known: { one: RegisteredAccount; siblings: readonly Account[] } | undefined,
  file: ProblemFile,
  { since, asOf }: { since: EpochMs; asOf: EpochMs },
  lookAgain: LookAgain | null,
): Promise<Review> {
  const { subjectKey, indicator } = file.problem;
  if (known === undefined)
    throw new XunjianError(
      'TARGET_UNKNOWN',
      `no account ${subjectKey}`,
      'add it to the registry of accounts',
    );
  const { one, siblings } = known;
  const after = (since + 1) as EpochMs;
  let judged = await judgedAccount(workspace, one, siblings, { asOf: null, until: asOf, since: after });
  if (judged === null && lookAgain !== null) {
    await lookAgain.account(one);
    judged = await judgedAccount(workspace, one, siblings, { asOf: null, since: after });
  }
  if (judged === null) throw mustLook(file, 'check the account again, or record a person’s look');
  const own = judged.outcomes.find((outcome) => outcome.indicator === indicator);
  return own === undefined
    ? { result: 'undetermined', said: `${indicator}: not seen`, evidence: [] }
    : reviewBy(own);
}

/** 漏报: the same trace held against the registry as it stands now. */
async function reviewByRegistry(
  workspace: Workspace,
  registries: Registries,
  { problem }: ProblemFile,
  asOf: EpochMs,
): Promise<Review> {
  const sites = [...registries.sites, ...(await workspace.store.runs.knownSites())];
  const leads = await storedLeadResults(workspace, sites, 'zh', asOf);
  const lead = leads.find(({ leadKey }) => leadKey === problem.subjectKey);
  if (lead === undefined)
    return { result: 'undetermined', said: `${problem.indicator}: not seen`, evidence: [] };
  const result = lead.state === 'known' ? 'pass' : lead.state === 'unreported' ? 'fail' : 'undetermined';
  return { result, said: lead.message, evidence: lead.evidence };
}

async function reviewByLetter(
  workspace: Workspace,
  { problem }: ProblemFile,
  asOf: EpochMs,
): Promise<Review> {
  const { store, config } = workspace;
  for (const campaign of (await store.letters.campaigns()).reverse()) {
    if (campaign.plannedAt > asOf || quarterOfCampaign(campaign, config.timezone) <= problem.period) continue;
    const results = await letterAnswerOutcomes(workspace, campaign.id, asOf);
    const own = results.find(({ site }) => siteKeyOf(site) === problem.subjectKey);
    if (own === undefined || !isFinal(own.category)) continue;
    const { outcome, category, evidence } = own;
    return { result: outcome === 'pass' ? 'pass' : 'fail', said: `${campaign.id}: ${category}`, evidence };
  }
  throw new XunjianError(
    'PROBLEM_STATE',
    `${problem.id} comes from a letter and no later campaign has a result for its site`,
    'wait for the next campaign, or close it with --why; no further test letter is sent for it',
  );
}
