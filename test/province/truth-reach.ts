import type { OutcomeWord } from '../../src/domain/outcome.ts';
import type { Access } from './access.ts';

/** A week of at least 140 samples (W2: seven days, twenty a day). */
const LEAST = 140;
/** 累计占比超过(含)5%, and the pre-warning of the market leader. */
const FAIL = 0.05;
const WARN = 0.03;

/** What a perfect inspector says of `site-unreachable` after samples that met these states of a site and of our line. */
export function reachTruth(samples: readonly Access[]): OutcomeWord {
  // A wall was put up for us, and while our own line is down nobody knows anything.
  const known = samples.filter(({ is, cause }) => is === 'open' || cause === 'down');
  if (known.length < LEAST) return 'undetermined';
  const share = known.filter(({ cause }) => cause === 'down').length / known.length;
  return share >= FAIL ? 'fail' : share >= WARN ? 'notice' : 'pass';
}
