import { createHash } from 'node:crypto';
import type { EpochMs } from '../clock.ts';
import type { RegisteredAccount } from './account.ts';
import type { Quarter } from './quarter.ts';

/** What a sample may be drawn evenly over. */
export const STRATA = ['region', 'level', 'platform'] as const;
export type Stratum = (typeof STRATA)[number];

export interface SampleRequest {
  seed: string;
  /** Accounts in all; more than there are takes them all. */
  size: number;
  by: readonly Stratum[];
}

/** One group of the draw: how many there are, how many of them were drawn. */
export interface StratumDraw {
  stratum: Readonly<Record<string, string>>;
  of: number;
  drawn: number;
}

export interface Draw {
  strata: StratumDraw[];
  /** In the order they were given in, the registry's. */
  accounts: RegisteredAccount[];
}

/**
 * Name and version of the way `drawSample` draws (docs/reference/account-sample.md). A change that draws other accounts
 * gets another number, so that old draws stay repeatable.
 */
export const SAMPLE_ALGORITHM = 'stratified-sha256@1';

/** A draw as it is remembered: enough for anybody to draw it again and to see that it was not changed after looking. */
export interface AccountSample {
  quarter: Quarter;
  at: EpochMs;
  by: string;
  algorithm: string;
  /** Null for full coverage: nothing was drawn. */
  seed: string | null;
  size: number;
  strata: readonly Stratum[];
  /** What the draw was narrowed to; empty when it was over the whole registry. */
  narrowed: Readonly<Record<string, string>>;
  /** Accounts that could be drawn, and their digest (`populationDigest`). */
  population: number;
  populationDigest: string;
  groups: readonly StratumDraw[];
  /** Keys, in the registry's order at that time. */
  accounts: readonly string[];
}

/**
 * SHA-256 over one line for each account that could be drawn, in the order of their keys: key, region, level and platform,
 * parted by tabs, each line ended by a line feed. Two registries with the same digest give the same draw.
 */
export function populationDigest(accounts: readonly RegisteredAccount[]): string {
  const lines = accounts.map(
    ({ key, account: { region, level, platform } }) => `${key}\t${region}\t${level ?? ''}\t${platform}\n`,
  );
  return `sha256:${createHash('sha256').update(lines.sort(bytewise).join('')).digest('hex')}`;
}

/**
 * A reproducible draw: every group gets its share of the size by largest remainder, at least one where the size allows; inside
 * a group accounts are taken in the order of SHA-256 over `seed`, a line feed and the account's key. The same registry, seed,
 * size and groups give the same accounts on any machine and in any language.
 */
export function drawSample(accounts: readonly RegisteredAccount[], { seed, size, by }: SampleRequest): Draw {
  const groups = new Map<string, RegisteredAccount[]>();
  const ordered = accounts
    .map((one) => ({ one, order: orderOf(seed, one.key) }))
    .sort((a, b) => bytewise(a.order, b.order));
  for (const { one } of ordered) {
    const name = JSON.stringify(stratumOf(one, by));
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  const names = [...groups.keys()].sort(bytewise);
  const shares = sharesOf(
    names.map((name) => groups.get(name)?.length ?? 0),
    Math.min(size, accounts.length),
  );
  const strata = names.map((name, i) => ({
    stratum: JSON.parse(name) as Record<string, string>,
    of: groups.get(name)?.length ?? 0,
    drawn: shares[i] ?? 0,
  }));
  const drawn = new Set(names.flatMap((name, i) => groups.get(name)?.slice(0, shares[i]) ?? []));
  return { strata, accounts: accounts.filter((one) => drawn.has(one)) };
}

/** Largest remainder; of equal remainders the larger group, then the earlier name. */
function sharesOf(sizes: readonly number[], wanted: number): number[] {
  const total = sizes.reduce((sum, n) => sum + n, 0);
  if (total === 0) return sizes.map(() => 0);
  const least = wanted >= sizes.length ? 1 : 0;
  const rest = wanted - least * sizes.length;
  const left = sizes.map((n) => n - least);
  const restOf = total - least * sizes.length;
  const exact = left.map((n) => (restOf === 0 ? 0 : (n * rest) / restOf));
  const shares = exact.map((n) => least + Math.floor(n));
  const missing = wanted - shares.reduce((sum, n) => sum + n, 0);
  const byRemainder = exact
    .map((n, i) => ({ i, remainder: n - Math.floor(n) }))
    .sort((a, b) => b.remainder - a.remainder || (sizes[b.i] ?? 0) - (sizes[a.i] ?? 0) || a.i - b.i);
  for (const { i } of byRemainder.slice(0, missing)) shares[i] = (shares[i] ?? 0) + 1;
  return shares;
}

function stratumOf({ account }: RegisteredAccount, by: readonly Stratum[]): Record<string, string> {
  return Object.fromEntries(by.map((stratum) => [stratum, account[stratum] ?? '']));
}

function orderOf(seed: string, key: string): string {
  return createHash('sha256').update(`${seed}\n${key}`).digest('hex');
}

/** By the bytes of UTF-8: the same order in every language. */
function bytewise(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
