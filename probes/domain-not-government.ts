import { isAddressLiteral, isUnderSuffix } from '../src/domain/government-host.ts';
import { defineProbe, judged } from '../src/domain/probe.ts';

/**
 * 未规范使用政府域名 (DOM-1, DOM-8, DOM-10). Depends on names alone, so it is judged although the site does not answer;
 * where it answers, the host it leads to counts as well.
 */
export const domainNotGovernment = defineProbe({
  id: 'domain-not-government',
  title: { zh: '未使用政府域名', en: 'Not on a government domain' },
  needs: [],
  mayUse: ['address'],
  strings: {
    pass: { zh: '域名{host}符合规定', en: 'The domain {host} is as required' },
    suffix: { zh: '网站使用非政府域名{host}', en: 'The site uses {host}, which is not a government domain' },
    address: { zh: '网站以IP地址{host}直接访问', en: 'The site is reached by the bare address {host}' },
    redirect: {
      zh: '网站跳转至非政府域名{host}',
      en: 'The site redirects to {host}, which is not a government domain',
    },
    port: { zh: '网站使用非标准端口{host}', en: 'The site uses a non-standard port: {host}' },
  },
  judge(_, { site, rules }, { address }) {
    const { organ, institution } = rules.indicators['domain-not-government'].thresholds;
    const suffixes = site.sponsorKind === 'institution' ? institution : organ;
    const { host, hostname, port } = new URL(site.homeUrl);
    const facts = { host, sponsorKind: site.sponsorKind, suffixes };
    const basis = address.seen ? address : null;
    if (isAddressLiteral(hostname)) return [judged('fail', 'address', { params: { host }, facts, basis })];
    if (!isUnderSuffix(hostname, suffixes))
      return [judged('fail', 'suffix', { params: { host }, facts, basis })];
    if (address.seen) {
      const final = new URL(address.value.finalUrl);
      if (!isUnderSuffix(final.hostname, suffixes)) {
        const params = { host: final.host };
        return [
          judged('fail', 'redirect', { params, facts: { ...facts, chain: address.value.hosts }, basis }),
        ];
      }
    }
    if (port !== '') return [judged('notice', 'port', { params: { host }, facts, basis })];
    return [judged('pass', 'pass', { params: { host }, facts, basis })];
  },
});
