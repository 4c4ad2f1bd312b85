import { domainToASCII } from 'node:url';
import type { SiteIndicatorId } from '../../src/domain/outcome.ts';
import { type Day, monthsBefore } from './days.ts';
import type { Effect, IdentityPart, ProvinceColumn, ProvinceSite } from './model.ts';
import { IDENTITY_PARTS } from './model.ts';
import { between } from './random.ts';

/** What a scenario does to the site it is laid on. */
export interface Laid {
  effects: Effect[];
  /** Days from the base day on which it shows. @default from long ago, never mended */
  from?: number;
  to?: number;
  /** Changes to the site itself: its address, its kind of sponsor. */
  change?: Partial<ProvinceSite>;
  /** What comes on other days. */
  later?: readonly Pick<Laid, 'effects' | 'from' | 'to'>[];
}

export interface Scenario {
  id: string;
  /** The indicator it is about; several for combined ones. */
  indicators: readonly SiteIndicatorId[];
  /** One line for the reference page. */
  what: string;
  /** Which sites it suits. @default any */
  suits?: (site: ProvinceSite) => boolean;
  lay(site: ProvinceSite, base: Day): Laid;
}

const isPortal = (site: ProvinceSite) => site.type === 'portal';
const isOrgan = (site: ProvinceSite) => site.sponsorKind === 'organ';

const lists = (site: ProvinceSite) => site.columns.filter(({ form }) => form === 'list');
const ofKind = (site: ProvinceSite, kind: ProvinceColumn['kind']) =>
  lists(site).filter((column) => column.kind === kind);

function one(site: ProvinceSite, suits: (column: ProvinceColumn) => boolean): ProvinceColumn {
  const column = lists(site).find(suits);
  if (column === undefined) throw new Error(`${site.siteCode} has no such column`);
  return column;
}

const named = (site: ProvinceSite, word: string) => one(site, ({ name }) => name.includes(word));
const isNews = (column: ProvinceColumn) => column.kind === 'news';
const isNamed = (column: ProvinceColumn) => column.limit !== null && column.kind === 'other';

const stopped = (column: ProvinceColumn, since: Day, until: Day | null = null): Effect => ({
  is: 'column-gap',
  column: column.no,
  since,
  until,
});

/** Last publication well past the column's limit, in days that no two columns share. */
function longStopped(site: ProvinceSite, column: ProvinceColumn, base: Day): Effect {
  const past =
    column.kind === 'news'
      ? between(20, 120, site.siteCode, column.no)
      : between(200, 300, site.siteCode, column.no);
  return stopped(column, base - (isNamed(column) ? past + 200 : past));
}

/** A column without articles since a day, until it was filled with articles that state the days between. */
const filledUp = (column: ProvinceColumn, since: Day, filledOn: Day): Effect => ({
  is: 'column-gap',
  column: column.no,
  since,
  until: null,
  filledOn,
});

/** The column of a kind that publishes least often: a screenful of it goes far back. */
function slowest(site: ProvinceSite, kind: ProvinceColumn['kind']): ProvinceColumn {
  const [column] = ofKind(site, kind).sort((a, b) => b.cadence - a.cadence);
  if (column === undefined) throw new Error(`${site.siteCode} has no ${kind}`);
  return column;
}

/** Columns that may all be stale while every overview page above them keeps a fresh child. */
function staleable(site: ProvinceSite): { news: ProvinceColumn[]; others: ProvinceColumn[] } {
  const spare = (columns: ProvinceColumn[]) => columns.slice(0, -1);
  return {
    news: spare(ofKind(site, 'news')),
    // The third of the 政策文件 stays fresh, and 通知公告 as first-level column would count towards (a).
    others: [
      ...spare(ofKind(site, 'policy')),
      ...ofKind(site, 'notice').filter(({ level }) => level > 1),
      ...lists(site).filter(isNamed),
    ],
  };
}

function manyStale(id: string, news: number, others: number, what: string): Scenario {
  return {
    id,
    what,
    indicators: ['columns-not-updated', 'column-not-updated'],
    suits: isPortal,
    lay(site, base) {
      const can = staleable(site);
      const chosen = [...can.news.slice(0, news), ...can.others.slice(0, others)];
      if (chosen.length < news + others) throw new Error(`${site.siteCode} has too few columns for ${id}`);
      return { effects: chosen.map((column) => longStopped(site, column, base)) };
    },
  };
}

