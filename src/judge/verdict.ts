import type { RuleSet } from '../config/rule-set.ts';
import { type Outcome, SITE_INDICATORS } from '../domain/outcome.ts';

export interface Verdict {
  verdict: 'qualified' | 'unqualified' | 'undetermined';
  /** Veto indicators that no machine examined: a person attests them. */
  notExamined: string[];
}

/**
 * 合格 or 不合格 over the veto indicators: `unqualified` by one confirmed failure, `qualified` when every required one
 * passed (a notice passes), else `undetermined`.
 */
export function verdictOf(outcomes: readonly Outcome[], rules: RuleSet): Verdict {
  const { required, attested } = rules.verdict;
  const of = (id: string) => outcomes.filter((outcome) => outcome.indicator === id);
  const ofSites: ReadonlySet<string> = new Set(SITE_INDICATORS);
  const vetoes = Object.entries(rules.indicators).flatMap(([id, rule]) =>
    rule.severity === 'veto' && ofSites.has(id) ? [id] : [],
  );
  // What a person attests to and no machine could decide was not examined either.
  const notExamined = [...new Set([...vetoes, ...required, ...attested])].filter((id) => {
    const open = of(id).filter(({ outcome }) => outcome === 'undetermined');
    return (
      of(id).length === 0 ||
      (attested.includes(id as (typeof attested)[number]) && open.length === of(id).length)
    );
  });
  const isVetoed = vetoes.some((id) =>
    of(id).some(({ outcome, standing }) => outcome === 'fail' && standing === 'confirmed'),
  );
  if (isVetoed) return { verdict: 'unqualified', notExamined };
  const holds = required.every((id) => {
    const seen = of(id);
    return seen.length > 0 && seen.every(isHarmless);
  });
  return { verdict: holds ? 'qualified' : 'undetermined', notExamined };
}

function isHarmless({ outcome, standing }: Outcome): boolean {
  if (outcome === 'fail') return standing === 'dismissed';
  return outcome !== 'undetermined';
}
