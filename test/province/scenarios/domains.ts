import { domainToASCII } from 'node:url';
import type { Effect, ProvinceSite } from '../model.ts';
import { between } from '../random.ts';
import { effect, isOrgan, type Scenario } from './scenario.ts';

/** Moves a site to another address; `host` as a person would write it. */
function moved(
  id: string,
  what: string,
  address: (site: ProvinceSite) => { url: string; kind?: ProvinceSite['sponsorKind']; effects?: Effect[] },
  suits: Scenario['suits'] = isOrgan,
): Scenario {
  return {
    id,
    what,
    indicators: ['domain-not-government'],
    suits,
    lay(site) {
      const { url, kind, effects = [] } = address(site);
      const host = domainToASCII(url.replace(/^http:\/\//, '').replace(/[:/].*$/, ''));
      return {
        effects,
        change: { homeUrl: url, host, ...(kind === undefined ? {} : { sponsorKind: kind }) },
      };
    },
  };
}

const label = (site: ProvinceSite) => site.host.split('.').slice(0, 2).join('-').replace(/^www-/, '');
/** TEST-NET-2 (RFC 5737): belongs to nobody. */
const bareAddress = (site: ProvinceSite) => `198.51.100.${between(1, 254, site.siteCode, 'address')}`;

/** Where the site and its systems stand. */
export const DOMAINS: readonly Scenario[] = [
  moved('domain-com', 'the site stands under .com', (s) => ({ url: `http://www.${label(s)}.com/` })),
  effect('system-com', ['system-off-domain'], 'the leader’s mailbox stands under .com', [
    { is: 'system', name: '领导信箱', url: 'http://letter.zxxx-mn.com:8005/letter/letterlist.aspx' },
  ]),
  moved('domain-redirect', 'the government host only redirects to a foreign one', (s) => ({
    url: `http://${s.host}/`,
    effects: [{ is: 'redirect-home', to: `http://www.${label(s)}-portal.com/` }],
  })),
  moved('domain-address', 'the site’s address is a bare IP address', (s) => ({
    url: `http://${bareAddress(s)}/`,
  })),
  moved('domain-port', 'the site stands on a non-standard port', (s) => ({ url: `http://${s.host}:8081/` })),
  moved('domain-cn', 'an organ under .cn', (s) => ({ url: `http://www.${label(s)}.cn/` })),
  moved('domain-lookalike', 'a host that only looks like .gov.cn', (s) => ({
    url: `http://${label(s)}.gov.cn.zxxx-mn.com/`,
  })),
  moved('domain-hyphen', 'a host whose name ends in -gov.cn', (s) => ({
    url: `http://www.${label(s)}-gov.cn/`,
  })),
  moved(
    'domain-institution-cn',
    'an institution under .cn: as required',
    (s) => ({
      url: `http://www.${label(s)}.org.cn/`,
      kind: 'institution',
    }),
    () => true,
  ),
  moved(
    'domain-institution-com',
    'an institution under .com',
    (s) => ({
      url: `http://www.${label(s)}.com/`,
      kind: 'institution',
    }),
    () => true,
  ),
  moved('domain-zhengwu', 'a site under .政务: as required', (s) => ({
    url: `http://${s.short.replace(/[^\u4e00-\u9fff]/g, '')}.政务/`,
  })),
  effect('system-lookalike', ['system-off-domain'], 'a service hall on a host that only looks governmental', [
    { is: 'system', name: '网上办事大厅', url: 'http://banshi.zxxx-gov.cn/index' },
  ]),
  effect('system-address', ['system-off-domain'], 'a query system on a bare address', [
    { is: 'system', name: '公积金查询系统', url: 'http://198.51.100.77:8088/query/login.jsp' },
  ]),
  effect('system-two', ['system-off-domain'], 'two business systems off the domain', [
    { is: 'system', name: '金融服务平台', url: 'http://jrfw.zxxx-mn.com/' },
    { is: 'system', name: '行政监督平台', url: 'http://xzjd.zxxx-mn.cn/' },
  ]),
  effect(
    'system-government',
    ['system-off-domain'],
    'a business system on the government’s own host: as required',
    [{ is: 'system', name: '政务服务网', url: 'http://zwfw.shaanxi-mn.gov.cn/' }],
  ),
];
