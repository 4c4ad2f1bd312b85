import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { accountTitle, type RegisteredAccount } from '../../domain/account.ts';
import {
  type AccountSample,
  populationDigest,
  SAMPLE_ALGORITHM,
  STRATA,
  type Stratum,
  type StratumDraw,
} from '../../domain/account-sample.ts';
import type { Language } from '../../domain/probe.ts';
import { parseQuarter, type Quarter } from '../../domain/quarter.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { syncAccounts } from '../../run/accounts-registry.ts';
import {
  drawOf,
  drawQuarterSample,
  type QuarterDraw,
  sampledKeys,
  samplesOf,
} from '../../run/accounts-sample.ts';
import { stratumName } from '../print-account.ts';
import { action, type Register } from '../register.ts';
import { narrowedBy, narrowedTo, narrowing, withAccounts } from './accounts.ts';

/** `accounts sample`: draws accounts; with `--quarter` the draw is remembered and the quarter's figures count it. */
export function registerAccountsSample(
  accounts: Command,
  io: Parameters<Register>[1],
  run: Parameters<Register>[2],
): void {
  narrowing(
    accounts
      .command('sample')
      .description('draw accounts, without looking at them; a quarter’s draw is remembered · 抽样'),
  )
    .option(
      '--quarter <quarter>',
      'draw for this quarter, like 2024Q2: remembered, its figures count these accounts; alone it shows that draw',
    )
    .option('--all', 'full coverage instead of a draw', false)
    .option('--supplement', 'add to what was drawn for the quarter already', false)
    .option('--drawn-by <name>', 'who draws')
    .action(
      action(run, (globals, _args, options) => {
        const quarter = quarterOption(options);
        const isShow = quarter !== null && options.sample === undefined && options.all !== true;
        return withAccounts(
          { globals, io, options, looks: quarter !== null && !isShow },
          async (workspace, rows) => {
            const registered = await syncAccounts(workspace, rows);
            const shown = (sample: Shown, keys: readonly string[]) =>
              io.out(
                globals.json
                  ? asJson(sample, keys, registered)
                  : asText(sample, keys, registered, globals.lang),
              );
            if (quarter !== null && isShow) {
              const now = workspace.clock.now();
              await sampledKeys(workspace, quarter, now);
              for (const sample of await samplesOf(workspace, quarter, now)) {
                if (!globals.quiet) io.err(headOf(sample));
                shown(sample, sample.accounts);
              }
              return EXIT.ok;
            }
            const how = howOf(options);
            const population = narrowedTo(registered, options).filter(
              ({ account }) => account.state === 'normal',
            );
            if (quarter === null) {
              const draw = drawOf(population, how);
              const sample: Shown = {
                ...{ algorithm: SAMPLE_ALGORITHM, population: population.length, groups: draw.strata },
                ...{ seed: how === 'all' ? null : how.seed, populationDigest: populationDigest(population) },
              };
              if (!globals.quiet) io.err(headOf(sample));
              shown(
                sample,
                draw.accounts.map(({ key }) => key),
              );
              return EXIT.ok;
            }
            const { sample, isNew } = await drawQuarterSample(workspace, {
              ...{ quarter, population, how, narrowed: narrowedBy(options) },
              by: options.drawnBy === undefined ? userInfo().username : String(options.drawnBy),
              isSupplement: options.supplement === true,
            });
            if (!globals.quiet) io.err(`${headOf(sample)}${isNew ? '' : '（此前已抽取，未作更改）\n'}`);
            shown(sample, sample.accounts);
            return EXIT.ok;
          },
        );
      }),
    );
}

type Shown = Pick<AccountSample, 'algorithm' | 'seed' | 'population' | 'populationDigest' | 'groups'> &
  Partial<AccountSample>;

/** What somebody needs to draw the same again (docs/reference/account-sample.md). */
function headOf({ quarter, algorithm, seed, population, populationDigest, by }: Shown): string {
  const who = by === undefined ? '' : `，抽取人 ${by}`;
  const how = seed === null ? '全覆盖' : `种子 ${seed}`;
  return `抽样${quarter === undefined ? '' : ` ${quarter}`}：${how}，算法 ${algorithm}，名录 ${population} 个账号 ${populationDigest}${who}\n`;
}

function asText(
  { groups }: Shown,
  keys: readonly string[],
  registered: readonly RegisteredAccount[],
  language: Language,
): string {
  const byKey = new Map(registered.map((one) => [one.key, one.account]));
  const lines = groups.map(
    ({ stratum, of, drawn }: StratumDraw) => `${stratumName(stratum, language)}：${drawn}/${of}`,
  );
  const names = keys.map((key) => {
    const account = byKey.get(key);
    return account === undefined ? key : `${account.region}  ${accountTitle(account)}`;
  });
  return `${[...lines, ...names].join('\n')}\n`;
}

function asJson(sample: Shown, keys: readonly string[], registered: readonly RegisteredAccount[]): string {
  const byKey = new Map(registered.map((one) => [one.key, one.account]));
  const accounts = keys.map((key) => ({ accountKey: key, ...byKey.get(key) }));
  return `${JSON.stringify({ ...sample, accounts })}\n`;
}

export function quarterOption({ quarter }: Record<string, unknown>): Quarter | null {
  if (quarter === undefined) return null;
  const parsed = parseQuarter(String(quarter));
  if (parsed !== null) return parsed;
  throw new XunjianError('USAGE', `--quarter "${String(quarter)}" is no quarter`, 'write it like 2024Q2');
}

/** Size, seed and groups of a draw as options give them. Throws USAGE. */
export function howOf(options: Record<string, unknown>): QuarterDraw['how'] {
  if (options.all === true) {
    if (options.sample === undefined && options.seed === undefined) return 'all';
    throw new XunjianError('USAGE', '--all draws nothing', 'leave out --sample and --seed, or --all');
  }
  if (options.sample === undefined)
    throw new XunjianError('USAGE', '--sample is missing', 'give the size of the sample, or --all');
  const size = Number(options.sample);
  if (!Number.isInteger(size) || size < 1)
    throw new XunjianError(
      'USAGE',
      `--sample takes a number, not "${String(options.sample)}"`,
      'give a size such as 150',
    );
  if (options.seed === undefined || String(options.seed).trim() === '')
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
  return { seed: String(options.seed).trim(), size, strata: by as Stratum[] };
}
