import { ACCOUNT_PROBES } from '../../probes/all-accounts.ts';
import { type EpochMs, epochMs } from '../clock.ts';
import type { Account, RegisteredAccount } from '../domain/account.ts';
import type { Language } from '../domain/probe.ts';
import { judgeAccount } from '../judge/judge-account.ts';
import { type AccountResult, accountResult } from './account-result.ts';
import { namesOf, siblingsOf } from './accounts-registry.ts';
import type { Workspace } from './workspace.ts';

export interface JudgeStoredOptions {
  language: Language;
  asOf: EpochMs | null;
  /** What looking at it cost this command. */
  cost?: { requests: number; ms: number };
}

/** Two years: 经多次通报 counts the quarters before. */
const HISTORY_MS = 2 * 366 * 86_400_000;

/** Judges what the store knows of an account, without a request; null when nothing ever looked at it. */
export async function judgeStoredAccount(
  { store, rules, config }: Workspace,
  registered: RegisteredAccount,
  siblings: readonly Account[],
  { language, asOf, cost = { requests: 0, ms: 0 } }: JudgeStoredOptions,
): Promise<AccountResult | null> {
  const { key } = registered;
  const until = asOf ?? epochMs(Number.MAX_SAFE_INTEGER);
  const looks = await store.accounts.looks(key, epochMs(0), until);
  const newest = looks.at(-1);
  if (newest === undefined) return null;
  const recent = looks.filter(({ at }) => at >= newest.at - HISTORY_MS);
  const words = await store.decisions.ofSite(key, until);
  const zone = config.timezone;
  const options = { rules, probes: ACCOUNT_PROBES, zone, asOf };
  const outcomes = judgeAccount({ registered, siblings, looks: recent, words }, options);
  return accountResult({
    ...{ registered, facts: newest, outcomes, rules, probes: ACCOUNT_PROBES, language, zone },
    names: namesOf(await store.accounts.history(key)),
    asOf: asOf ?? newest.at,
    ...cost,
  });
}

/** Every account in normal use that was ever looked at, judged from the store. */
export async function* storedAccountResults(
  workspace: Workspace,
  options: JudgeStoredOptions,
): AsyncGenerator<{ registered: RegisteredAccount; result: AccountResult }> {
  const registered = await workspace.store.accounts.registered();
  const siblings = siblingsOf(registered);
  for (const one of registered) {
    if (one.account.state !== 'normal') continue;
    const result = await judgeStoredAccount(workspace, one, siblings.get(one.key) ?? [], options);
    if (result !== null) yield { registered: one, result };
  }
}
