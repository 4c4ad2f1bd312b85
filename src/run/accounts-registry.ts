import { matchRegistry } from '../accounts/registry-history.ts';
import type { Account, RegisteredAccount } from '../domain/account.ts';
import type { AccountVersion } from '../store/account-repository.ts';
import type { Workspace } from './workspace.ts';

/** Puts the registry's rows beside what the store knows; what is new or changed becomes a version of its own. */
export async function syncAccounts(
  { store, clock }: Workspace,
  rows: readonly Account[],
): Promise<RegisteredAccount[]> {
  const matched = matchRegistry(await store.accounts.registered(), rows);
  const at = clock.now();
  const changed = matched.filter(({ hasChanged }) => hasChanged);
  if (changed.length > 0)
    await store.accounts.appendVersions(changed.map(({ key, account }) => ({ key, account, at })));
  return matched.map(({ key, account }) => ({ key, account }));
}

/** Names an account bore, oldest first, from its versions and from what the registry itself states. */
export function namesOf(versions: readonly AccountVersion[]): string[] {
  return [...new Set(versions.flatMap(({ account }) => [...account.formerNames, account.name]))];
}

/** Other accounts in normal use of the same operator on the same platform, by key. */
export function siblingsOf(registered: readonly RegisteredAccount[]): Map<string, Account[]> {
  const groups = new Map<string, RegisteredAccount[]>();
  for (const one of registered) {
    if (one.account.state !== 'normal') continue;
    const group = `${one.account.platform} ${one.account.operator}`;
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  return new Map(
    [...groups.values()].flatMap((group) =>
      group.map(({ key }) => [key, group.filter((other) => other.key !== key).map(({ account }) => account)]),
    ),
  );
}
