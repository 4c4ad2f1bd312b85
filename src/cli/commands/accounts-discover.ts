import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../../errors.ts';
import { readInventory } from '../../inventory/read-inventory.ts';
import { discoverAccounts } from '../../run/accounts-discover.ts';
import { leadStateName } from '../print-account.ts';
import { createProgress } from '../progress.ts';
import { action, type Register } from '../register.ts';
import { withAccounts } from './accounts.ts';

/** `accounts discover`: leads to accounts that no registry has. */
export function registerAccountsDiscover(
  accounts: Command,
  io: Parameters<Register>[1],
  run: Parameters<Register>[2],
): void {
  accounts
    .command('discover')
    .description('look for accounts that were never reported: on sites, in feeds, on lists · 发现漏报账号')
    .option('--region <region>', 'only sites of this reporting unit')
    .option('--site <code>', 'only this site')
    .option(
      '--list <file...>',
      'CSV of accounts as a platform shows them: account_name,platform,operator,handle,url',
    )
    .option('--feed <url...>', 'feeds whose authors are leads')
    .option('--no-sites', 'only the lists and feeds')
    .option('--all', 'show leads that are registered or belong to others too', false)
    .option('--skip-bad', 'go on without the registry rows that are refused', false)
    .action(
      action(run, (globals, _args, options) =>
        withAccounts({ globals, io, options, looks: true }, async (workspace, registry) => {
          const { config } = workspace;
          const all = existsSync(config.inventory.sites)
            ? readInventory(config.inventory, { skipBad: options.skipBad === true }).sites
            : [];
          const sites = all.filter(
            ({ region, siteCode }) =>
              (options.region === undefined || region === options.region) &&
              (options.site === undefined || siteCode === String(options.site).toLowerCase()),
          );
          const progress = createProgress(io, workspace.clock, globals.quiet, globals.lang);
          const results = await discoverAccounts(workspace, {
            ...{ registry, units: all, sites: options.sites === false ? [] : sites },
            lists: ((options.list as string[] | undefined) ?? []).map((file) => path.resolve(file)),
            feeds: (options.feed as string[] | undefined) ?? [],
            ...{ language: globals.lang, env: process.env, signal: io.signal },
            onStart: (total) => progress.start(total, 0),
            onStep: (label) => progress.step(label),
          });
          progress.end();
          const shown = results.filter(
            ({ state }) => options.all === true || state === 'unreported' || state === 'open',
          );
          for (const result of shown) {
            const state = leadStateName(result, globals.lang);
            io.out(
              globals.json
                ? `${JSON.stringify(result)}\n`
                : `${result.id} [${state}] ${result.message}\n    ${result.way} ${result.foundOn}\n`,
            );
          }
          const count = (state: string) => results.filter((one) => one.state === state).length;
          if (!globals.quiet)
            io.err(
              `线索 ${results.length}：疑似漏报 ${count('unreported')}，待核实 ${count('open')}，已在名录 ${count('known')}，非本地单位 ${count('foreign')}\n`,
            );
          if (io.signal.aborted) return EXIT.interrupted;
          const isFailing = results.some(
            ({ outcome, standing }) => outcome === 'fail' && standing !== 'dismissed',
          );
          return isFailing ? EXIT.failures : EXIT.ok;
        }),
      ),
    );
}
