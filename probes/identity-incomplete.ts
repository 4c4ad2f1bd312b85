import { SURE_ENOUGH } from '../src/domain/page-reading.ts';
import { defineProbe, judged, undetermined } from '../src/domain/probe.ts';
import type { IdentityFacts } from '../src/domain/site-facts.ts';

type Part = 'siteCode' | 'icp' | 'police' | 'sponsor' | 'badge' | 'findErrorEntry';

const PART_NAMES: Record<Part, string> = {
  siteCode: '网站标识码',
  icp: 'ICP备案编号',
  police: '公安机关备案号',
  sponsor: '主办单位',
  badge: '党政机关网站标识',
  findErrorEntry: '“我为政府网站找错”入口',
};

/** 网站标识不规范: what the foot of the pages must list (国办发〔2017〕47号), and a site code that is another site's. */
export const identityIncomplete = defineProbe({
  id: 'identity-incomplete',
  title: { zh: '网站标识不完整', en: 'Site identity incomplete' },
  needs: ['identity'],
  mayUse: [],
  strings: {
    pass: { zh: '页脚标识齐全', en: 'The footer shows every required part' },
    missing: { zh: '页脚未见：{parts}', en: 'Missing from the footer: {parts}' },
    differs: {
      zh: '页面标识码{shown}与登记的{registered}不一致',
      en: 'The page shows site code {shown}, the registry has {registered}',
    },
    unsure: {
      zh: '页面上有不止一个标识码，读到{shown}，登记为{registered}，不能确定哪个是本站的',
      en: 'The pages show more than one site code; {shown} was read, the registry has {registered}: which is its own is not sure',
    },
    unseen: {
      zh: '页脚未能完整读取，未见：{parts}',
      en: 'The footer could not be read whole; not seen: {parts}',
    },
  },
  judge({ identity }, { site, rules }) {
    const { required } = rules.indicators['identity-incomplete'].thresholds;
    const seen = identity.value;
    const shown = seen.siteCode;
    if (shown !== null && site.siteCode !== '' && shown.toLowerCase() !== site.siteCode.toLowerCase()) {
      const facts = { shown, registered: site.siteCode };
      const params = { shown, registered: site.siteCode };
      if ((seen.confidence?.siteCode ?? 1) < SURE_ENOUGH)
        return [undetermined('selector_lost', 'unsure', { params, facts, basis: identity })];
      return [judged('fail', 'differs', { params, facts, basis: identity })];
    }
    const missing = (required as Part[]).filter((part) => !has(seen, part));
    const facts = { missing, siteCode: shown, icp: seen.icp, police: seen.police, sponsor: seen.sponsor };
    if (missing.length === 0) return [judged('pass', 'pass', { facts, basis: identity })];
    const params = { parts: missing.map((part) => PART_NAMES[part]).join('、') };
    return seen.footerComplete
      ? [judged('fail', 'missing', { params, facts, basis: identity })]
      : [undetermined('not_observed', 'unseen', { params, facts, basis: identity })];
  },
});

function has(identity: IdentityFacts, part: Part): boolean {
  const value = identity[part];
  return Array.isArray(value) ? value.length > 0 : typeof value === 'string' ? value !== '' : value === true;
}
