import type { EpochMs } from '../clock.ts';
import { accountTitle, type NamedAccount } from '../domain/account.ts';
import { leadKeyOf } from '../domain/account-lead.ts';
import type { Quarter } from '../domain/quarter.ts';
import type { ObservedAccount, ObservedException } from '../domain/quarter-observations.ts';
import { REASON_NAMES } from '../domain/reason-names.ts';
import { quarterAccounts } from './accounts-quarter.ts';
import type { Workspace } from './workspace.ts';

/** The quarter's accounts as figures count them, and what a person set aside. `repeated` is left to the tickets. */
export async function observedAccounts(
  workspace: Workspace,
  quarter: Quarter,
  asOf: EpochMs,
): Promise<{ accounts: ObservedAccount[]; exceptions: ObservedException[] }> {
  const checked = await quarterAccounts(workspace, quarter, asOf);
  const accounts = checked.map(({ accountKey: id, account, verdict, reasons, result }) => {
    const unseen = new Map(result.outcomes.map((outcome) => [outcome.id, outcome.reason]));
    const plainly = reasons.map((reason) => {
      const why = unseen.get(reason.findingId) ?? null;
      return why === null ? reason : { ...reason, message: REASON_NAMES[why] };
    });
    return { id, account, verdict, reasons: plainly, repeated: [] };
  });
  const exceptions = checked.flatMap(({ account, result }) =>
    result.outcomes.flatMap(({ id, indicator, message, facts }): ObservedException[] => {
      const exempt = facts.exempt as { until: string; why: string } | undefined;
      if (exempt === undefined) return [];
      const { until, why } = exempt;
      return [{ id, name: accountTitle(account), region: account.region, indicator, message, until, why }];
    }),
  );
  return { accounts, exceptions };
}

/** How print names the account of a key: as the registry has it, else as the lead it was found by. */
export async function accountNames({ store }: Pick<Workspace, 'store'>, asOf: EpochMs) {
  const names = new Map<string, NamedAccount>();
  for (const { lead } of await store.accounts.leads(asOf))
    names.set(leadKeyOf(lead), {
      ...{ name: lead.name ?? lead.handle ?? lead.url ?? '', platform: lead.platform ?? 'other' },
      operator: lead.operator ?? '',
    });
  for (const { key, account } of await store.accounts.registered(asOf)) names.set(key, account);
  return names;
}
