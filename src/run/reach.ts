import PQueue from 'p-queue';
import type { ReachSample } from '../domain/reach.ts';
import type { Site } from '../domain/site.ts';
import { sampleReach } from '../observe/sample-reach.ts';
import { watchLag } from './watch-lag.ts';
import type { Workspace } from './workspace.ts';

export interface ReachRound {
  samples: ReachSample[];
  /** Our own line was down: nothing of this round counts against anybody. */
  isLineDown: boolean;
}

/** So many at once: each waits on its own site, so a round of 552 sites takes seconds, at worst a few minutes. */
const AT_ONCE = 64;
/**
 * Without a canary, a round of at least so many sites of which so great a share failed is an outage of ours: sites of a
 * province stand on many platforms and do not fail together.
 */
const TELLING_SITES = 5;
const OUTAGE_SHARE = 0.8;
/** A machine that stood still for longer may have let an answer lie beyond its 15 s. */
const STOOD_STILL_MS = 1_000;

/** One availability sample of every site, stored. A round in which our line was down is kept as `vantage_fault`. */
export async function reachRound(
  workspace: Workspace,
  sites: readonly Site[],
  signal: AbortSignal,
): Promise<ReachRound> {
  const { config, rules, store, line } = workspace;
  const { slowMs } = rules.indicators['site-unreachable'].thresholds;
  const client = workspace.client();
  const queue = new PQueue({ concurrency: AT_ONCE });
  const request = { client, vantage: config.vantage, slowMs, signal };
  const lag = watchLag(workspace.clock);
  const taken = await Promise.all(
    sites.map((site) =>
      queue.add(() => {
        signal.throwIfAborted();
        return sampleReach({ ...request, site });
      }),
    ),
  );
  const stoodMs = lag.end();
  const isLineDown = await isOurs(taken, await line().isDown());
  const samples = taken.map((sample) =>
    isLineDown || (stoodMs > STOOD_STILL_MS && isLate(sample)) ? asVantageFault(sample) : sample,
  );
  await store.reach.append(samples);
  return { samples, isLineDown };
}

async function isOurs(samples: readonly ReachSample[], canariesAreDown: boolean | null): Promise<boolean> {
  if (canariesAreDown !== null) return canariesAreDown;
  const down = samples.filter(({ result }) => result === 'down').length;
  return samples.length >= TELLING_SITES && down / samples.length >= OUTAGE_SHARE;
}

/** Failed by lapse of time alone. */
function isLate({ result, code }: ReachSample): boolean {
  return result === 'down' && (code === 'slow' || /timeout|deadline/.test(code ?? ''));
}

function asVantageFault(sample: ReachSample): ReachSample {
  return sample.result === 'down' ? { ...sample, result: 'unknown', reason: 'vantage_fault' } : sample;
}
