import { type EpochMs, epochMs } from '../clock.ts';
import { addDays, civilDateOf, startOfDay } from '../domain/civil-date.ts';
import type { Outcome } from '../domain/outcome.ts';
import { daysOfQuarter, type Quarter } from '../domain/quarter.ts';
import type { ObservedException, ObservedReason, ObservedSite } from '../domain/quarter-observations.ts';
import { REASON_NAMES } from '../domain/reason-names.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import { findingIdOf } from '../judge/finding-id.ts';
import { say } from '../judge/say.ts';
import { verdictOf } from '../judge/verdict.ts';
import { judgeAtLook } from './judge-stored.ts';
import type { Workspace } from './workspace.ts';

/**
 * Every registered site with its verdict, judged on the day of its newest look of the quarter at or before `asOf`, with
 * persons' words up to `asOf`; one not looked at in the quarter is undetermined.
 */
export async function observedSites(
  workspace: Workspace,
  sites: readonly Site[],
  quarter: Quarter,
  asOf: EpochMs,
): Promise<{ sites: ObservedSite[]; exceptions: ObservedException[] }> {
  const observed: ObservedSite[] = [];
  const exceptions: ObservedException[] = [];
  const { rules, probes, config } = workspace;
  const { first, last } = daysOfQuarter(quarter);
  const since = startOfDay(first, config.timezone);
  const until = epochMs(Math.min(asOf, startOfDay(addDays(last, 1), config.timezone) - 1));
  for (const site of sites) {
    const key = siteKeyOf(site);
    const judged = await judgeAtLook(workspace, site, { until, wordsUntil: asOf });
    const reasonOf = (outcome: Outcome): ObservedReason => ({
      findingId: findingIdOf(key, outcome.indicator, outcome.subject),
      indicator: outcome.indicator,
      message: outcome.reason === null ? say(outcome, probes, 'zh') : REASON_NAMES[outcome.reason],
      evidence: outcome.evidence,
    });
    if (judged === null || judged.facts.at < since) {
      const message =
        judged === null ? '未检查' : `${civilDateOf(judged.facts.at, config.timezone)}后未再检查`;
      const reasons = [{ findingId: '', indicator: 'not_observed', message, evidence: [] }];
      observed.push({ id: `site:${key}`, site, verdict: 'undetermined', reasons });
      continue;
    }
    const { outcomes } = judged;
    const { verdict } = verdictOf(outcomes, rules);
    const isVeto = ({ indicator }: Outcome) => rules.indicators[indicator].severity === 'veto';
    // What a person attests to is examined elsewhere: it is no reason why this site was not decided.
    const isRequired = ({ indicator }: Outcome) =>
      (rules.verdict.required as readonly string[]).includes(indicator);
    const isOpen = (o: Outcome) =>
      (o.outcome === 'undetermined' && isRequired(o)) || (o.outcome === 'fail' && o.standing === 'suspected');
    const telling =
      verdict === 'unqualified'
        ? outcomes.filter((o) => isVeto(o) && o.outcome === 'fail' && o.standing === 'confirmed')
        : outcomes.filter((o) => verdict === 'undetermined' && isVeto(o) && isOpen(o));
    observed.push({ id: `site:${key}`, site, verdict, reasons: telling.map(reasonOf) });
    for (const outcome of outcomes) {
      const exempt = outcome.facts.exempt as { until: string; why: string } | undefined;
      if (exempt === undefined) continue;
      const { findingId: id, indicator, message } = reasonOf(outcome);
      const { name, region } = site;
      exceptions.push({ id, name, region, indicator, message, until: exempt.until, why: exempt.why });
    }
  }
  return { sites: observed, exceptions };
}
