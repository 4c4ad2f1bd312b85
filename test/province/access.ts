import type { UndeterminedReason } from '../../src/domain/outcome.ts';
import type { SiteState } from './state.ts';

/** Whether anything can be read off a site at all. */
export type Access =
  | { is: 'open' }
  /** Nothing can be seen, for one of these reasons. */
  | { is: 'shut'; reasons: UndeterminedReason[]; why: string }
  /** May be passed with a browser or patience; not passing it is no mistake. */
  | { is: 'narrow'; reasons: UndeterminedReason[]; why: string };

export function accessOf(state: SiteState, isLineDown: boolean): Access {
  if (isLineDown) return { is: 'shut', reasons: ['vantage_fault'], why: 'our own line is down' };
  const down = state.find('down');
  if (down !== undefined) {
    const late: UndeterminedReason[] = ['timeout_ours', 'not_observed'];
    const isLate = down.how === 'slow' || down.how === 'hangs';
    return { is: 'shut', reasons: isLate ? late : ['not_observed'], why: `the site is down (${down.how})` };
  }
  const wall = state.find('wall');
  if (wall !== undefined) {
    const isPassable = wall.how === 'cookie-412' || wall.how === 'cookie-521';
    return {
      is: isPassable ? 'narrow' : 'shut',
      reasons: ['challenged'],
      why: `a wall answers (${wall.how})`,
    };
  }
  const rate = state.find('rate-limit');
  if (rate !== undefined) {
    return {
      is: rate.how === 'always' ? 'shut' : 'narrow',
      reasons: ['rate_limited'],
      why: `requests are limited (${rate.how})`,
    };
  }
  if (state.find('huge') !== undefined) {
    return {
      is: 'narrow',
      reasons: ['budget_exhausted'],
      why: 'the site has more columns than a look has pages for',
    };
  }
  return { is: 'open' };
}
