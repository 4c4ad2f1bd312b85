import { accountTitle, type RegisteredAccount } from '../domain/account.ts';
import type { Language } from '../domain/probe.ts';
import type { AccountResult } from './account-result.ts';
import { judgeStoredAccount } from './accounts-judge.ts';
import { siblingsOf } from './accounts-registry.ts';
import type { Workspace } from './workspace.ts';

/** An account with how it stands: one line of the API's list and of the console. */
export type AccountLine = ReturnType<typeof accountLine>;

export interface AccountQuery {
  isWanted(registered: RegisteredAccount): boolean;
  /** Only accounts with something that nobody saw: what a person's look can decide. */
  isUnseen: boolean;
}

/** The registry's accounts in normal use, by region and name, each judged from the store as of now. No network. */
export async function accountLines(
  workspace: Workspace,
  { isWanted, isUnseen }: AccountQuery,
  language: Language,
): Promise<AccountLine[]> {
  const registered = await workspace.store.accounts.registered();
  const siblings = siblingsOf(registered);
  const wanted = registered.filter((one) => one.account.state === 'normal' && isWanted(one));
  wanted.sort((a, b) => orderOf(a).localeCompare(orderOf(b), 'zh-CN') || (a.key < b.key ? -1 : 1));
  const lines: AccountLine[] = [];
  for (const one of wanted) {
    const result = await judgeStoredAccount(workspace, one, siblings.get(one.key) ?? [], {
      ...{ language, asOf: null },
    });
    const line = accountLine(one, result);
    if (!isUnseen || line.unseen) lines.push(line);
  }
  return lines;
}

const orderOf = ({ account: { region, name } }: RegisteredAccount) => `${region} ${name}`;

function accountLine({ key, account }: RegisteredAccount, result: AccountResult | null) {
  const { name, platform, operator, supervisor, region, handle, feedUrl } = account;
  return {
    ...{ accountKey: key, accountName: name, title: accountTitle(account), platform, operator, supervisor },
    ...{ region, handle, feedUrl },
    lookedAt: result?.facts.lookedAt ?? null,
    by: result?.facts.by ?? null,
    verdict: result?.verdict ?? ('undetermined' as const),
    // Nobody ever looked, or what was looked at was not seen.
    unseen: result === null || result.outcomes.some(({ outcome }) => outcome === 'undetermined'),
    outcomes: (result?.outcomes ?? []).map(({ indicator, outcome, standing, reason, message }) => ({
      ...{ indicator, outcome, standing, reason, message },
    })),
  };
}