function blanks(count: number, what: string): Scenario {
  return {
    id: `blank-${count}`,
    what,
    indicators: ['columns-not-updated', 'column-blank'],
    suits: isPortal,
    lay(site) {
      const slugs = ['gsgg', 'jyta', 'yjzj', 'zxft', 'tpgj', 'dsxxjy'];
      const chosen = slugs
        .slice(0, count)
        .flatMap((slug) => lists(site).filter((column) => column.slug === slug));
      return { effects: chosen.map(({ no }) => ({ is: 'column-blank', column: no })) };
    },
  };
}

function staleSince(
  id: string,
  what: string,
  of: (site: ProvinceSite) => ProvinceColumn,
  since: (base: Day) => Day,
): Scenario {
  return {
    id,
    what,
    indicators: ['column-not-updated'],
    lay: (site, base) => ({ effects: [stopped(of(site), since(base))] }),
  };
}

/** Home frozen `days` ago; the columns themselves go on. */
function homeFrozen(id: string, days: number, what: string, more: Partial<Laid> = {}): Scenario {
  return {
    id,
    what,
    indicators: ['home-not-updated'],
    lay: (_, base) => ({
      ...more,
      effects: [{ is: 'home-frozen', since: base - days, until: null }, ...(more.effects ?? [])],
    }),
  };
}

function withoutIdentity(id: string, parts: IdentityPart[], what: string): Scenario {
  return {
    id,
    what,
    indicators: ['identity-incomplete'],
    lay: () => ({ effects: [{ is: 'identity-without', parts }] }),
  };
}

const effect = (
  id: string,
  indicators: readonly SiteIndicatorId[],
  what: string,
  effects: Effect[],
  suits?: Scenario['suits'],
): Scenario => ({
  id,
  what,
  indicators,
  ...(suits === undefined ? {} : { suits }),
  lay: () => ({ effects }),
});

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

const TOWNS = [
  '东街镇',
  '南关镇',
  '北城镇',
  '西坪镇',
  '河湾镇',
  '龙泉镇',
  '石门镇',
  '柳林镇',
  '太平镇',
  '清河镇',
];

const letters = (n: number) => [Math.floor(n / 26), n % 26].map((d) => String.fromCharCode(97 + d)).join('');

/** A site reached by https: its address changes, its pages do not. */
function secured(
  id: string,
  kind: Extract<Effect, { is: 'certificate' }>['kind'] | null,
  what: string,
  more: readonly Effect[] = [],
): Scenario {
  return {
    id,
    what,
    indicators: ['https-invalid'],
    lay: (site) => ({
      effects: kind === null ? [...more] : [{ is: 'certificate', kind }, ...more],
      change: { homeUrl: site.homeUrl.replace('http:', 'https:') },
    }),
  };
}

function letterFor(days: number, what: string): Scenario {
  return {
    id: `letter-${days}-days`,
    what,
    indicators: ['interaction-poor'],
    lay: (_, base) => ({ effects: [{ is: 'letters-unanswered', sent: base - days }] }),
  };
}

const label = (site: ProvinceSite) => site.host.split('.').slice(0, 2).join('-').replace(/^www-/, '');
/** TEST-NET-2 (RFC 5737): belongs to nobody. */
const bareAddress = (site: ProvinceSite) => `198.51.100.${between(1, 254, site.siteCode, 'address')}`;

/**
 * All scenarios, the most telling ones first: a small province takes the first few, the full one all of them several
 * times over.
 */
