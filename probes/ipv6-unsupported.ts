import { defineProbe, judged, undetermined } from '../src/domain/probe.ts';

/**
 * 未支持IPv6 (功能设计·IPv6改造): the home page, or too many inner pages, do not answer over IPv6. Looked at only from a line
 * whose IPv6 is shown to work; the browser cannot agree, so only a person confirms it.
 */
export const ipv6Unsupported = defineProbe({
  id: 'ipv6-unsupported',
  title: { zh: '未支持IPv6', en: 'IPv6 not supported' },
  needs: [],
  mayUse: ['ipv6'],
  strings: {
    noLine: {
      zh: '本线路未见可用的IPv6（没有可经IPv6访问的参照网址），未检查',
      en: 'No canary answers over IPv6: this line has none, or nobody can tell',
    },
    untried: { zh: '当时未检查', en: 'It was not tried at that time' },
    unseen: { zh: '未能检查：{detail}', en: 'It could not be tried: {detail}' },
    pass: {
      zh: 'IPv6可访问首页及{inner}个内页中的{reached}个',
      en: 'The home page and {reached} of {inner} inner pages answer over IPv6',
    },
    home: { zh: '首页不能通过IPv6访问（{code}）', en: 'The home page does not answer over IPv6 ({code})' },
    inner: {
      zh: '{inner}个内页中仅{reached}个可通过IPv6访问',
      en: 'Only {reached} of {inner} inner pages answer over IPv6',
    },
  },
  judge(_, { rules }, { ipv6 }) {
    if (ipv6 === undefined) return [undetermined('not_observed', 'untried')];
    if (!ipv6.seen) {
      const { reason, detail, evidence } = ipv6;
      const key = reason === 'vantage_fault' ? 'noLine' : 'unseen';
      return [undetermined(reason, key, { params: { detail }, basis: { evidence, tier: 'http' } })];
    }

    const { homeShare, innerShare } = rules.indicators['ipv6-unsupported'].thresholds;
    const { pages } = ipv6.value;
    const of = (level: 'home' | 'inner') => pages.filter((page) => page.level === level);
    const reached = (level: 'home' | 'inner') => of(level).filter((page) => page.reached).length;
    const params = { inner: of('inner').length, reached: reached('inner') };
    const facts = { pages };
    if (reached('home') < homeShare * of('home').length) {
      const code = of('home').find((page) => !page.reached)?.code ?? '';
      return [judged('fail', 'home', { params: { ...params, code }, facts, basis: ipv6 })];
    }
    if (params.reached < innerShare * params.inner)
      return [judged('fail', 'inner', { params, facts, basis: ipv6 })];
    return [judged('pass', 'pass', { params, facts, basis: ipv6 })];
  },
});
