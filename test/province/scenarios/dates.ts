import { filledUp, isNews, one, type Scenario, stopped } from './scenario.ts';
import { slowest } from './stale-columns.ts';

/** Dates that were filled in or changed afterwards, and what only looks so. */
export const DATES: readonly Scenario[] = [
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
    id: 'redated',
    what: 'news whose PubDate tag is 90 days older than what page and list show: a reason to look, where no address knows the new day',
    indicators: ['date-forged'],
    // Where lists bear no dates the tag is what the column is judged by.
    suits: ({ dialect }) => dialect !== 'pboc',
    lay: (site) => ({ effects: [{ is: 'redated', column: one(site, isNews).no, by: 90 }] }),
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
];
