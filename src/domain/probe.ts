import type { RuleSet } from '../config/rule-set.ts';
import type { CivilDate } from './civil-date.ts';
import type { EvidenceId, Judgement, Said, SiteIndicatorId, Subject, UndeterminedReason } from './outcome.ts';
import type { Site } from './site.ts';
import type { FactName, SiteFacts } from './site-facts.ts';

/** A user-visible sentence in both languages; `{name}` stands for a parameter. */
export interface Sentence {
  zh: string;
  en: string;
}

export type Language = keyof Sentence;

/** What a probe may know besides the facts it asked for. */
export interface ProbeContext {
  site: Site;
  rules: RuleSet;
  /** The day judged at, in the configured zone. */
  today: CivilDate;
  /** IANA zone in which days are counted. */
  zone: string;
  /** What earlier looks saw, oldest first, as far back as confirmation goes. */
  earlier: readonly SiteFacts[];
  /** Whether a person has set this finding aside, by an exemption that still holds or a dismissal. */
  isSetAside(indicator: SiteIndicatorId, subject: Subject): boolean;
}

type SeenFacts<N extends FactName> = {
  readonly [K in N]: Extract<NonNullable<SiteFacts[K]>, { seen: true }>;
};

/**
 * One indicator: what it needs and how it judges. The runner hands over only the needed facts and only when all
 * of them were seen; otherwise the outcome is `undetermined` with the reason of what was not.
 */
export interface Probe<N extends FactName = FactName, M extends FactName = FactName> {
  id: SiteIndicatorId;
  title: Sentence;
  needs: readonly N[];
  /** Facts it can use but also do without; handed over as observed. */
  mayUse: readonly M[];
  strings: Readonly<Record<string, Sentence>>;
  judge(seen: SeenFacts<N>, context: ProbeContext, observed: Pick<SiteFacts, M>): Judgement[];
}

/** A probe whose needs are known only to itself: what the runner holds. */
export interface AnyProbe extends Omit<Probe, 'judge'> {
  judge(seen: SeenFacts<FactName>, context: ProbeContext, observed: SiteFacts): Judgement[];
}

/** Declares a probe with its needs checked against what `judge` takes. */
export function defineProbe<N extends FactName, M extends FactName>(probe: Probe<N, M>): AnyProbe {
  return probe as unknown as AnyProbe;
}

/** What a judgement rests on: evidence, and whether the browser saw it. */
export interface Basis {
  evidence: readonly EvidenceId[];
  tier: 'http' | 'browser';
}

interface Details {
  subject?: Subject | null;
  params?: Said['params'];
  facts?: Judgement['facts'];
  basis?: Basis | null;
}

/** Builds a decided judgement; `key` names the sentence in the probe's strings. */
export function judged(
  outcome: 'pass' | 'fail' | 'notice' | 'not_applicable',
  key: string,
  { subject = null, params = {}, facts = {}, basis = null }: Details = {},
): Judgement {
  return {
    outcome,
    reason: null,
    subject,
    said: { key, params },
    facts,
    evidence: basis?.evidence ?? [],
    rendered: basis?.tier === 'browser',
  };
}

/** Builds an undetermined judgement with its reason. */
export function undetermined(
  reason: UndeterminedReason,
  key: string,
  { subject = null, params = {}, facts = {}, basis = null }: Details = {},
): Judgement {
  return {
    outcome: 'undetermined',
    reason,
    subject,
    said: { key, params },
    facts,
    evidence: basis?.evidence ?? [],
    rendered: false,
  };
}
