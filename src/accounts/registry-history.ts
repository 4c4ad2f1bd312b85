import type { Account, RegisteredAccount } from '../domain/account.ts';

/** A row of the registry with its key, and whether it says anything new. */
export interface MatchedRow extends RegisteredAccount {
  isNew: boolean;
  hasChanged: boolean;
}

/**
 * Gives each row of the registry the key of the account it is about, so that a change of name, operator or state is one
 * more version and no other account: by the platform's own handle, else by operator and name, else by a former name. Pure.
 */
export function matchRegistry(known: readonly RegisteredAccount[], rows: readonly Account[]): MatchedRow[] {
  const byHandle = new Map<string, RegisteredAccount>();
  const byName = new Map<string, RegisteredAccount>();
  const keys = new Set(known.map(({ key }) => key));
  for (const one of known) {
    if (one.account.handle !== null) byHandle.set(handleKey(one.account, one.account.handle), one);
    byName.set(nameKey(one.account, one.account.name), one);
  }
  const taken = new Set<string>();
  const take = (account: Account, candidates: readonly (RegisteredAccount | undefined)[]) => {
    const found = candidates.find(
      (one) => one !== undefined && !taken.has(one.key) && !areOthers(one.account, account),
    );
    if (found !== undefined) taken.add(found.key);
    return found;
  };
  // A handle before a name before a former name, over all rows: none may take what another row is surely about.
  const byTheirHandle = rows.map((account) =>
    account.handle === null ? undefined : take(account, [byHandle.get(handleKey(account, account.handle))]),
  );
  const byTheirName = rows.map(
    (account, i) => byTheirHandle[i] ?? take(account, [byName.get(nameKey(account, account.name))]),
  );
  return rows.map((account, i): MatchedRow => {
    const found =
      byTheirName[i] ??
      take(
        account,
        account.formerNames.map((name) => byName.get(nameKey(account, name))),
      );
    const key = found?.key ?? freshKey(account, keys);
    keys.add(key);
    const hasChanged = found === undefined || JSON.stringify(found.account) !== JSON.stringify(account);
    return { key, account, isNew: found === undefined, hasChanged };
  });
}

/** Two handles that are both known and differ are two accounts, however they are named. */
function areOthers(a: Account, b: Account): boolean {
  return a.handle !== null && b.handle !== null && a.handle.toLowerCase() !== b.handle.toLowerCase();
}

function handleKey({ platform }: Account, handle: string): string {
  return `${platform} ${handle.toLowerCase()}`;
}

function nameKey({ platform, operator }: Account, name: string): string {
  return `${platform} ${operator} ${name}`;
}

function freshKey({ platform, handle, operator, name }: Account, keys: ReadonlySet<string>): string {
  const plain = `account:${platform}:${handle?.toLowerCase() ?? `${operator}:${name}`}`;
  for (let n = 1; ; n++) {
    const key = n === 1 ? plain : `${plain}:${n}`;
    if (!keys.has(key)) return key;
  }
}
