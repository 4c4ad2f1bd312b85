import type { RuleSet } from '../config/rule-set.ts';
import { ACCOUNT_INDICATORS, type Outcome } from '../domain/outcome.ts';
import type { Verdict } from './verdict.ts';

/**
 * 合格 or 不合格 of an account: `unqualified` by one confirmed veto failure, `qualified` when every veto indicator of accounts
 * passed or was a notice, else `undetermined`. 安全、泄密 (M1) a person attests to.
 */
export function accountVerdictOf(outcomes: readonly Outcome[], rules: RuleSet): Verdict {
  const vetoes = ACCOUNT_INDICATORS.filter((id) => rules.indicators[id].severity === 'veto');
  const of = (id: string) => outcomes.filter(({ indicator }) => indicator === id);
  const notExamined = [
    ...vetoes.filter((id) => of(id).length === 0),
    ...rules.verdict.attested.filter((id) => id === 'content-severe'),
  ];
  const isVetoed = vetoes.some((id) =>
    of(id).some(({ outcome, standing }) => outcome === 'fail' && standing === 'confirmed'),
  );
  if (isVetoed) return { verdict: 'unqualified', notExamined };
  const holds = vetoes.every((id) => {
    const seen = of(id);
    return seen.length > 0 && seen.every(isHarmless);
  });
  return { verdict: holds ? 'qualified' : 'undetermined', notExamined };
}

function isHarmless({ outcome, standing }: Outcome): boolean {
  return outcome === 'fail' ? standing === 'dismissed' : outcome !== 'undetermined';
}
