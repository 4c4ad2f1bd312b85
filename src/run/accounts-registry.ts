import { matchRegistry } from '../accounts/registry-history.ts';
import type { Account, RegisteredAccount } from '../domain/account.ts';
import type { AccountVersion } from '../store/account-repository.ts';
import type { Workspace } from './workspace.ts';

/** What a registry changed in what the store knew. */
export interface RegistryChanges {
  added: RegisteredAccount[];
  /** With what they were before: a new name, another state, another operator. */
  changed: (RegisteredAccount & { before: Account })[];
  /** Rows that are not in it any more. */
  withdrawn: RegisteredAccount[];
}

/** Puts the registry's rows beside what the store knows; what is new or changed becomes a version of its own. */
export async function syncAccounts(
  workspace: Pick<Workspace, 'store' | 'clock'>,
  rows: readonly Account[],
): Promise<RegisteredAccount[]> {
  const { registered } = await updateRegistry(workspace, rows, { isWhole: false });
  return registered;
}

/**
 * The same, and what it changed. `isWhole`: every row of the registry was read, so an account without a row was taken out
 * of it and becomes `withdrawn`; its looks and the quarters it was sampled in stay.
 */
export async function updateRegistry(
  { store, clock }: Pick<Workspace, 'store' | 'clock'>,
  rows: readonly Account[],
  { isWhole }: { isWhole: boolean },
): Promise<{ registered: RegisteredAccount[]; changes: RegistryChanges }> {
  const known = await store.accounts.registered();
  const byKey = new Map(known.map((one) => [one.key, one.account]));
  const matched = matchRegistry(known, rows);
  const at = clock.now();
  const changes: RegistryChanges = { added: [], changed: [], withdrawn: [] };
  for (const { key, account, hasChanged } of matched) {
    const before = byKey.get(key);
    if (before === undefined) changes.added.push({ key, account });
    else if (hasChanged) changes.changed.push({ key, account, before });
  }
  if (isWhole) {
    const listed = new Set(matched.map(({ key }) => key));
    changes.withdrawn = known.flatMap(({ key, account }) =>
      listed.has(key) || account.state === 'withdrawn' ? [] : [{ key, account }],
    );
  }
  const versions = [
    ...[...changes.added, ...changes.changed].map(({ key, account }) => ({ key, account, at })),
    ...changes.withdrawn.map(({ key, account }) => ({
      ...{ key, at },
      account: { ...account, state: 'withdrawn' as const },
    })),
  ];
  if (versions.length > 0) await store.accounts.appendVersions(versions);
  return { registered: matched.map(({ key, account }) => ({ key, account })), changes };
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

/** The registry's rows with keys and former names as far as the store knows them; nothing is written. */
export async function listedAccounts(
  { store }: Pick<Workspace, 'store'>,
  rows: readonly Account[],
): Promise<{ key: string; account: Account; formerNames: string[] }[]> {
  const matched = matchRegistry(await store.accounts.registered(), rows);
  const listed = [];
  for (const { key, account, isNew } of matched) {
    const names = isNew ? account.formerNames : namesOf(await store.accounts.history(key));
    const former = [...new Set([...names, ...account.formerNames])].filter((name) => name !== account.name);
    listed.push({ key, account, formerNames: former });
  }
  return listed;
}
