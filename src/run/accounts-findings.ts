import { existsSync } from 'node:fs';
import { type EpochMs, epochMs } from '../clock.ts';
import type { Account } from '../domain/account.ts';
import type { Language } from '../domain/probe.ts';
import type { Site } from '../domain/site.ts';
import { readInventory } from '../inventory/read-inventory.ts';
import type { AccountResult } from './account-result.ts';
import { storedLeadResults } from './accounts-discover.ts';
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
): AsyncGenerator<{ account: Pick<Account, 'name'>; finding: AccountFinding }> {
  for (const lead of await leadFindings(workspace, language, asOf)) yield lead;
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
  const leads = await storedLeadResults(workspace, await knownSites(workspace), 'zh', asOf);
  const lead = leads.find((one) => one.id === id && one.outcome === 'fail');
  return lead === undefined ? null : { key: lead.leadKey, at: asOf ?? workspace.clock.now() };
}

async function leadFindings(workspace: Workspace, language: Language, asOf: EpochMs | null) {
  const leads = await storedLeadResults(workspace, await knownSites(workspace), language, asOf);
  return leads
    .filter(({ outcome }) => outcome === 'fail')
    .map((lead) => ({
      account: { name: lead.name ?? lead.leadKey },
      finding: {
        ...{ id: lead.id, indicator: lead.indicator, outcome: lead.outcome, standing: lead.standing },
        ...{ reason: lead.reason, subject: { account: lead.name ?? lead.leadKey }, message: lead.message },
        ...{ facts: { lead }, evidence: lead.evidence, accountKey: lead.leadKey },
        ...{ accountName: lead.name ?? '', title: lead.message, region: '' },
      },
    }));
}

/** Units of the inventory as it is configured, and of the sites that were ever looked at. */
async function knownSites({ store, config }: Workspace): Promise<Site[]> {
  const { sites } = existsSync(config.inventory.sites)
    ? readInventory(config.inventory, { skipBad: true })
    : { sites: [] };
  return [...sites, ...(await store.runs.knownSites())];
}
