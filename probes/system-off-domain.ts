import { isAddressLiteral, isUnderSuffix } from '../src/domain/government-host.ts';
import { SURE_ENOUGH } from '../src/domain/page-reading.ts';
import { defineProbe, judged, undetermined } from '../src/domain/probe.ts';

/**
 * 业务系统未按要求使用政府域名 (DOM-6): columns and business systems of the site that stand under a foreign domain. Links
 * that merely lead outside, and third parties' components, are not the site's own and are not judged.
 */
export const systemOffDomain = defineProbe({
  id: 'system-off-domain',
  title: { zh: '业务系统未使用政府域名', en: 'Business system off the government domain' },
  needs: ['systems'],
  mayUse: [],
  strings: {
    off: {
      zh: '“{system}”使用非政府域名{host}',
      en: '“{system}” stands on {host}, which is not a government domain',
    },
    address: { zh: '“{system}”以IP地址{host}提供', en: '“{system}” is served from the bare address {host}' },
    unsure: {
      zh: '“{system}”在{host}，是否为本站业务系统未能确认',
      en: '“{system}” stands on {host}; it is not sure that it is a system of the site',
    },
    none: {
      zh: '未发现使用非政府域名的栏目或业务系统（共{own}个）',
      en: 'No column or system off the government domain ({own} seen)',
    },
  },
  judge({ systems }, { site, rules }) {
    const { organ, institution } = rules.indicators['system-off-domain'].thresholds;
    const suffixes = site.sponsorKind === 'institution' ? institution : organ;
    const own = systems.value.filter(({ role }) => role === 'own');
    const off = own.flatMap(({ name, url, host, foundOn, trace, confidence = 1, evidence, tier }) => {
      if (isUnderSuffix(host, suffixes)) return [];
      const details = {
        subject: { system: name, url },
        params: { system: name, host },
        facts: { host, foundOn, trace, confidence },
        basis: { evidence, tier },
      };
      if (confidence < SURE_ENOUGH) return [undetermined('selector_lost', 'unsure', details)];
      return [judged('fail', isAddressLiteral(host) ? 'address' : 'off', details)];
    });
    return off.length > 0 ? off : [judged('pass', 'none', { params: { own: own.length }, basis: systems })];
  },
});
