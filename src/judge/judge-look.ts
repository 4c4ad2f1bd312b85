import type { IndicatorId, Judgement } from '../domain/outcome.ts';
import { type AnyProbe, judged, type ProbeContext, undetermined } from '../domain/probe.ts';
import type { SiteFacts, Unseen } from '../domain/site-facts.ts';

export interface IndicatorJudgement extends Judgement {
  indicator: IndicatorId;
}

/** Key of the sentence for facts a probe needed and that were not seen; the same for all probes. */
export const UNSEEN_KEY = 'runner:unseen';
/** Key of the sentence for a failure that only time since the look would make. */
export const LAPSED_KEY = 'runner:lapsed';
/** Key of the sentence for an indicator that the rules do not ask of such a site. */
export const ELSEWHERE_KEY = 'runner:elsewhere';
/** Key of the sentence for a probe that threw: never a finding. */
export const FAULT_KEY = 'runner:fault';

/** Runs every probe over what one look saw. Pure; a probe that throws gives `undetermined(probe_fault)`. */
export function judgeLook(
  facts: SiteFacts,
  probes: readonly AnyProbe[],
  context: ProbeContext,
): IndicatorJudgement[] {
  return probes.flatMap((probe) =>
    judgeOne(facts, probe, context).map((judgement) => ({ ...judgement, indicator: probe.id })),
  );
}

const NOT_BESIDE: Unseen = {
  ...{ seen: false, reason: 'not_observed', detail: 'nothing of it was stored', fault: null, evidence: [] },
};

function judgeOne(facts: SiteFacts, probe: AnyProbe, context: ProbeContext): Judgement[] {
  const { appliesTo } = context.rules.indicators[probe.id];
  if (appliesTo !== undefined && !appliesTo.includes(context.site.type))
    return [judged('not_applicable', ELSEWHERE_KEY, { facts: { appliesTo } })];
  for (const need of probe.needs) {
    const observed = facts[need] ?? NOT_BESIDE;
    if (!observed.seen) return [notSeen(observed)];
  }
  try {
    return probe.judge(facts as Parameters<AnyProbe['judge']>[0], context, facts);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [undetermined('probe_fault', FAULT_KEY, { params: { detail } })];
  }
}

function notSeen({ reason, detail, evidence }: Unseen): Judgement {
  return undetermined(reason, UNSEEN_KEY, { params: { detail }, basis: { evidence, tier: 'http' } });
}
