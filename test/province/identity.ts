import type { IdentityPart, ProvinceSite } from './model.ts';
import { between, hex } from './random.ts';
import type { SiteState } from './state.ts';

/** What the footer of a site says on a day; null where a fault took it away. */
export interface Identity {
  siteCode: string | null;
  icp: string | null;
  police: string | null;
  sponsor: string | null;
  badge: string | null;
  findErrorEntry: boolean;
}

export function identityOf(state: SiteState): Identity {
  const { site } = state;
  const gone = new Set<IdentityPart>(state.find('identity-without')?.parts ?? []);
  const keep = <T>(part: IdentityPart, value: T): T | null => (gone.has(part) ? null : value);
  const code = state.find('identity-code')?.code ?? site.siteCode;
  return {
    siteCode: keep('siteCode', code),
    icp: keep('icp', `陕ICP备${icpNumber(site)}号-${between(1, 3, site.siteCode, 'icp-n')}`),
    police: keep(
      'police',
      `${site.siteCode.slice(0, 6)}02${String(between(1, 999_999, site.siteCode, 'police')).padStart(6, '0')}`,
    ),
    sponsor: keep('sponsor', site.sponsor),
    badge: keep('badge', hex(32, site.siteCode, 'conac').toUpperCase()),
    findErrorEntry: !gone.has('findErrorEntry'),
  };
}

const icpNumber = (site: ProvinceSite) =>
  `${between(5, 22, site.siteCode, 'icp-y').toString().padStart(2, '0')}${String(between(1, 999_999, site.siteCode, 'icp')).padStart(6, '0')}`;

const FULL_WIDTH = '０１２３４５６７８９';

/** Identifiers as some editors type them: blanks inside, full-width digits. */
export function oddly(text: string, kind: 'blanks' | 'wide'): string {
  if (kind === 'wide') return text.replace(/\d/g, (d) => FULL_WIDTH[Number(d)] ?? d);
  return text.replace(/^(\D*)(\d{4})(?=\d)/, '$1$2 ');
}

/** How pages load what stands on other hosts: by https where they came by it, for browsers block anything less. */
const schemeOf = (site: ProvinceSite) => (site.homeUrl.startsWith('https:') ? 'https' : 'http');

/** Foot of every page, as HTML. */
export function footHtml(state: SiteState): string {
  const { site } = state;
  const { siteCode, icp, police, sponsor, badge, findErrorEntry } = identityOf(state);
  const odd = site.dress.oddSpacing;
  const wide = between(0, 1, site.siteCode, 'odd') === 0;
  const shown = (text: string) => (odd ? oddly(text, wide ? 'wide' : 'blanks') : text);
  const colon = odd ? ' ：&nbsp;' : '：';
  const parts = [
    sponsor === null ? '' : `<span>主办单位${colon}${sponsor}</span>`,
    `<span>联系电话：029-8${between(1_000_000, 9_999_999, site.siteCode, 'tel')}</span>`,
    siteCode === null ? '' : `<span>网站标识码${colon}${shown(siteCode)}</span>`,
    icp === null
      ? ''
      : `<a href="https://beian.miit.gov.cn/" target="_blank">${odd && !wide ? icp.replace('备', '备 ') : icp}</a>`,
    police === null
      ? ''
      : `<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=${police}"><img src="/images/ga.png" alt="">陕公网安备${odd ? ` ${police} ` : police}号</a>`,
    '<a href="/site/map.html">网站地图</a>',
  ].filter((part) => part !== '');
  const badgeHtml =
    badge === null
      ? ''
      : site.dress.foot !== 'fragment' && between(0, 2, site.siteCode, 'badge') === 0
        ? `<script type="text/javascript">document.write(unescape("%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='${schemeOf(site)}://dcs.conac.cn/js/27/000/0000/${badge.slice(0, 8)}/CA27000000${badge.slice(0, 12)}0001.js' type='text/javascript'%3E%3C/script%3E"));</script>`
        : `<a href="http://bszs.conac.cn/sitename?method=show&amp;id=${badge}" target="_blank"><img src="/images/${site.sponsorKind === 'organ' ? 'red' : 'blue'}.png" alt="${site.sponsorKind === 'organ' ? '党政机关' : '事业单位'}网站标识"></a>`;
  const code = siteCode ?? '';
  const errorHtml = !findErrorEntry
    ? ''
    : between(0, 2, site.siteCode, 'jiucuo') === 0
      ? `<script id="_jiucuo_" sitecode="${code}" src="${schemeOf(site)}://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>`
      : `<a href="http://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=${code}&amp;url=http%3A%2F%2F${site.host}%2F" target="_blank"><img src="/images/jiucuo.png" alt="政府网站找错"></a>`;
  if (site.dress.foot === 'table') {
    return `<table width="1000" align="center" class="foot"><tr><td align="center">${parts.join('&nbsp;&nbsp;')}<br>${badgeHtml}${errorHtml}</td></tr></table>`;
  }
  return `<div class="footer"><div class="foot-links">${parts.join('\n&nbsp;&nbsp;')}</div><div class="foot-marks">${badgeHtml}\n${errorHtml}</div></div>`;
}
