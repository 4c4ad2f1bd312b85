import type { UndeterminedReason } from '../../src/domain/outcome.ts';
import type { SiteState } from './state.ts';

/** Whether anything can be read off a site at all. */
export type Access =
  | { is: 'open'; cause?: never }
  /** Nothing can be seen, for one of these reasons. */
  | { is: 'shut'; cause: Cause; reasons: UndeterminedReason[]; why: string }
  /** May be passed with a browser or patience; not passing it is no mistake. */
  | { is: 'narrow'; cause: Cause; reasons: UndeterminedReason[]; why: string };

type Cause = 'line' | 'down' | 'wall' | 'rate' | 'size';

export function accessOf(state: SiteState, isLineDown: boolean): Access {
  if (isLineDown)
    return { is: 'shut', cause: 'line', reasons: ['vantage_fault'], why: 'our own line is down' };
  const down = state.find('down');
  if (down !== undefined) {
    const why = `the site is down (${down.how})`;
    // Who waits for longer than the rules ask sees it, as far as the time lasts.
    const late: UndeterminedReason[] = ['timeout_ours', 'budget_exhausted', 'not_observed'];
    if (down.how === 'slow') return { is: 'narrow', cause: 'down', reasons: late, why };
    const reasons: UndeterminedReason[] =
      down.how === 'hangs' ? ['timeout_ours', 'not_observed'] : ['not_observed'];
    return { is: 'shut', cause: 'down', reasons, why };
  }
  const wall = state.find('wall');
  if (wall !== undefined) {
    const isPassable = wall.how === 'cookie-412' || wall.how === 'cookie-521';
    return {
      is: isPassable ? 'narrow' : 'shut',
      cause: 'wall',
      reasons: ['challenged'],
      why: `a wall answers (${wall.how})`,
    };
  }
  const rate = state.find('rate-limit');
  if (rate !== undefined) {
    return {
      is: rate.how === 'always' ? 'shut' : 'narrow',
      cause: 'rate',
      reasons: ['rate_limited'],
      why: `requests are limited (${rate.how})`,
    };
  }
  if (state.find('huge') !== undefined) {
    return {
      is: 'narrow',
      cause: 'size',
      reasons: ['budget_exhausted'],
      why: 'the site has more columns than a look has pages for',
    };
  }
  return { is: 'open' };
}
