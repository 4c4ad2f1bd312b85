import type { SiteIndicatorId } from '../../../src/domain/outcome.ts';
import type { Day } from '../days.ts';
import type { Effect, ProvinceColumn, ProvinceSite } from '../model.ts';

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

export const isPortal = (site: ProvinceSite) => site.type === 'portal';
export const isOrgan = (site: ProvinceSite) => site.sponsorKind === 'organ';

export const lists = (site: ProvinceSite) => site.columns.filter(({ form }) => form === 'list');
export const ofKind = (site: ProvinceSite, kind: ProvinceColumn['kind']) =>
  lists(site).filter((column) => column.kind === kind);

export function one(site: ProvinceSite, suits: (column: ProvinceColumn) => boolean): ProvinceColumn {
  const column = lists(site).find(suits);
  if (column === undefined) throw new Error(`${site.siteCode} has no such column`);
  return column;
}

export const named = (site: ProvinceSite, word: string) => one(site, ({ name }) => name.includes(word));
export const isNews = (column: ProvinceColumn) => column.kind === 'news';
export const isNamed = (column: ProvinceColumn) => column.limit !== null && column.kind === 'other';

export const stopped = (column: ProvinceColumn, since: Day, until: Day | null = null): Effect => ({
  is: 'column-gap',
  column: column.no,
  since,
  until,
});

/** A column without articles since a day, until it was filled with articles that state the days between. */
export const filledUp = (column: ProvinceColumn, since: Day, filledOn: Day): Effect => ({
  is: 'column-gap',
  column: column.no,
  since,
  until: null,
  filledOn,
});

export const effect = (
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
