import type { EpochMs } from '../clock.ts';
import type { Platform } from '../domain/account.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import { ACCOUNT_INDICATORS, type EvidenceId, SITE_INDICATORS, type Subject } from '../domain/outcome.ts';
import type { Problem } from '../domain/problem.ts';
import { quarterOf } from '../domain/quarter.ts';
import { siteKeyOf } from '../domain/site.ts';
import { XunjianError } from '../errors.ts';
import { findingIdOf } from '../judge/finding-id.ts';
import type { ProblemDraft, Raised } from '../store/problem-repository.ts';
import { accountFinder } from './accounts-record.ts';
import { judgeStored } from './judge-stored.ts';
import { keepProofFile } from './keep-proof.ts';
import { registeredSites } from './observe-quarter.ts';
import type { Workspace } from './workspace.ts';

export interface AddedProblem {
  /** One of the two: a site code, or an account's key, name or handle. */
  site: string | null;
  account: string | null;
  platform: Platform | null;
  indicator: string;
  message: string;
  /** What of the site it is about; nothing for the site as a whole. */
  column: string | null;
  url: string | null;
  proofs: readonly string[];
  at: EpochMs;
  by: string;
}

/**
 * A ticket by hand, its origin a person. A problem that a finding or a ticket names already is that one and no second:
 * a column is looked up by name among those that were seen. Throws TARGET_UNKNOWN, USAGE, FILE_UNREADABLE.
 */
export async function addProblem(
  workspace: Workspace,
  request: AddedProblem,
): Promise<{ problem: Problem; did: Raised }> {
  const { indicator, message, at, by } = request;
  const isOfSite = request.site !== null;
  if (isOfSite === (request.account !== null))
    throw new XunjianError('USAGE', 'give either --site or --account', 'a ticket is about one of them');
  const known: readonly string[] = isOfSite ? SITE_INDICATORS : ACCOUNT_INDICATORS;
  if (!known.includes(indicator))
    throw new XunjianError(
      'USAGE',
      `no indicator "${indicator}" of ${isOfSite ? 'sites' : 'accounts'}`,
      `use one of ${known.join(', ')}`,
    );
  const who = isOfSite ? await siteOf(workspace, request) : await accountOf(workspace, request);
  const evidence: EvidenceId[] = [];
  for (const file of request.proofs) evidence.push(await keepProofFile(workspace, file, at));
  return workspace.store.problems.raise({
    ...who,
    findingId: findingIdOf(who.subjectKey, indicator, isOfSite ? who.subject : null),
    ...{ kind: 'problem', origin: 'person', indicator, message, evidence },
    ...{ period: quarterOf(civilDateOf(at, workspace.config.timezone)), foundAt: at, foundBy: by },
  });
}

type Who = Pick<
  ProblemDraft,
  'subjectKind' | 'subjectKey' | 'subjectName' | 'subject' | 'unit' | 'supervisor' | 'region'
>;

async function siteOf(workspace: Workspace, { site: code, column, url, at }: AddedProblem): Promise<Who> {
  const wanted = (code ?? '').toLowerCase();
  const site = (await registeredSites(workspace)).find(({ siteCode }) => siteCode.toLowerCase() === wanted);
  if (site === undefined)
    throw new XunjianError('TARGET_UNKNOWN', `no site ${wanted}`, 'give a code of the registry');
  const { facts } = (await judgeStored(workspace, site, at)) ?? { facts: null };
  const seen = facts?.columns.seen === true ? facts.columns.value : [];
  const address = url ?? seen.find(({ name }) => name === column)?.url ?? null;
  const subject: Subject | null =
    column === null && address === null
      ? null
      : { ...(column === null ? {} : { column }), ...(address === null ? {} : { url: address }) };
  return {
    ...{ subjectKind: 'site', subjectKey: siteKeyOf(site), subjectName: site.name, subject },
    ...{ unit: site.sponsor, supervisor: site.supervisor, region: site.region },
  };
}

async function accountOf({ store }: Workspace, { account: text, platform, at }: AddedProblem): Promise<Who> {
  const registered = await store.accounts.registered(at);
  const { key, account } = accountFinder(registered)({ account: text ?? '', platform, operator: null });
  return {
    ...{
      subjectKind: 'account',
      subjectKey: key,
      subjectName: account.name,
      subject: { account: account.name },
    },
    ...{ unit: account.operator, supervisor: account.supervisor, region: account.region },
  };
}
