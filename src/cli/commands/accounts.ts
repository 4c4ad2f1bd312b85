import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Config } from '../../config/load-config.ts';
import type { Account } from '../../domain/account.ts';
import { PLATFORMS, type Platform, type RegisteredAccount } from '../../domain/account.ts';
import { STRATA } from '../../domain/account-sample.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { readAccounts, registryRefusal } from '../../inventory/read-inventory.ts';
import { PLATFORM_WORDS, wordOf } from '../../inventory/words.ts';
import { tally } from '../../report/account-tally.ts';
import { type AccountResult, accountHasFailure } from '../../run/account-result.ts';
import { checkAccounts } from '../../run/accounts-check.ts';
import { storedAccountResults } from '../../run/accounts-judge.ts';
import { quarterAccounts } from '../../run/accounts-quarter.ts';
import { syncAccounts, updateRegistry } from '../../run/accounts-registry.ts';
import { drawOf, sampledKeys } from '../../run/accounts-sample.ts';
import { judgingTimeOf } from '../../run/judging-time.ts';
import { openWorkspace, type Workspace } from '../../run/workspace.ts';
import { asOfOf, configOf, type Globals, type Io } from '../context.ts';
import { printAccountResult, printTally, stratumName } from '../print-account.ts';
import { createProgress } from '../progress.ts';
import { action, type Register } from '../register.ts';
import { registerAccountsDiscover } from './accounts-discover.ts';
import { registerAccountsHistory } from './accounts-history.ts';
import { registerAccountsRead } from './accounts-read.ts';
import { registerAccountsRecord } from './accounts-record.ts';
import { howOf, quarterOption, registerAccountsSample } from './accounts-sample.ts';

export const registerAccounts: Register = (program, io, run) => {
  const accounts = program.command('accounts').description('new-media accounts · 政务新媒体');
  narrowing(
    accounts
      .command('check')
      .description(
        'look at accounts and judge them; what was looked at today is not looked at again · 检查账号',
      ),
  )
    .option('--quarter <quarter>', 'the accounts drawn for this quarter (accounts sample)')
    .option('--fresh', 'look again at those of today too', false)
    .action(
      action(run, (globals, _args, options) =>
        withAccounts({ globals, io, options, looks: true }, async (workspace, rows) => {
          const wanted = await wantedOf(workspace, rows, options, io, globals);
          const progress = createProgress(io, workspace.clock, globals.quiet, globals.lang);
          const results: AccountResult[] = [];
          const summary = await checkAccounts(workspace, {
            registry: rows,
            isWanted: ({ key }) => wanted.has(key),
            fresh: options.fresh === true,
            ...{ language: globals.lang, env: process.env, signal: io.signal },
            onStart: ({ total }) => progress.start(total, 0),
            onResult: (result) => {
              results.push(result);
              if (globals.json) io.out(`${JSON.stringify(result)}\n`);
              progress.step(result.accountName);
            },
          });
          progress.end();
          if (!globals.json) {
            results.sort((a, b) => a.accountKey.localeCompare(b.accountKey));
            for (const result of results) io.out(printAccountResult(result, globals.lang));
            io.out(printTally(tally(results), globals.lang));
          }
          if (!globals.quiet)
            io.err(
              `查看 ${summary.looked}/${summary.total}，请求 ${summary.requests}，关停注销 ${summary.notInUse}\n`,
            );
          if (summary.interrupted) return EXIT.interrupted;
          return results.some(accountHasFailure) ? EXIT.failures : EXIT.ok;
        }),
      ),
    );

  accounts
    .command('status')
    .description(
      'pass rates by region, level and platform, failing and unseen accounts by name, no network · 合格率',
    )
    .option('--quarter <quarter>', 'the accounts drawn for this quarter, as they stood in it')
    .action(
      action(run, (globals, _args, options) =>
        withAccounts({ globals, io, options, looks: false }, async (workspace) => {
          const asOf = await judgingTimeOf(workspace, asOfOf(globals, workspace.config.timezone));
          const quarter = quarterOption(options);
          const results: AccountResult[] = [];
          if (quarter !== null) {
            const until = asOf ?? workspace.clock.now();
            await sampledKeys(workspace, quarter, until);
            const drawn = await quarterAccounts(workspace, quarter, until, { language: globals.lang });
            results.push(...drawn.map(({ result }) => result));
          } else
            for await (const { result } of storedAccountResults(workspace, { language: globals.lang, asOf }))
              results.push(result);
          const found = tally(results);
          io.out(globals.json ? `${JSON.stringify(found)}\n` : printTally(found, globals.lang));
          return EXIT.ok;
        }),
      ),
    );

  registerAccountsSample(accounts, io, run);
  registerAccountsHistory(accounts, io, run);
  registerAccountsRead(accounts, io, run);
  registerAccountsRecord(accounts, io, run);
  registerAccountsDiscover(accounts, io, run);
};

