import { isNews, isPortal, one, type Scenario, stopped } from './scenario.ts';
import { blanks, manyStale } from './stale-columns.ts';

/** What comes, goes or comes together. */
export const CHANGES: readonly Scenario[] = [
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
