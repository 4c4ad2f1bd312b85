import type { EpochMs } from '../clock.ts';
import type { UndeterminedReason } from './outcome.ts';

/** One availability sample: whether the home page opened at that moment from that line. */
export interface ReachSample {
  siteKey: string;
  at: EpochMs;
  vantage: string;
  /** `unknown`: whether the site or we were in the way cannot be told; it counts on neither side. */
  result: 'up' | 'down' | 'unknown';
  /** Set exactly when `result` is `unknown`. */
  reason: UndeterminedReason | null;
  /** Failure code, `slow`, or `http_` and the status; null when up. */
  code: string | null;
  /** One line in English. */
  detail: string;
  status: number | null;
  tookMs: number;
}

/** The samples of one line over a window. */
export interface VantageReach {
  vantage: string;
  /** Samples that decide: up or down. */
  samples: number;
  down: number;
  unknown: number;
}

export interface ReachFacts {
  since: EpochMs;
  until: EpochMs;
  vantages: VantageReach[];
  /** The newest failed samples, for people who follow it up. */
  lastDown: { at: EpochMs; vantage: string; code: string | null; detail: string }[];
}

const LAST_DOWN = 10;

/** Sums the samples of a window, oldest first, a line at a time. */
export function reachFacts(samples: readonly ReachSample[], since: EpochMs, until: EpochMs): ReachFacts {
  const vantages = new Map<string, VantageReach>();
  for (const { vantage, result } of samples) {
    const sum = vantages.get(vantage) ?? { vantage, samples: 0, down: 0, unknown: 0 };
    vantages.set(vantage, sum);
    if (result === 'unknown') sum.unknown += 1;
    else sum.samples += 1;
    if (result === 'down') sum.down += 1;
  }
  const lastDown = samples
    .filter(({ result }) => result === 'down')
    .slice(-LAST_DOWN)
    .map(({ at, vantage, code, detail }) => ({ at, vantage, code, detail }));
  return { since, until, vantages: [...vantages.values()], lastDown };
}
