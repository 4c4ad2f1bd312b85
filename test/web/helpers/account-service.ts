import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { epochMs } from '../../../src/clock.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { readAccounts } from '../../../src/inventory/read-inventory.ts';
import { updateRegistry } from '../../../src/run/accounts-registry.ts';
import { createToken } from '../../../src/run/tokens.ts';
import { openWorkspace, type Workspace } from '../../../src/run/workspace.ts';
import type { Role } from '../../../src/store/token-repository.ts';
import { createServer } from '../../../src/web/create-server.ts';

export const NOW = '2024-06-24T10:00:00+08:00';

export interface AccountService {
  workspace: Workspace;
  server: FastifyInstance;
  token(role: Role, more?: { unit?: string; name?: string }): Promise<string>;
  close(): Promise<void>;
}

/** The API over a rehearsal of a registry with these accounts (`name,operator,region`), at NOW; nobody looked at any yet. */
export async function accountService(rows: readonly [string, string, string][]): Promise<AccountService> {
  const folder = mkdtempSync(path.join(tmpdir(), 'xunjian-web-'));
  const accounts = path.join(folder, 'accounts.csv');
  const lines = rows.map(
    ([name, operator, region], i) => `"${name}",微信订阅号,${operator},,${region},,mn_${i},yes`,
  );
  writeFileSync(
    accounts,
    `account_name,platform,operator,supervisor,region,feed_url,handle,declared\n${lines.join('\n')}\n`,
  );
  const config = path.join(folder, 'xunjian.yaml');
  writeFileSync(
    config,
    'timezone: Asia/Shanghai\ndatabase: sqlite:x.db\nevidence: evidence\ninventory: { accounts: accounts.csv }\n',
  );
  const at = epochMs(Date.parse(NOW));
  const workspace = openWorkspace({
    config: loadConfig({ file: config, rehearsal: true, env: {} }),
    ...{ rehearsalStart: at, mode: 'rehearsal' },
  });
  await updateRegistry(workspace, readAccounts(accounts).rows, { isWhole: true });
  const server = createServer(workspace, '0.0.0');
  return {
    ...{ workspace, server },
    async token(role, { unit = null, name = null }: { unit?: string | null; name?: string | null } = {}) {
      return (await createToken(workspace.store.tokens, { role, unit, name, at })).token;
    },
    async close() {
      await server.close();
      await workspace.close();
    },
  };
}
