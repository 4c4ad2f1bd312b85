import type { OutcomeWord, UndeterminedReason } from '../../src/domain/outcome.ts';
import { limitOf } from './columns.ts';
import { type Day, iso, monthsBefore } from './days.ts';
import { dialectOf } from './dialects/all.ts';
import { columnUrl } from './inventory.ts';
import type { ProvinceColumn } from './model.ts';
import type { SiteState } from './state.ts';

/** How a column stands on a day, from what it really published. */
export type Standing =
  | { is: 'fresh' | 'stale' | 'near'; latest: Day | null }
  | { is: 'blank' }
  | { is: 'unlimited'; latest: Day | null }
  | { is: 'unseen'; reasons: UndeterminedReason[]; why: string }
  /** An overview whose children are all stale: whether it counts once more the rules leave open. */
  | { is: 'open' };

type Limit = { days: number } | { months: number };

/** 超过(含): at the limit is over it. */
export function isOver(latest: Day, limit: Limit, today: Day): boolean {
  return latest <= ('days' in limit ? today - limit.days : monthsBefore(today, limit.months));
}

/** Where the last days before a limit begin, on which a warning is no mistake: 10 of 14 days, the last month of months. */
const nearOf = (limit: Limit): Limit =>
  'days' in limit ? { days: Math.ceil((limit.days * 10) / 14) } : { months: limit.months - 1 };

export function limitOn(column: ProvinceColumn): Limit | null {
  return column.declaredLimitDays === null ? column.limit : { days: column.declaredLimitDays };
}

export function standingOf(state: SiteState, column: ProvinceColumn): Standing {
  if (column.form === 'overview') return overviewStanding(state, column);
  if (column.form !== 'list') return { is: 'unlimited', latest: null };
  const status = state.on('column-status', column)?.status;
  const limit = limitOn(column);
  const seen = status === undefined && state.on('column-picture', column) === undefined;
  if (!seen) {
    const why = status === undefined ? 'its list is a picture' : `its page answers ${status}`;
    const reasons: UndeterminedReason[] =
      status === undefined ? ['selector_lost', 'not_observed'] : ['not_observed'];
    return limit === null ? { is: 'unlimited', latest: null } : { is: 'unseen', reasons, why };
  }
  const latest = state.latest(column);
  if (latest === null) return { is: 'blank' };
  if (limit === null) return { is: 'unlimited', latest };
  const undated = state.on('column-undated', column)?.articles;
  if (undated === 'unreadable')
    return {
      is: 'unseen',
      reasons: ['not_observed'],
      why: 'its list bears no dates and its articles cannot be read',
    };
  if (undated === 'undated') return { is: 'stale', latest: null };
  const isStale = isOver(latest, limit, state.day);
  if (isStale !== isOverByTag(state, column, latest, isStale))
    return { is: 'unseen', reasons: ['selector_lost'], why: 'its name and its tag say different kinds' };
  if (isStale) return { is: 'stale', latest };
  return { is: isOver(latest, nearOf(limit), state.day) ? 'near' : 'fresh', latest };
}

/** Whether it is stale by the kind that its tag says; as it is by name where the tag says the same or is not the column's own. */
function isOverByTag(state: SiteState, column: ProvinceColumn, latest: Day, byName: boolean): boolean {
  const kind = state.on('column-tag', column)?.kind;
  const isShared = dialectOf(state.site.dialect).columnPath(state.site, column).includes('#');
  if (kind === undefined || isShared) return byName;
  const limit = limitOf(kind, '');
  return limit !== null && isOver(latest, limit, state.day);
}

function overviewStanding(state: SiteState, column: ProvinceColumn): Standing {
  if (column.kind !== 'news' && column.kind !== 'notice' && column.kind !== 'policy')
    return { is: 'unlimited', latest: null };
  const children = state.childrenOf(column).map((child) => standingOf(state, child));
  const hasFresh = children.some(({ is }) => is === 'fresh' || is === 'near');
  return hasFresh ? { is: 'unlimited', latest: null } : { is: 'open' };
}

/** URLs under which a column is the same column. */
export function subjectOf(
  state: SiteState,
  column: ProvinceColumn,
): { column: string; url: string; aliases: string[] } {
  const { site } = state;
  const url = columnUrl(site, column.no);
  const framed = site.dialect === 'frames' ? [new URL(`/frame/${column.slug}_list.htm`, url).href] : [];
  const short = site.dialect === 'kaipuyun' ? [new URL(`/${column.slug}/`, url).href] : [];
  const redirect = state.find('redirect-home');
  const moved =
    redirect === undefined
      ? []
      : [new URL(dialectOf(site.dialect).columnPath(site, column), redirect.to).href];
  return { column: column.name, url, aliases: [...framed, ...short, ...moved] };
}

/** The short-term kinds: 动态要闻 of any level, 通知公告 and 政策文件 of the first. */
const isShortTerm = (column: ProvinceColumn) =>
  column.kind === 'news' || ((column.kind === 'notice' || column.kind === 'policy') && column.level === 1);

export interface Veto {
  outcome: OutcomeWord;
  accept: OutcomeWord[];
  reasons: UndeterminedReason[];
  why: string;
}

/** W4 (a) 5 short-term, (b) 10 that should be updated, (c) 5 blank; close to it over 6 and over 2. */
export function vetoOf(state: SiteState): Veto {
  const { site } = state;
  const declared = site.columns.filter(
    ({ declaredLimitDays, form }) => declaredLimitDays !== null && form === 'list',
  );
  const columns = (
    declared.length > 0 ? site.columns.filter(({ form }) => form === 'list') : site.columns
  ).map((column) => ({ column, standing: standingOf(state, column) }));
  const of = (is: Standing['is']) =>
    columns.filter(({ standing }) => standing.is === is).map(({ column }) => column);
  const [stale, open, blank, unseen] = [of('stale'), of('open'), of('blank'), of('unseen')];
  const say = (short: number, long: number): OutcomeWord =>
    short >= 5 || long >= 10 || blank.length >= 5 ? 'fail' : long > 6 || blank.length > 2 ? 'notice' : 'pass';
  const short = stale.filter(isShortTerm).length;
  const least = say(short, stale.length);
  const most = say(short + open.filter(isShortTerm).length, stale.length + open.length);
  const withUnseen = say(short + unseen.filter(isShortTerm).length, stale.length + unseen.length);
  const why = `${short} short-term and ${stale.length} stale columns in all, ${blank.length} blank, ${unseen.length} unread`;
  if (least !== 'fail' && withUnseen === 'fail')
    return { outcome: 'undetermined', accept: [], reasons: ['not_observed', 'selector_lost'], why };
  return { outcome: least, accept: most === least ? [] : [most], reasons: [], why };
}

export const latestText = (latest: Day | null): string | null => (latest === null ? null : iso(latest));
