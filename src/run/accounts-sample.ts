import { type EpochMs, epochMs } from '../clock.ts';
import type { RegisteredAccount } from '../domain/account.ts';
import {
  type AccountSample,
  type Draw,
  drawSample,
  populationDigest,
  SAMPLE_ALGORITHM,
  STRATA,
  type Stratum,
} from '../domain/account-sample.ts';
import { addDays, civilDateOf, startOfDay } from '../domain/civil-date.ts';
import type { Quarter } from '../domain/quarter.ts';
import { XunjianError } from '../errors.ts';
import type { Workspace } from './workspace.ts';

export interface QuarterDraw {
  quarter: Quarter;
  /** Accounts in normal use that may be drawn. */
  population: readonly RegisteredAccount[];
  narrowed: Readonly<Record<string, string>>;
  /** `all`: full coverage, nothing is drawn. */
  how: 'all' | { seed: string; size: number; strata: readonly Stratum[] };
  by: string;
  /** Adds to what was drawn before, which otherwise is refused. */
  isSupplement: boolean;
}

/** Groups and accounts of a draw, without remembering it. */
export function drawOf(population: readonly RegisteredAccount[], how: QuarterDraw['how']): Draw {
  if (how !== 'all') return drawSample(population, { ...how, by: how.strata });
  return drawSample(population, { seed: '', size: population.length, by: STRATA });
}

/**
 * Draws a quarter's accounts and remembers who was drawn, with seed, algorithm and a digest of the registry. The figures of
 * the quarter count these accounts and no others. Drawing the same again changes nothing; drawing otherwise is refused, so
 * that nobody draws until the result pleases: `isSupplement` adds, and both draws stay on record. Throws SAMPLE_EXISTS.
 */
export async function drawQuarterSample(
  { store, clock }: Workspace,
  { quarter, population, narrowed, how, by, isSupplement }: QuarterDraw,
): Promise<{ sample: AccountSample; isNew: boolean }> {
  const draw = drawOf(population, how);
  const at = clock.now();
  const sample: AccountSample = {
    ...{ quarter, at, by, algorithm: SAMPLE_ALGORITHM, narrowed },
    ...(how === 'all'
      ? { seed: null, size: population.length, strata: STRATA }
      : { seed: how.seed, size: how.size, strata: how.strata }),
    ...{ population: population.length, populationDigest: populationDigest(population) },
    ...{ groups: draw.strata, accounts: draw.accounts.map(({ key }) => key) },
  };
  // All there are, whatever the clock of this command says.
  const before = await store.samples.ofQuarter(quarter, epochMs(Number.MAX_SAFE_INTEGER));
  const same = before.find((one) => contentOf(one) === contentOf(sample));
  if (same !== undefined) return { sample: same, isNew: false };
  const [first] = before;
  if (first !== undefined && !isSupplement)
    throw new XunjianError(
      'SAMPLE_EXISTS',
      `${quarter}: ${first.accounts.length} accounts were drawn already${first.seed === null ? ', all there were' : ` with seed "${first.seed}"`}`,
      'use that draw, or add to it with --supplement',
    );
  await store.samples.append(sample);
  return { sample, isNew: true };
}

function contentOf({ at: _at, by: _by, ...content }: AccountSample): string {
  return JSON.stringify(content);
}

/**
 * Draws for a quarter made by the end of the day of `asOf`, oldest first: a draw counts for its whole day, so that what is
 * asked as of the minute in which it was made has it.
 */
export function samplesOf(
  { store, config }: Pick<Workspace, 'store' | 'config'>,
  quarter: Quarter,
  asOf: EpochMs,
): Promise<AccountSample[]> {
  const tomorrow = startOfDay(addDays(civilDateOf(asOf, config.timezone), 1), config.timezone);
  return store.samples.ofQuarter(quarter, epochMs(tomorrow - 1));
}

/** Keys of all accounts drawn for a quarter by the day of `asOf`. Throws SAMPLE_UNKNOWN when none were. */
export async function sampledKeys(
  workspace: Pick<Workspace, 'store' | 'config'>,
  quarter: Quarter,
  asOf: EpochMs,
): Promise<string[]> {
  const samples = await samplesOf(workspace, quarter, asOf);
  if (samples.length === 0)
    throw new XunjianError(
      'SAMPLE_UNKNOWN',
      `no accounts were drawn for ${quarter}`,
      `xunjian accounts sample --quarter ${quarter} --sample N --seed S, or --all`,
    );
  return [...new Set(samples.flatMap(({ accounts }) => accounts))];
}
