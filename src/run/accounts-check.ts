import PQueue from 'p-queue';
import { loadCredentials } from '../accounts/credentials.ts';
import { type DoorParts, openDoor } from '../accounts/door.ts';
import { lookAtAccount } from '../accounts/look-at-account.ts';
import { loadPageRecipes } from '../accounts/page-recipe.ts';
import { ACCOUNT_SOURCES } from '../accounts/sources.ts';
import { createTokenKeeper } from '../accounts/wechat-token.ts';
import type { Account, RegisteredAccount } from '../domain/account.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import type { Language } from '../domain/probe.ts';
import type { AccountResult } from './account-result.ts';
import { judgeStoredAccount } from './accounts-judge.ts';
import { siblingsOf, syncAccounts } from './accounts-registry.ts';
import type { Workspace } from './workspace.ts';

export interface AccountsCheckOptions {
  /** The whole registry: doubles are seen in it although only some accounts are looked at. */
  registry: readonly Account[];
  /** Which of them are looked at. */
  isWanted(registered: RegisteredAccount): boolean;
  /** Look again although they were looked at today. */
  fresh: boolean;
  language: Language;
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  onStart(start: { total: number; looked: number }): void;
  onResult(result: AccountResult): void;
}

export interface AccountsCheckSummary {
  /** In normal use and wanted. */
  total: number;
  /** Looked at by this call; the rest was looked at earlier today. */
  looked: number;
  requests: number;
  /** 关停 and 注销: not checked. */
  notInUse: number;
  interrupted: boolean;
}

/**
 * Looks at accounts and judges them, one result each, in the registry's order of finishing. What was looked at today is
 * judged again without a request, so an interrupted check goes on where it was. The demo calls this too.
 */
export async function checkAccounts(
  workspace: Workspace,
  options: AccountsCheckOptions,
): Promise<AccountsCheckSummary> {
  const { config, clock, store } = workspace;
  const registered = await syncAccounts(workspace, options.registry);
  const siblings = siblingsOf(registered);
  const wanted = registered.filter(options.isWanted);
  const inUse = wanted.filter(({ account }) => account.state === 'normal');
  const today = civilDateOf(clock.now(), config.timezone);
  const last = await store.accounts.lastLooked();
  const isDone = ({ key }: RegisteredAccount) => {
    const at = last.get(key);
    return !options.fresh && at !== undefined && civilDateOf(at, config.timezone) === today;
  };
  options.onStart({ total: inUse.length, looked: inUse.filter(isDone).length });
  const door = doorParts(workspace, options);
  const summary = { total: inUse.length, looked: 0, requests: 0 };
  const queue = new PQueue({ concurrency: config.accounts.concurrency });

  async function checkOne(one: RegisteredAccount): Promise<void> {
    if (options.signal.aborted) return;
    const cost = { requests: 0, ms: 0 };
    if (!isDone(one)) {
      const began = clock.elapsed();
      const at = clock.now();
      const { vantage } = config;
      const { signal } = options;
      const facts = await lookAtAccount(one, ACCOUNT_SOURCES, openDoor(door), { at, vantage, signal });
      await store.accounts.appendLook(facts);
      Object.assign(cost, { requests: facts.requests, ms: Math.round(clock.elapsed() - began) });
      summary.looked += 1;
      summary.requests += facts.requests;
    }
    const { language } = options;
    const result = await judgeStoredAccount(workspace, one, siblings.get(one.key) ?? [], {
      ...{ language, asOf: null, cost },
    });
    if (result !== null) options.onResult(result);
  }

  await Promise.all(
    inUse.map((one) =>
      queue.add(() =>
        checkOne(one).catch((error: unknown) => {
          if (!options.signal.aborted) throw error;
        }),
      ),
    ),
  );
  return { ...summary, notInUse: wanted.length - inUse.length, interrupted: options.signal.aborted };
}

/** What every look of one command shares: connections, tokens, credentials. */
export function doorParts(
  workspace: Workspace,
  { env, signal }: Pick<AccountsCheckOptions, 'env' | 'signal'>,
): DoorParts {
  const { config, clock, evidence, store } = workspace;
  return {
    ...{ client: workspace.client(), evidence, clock, zone: config.timezone },
    isRehearsal: store.mode === 'rehearsal',
    credentials: loadCredentials(config.accounts.credentials, env),
    recipes: loadPageRecipes(config.accounts.pages),
    tokens: createTokenKeeper(store.accounts),
    ...{ trusted: new Map(), signal },
  };
}
