import type { RuleSet } from '../config/rule-set.ts';
import { type CivilDate, isAtOrPast, type Period } from './civil-date.ts';
import type { ColumnFacts } from './site-facts.ts';

/** How a column stands against its update limit on a day. */
export type ColumnState =
  | { is: 'fresh' | 'near' | 'stale'; limit: Period }
  | { is: 'blank' }
  /** The rules set this kind no limit, or it needs no updates. */
  | { is: 'unlimited' }
  | { is: 'unseen' };

/** The update limit of a column: its own from the inventory, else by name, else by kind; null when it has none. */
export function limitOf(column: ColumnFacts, rules: RuleSet): Period | null {
  if (column.limitDays !== null) return { days: column.limitDays };
  if (column.kind === 'static') return null;
  const { limits, named } = rules.indicators['column-not-updated'].thresholds;
  const byKind: Partial<Record<string, Period>> = limits;
  const ofKind = byKind[column.kind];
  if (ofKind !== undefined) return ofKind;
  if (column.kind !== 'other') return null;
  const match = named.find(({ match: words }) => words.some((word) => column.name.includes(word)));
  return match === undefined ? null : { months: match.months };
}

/** Age from which a column is close to its limit; null where the rules name none or the column has a limit of its own. */
function warnOf(column: ColumnFacts, rules: RuleSet): Period | null {
  if (column.limitDays !== null) return null;
  const { warn, named } = rules.indicators['column-not-updated'].thresholds;
  const byKind: Partial<Record<string, Period>> = warn;
  const ofKind = byKind[column.kind];
  if (ofKind !== undefined) return ofKind;
  const match = named.find(({ match: words }) => words.some((word) => column.name.includes(word)));
  return match === undefined ? null : { months: match.warnMonths };
}

/** A list that bears no date, nor do its articles, counts as not updated (STANDARDS §0.7). */
export function columnState(column: ColumnFacts, rules: RuleSet, today: CivilDate): ColumnState {
  const limit = limitOf(column, rules);
  if (!column.list.seen) return limit === null ? { is: 'unlimited' } : { is: 'unseen' };
  const { basis, latest } = column.list.value;
  if (basis === 'empty') return { is: 'blank' };
  if (limit === null) return { is: 'unlimited' };
  if (latest === null || isAtOrPast(latest, limit, today)) return { is: 'stale', limit };
  const warn = warnOf(column, rules);
  return { is: warn !== null && isAtOrPast(latest, warn, today) ? 'near' : 'fresh', limit };
}

/** Whether a stale column counts towards the short-term veto: 动态要闻 of any level, 通知公告 and 政策文件 of the first (W4). */
export function countsShortTerm(column: ColumnFacts): boolean {
  if (column.kind === 'news') return true;
  return (column.kind === 'notice' || column.kind === 'policy') && column.level === 1;
}
