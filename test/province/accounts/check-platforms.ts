import { setMaxListeners } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { epochMs } from '../../../src/clock.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { AccountSample } from '../../../src/domain/account-sample.ts';
import type { Quarter } from '../../../src/domain/quarter.ts';
import { readAccounts, readInventory } from '../../../src/inventory/read-inventory.ts';
import { readLooks } from '../../../src/inventory/read-looks.ts';
import type { AccountResult } from '../../../src/run/account-result.ts';
import { type AccountsCheckSummary, checkAccounts } from '../../../src/run/accounts-check.ts';
import { discoverAccounts, type LeadResult } from '../../../src/run/accounts-discover.ts';
import { type QuarterAccount, quarterAccounts } from '../../../src/run/accounts-quarter.ts';
import { recordLooks } from '../../../src/run/accounts-record.ts';
import { syncAccounts } from '../../../src/run/accounts-registry.ts';
import { drawQuarterSample } from '../../../src/run/accounts-sample.ts';
import { openWorkspace } from '../../../src/run/workspace.ts';
import type { RunningPlatforms } from './start-platforms.ts';

const { signal } = new AbortController();
setMaxListeners(0, signal);
const quiet = { language: 'zh', env: {}, signal } as const;

/** Xunjian's own parts against running platforms, as the commands put them together, in this process. */
export class PlatformInspector {
  readonly #platforms: RunningPlatforms;
  readonly folder: string;
  #config = '';

  private constructor(platforms: RunningPlatforms, folder: string) {
    this.#platforms = platforms;
    this.folder = folder;
  }

  static async open(
    platforms: RunningPlatforms,
    parts: Parameters<RunningPlatforms['write']>[1] = {},
  ): Promise<PlatformInspector> {
    const inspector = new PlatformInspector(platforms, mkdtempSync(path.join(tmpdir(), 'xunjian-accounts-')));
    inspector.#config = await platforms.write(inspector.folder, parts);
    return inspector;
  }

  #workspace() {
    const config = loadConfig({ file: this.#config, rehearsal: true, env: {} });
    const start = epochMs(Date.parse(this.#platforms.asOf()));
    return openWorkspace({ config, rehearsalStart: start, mode: 'rehearsal' });
  }

  /** Looks at all accounts, or at those of these keys. */
  async check(
    only: ReadonlySet<string> | null = null,
  ): Promise<{ results: AccountResult[]; summary: AccountsCheckSummary }> {
    const workspace = this.#workspace();
    const results: AccountResult[] = [];
    try {
      const summary = await checkAccounts(workspace, {
        ...{ ...quiet, registry: readAccounts(workspace.config.inventory.accounts).rows, fresh: false },
        ...{ isWanted: ({ key }) => only === null || only.has(key), onStart: () => undefined },
        onResult: (result) => results.push(result),
      });
      return { results, summary };
    } finally {
      await workspace.close();
    }
  }

  /** Draws all accounts for a quarter, as `accounts sample --quarter … --all` does. */
  async drawAll(quarter: Quarter): Promise<AccountSample> {
    const workspace = this.#workspace();
    try {
      const { rows } = readAccounts(workspace.config.inventory.accounts);
      const population = await syncAccounts(workspace, rows);
      const draw = { quarter, population, narrowed: {}, by: '检查员', isSupplement: false } as const;
      return (await drawQuarterSample(workspace, { ...draw, how: 'all' })).sample;
    } finally {
      await workspace.close();
    }
  }

  /** What the bulletin counts of a quarter, on the evening of this day. */
  async quarter(quarter: Quarter): Promise<QuarterAccount[]> {
    const workspace = this.#workspace();
    try {
      // Looks of the day were made after its clock was started.
      const evening = epochMs(workspace.clock.now() + 8 * 3_600_000);
      return await quarterAccounts(workspace, quarter, evening);
    } finally {
      await workspace.close();
    }
  }

  /** The file of persons' looks. */
  async record(): Promise<void> {
    const workspace = this.#workspace();
    try {
      const registered = await syncAccounts(
        workspace,
        readAccounts(workspace.config.inventory.accounts).rows,
      );
      await recordLooks(workspace, registered, readLooks(path.join(this.folder, 'looks.csv'), '检查员'));
    } finally {
      await workspace.close();
    }
  }

  async discover(): Promise<LeadResult[]> {
    const workspace = this.#workspace();
    try {
      const { inventory } = workspace.config;
      const { sites } = readInventory(inventory, { skipBad: false });
      return await discoverAccounts(workspace, {
        ...{ ...quiet, registry: readAccounts(inventory.accounts).rows, units: sites, sites, feeds: [] },
        lists: [path.join(this.folder, 'leads.csv')],
        ...{ onStart: () => undefined, onStep: () => undefined },
      });
    } finally {
      await workspace.close();
    }
  }
}
