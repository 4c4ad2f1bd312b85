import { defineProbe, judged, undetermined } from '../src/domain/probe.ts';
import type { VantageReach } from '../src/domain/reach.ts';

/**
 * 站点无法访问 (W2): of a week's samples, at least 140, 5 % or more did not open within 15 s. Confirmed only where two lines
 * agree, or by a person; where another line reaches the site it is our address that is dropped.
 */
export const siteUnreachable = defineProbe({
  id: 'site-unreachable',
  title: { zh: '站点无法访问', en: 'Site unreachable' },
  needs: ['reach'],
  mayUse: [],
  strings: {
    few: {
      zh: '近{days}天可用性采样{samples}次，不足{least}次，无法判定',
      en: '{samples} availability samples in {days} days; {least} are needed',
    },
    fail: {
      zh: '近{days}天采样{samples}次，打不开{down}次，占{percent}%（上限{limit}%）',
      en: '{down} of {samples} samples in {days} days did not open: {percent} % (limit {limit} %)',
    },
    near: {
      zh: '近{days}天采样{samples}次，打不开{down}次，占{percent}%，接近{limit}%的上限',
      en: '{down} of {samples} samples in {days} days did not open: {percent} %, close to the limit of {limit} %',
    },
    pass: {
      zh: '近{days}天采样{samples}次，打不开{down}次，占{percent}%',
      en: '{down} of {samples} samples in {days} days did not open: {percent} %',
    },
    onlyUs: {
      zh: '本观测点采样{samples}次有{down}次打不开，其他观测点可以访问，可能是仅屏蔽了本地址',
      en: '{down} of {samples} samples from one line did not open while another line reaches the site: it may drop that address alone',
    },
  },
  judge({ reach }, { rules }) {
    const {
      windowDays,
      minSamples,
      failShare,
      warnShare,
      vantages: needed,
    } = rules.indicators['site-unreachable'].thresholds;
    const { vantages, lastDown } = reach.value;
    const enough = vantages.filter(({ samples }) => samples >= minSamples);
    const total = vantages.reduce((sum, { samples }) => sum + samples, 0);
    const facts = { vantages, lastDown };
    const worst = enough.reduce<VantageReach | null>(
      (most, one) => (most === null || shareOf(one) > shareOf(most) ? one : most),
      null,
    );
    if (worst === null) {
      const params = { days: windowDays, samples: total, least: minSamples };
      return [undetermined('not_observed', 'few', { params, facts, basis: reach })];
    }
    const params = {
      ...{ days: windowDays, samples: worst.samples, down: worst.down },
      ...{ percent: percentOf(shareOf(worst)), limit: percentOf(failShare) },
    };
    if (shareOf(worst) < failShare) {
      const isNear = shareOf(worst) >= warnShare;
      return [judged(isNear ? 'notice' : 'pass', isNear ? 'near' : 'pass', { params, facts, basis: reach })];
    }
    const agreeing = enough.filter((one) => shareOf(one) >= failShare).length;
    if (agreeing < enough.length && agreeing < needed)
      return [undetermined('vantage_fault', 'onlyUs', { params, facts, basis: reach })];
    return [{ ...judged('fail', 'fail', { params, facts, basis: reach }), agreed: agreeing >= needed }];
  },
});

function shareOf({ samples, down }: VantageReach): number {
  return samples === 0 ? 0 : down / samples;
}

/** One decimal, never rounded up to a limit that was not reached. */
function percentOf(share: number): number {
  return Math.floor(share * 1000) / 10;
}
