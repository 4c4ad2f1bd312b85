import type { ProvinceSite } from '../model.ts';
import { effect, isPortal, type Scenario } from './scenario.ts';

const searches = (how: ProvinceSite['dress']['search']) => (site: ProvinceSite) =>
  isPortal(site) && site.dress.search === how;

/** Pages of results that show none and do not say so: what they look like where our own browser alone misses them. */
export const SEARCHES: readonly Scenario[] = [
  effect(
    'search-silent',
    ['search-not-working'],
    'searching shows nothing and does not say so: it stays undetermined',
    [{ is: 'search-broken', how: 'silent' }],
    searches('own'),
  ),
  effect(
    'search-data-lost',
    ['search-not-working'],
    'the data of the page of results do not come: it stays undetermined',
    [{ is: 'search-broken', how: 'data' }],
    searches('own-script'),
  ),
];