/** Options that narrow the registry or draw from it. */
export function narrowing(command: Command): Command {
  return command
    .option('--region <region>', 'only accounts of this reporting unit')
    .option('--platform <platform>', 'only this platform, in our words or in Chinese')
    .option('--account <name>', 'only accounts of this name, handle or key')
    .option('--sample <size>', 'a drawn sample of this size instead of all')
    .option('--seed <seed>', 'the seed of the draw: the same seed draws the same accounts')
    .option('--by <groups>', `what the draw is even over: ${STRATA.join(',')}`, STRATA.join(','))
    .option('--skip-bad', 'go on without the registry rows that are refused', false);
}

/** What the options narrow the registry to, for the record of a draw. */
export function narrowedBy(options: Record<string, unknown>): Record<string, string> {
  const given = ['region', 'platform', 'account'].filter((name) => options[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, String(options[name])]));
}

/** The registry and a workspace; `looks` commands rehearse with `--as-of`. */
export async function withAccounts(
  { globals, io, options, looks }: AccountsCommand,
  work: (workspace: Workspace, rows: readonly Account[]) => Promise<number>,
): Promise<number> {
  const config = configOf(globals, looks && globals.asOf !== undefined);
  const rehearsalStart = looks ? asOfOf(globals, config.timezone) : null;
  const { rows, isWhole } = registryOf(config, options.skipBad === true);
  const mode = !looks ? null : rehearsalStart === null ? 'real' : 'rehearsal';
  const workspace = openWorkspace({ config, rehearsalStart, mode });
  try {
    if (looks) {
      const { withdrawn } = (await updateRegistry(workspace, rows, { isWhole })).changes;
      if (withdrawn.length > 0 && !globals.quiet)
        io.err(`名录中已撤出的账号 ${withdrawn.length} 个：不再检查（accounts history 可查）\n`);
    }
    return await work(workspace, rows);
  } finally {
    await workspace.close();
  }
}

interface AccountsCommand {
  globals: Globals;
  io: Pick<Io, 'err'>;
  options: Record<string, unknown>;
  /** It records something, so what the registry says is taken over; with `--as-of` it rehearses. */
  looks: boolean;
}

/** The registry of accounts. Throws INVENTORY_UNREADABLE, or with `skipBad` false INVENTORY_INVALID for a bad row. */
export function registryOf(
  { inventory }: Config,
  skipBad: boolean,
): { rows: readonly Account[]; isWhole: boolean } {
  if (!existsSync(inventory.accounts))
    throw new XunjianError(
      'INVENTORY_UNREADABLE',
      `there is no registry of accounts at ${inventory.accounts}`,
      'put one there (docs/reference/inventory.md), or name it under inventory.accounts',
    );
  const { rows, refused } = readAccounts(inventory.accounts);
  if (refused.length > 0 && !skipBad) throw registryRefusal(refused);
  return { rows, isWhole: refused.length === 0 };
}

async function wantedOf(
  workspace: Workspace,
  rows: readonly Account[],
  options: Record<string, unknown>,
  io: Io,
  globals: Globals,
): Promise<ReadonlySet<string>> {
  const registered = await syncAccounts(workspace, rows);
  const chosen = narrowedTo(registered, options);
  if (chosen.length === 0)
    throw new XunjianError(
      'TARGET_UNKNOWN',
      'no account of the registry fits',
      'widen --region, --platform or --account',
    );
  const quarter = quarterOption(options);
  if (quarter !== null) {
    if (options.sample !== undefined)
      throw new XunjianError(
        'USAGE',
        '--quarter and --sample do not go together',
        'draw with accounts sample --quarter first, then check --quarter',
      );
    const keys = new Set(await sampledKeys(workspace, quarter, workspace.clock.now()));
    return new Set(chosen.flatMap(({ key }) => (keys.has(key) ? [key] : [])));
  }
  if (options.sample === undefined) return new Set(chosen.map(({ key }) => key));
  const population = chosen.filter(({ account }) => account.state === 'normal');
  const draw = drawOf(population, howOf(options));
  if (!globals.quiet)
    for (const { stratum, of, drawn: taken } of draw.strata)
      io.err(`抽样 ${stratumName(stratum, globals.lang)}：${taken}/${of}\n`);
  return new Set(draw.accounts.map(({ key }) => key));
}

/** The accounts that `--region`, `--platform` and `--account` leave. */
export function narrowedTo(
  registered: readonly RegisteredAccount[],
  options: Record<string, unknown>,
): RegisteredAccount[] {
  const platform = options.platform === undefined ? null : platformOf(String(options.platform));
  const { region, account: named } = options;
  return registered.filter(
    ({ key, account }) =>
      (region === undefined || account.region === region) &&
      (platform === null || account.platform === platform) &&
      (named === undefined || [key, account.name, account.handle].includes(String(named))),
  );
}

export function platformOf(text: string): Platform {
  const found = wordOf(text, PLATFORM_WORDS);
  if (found !== undefined) return found;
  throw new XunjianError('USAGE', `--platform "${text}" is unknown`, `use one of ${PLATFORMS.join(', ')}`);
}
