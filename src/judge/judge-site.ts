import type { EpochMs } from '../clock.ts';
import type { RuleSet } from '../config/rule-set.ts';
import { type CivilDate, civilDateOf } from '../domain/civil-date.ts';
import type { Outcome, SiteIndicatorId, Subject } from '../domain/outcome.ts';
import { type AnyProbe, type ProbeContext, undetermined } from '../domain/probe.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import type { SiteFacts } from '../domain/site-facts.ts';
import { findingIdOf, subjectKeyOf } from './finding-id.ts';
import { type IndicatorJudgement, judgeLook, LAPSED_KEY } from './judge-look.ts';
import { settle } from './settle.ts';

/** A person's word on a finding, as judging needs it. */
export interface PersonsWord {
  findingId: string;
  word: 'confirm' | 'dismiss' | 'exempt';
  until: string | null;
  why: string;
  by: string;
  at: EpochMs;
}

/** All that is known of a site, oldest look first. */
export interface Dossier {
  site: Site;
  looks: readonly SiteFacts[];
  /** Said at or before the judging time, oldest first. */
  words: readonly PersonsWord[];
}

export interface JudgeOptions {
  rules: RuleSet;
  probes: readonly AnyProbe[];
  /** IANA zone in which days are counted. */
  zone: string;
  /** Judging time; null judges the newest look at its own time. */
  asOf: EpochMs | null;
}

/** One day's judgements of a site, with the day. */
export interface JudgedLook {
  day: CivilDate;
  at: EpochMs;
  judgements: IndicatorJudgement[];
}

/**
 * Judges a site: every look at its own time, then the newest settled against the earlier ones and a person's
 * words. Pure: the same dossier, rules and as-of time give the same outcomes. Empty when nothing was looked at.
 */
export function judgeSite({ site, looks, words }: Dossier, options: JudgeOptions): Outcome[] {
  const { rules, probes, zone, asOf } = options;
  const siteKey = siteKeyOf(site);
  const judgedLooks = looks.map((facts, i): JudgedLook => {
    const day = civilDateOf(facts.at, zone);
    const context = contextOn(day, looks.slice(0, i));
    return { day, at: facts.at, judgements: judgeLook(facts, probes, context) };
  });
  const newest = judgedLooks.at(-1);
  const newestFacts = looks.at(-1);
  if (newest === undefined || newestFacts === undefined) return [];
  if (asOf !== null && asOf > newest.at) {
    const day = civilDateOf(asOf, zone);
    const later = judgeLook(newestFacts, probes, contextOn(day, looks.slice(0, -1)));
    newest.judgements = later.map((judgement) => withoutLapse(judgement, newest));
  }
  return settle({ siteKey, looks: judgedLooks, words, today: civilDateOf(asOf ?? newest.at, zone) });

  function contextOn(today: CivilDate, earlier: readonly SiteFacts[]): ProbeContext {
    return {
      site,
      rules,
      today,
      zone,
      earlier,
      isSetAside: (indicator, subject) => isSetAside(indicator, subject, today),
    };
  }

  function isSetAside(indicator: SiteIndicatorId, subject: Subject, today: CivilDate): boolean {
    const id = findingIdOf(siteKey, indicator, subject);
    const word = words.filter(({ findingId }) => findingId === id).at(-1);
    return word?.word === 'dismiss' || (word?.word === 'exempt' && (word.until ?? '') >= today);
  }
}

/**
 * A failure that the passing of time alone would make of an older look is no failure: what was published since
 * was not observed.
 */
function withoutLapse(later: IndicatorJudgement, look: JudgedLook): IndicatorJudgement {
  if (later.outcome !== 'fail') return later;
  const then = look.judgements.find(
    (j) => j.indicator === later.indicator && subjectKeyOf(j.subject) === subjectKeyOf(later.subject),
  );
  if (then?.outcome === 'fail') return later;
  const { subject, facts, evidence } = later;
  const lapsed = undetermined('not_observed', LAPSED_KEY, {
    subject,
    facts,
    params: { day: look.day },
    basis: { evidence, tier: 'http' },
  });
  return { ...lapsed, indicator: later.indicator };
}
