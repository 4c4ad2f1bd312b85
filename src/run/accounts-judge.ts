import { ACCOUNT_PROBES } from '../../probes/all-accounts.ts';
import { type EpochMs, epochMs } from '../clock.ts';
import type { Account, RegisteredAccount } from '../domain/account.ts';
import type { AccountFacts } from '../domain/account-facts.ts';
import type { Outcome } from '../domain/outcome.ts';
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
export const HISTORY_MS = 2 * 366 * 86_400_000;

const DAY_MS = 86_400_000;

interface JudgedAccountOptions {
  asOf: EpochMs | null;
  since?: EpochMs;
  until?: EpochMs;
}

/** An account's newest look and what follows from all of them. */
export interface JudgedAccount {
  facts: AccountFacts;
  outcomes: Outcome[];
}

/**
 * What the store knows of an account, judged without a request; null when nothing looked at it in [since, until]. `since`
 * leaves older looks out of account: a review asks what was seen after it alone. `asOf` null judges at the newest look's time.
 */
export async function judgedAccount(
  { store, rules, config }: Workspace,
  registered: RegisteredAccount,
  siblings: readonly Account[],
  { asOf, since = epochMs(0), until = asOf ?? epochMs(Number.MAX_SAFE_INTEGER) }: JudgedAccountOptions,
): Promise<JudgedAccount | null> {
  const { key } = registered;
  const newestAt = await store.accounts.newestLook(key, since, until);
  if (newestAt === null) return null;
  const looksOf = (lengthMs: number) =>
    store.accounts.looks(key, epochMs(Math.max(since, newestAt - lengthMs)), until);
  const words = await store.decisions.ofSite(key, until);
  const options = { rules, probes: ACCOUNT_PROBES, zone: config.timezone, asOf };
  const recent = await looksOf((rules.confirmation.windowDays + 1) * DAY_MS);
  const facts = recent.at(-1);
  if (facts === undefined) return null;
  const outcomes = judgeAccount({ registered, siblings, looks: recent, words }, options);
  // Years of nightly looks are read only where there is a failure that may have been there before.
  if (!outcomes.some(({ outcome }) => outcome === 'fail')) return { facts, outcomes };
  const looks = await looksOf(HISTORY_MS);
  return { facts, outcomes: judgeAccount({ registered, siblings, looks, words }, options) };
}

/** The same as a line of results; null when nothing ever looked at it. */
export async function judgeStoredAccount(
  workspace: Workspace,
  registered: RegisteredAccount,
  siblings: readonly Account[],
  { language, asOf, cost = { requests: 0, ms: 0 } }: JudgeStoredOptions,
): Promise<AccountResult | null> {
  const judged = await judgedAccount(workspace, registered, siblings, { asOf });
  if (judged === null) return null;
  const { store, rules, config } = workspace;
  return accountResult({
    ...{ registered, ...judged, rules, probes: ACCOUNT_PROBES, language, zone: config.timezone },
    names: namesOf(await store.accounts.history(registered.key)),
    asOf: asOf ?? judged.facts.at,
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
