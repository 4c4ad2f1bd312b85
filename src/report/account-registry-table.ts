import type { Account } from '../domain/account.ts';
import type { Table } from './result-tables.ts';

/** An account with its key and every name it bore before, where the store knows them. */
export interface ListedAccount {
  account: Account;
  key: string | null;
  formerNames: readonly string[];
}

/** The registry of accounts in the columns that it is read from, with the keys that samples are drawn by. */
export function accountRegistryTable(accounts: readonly ListedAccount[]): Table {
  const columns = [
    ...['account_name', 'platform', 'operator', 'supervisor', 'region', 'feed_url', 'handle', 'declared'],
    ...['state', 'level', 'former_names', 'account_key'],
  ];
  const rows = accounts.map(({ account, key, formerNames }) => ({
    ...{ account_name: account.name, platform: account.platform, operator: account.operator },
    ...{ supervisor: account.supervisor, region: account.region, feed_url: account.feedUrl },
    ...{ handle: account.handle, declared: account.declared ? 'yes' : 'no', state: account.state },
    ...{ level: account.level, former_names: formerNames.join('、'), account_key: key },
  }));
  return { columns, rows };
}