export const SCENARIOS: readonly Scenario[] = [
  homeFrozen('home-14', 14, 'home page last updated 14 days ago exactly'),
  staleSince(
    'news-14',
    'a news column last updated 14 days ago exactly',
    (s) => one(s, (c) => c.kind === 'news'),
    (b) => b - 14,
  ),
  effect('channel-none', ['interaction-poor'], 'no way to ask the office anything', [
    { is: 'channel-missing', how: 'none' },
  ]),
  blanks(5, 'five blank columns: the veto'),
  moved('domain-com', 'the site stands under .com', (s) => ({ url: `http://www.${label(s)}.com/` })),
  withoutIdentity('identity-police', ['police'], 'no 公安备案 in the footer'),
  effect('system-com', ['system-off-domain'], 'the leader’s mailbox stands under .com', [
    { is: 'system', name: '领导信箱', url: 'http://letter.zxxx-mn.com:8005/letter/letterlist.aspx' },
  ]),
  manyStale('stale-5-short', 5, 0, 'five stale news columns: the veto (a)'),
  effect('down-refused', ['home-not-updated'], 'the site refuses connections', [
    { is: 'down', how: 'refused' },
  ]),
  effect('wall-412', ['home-not-updated'], 'a 412 wall that no machine passes', [
    { is: 'wall', how: 'wall-412' },
  ]),
  effect('channel-maintenance', ['interaction-poor'], 'the form’s page says it is under maintenance', [
    { is: 'channel-broken', how: 'maintenance' },
  ]),
  homeFrozen('home-13', 13, 'home page last updated 13 days ago: a notice today, a failure tomorrow'),
  effect('identity-code', ['identity-incomplete'], 'the footer bears another site’s code', [
    { is: 'identity-code', code: '6199990099' },
  ]),
  staleSince(
    'notice-6-months',
    'a notice column last updated 6 months ago exactly',
    (s) => one(s, (c) => c.kind === 'notice'),
    (b) => monthsBefore(b, 6),
  ),
  staleSince(
    'notice-6-months-less-1',
    'a notice column a day short of 6 months',
    (s) => one(s, (c) => c.kind === 'notice'),
    (b) => monthsBefore(b, 6) + 1,
  ),
  effect('channel-login', ['interaction-poor'], 'the form stands behind a login', [
    { is: 'channel-login', how: 'page' },
  ]),
  manyStale('stale-10-long', 4, 6, 'ten stale columns, four of them short-term: the veto (b)'),
  moved('domain-redirect', 'the government host only redirects to a foreign one', (s) => ({
    url: `http://${s.host}/`,
    effects: [{ is: 'redirect-home', to: `http://www.${label(s)}-portal.com/` }],
  })),
  effect('rate-always', ['home-not-updated'], 'every request is answered 429', [
    { is: 'rate-limit', how: 'always' },
  ]),
  blanks(4, 'four blank columns: close to the veto'),
  manyStale('stale-4-short', 4, 0, 'four stale news columns: below the veto'),
  {
    id: 'mended',
    what: 'home and a news column stale on the first day, mended on the next',
    indicators: ['home-not-updated', 'column-not-updated'],
    lay: (site, base) => ({
      effects: [
        { is: 'home-frozen', since: base - 20, until: base + 1 },
        stopped(
          one(site, (c) => c.kind === 'news'),
          base - 20,
          base + 1,
        ),
      ],
    }),
  },
  {
    id: 'appearing',
    what: 'police number lost and channel gone from the second day on',
    indicators: ['identity-incomplete', 'interaction-poor'],
    lay: () => ({
      from: 1,
      effects: [
        { is: 'identity-without', parts: ['police'] },
        { is: 'channel-missing', how: 'special-only' },
      ],
    }),
  },
  staleSince(
    'news-13',
    'a news column last updated 13 days ago',
    (s) => one(s, (c) => c.kind === 'news'),
    (b) => b - 13,
  ),
  {
    id: 'entrance-stale',
    what: 'home page only leads on, and no page it leads to was updated for 20 days',
    indicators: ['home-not-updated', 'column-not-updated'],
    lay: (site, base) => ({
      effects: [
        { is: 'entrance' },
        ...lists(site)
          .filter(({ form }) => form === 'list')
          .map((column) => stopped(column, base - between(20, 40, site.siteCode, column.no))),
      ],
    }),
  },
  effect('entrance-fresh', ['home-not-updated'], 'home page only leads on to fresh columns', [
    { is: 'entrance' },
  ]),
  homeFrozen('home-undated-stale', 30, 'home page without dates, its articles are 30 days old', {
    effects: [{ is: 'home-undated' }],
  }),
  effect('home-undated-fresh', ['home-not-updated'], 'home page without dates, its articles are fresh', [
    { is: 'home-undated' },
  ]),
  {
    id: 'home-half-dated',
    what: 'headlines without dates are fresh, the dated blocks below them are 20 to 40 days old',
    indicators: ['home-not-updated'],
    lay: (site, base) => ({
      effects: [
        { is: 'home-undated', kinds: ['news'] },
        ...lists(site)
          .filter(({ kind, onHome }) => onHome && kind !== 'news')
          .map((column) => stopped(column, base - between(20, 40, site.siteCode, column.no))),
      ],
    }),
  },
  homeFrozen('home-10', 10, 'home page last updated 10 days ago: a notice'),
  homeFrozen('home-9', 9, 'home page last updated 9 days ago'),
  homeFrozen('home-400', 400, 'home page last updated over a year ago'),
  staleSince(
    'policy-6-months',
    'a policy column last updated 6 months ago exactly',
    (s) => one(s, (c) => c.kind === 'policy'),
    (b) => monthsBefore(b, 6),
  ),
  staleSince(
    'policy-6-months-less-1',
    'a policy column a day short of 6 months',
    (s) => one(s, (c) => c.kind === 'policy'),
    (b) => monthsBefore(b, 6) + 1,
  ),
  staleSince(
    'named-12-months',
    'a 人事 column last updated 12 months ago exactly',
    (s) => named(s, '人事'),
    (b) => monthsBefore(b, 12),
  ),
  staleSince(
    'named-12-months-less-1',
    'a 人事 column a day short of 12 months',
    (s) => named(s, '人事'),
    (b) => monthsBefore(b, 12) + 1,
  ),
  {
    id: 'unlimited-old',
    what: 'columns without a limit are years old: no fault',
    indicators: ['column-not-updated'],
    lay: (site, base) => ({
      effects: lists(site)
        .filter(({ limit }) => limit === null)
        .map((column) => stopped(column, base - between(700, 1500, site.siteCode, column.no))),
    }),
  },
  {
    id: 'inventory-limit',
    what: 'the inventory sets a column a limit of 30 days of its own',
    indicators: ['column-not-updated'],
    lay(site, base) {
      const column = one(site, ({ slug }) => slug === 'jyta');
      const columns = site.columns.map((c) => (c.no === column.no ? { ...c, declaredLimitDays: 30 } : c));
      return { effects: [stopped(column, base - 45)], change: { columns } };
    },
  },
  {
    id: 'undated-stale',
    what: 'a list without dates whose articles bear none either: counts as not updated',
    indicators: ['column-not-updated'],
    lay: (site) => ({
      effects: [
        { is: 'column-undated', column: one(site, (c) => c.kind === 'notice').no, articles: 'undated' },
      ],
    }),
  },
  {
    id: 'undated-fresh',
    what: 'a list without dates whose articles are dated and fresh',
    indicators: ['column-not-updated'],
    lay: (site) => ({
      effects: [
        { is: 'column-undated', column: one(site, (c) => c.kind === 'notice').no, articles: 'dated' },
      ],
    }),
  },
  {
    id: 'undated-unreadable',
    what: 'a list without dates whose articles answer 500',
    indicators: ['column-not-updated'],
    lay: (site) => ({
      effects: [
        { is: 'column-undated', column: one(site, (c) => c.kind === 'notice').no, articles: 'unreadable' },
      ],
    }),
  },
  {
    id: 'column-500',
    what: 'a column’s page answers 500',
    indicators: ['column-not-updated', 'link-broken'],
    lay: (site) => ({
      effects: [{ is: 'column-status', column: one(site, (c) => c.kind === 'notice').no, status: 500 }],
    }),
  },
  {
    id: 'column-404',
    what: 'a column of the navigation is gone',
    indicators: ['column-not-updated', 'link-broken'],
    lay: (site) => ({
      effects: [{ is: 'column-status', column: one(site, (c) => c.kind === 'policy').no, status: 404 }],
    }),
  },
  {
    id: 'column-picture',
    what: 'a column’s list is one picture: nobody can read it off the page',
    indicators: ['column-not-updated'],
    lay: (site) => ({
      effects: [{ is: 'column-picture', column: one(site, (c) => c.kind === 'notice').no }],
    }),
  },
  blanks(1, 'one blank column'),
  blanks(2, 'two blank columns: no notice yet'),
  blanks(3, 'three blank columns: a notice'),
  manyStale('stale-6-long', 3, 3, 'six stale columns: no notice yet'),
  manyStale('stale-7-long', 3, 4, 'seven stale columns: a notice'),
  manyStale('stale-9-long', 4, 5, 'nine stale columns: below the veto'),
  manyStale('stale-11-long', 4, 7, 'eleven stale columns: the veto (b)'),
  {
    id: 'stale-5-with-notice',
    what: 'four stale news columns and the first-level 通知公告: the veto (a)',
    indicators: ['columns-not-updated', 'column-not-updated'],
    suits: isPortal,
    lay(site, base) {
      const notice = one(site, (c) => c.kind === 'notice' && c.level === 1);
      return {
        effects: [...staleable(site).news.slice(0, 4), notice].map((c) => longStopped(site, c, base)),
      };
    },
  },
  {
    id: 'stale-5-second-level',
    what: 'four stale news columns and a second-level 公示公告: below the veto (a)',
    indicators: ['columns-not-updated', 'column-not-updated'],
    suits: isPortal,
    lay(site, base) {
      const notice = one(site, (c) => c.kind === 'notice' && c.level === 2);
      return {
        effects: [...staleable(site).news.slice(0, 4), notice].map((c) => longStopped(site, c, base)),
      };
    },
  },
  effect('channel-lookup-only', ['interaction-poor'], 'only a look-up form and a survey, no way to write', [
    { is: 'channel-missing', how: 'lookup-only' },
  ]),
  effect('channel-special-only', ['interaction-poor'], 'only 网上信访 and 纪检举报, which do not count', [
    { is: 'channel-missing', how: 'special-only' },
  ]),
  effect('channel-503', ['interaction-poor'], 'the form’s page answers 503', [
    { is: 'channel-broken', how: 'status' },
  ]),
  effect('channel-login-redirect', ['interaction-poor'], 'the form redirects to a login', [
    { is: 'channel-login', how: 'redirect' },
  ]),
  effect('channel-sms', ['interaction-poor'], 'the form asks for a real-name SMS check first', [
    { is: 'channel-login', how: 'sms' },
  ]),
  effect('channel-elsewhere', ['interaction-poor', 'system-off-domain'], 'a working form on a foreign host', [
    { is: 'channel-elsewhere', host: 'liuyan.zxxx-mn.com' },
  ]),
  letterFor(110, 'a public letter unanswered for over three months'),
  letterFor(80, 'a public letter unanswered for 80 days: within three months'),
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
  effect('search-missing', ['search-not-working'], 'no search box', [
    { is: 'search-broken', how: 'missing' },
  ]),
  effect('search-500', ['search-not-working'], 'searching answers 500', [
    { is: 'search-broken', how: 'status' },
  ]),
  effect('search-empty', ['search-not-working'], 'searching finds nothing', [
    { is: 'search-broken', how: 'empty' },
  ]),
  effect('down-reset', ['home-not-updated'], 'the site resets connections', [{ is: 'down', how: 'reset' }]),
  effect('down-500', ['home-not-updated'], 'every page answers 500', [{ is: 'down', how: 'status' }]),
  effect('down-slow', ['home-not-updated'], 'answers begin after more than 15 seconds', [
    { is: 'down', how: 'slow' },
  ]),
  effect('down-hangs', ['home-not-updated'], 'headers come, the body never ends', [
    { is: 'down', how: 'hangs' },
  ]),
  effect('wall-405', ['home-not-updated'], 'a 405 wall with a script', [{ is: 'wall', how: 'wall-405' }]),
  effect('wall-521', ['home-not-updated'], 'a 521 wall that no machine passes', [
    { is: 'wall', how: 'wall-521' },
  ]),
  effect('wall-200', ['home-not-updated'], 'a firewall’s page with status 200', [
    { is: 'wall', how: 'page-200' },
  ]),
  effect('cookie-412', ['home-not-updated'], 'a 412 wall that a browser passes', [
    { is: 'wall', how: 'cookie-412' },
  ]),
  effect('cookie-521', ['home-not-updated'], 'a 521 wall that a browser passes', [
    { is: 'wall', how: 'cookie-521' },
  ]),
  effect('rate-burst', ['home-not-updated'], '429 to a client that asks too fast', [
    { is: 'rate-limit', how: 'burst' },
  ]),
  {
    id: 'backdated',
    what: 'a news column that stood still publishes on the second day an article dated ten days back: too little to speak of forgery',
    indicators: ['date-forged'],
    lay(site, base) {
      const column = one(site, (c) => c.kind === 'news');
      return {
        effects: [
          stopped(column, base - 25, null),
          { is: 'backdated', column: column.no, published: base + 1, states: base - 9 },
        ],
      };
    },
  },
  {
    id: 'filled-in',
    what: 'a news column that stood still is filled on the second day with a dozen articles dated back',
    indicators: ['date-forged'],
    lay(site, base) {
      const column = slowest(site, 'news');
      return { effects: [filledUp(column, base - 12 * column.cadence, base + 1)] };
    },
  },
  {
    id: 'relabelled',
    what: 'the newest news of a column are old ones under new dates: addresses that bear a day tell the old one',
    indicators: ['date-forged'],
    lay(site, base) {
      const column = slowest(site, 'news');
      return { effects: [{ is: 'relabelled', column: column.no, from: base - 5 * column.cadence, by: 60 }] };
    },
  },
  {
    id: 'filled-late',
    what: 'a news column shows on the second day what bears the days of the weekend before: nothing is forged',
    indicators: ['date-forged'],
    lay: (site, base) => ({ effects: [filledUp(one(site, isNews), base - 4, base + 1)] }),
  },
  {
    id: 'filled-signed',
    what: 'a policy column shows on the second day papers signed over four months: days of signing forge nothing',
    indicators: ['date-forged'],
    lay: (site, base) => ({
      effects: [
        filledUp(
          one(site, (c) => c.kind === 'policy'),
          base - 120,
          base + 1,
        ),
      ],
    }),
  },
  {
    id: 'migrated',
    what: 'the site moved to another system 40 days ago: addresses of all older articles bear that day, nothing is forged',
    indicators: ['date-forged'],
    lay: (_, base) => ({ effects: [{ is: 'migrated', on: base - 40 }] }),
  },
  {
    id: 'blank-mended',
    what: 'a notice column is blank on the first day; on the second it shows all its articles again: nothing is forged',
    indicators: ['column-blank', 'date-forged'],
    lay: (site) => ({
      to: 1,
      effects: [{ is: 'column-blank', column: one(site, (c) => c.kind === 'notice').no }],
    }),
  },
  {
    id: 'small-mended',
    what: 'no ICP number, a dead link, a system off the domain and no SiteIDCode tag, all mended on the second day',
    indicators: ['identity-incomplete', 'link-broken', 'system-off-domain', 'meta-tags-incomplete'],
    lay: () => ({
      to: 1,
      effects: [
        { is: 'identity-without', parts: ['icp'] },
        { is: 'dead-link', soft: false },
        { is: 'system', name: '网上办事大厅', url: 'http://banshi.zxxx-mn.com/' },
        { is: 'meta-without', names: ['SiteIDCode'] },
      ],
    }),
  },
  {
    id: 'small-appearing',
    what: 'a system off the domain, a page said to be gone and a search that fails, from the second day on',
    indicators: ['link-broken', 'system-off-domain', 'search-not-working'],
    lay: () => ({
      from: 1,
      effects: [
        { is: 'dead-link', soft: true },
        { is: 'system', name: '公共资源交易平台', url: 'http://ggzy.zxxx-mn.com/' },
        { is: 'search-broken', how: 'status' },
      ],
    }),
  },
  {
    id: 'channel-mended',
    what: 'no way to ask anything on the first day, a form on the second',
    indicators: ['interaction-poor'],
    lay: () => ({ to: 1, effects: [{ is: 'channel-missing', how: 'none' }] }),
  },
  {
    id: 'letter-answered',
    what: 'a public letter of 110 days before is answered on the second day',
    indicators: ['interaction-poor'],
    lay: (_, base) => ({ to: 1, effects: [{ is: 'letters-unanswered', sent: base - 110 }] }),
  },
  {
    id: 'stale-then-wall',
    what: 'a stale news column, and a 412 wall before it from the second day on: what was suspected stays so',
    indicators: ['column-not-updated', 'home-not-updated'],
    lay: (site, base) => ({
      effects: [stopped(one(site, isNews), base - 30)],
      later: [{ from: 1, effects: [{ is: 'wall', how: 'wall-412' }] }],
    }),
  },
  {
    id: 'stale-then-down',
    what: 'a home page stale for 30 days that answers 500 from the second day on: what was suspected stays so',
    indicators: ['home-not-updated'],
    lay: (_, base) => ({
      effects: [{ is: 'home-frozen', since: base - 30, until: null }],
      later: [{ from: 1, effects: [{ is: 'down', how: 'status' }] }],
    }),
  },
  {
    id: 'down-mended',
    what: 'the site refuses connections on the first day and is in order on the second',
    indicators: ['home-not-updated'],
    lay: () => ({ to: 1, effects: [{ is: 'down', how: 'refused' }] }),
  },
  secured('https-good', null, 'HTTPS with a certificate of the local authority'),
  secured('https-expired', 'expired', 'a certificate that ran out'),
  secured('https-wrong-name', 'wrong-name', 'a certificate of another name'),
  secured('https-self-signed', 'self-signed', 'a certificate that nobody signed'),
  secured('https-no-chain', 'no-chain', 'the certificate between the site’s and the authority’s is not sent'),
  secured('https-mixed', null, 'pages that come by HTTPS load a script by HTTP: browsers block it', [
    { is: 'mixed-content', what: 'script' },
  ]),
  secured('https-mixed-image', null, 'pages that come by HTTPS show an image by HTTP', [
    { is: 'mixed-content', what: 'image' },
  ]),
  {
    id: 'huge',
    what: 'more columns than a look has pages for: nothing is over its limit, and not all can be seen',
    indicators: ['columns-not-updated'],
    suits: ({ dialect }) => dialect !== 'gkmlpt',
    lay(site) {
      const parent = site.columns.find(({ slug }) => slug === 'zwgk');
      if (parent === undefined) throw new Error(`${site.siteCode} has no 政务公开`);
      const extra = Array.from(
        { length: 230 },
        (_, i): ProvinceColumn => ({
          ...{
            no: site.columns.length + i + 1,
            name: `${TOWNS[i % TOWNS.length]}${Math.floor(i / TOWNS.length) + 1}组通知公告`,
          },
          ...{
            slug: `cz${letters(i)}`,
            kind: 'notice',
            form: 'list',
            level: 2,
            parent: parent.no,
            limit: { months: 6 },
          },
          ...{ cadence: 10 + (i % 20), onHome: false, pinned: false, declaredLimitDays: null },
        }),
      );
      return { effects: [{ is: 'huge' }], change: { columns: [...site.columns, ...extra] } };
    },
  },
  {
    id: 'combined-veto',
    what: 'stale home, five stale news columns, five blank columns and no channel at once',
    indicators: ['home-not-updated', 'columns-not-updated', 'column-blank', 'interaction-poor'],
    suits: isPortal,
    lay(site, base) {
      const blank = blanks(5, '').lay(site, base).effects;
      const stale = manyStale('', 5, 0, '').lay(site, base).effects;
      return {
        effects: [
          { is: 'home-frozen', since: base - 30, until: null },
          ...blank,
          ...stale,
          { is: 'channel-missing', how: 'none' },
        ],
      };
    },
  },
  {
    id: 'combined-small',
    what: 'no badge, a dead link and a system off the domain at once',
    indicators: ['identity-incomplete', 'link-broken', 'system-off-domain'],
    lay: () => ({
      effects: [
        { is: 'identity-without', parts: ['badge'] },
        { is: 'dead-link', soft: false },
        { is: 'system', name: '招商引资平台', url: 'http://zs.zxxx-mn.com/' },
      ],
    }),
  },
];
