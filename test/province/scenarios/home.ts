import { between } from '../random.ts';
import { effect, type Laid, lists, type Scenario, stopped } from './scenario.ts';

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

/** What the home page shows: how old its newest item is, whether it bears dates, whether it only leads on. */
export const HOME: readonly Scenario[] = [
  homeFrozen('home-14', 14, 'home page last updated 14 days ago exactly'),
  homeFrozen('home-13', 13, 'home page last updated 13 days ago: a notice today, a failure tomorrow'),
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
];
