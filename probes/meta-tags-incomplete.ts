import { defineProbe, judged } from '../src/domain/probe.ts';

/** 网页标签不规范 (国办发〔2017〕47号, appendix): site tags on every page drawn, column tags on columns, article tags on articles. */
export const metaTagsIncomplete = defineProbe({
  id: 'meta-tags-incomplete',
  title: { zh: '网页标签不规范', en: 'Meta tags incomplete' },
  needs: ['tags'],
  mayUse: [],
  strings: {
    pass: { zh: '抽查{pages}个页面，标签齐全', en: '{pages} pages drawn, all with their tags' },
    missing: {
      zh: '抽查{pages}个页面，有{poor}个缺少标签：{names}',
      en: '{poor} of {pages} pages drawn lack tags: {names}',
    },
  },
  judge({ tags }, { rules }) {
    const { site, column, article, pages: most } = rules.indicators['meta-tags-incomplete'].thresholds;
    const asked = { home: site, column: [...site, ...column], article: [...site, ...article] };
    const drawn = tags.value.slice(0, most);
    const poor = drawn.flatMap(({ url, level, meta, evidence, tier }) => {
      const missing = asked[level].filter((name) => !(name in meta));
      return missing.length === 0 ? [] : [{ url, level, missing, evidence, tier }];
    });
    const params = { pages: drawn.length, poor: poor.length };
    const facts = { pages: drawn.map(({ url, level }) => ({ url, level })) };
    if (poor.length === 0) return [judged('pass', 'pass', { params, facts, basis: tags })];
    const names = [...new Set(poor.flatMap(({ missing }) => missing))].join('、');
    const basis = {
      evidence: [...new Set(poor.flatMap(({ evidence }) => evidence))],
      tier: poor.every(({ tier }) => tier === 'browser') ? ('browser' as const) : ('http' as const),
    };
    const lacking = poor.map(({ url, level, missing }) => ({ url, level, missing }));
    return [judged('fail', 'missing', { params: { ...params, names }, facts: { ...facts, lacking }, basis })];
  },
});
