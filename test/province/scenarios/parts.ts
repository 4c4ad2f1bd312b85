import { IDENTITY_PARTS, type IdentityPart, type ProvinceSite } from '../model.ts';
import { effect, isPortal, type Scenario } from './scenario.ts';

function withoutIdentity(id: string, parts: IdentityPart[], what: string): Scenario {
  return {
    id,
    what,
    indicators: ['identity-incomplete'],
    lay: () => ({ effects: [{ is: 'identity-without', parts }] }),
  };
}

/** Only portals are judged for their search, and a third party goes on searching whatever befalls the site. */
const searchesItself = (site: ProvinceSite) => isPortal(site) && site.dress.search !== 'component';

/** Parts of pages: footer, tags, links, search. */
export const PARTS: readonly Scenario[] = [
  withoutIdentity('identity-police', ['police'], 'no 公安备案 in the footer'),
  effect('identity-code', ['identity-incomplete'], 'the footer bears another site’s code', [
    { is: 'identity-code', code: '6199990099' },
  ]),
  withoutIdentity('identity-none', [...IDENTITY_PARTS], 'a footer with none of the required parts'),
  withoutIdentity('identity-site-code', ['siteCode'], 'no site code'),
  withoutIdentity('identity-icp', ['icp'], 'no ICP number'),
  withoutIdentity('identity-badge', ['badge'], 'no 党政机关 badge'),
  withoutIdentity('identity-find-error', ['findErrorEntry'], 'no 找错 entry'),
  withoutIdentity('identity-sponsor', ['sponsor'], 'no sponsor'),
  effect('meta-none', ['meta-tags-incomplete'], 'no meta tags at all', [
    {
      is: 'meta-without',
      names: [
        'SiteName',
        'SiteDomain',
        'SiteIDCode',
        'ColumnName',
        'ColumnDescription',
        'ColumnKeywords',
        'ColumnType',
        'ArticleTitle',
        'PubDate',
        'ContentSource',
      ],
    },
  ]),
  effect('meta-site-code', ['meta-tags-incomplete'], 'no SiteIDCode tag', [
    { is: 'meta-without', names: ['SiteIDCode'] },
  ]),
  effect('meta-article', ['meta-tags-incomplete'], 'articles without PubDate and ContentSource', [
    { is: 'meta-without', names: ['PubDate', 'ContentSource'] },
  ]),
  effect('link-404', ['link-broken'], 'the home page links to a page that is gone', [
    { is: 'dead-link', soft: false },
  ]),
  effect(
    'link-soft-404',
    ['link-broken'],
    'the home page links to a page that says it is gone, with status 200',
    [{ is: 'dead-link', soft: true }],
  ),
  effect(
    'search-missing',
    ['search-not-working'],
    'no search box',
    [{ is: 'search-broken', how: 'missing' }],
    isPortal,
  ),
  effect(
    'search-500',
    ['search-not-working'],
    'searching answers 500',
    [{ is: 'search-broken', how: 'status' }],
    searchesItself,
  ),
  effect(
    'search-empty',
    ['search-not-working'],
    'searching finds nothing',
    [{ is: 'search-broken', how: 'empty' }],
    searchesItself,
  ),
  effect(
    'ipv6-none',
    ['ipv6-unsupported'],
    'a portal with an IPv4 address alone',
    [{ is: 'ipv6-none' }],
    isPortal,
  ),
  effect('guides-poor', ['service-impractical'], 'six guides of which each lacks six of the eight elements', [
    { is: 'guides-poor' },
  ]),
  effect('hidden-link', ['content-severe'], 'a hidden link (暗链) to a gambling site on every page', [
    { is: 'hidden-link', url: 'http://qp.zxxx-mn.com/' },
  ]),
];
