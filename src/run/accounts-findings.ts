import { type EpochMs, epochMs } from '../clock.ts';
import type { Account } from '../domain/account.ts';
import type { Language } from '../domain/probe.ts';
import type { AccountResult } from './account-result.ts';
import { storedAccountResults } from './accounts-judge.ts';
import type { Workspace } from './workspace.ts';

/** A failure of an account or of a lead, in the shape of a site's finding. */
export type AccountFinding = AccountResult['outcomes'][number] & {
  accountKey: string;
  accountName: string;
  title: string;
  region: string;
};

/** What is suspected and confirmed of accounts, for `findings list`. */
export async function* accountFindings(
  workspace: Workspace,
  language: Language,
  asOf: EpochMs | null,
): AsyncGenerator<{ account: Account; finding: AccountFinding }> {
  for await (const { registered, result } of storedAccountResults(workspace, { language, asOf })) {
    const { accountKey, accountName, title, region } = result;
    for (const outcome of result.outcomes) {
      if (outcome.outcome !== 'fail') continue;
      yield { account: registered.account, finding: { ...outcome, accountKey, accountName, title, region } };
    }
  }
}

/** The account that a finding is about and when it was last looked at; null when no account has such a finding. */
export async function accountFindingOf(
  workspace: Workspace,
  id: string,
  asOf: EpochMs | null,
): Promise<{ key: string; at: EpochMs } | null> {
  for await (const { registered, result } of storedAccountResults(workspace, { language: 'zh', asOf })) {
    const isIt = result.outcomes.some(
      (one) => one.id === id && (one.outcome === 'fail' || 'exempt' in one.facts),
    );
    if (isIt) return { key: registered.key, at: epochMs(Date.parse(result.facts.lookedAt)) };
  }
  return null;
}
