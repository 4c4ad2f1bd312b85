import { monthsBefore } from '../days.ts';
import { between } from '../random.ts';
import { isPortal, lists, named, one, type Scenario, stopped } from './scenario.ts';
import { blanks, longStopped, manyStale, staleable, staleSince } from './stale-columns.ts';

/** Columns that stand still, are blank, bear no dates or cannot be read; and how many of them make the veto. */
export const COLUMNS: readonly Scenario[] = [
  staleSince(
    'news-14',
    'a news column last updated 14 days ago exactly',
    (s) => one(s, (c) => c.kind === 'news'),
    (b) => b - 14,
  ),
  blanks(5, 'five blank columns: the veto'),
  manyStale('stale-5-short', 5, 0, 'five stale news columns: the veto (a)'),
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
  manyStale('stale-10-long', 4, 6, 'ten stale columns, four of them short-term: the veto (b)'),
  blanks(4, 'four blank columns: close to the veto'),
  manyStale('stale-4-short', 4, 0, 'four stale news columns: below the veto'),
  staleSince(
    'news-13',
    'a news column last updated 13 days ago',
    (s) => one(s, (c) => c.kind === 'news'),
    (b) => b - 13,
  ),
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
];
