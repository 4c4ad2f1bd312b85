import type { RuleSet } from '../config/rule-set.ts';
import type { CivilDate } from '../domain/civil-date.ts';
import type { AccountIndicatorId, Outcome, Standing } from '../domain/outcome.ts';
import { findingIdOf } from './finding-id.ts';
import type { JudgedAccountLook } from './judge-account.ts';
import type { IndicatorJudgement } from './judge-look.ts';
import type { PersonsWord } from './judge-site.ts';

interface Material {
  accountKey: string;
  judgements: readonly IndicatorJudgement[];
  /** Of the confirmation window, oldest first, each by what it alone saw. */
  looks: readonly JudgedAccountLook[];
  words: readonly PersonsWord[];
  today: CivilDate;
  rules: RuleSet;
}

/** What only a person settles: a registry's gaps and doubles have reasons that no platform shows. */
const FOR_PERSONS: ReadonlySet<string> = new Set<AccountIndicatorId>([
  'account-unreported',
  'account-duplicate',
]);

/**
 * Gives each failure its standing (docs/decisions/020): a person's word first; else a person's own look with a screenshot,
 * or a person's look that agrees with another's, or with their own of another day; else agreeing looks on enough calendar days, one of them told by the
 * platform itself. A look that did not find it breaks the streak; one that could not see is passed over.
 */
export function settleAccount({ accountKey, judgements, looks, words, today, rules }: Material): Outcome[] {
  return judgements.map((judgement): Outcome => {
    if (judgement.outcome !== 'fail') return { ...judgement, standing: null };
    const streak = streakOf(judgement, looks);
    const id = findingIdOf(accountKey, judgement.indicator, judgement.subject);
    const since = streak[0]?.at ?? 0;
    const word = words.filter((one) => one.findingId === id && one.at >= since).at(-1);
    if (word?.word === 'exempt' && (word.until ?? '') >= today) {
      const { until, why, by } = word;
      const facts = { ...judgement.facts, exempt: { until, why, by } };
      return { ...judgement, outcome: 'not_applicable', standing: null, facts };
    }
    return { ...judgement, standing: standingOf(judgement, word, streak, rules) };
  });
}

function streakOf(failure: IndicatorJudgement, looks: readonly JudgedAccountLook[]): JudgedAccountLook[] {
  const streak: JudgedAccountLook[] = [];
  for (const look of [...looks].reverse()) {
    const found = look.judgements.find(({ indicator }) => indicator === failure.indicator);
    if (found?.outcome === 'fail') streak.unshift(look);
    else if (found !== undefined && found.outcome !== 'undetermined') break;
  }
  return streak;
}

function standingOf(
  { indicator }: IndicatorJudgement,
  word: PersonsWord | undefined,
  streak: readonly JudgedAccountLook[],
  rules: RuleSet,
): Standing {
  if (word?.word === 'confirm') return 'confirmed';
  if (word?.word === 'dismiss') return 'dismissed';
  if (FOR_PERSONS.has(indicator)) return 'suspected';
  const persons = streak.filter(({ authority }) => authority === 'person');
  if (persons.some(({ hasEvidence }) => hasEvidence)) return 'confirmed';
  const isAgreed = persons.some((one) =>
    streak.some((other) => other !== one && (other.day !== one.day || other.by !== one.by)),
  );
  if (isAgreed) return 'confirmed';
  const needed = indicator === 'account-unavailable' ? rules.indicators[indicator].thresholds.looks : 2;
  const days = new Set(streak.map(({ day }) => day)).size;
  return days >= needed && streak.some(({ authority }) => authority === 'platform')
    ? 'confirmed'
    : 'suspected';
}
