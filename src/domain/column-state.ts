import type { RuleSet } from '../config/rule-set.ts';
import { type CivilDate, isAtOrPast, type Period } from './civil-date.ts';
import { SURE_ENOUGH } from './page-reading.ts';
import type { ColumnKind } from './site.ts';
import type { ColumnFacts } from './site-facts.ts';

/** How a column stands against its update limit on a day. */
export type ColumnState =
  | { is: 'fresh' | 'near' | 'stale'; limit: Period }
  /** Its name and its tag say different kinds, by one of which it is stale. */
  | { is: 'unsure'; limit: Period; limitElse: Period | null }
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

/** The kinds a column may be of: two where its name and its tag contradict each other and nothing is judged by one alone. */
function kindsOf({ kind, kindElse, kindConfidence = 1 }: ColumnFacts): [ColumnKind, ColumnKind?] {
  return kindConfidence < SURE_ENOUGH && kindElse !== undefined ? [kind, kindElse] : [kind];
}

/** Whether a column is surely of one of these kinds. */
export function isOfKind(column: ColumnFacts, kinds: ReadonlySet<ColumnKind>): boolean {
  return kindsOf(column).every((kind) => kind === undefined || kinds.has(kind));
}

/** A column of two possible kinds is stale when it is so by both, then by the longer limit. */
export function columnState(column: ColumnFacts, rules: RuleSet, today: CivilDate): ColumnState {
  const [kind, kindElse] = kindsOf(column);
  const first = stateAs(kind, column, rules, today);
  if (kindElse === undefined || !('limit' in first)) return first;
  const second = stateAs(kindElse, column, rules, today);
  const limitElse = 'limit' in second ? second.limit : null;
  if ((first.is === 'stale') !== (second.is === 'stale'))
    return { is: 'unsure', limit: first.limit, limitElse };
  return limitElse !== null && lengthOf(limitElse) > lengthOf(first.limit) ? second : first;
}

/** In days, to tell the longer limit. */
const lengthOf = ({ days = 0, months = 0 }: Period) => days + months * 30;

/** A list that bears no date, nor do its articles, counts as not updated (STANDARDS §0.7). */
function stateAs(kind: ColumnKind, found: ColumnFacts, rules: RuleSet, today: CivilDate): ColumnState {
  const column = { ...found, kind };
  const limit = limitOf(column, rules);
  if (!column.list.seen) return limit === null ? { is: 'unlimited' } : { is: 'unseen' };
  const { basis, latest } = column.list.value;
  if (basis === 'empty') return { is: 'blank' };
  if (limit === null) return { is: 'unlimited' };
  if (latest === null || isAtOrPast(latest, limit, today)) return { is: 'stale', limit };
  const warn = warnOf(column, rules);
  return { is: warn !== null && isAtOrPast(latest, warn, today) ? 'near' : 'fresh', limit };
}

const NEWS: ReadonlySet<ColumnKind> = new Set(['news']);
const SHORT_TERM: ReadonlySet<ColumnKind> = new Set(['news', 'notice', 'policy']);

/** Whether a stale column counts towards the short-term veto: 动态要闻 of any level, 通知公告 and 政策文件 of the first (W4). */
export function countsShortTerm(column: ColumnFacts): boolean {
  return isOfKind(column, NEWS) || (column.level === 1 && isOfKind(column, SHORT_TERM));
}
