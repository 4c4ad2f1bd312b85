import { existsSync } from 'node:fs';
import type { Config } from '../../config/load-config.ts';
import type { Account } from '../../domain/account.ts';
import { PLATFORMS, type Platform, type RegisteredAccount } from '../../domain/account.ts';
import { type Draw, drawSample, STRATA, type Stratum } from '../../domain/account-sample.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { readAccounts, registryRefusal } from '../../inventory/read-inventory.ts';
import { PLATFORM_WORDS, wordOf } from '../../inventory/words.ts';
import { tally } from '../../report/account-tally.ts';
import { type AccountResult, accountHasFailure } from '../../run/account-result.ts';
import { checkAccounts } from '../../run/accounts-check.ts';
import { storedAccountResults } from '../../run/accounts-judge.ts';
import { syncAccounts } from '../../run/accounts-registry.ts';
import { openWorkspace, type Workspace } from '../../run/workspace.ts';
import { asOfOf, configOf, type Globals, type Io } from '../context.ts';
import { printAccountResult, printTally } from '../print-account.ts';
import { createProgress } from '../progress.ts';
import { action, type Register } from '../register.ts';
import { registerAccountsDiscover } from './accounts-discover.ts';
import { registerAccountsRecord } from './accounts-record.ts';

export const registerAccounts: Register = (program, io, run) => {
  const accounts = program.command('accounts').description('new-media accounts · 政务新媒体');
  const narrowed = (name: string, description: string) =>
    accounts
      .command(name)
      .description(description)
      .option('--region <region>', 'only accounts of this reporting unit')
      .option('--platform <platform>', 'only this platform, in our words or in Chinese')
      .option('--account <name>', 'only accounts of this name, handle or key')
      .option('--sample <size>', 'a drawn sample of this size instead of all')
      .option('--seed <seed>', 'the seed of the draw: the same seed draws the same accounts')
      .option('--by <groups>', `what the draw is even over: ${STRATA.join(',')}`, STRATA.join(','))
      .option('--skip-bad', 'go on without the registry rows that are refused', false);

  narrowed(
    'check',
    'look at accounts and judge them; what was looked at today is not looked at again · 检查账号',
  )
    .option('--fresh', 'look again at those of today too', false)
    .action(
      action(run, (globals, _args, options) =>
        withAccounts(globals, options, true, async (workspace, rows) => {
          const wanted = await wantedOf(workspace, rows, options, io, globals);
          const progress = createProgress(io, workspace.clock, globals.quiet);
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

  narrowed('sample', 'the accounts that a draw takes, without looking at them · 抽样')
    .option('--keep', 'this is the quarter’s sample, to be checked by persons', false)
    .action(
      action(run, (globals, _args, options) =>
        withAccounts(globals, options, options.keep === true, async (workspace, rows) => {
          if (options.sample === undefined)
            throw new XunjianError('USAGE', '--sample is missing', 'give the size of the sample');
          const registered = await syncAccounts(workspace, rows);
          const draw = drawn(inUse(registered, options), options);
          if (options.keep === true) await keepDraw(workspace, draw, options);
          if (globals.json) {
            for (const { key, account } of draw.accounts)
              io.out(`${JSON.stringify({ accountKey: key, ...account })}\n`);
          } else {
            for (const { stratum, of, drawn: taken } of draw.strata)
              io.out(`${Object.values(stratum).join(' ')}：${taken}/${of}\n`);
            for (const { account } of draw.accounts)
              io.out(`${account.region} ${account.platform} ${account.operator} ${account.name}\n`);
          }
          return EXIT.ok;
        }),
      ),
    );

  accounts
    .command('status')
    .description(
      'pass rates by region, level and platform, failing and unseen accounts by name, no network · 合格率',
    )
    .action(
      action(run, (globals, _args, options) =>
        withAccounts(globals, options, false, async (workspace) => {
          const asOf = asOfOf(globals, workspace.config.timezone);
          const results: AccountResult[] = [];
          for await (const { result } of storedAccountResults(workspace, { language: globals.lang, asOf }))
            results.push(result);
          const found = tally(results);
          io.out(globals.json ? `${JSON.stringify(found)}\n` : printTally(found, globals.lang));
          return EXIT.ok;
        }),
      ),
    );

  registerAccountsRecord(accounts, io, run);
  registerAccountsDiscover(accounts, io, run);
};

/** The registry and a workspace; `looks` commands rehearse with `--as-of`. */
export async function withAccounts(
  globals: Globals,
  options: Record<string, unknown>,
  looks: boolean,
  work: (workspace: Workspace, rows: readonly Account[]) => Promise<number>,
): Promise<number> {
  const config = configOf(globals, looks && globals.asOf !== undefined);
  const rehearsalStart = looks ? asOfOf(globals, config.timezone) : null;
  const rows = registryOf(config, options.skipBad === true);
  const mode = !looks ? null : rehearsalStart === null ? 'real' : 'rehearsal';
  const workspace = openWorkspace({ config, rehearsalStart, mode });
  try {
    return await work(workspace, rows);
  } finally {
    await workspace.close();
  }
}

function registryOf({ inventory }: Config, skipBad: boolean): readonly Account[] {
  if (!existsSync(inventory.accounts))
    throw new XunjianError(
      'INVENTORY_UNREADABLE',
      `there is no registry of accounts at ${inventory.accounts}`,
      'put one there (docs/reference/inventory.md), or name it under inventory.accounts',
    );
  const { rows, refused } = readAccounts(inventory.accounts);
  if (refused.length > 0 && !skipBad) throw registryRefusal(refused);
  return rows;
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
  if (options.sample === undefined) return new Set(chosen.map(({ key }) => key));
  const draw = drawn(
    chosen.filter(({ account }) => account.state === 'normal'),
    options,
  );
  if (!globals.quiet)
    for (const { stratum, of, drawn: taken } of draw.strata)
      io.err(`抽样 ${Object.values(stratum).join(' ')}：${taken}/${of}\n`);
  await keepDraw(workspace, draw, options);
  return new Set(draw.accounts.map(({ key }) => key));
}

/** What was drawn to be checked is the quarter's sample: the bulletin counts it, and names those not seen. */
async function keepDraw({ store, clock }: Workspace, draw: Draw, options: Record<string, unknown>) {
  const [seed, size, strata] = [String(options.seed), Number(options.sample), String(options.by)];
  const keys = draw.accounts.map(({ key }) => key);
  await store.accounts.appendDraw({ at: clock.now(), seed, size, strata, keys });
}

function inUse(
  registered: readonly RegisteredAccount[],
  options: Record<string, unknown>,
): RegisteredAccount[] {
  return narrowedTo(registered, options).filter(({ account }) => account.state === 'normal');
}

function narrowedTo(
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

function drawn(registered: readonly RegisteredAccount[], options: Record<string, unknown>) {
  const size = Number(options.sample);
  if (!Number.isInteger(size) || size < 1)
    throw new XunjianError(
      'USAGE',
      `--sample takes a number, not "${String(options.sample)}"`,
      'give a size such as 150',
    );
  if (options.seed === undefined)
    throw new XunjianError(
      'USAGE',
      '--seed is missing',
      'give any word or number: it is printed so that anyone can draw again',
    );
  const by = String(options.by)
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const unknown = by.find((one) => !(STRATA as readonly string[]).includes(one));
  if (unknown !== undefined)
    throw new XunjianError('USAGE', `--by "${unknown}" is unknown`, `use ${STRATA.join(', ')}`);
  return drawSample(registered, { seed: String(options.seed), size, by: by as Stratum[] });
}
