import type { EpochMs } from '../clock.ts';
import { type RuleSet, ruleSetName } from '../config/rule-set.ts';
import { isoInZone } from '../domain/civil-date.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { AnyProbe, Language } from '../domain/probe.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import type { Observed, SiteFacts } from '../domain/site-facts.ts';
import { findingIdOf } from '../judge/finding-id.ts';
import { say } from '../judge/say.ts';
import { verdictOf } from '../judge/verdict.ts';

export interface Cost {
  requests: number;
  bytes: number;
  browserPages: number;
  ms: number;
}

export interface SiteResultInput {
  runId: number;
  site: Site;
  facts: SiteFacts;
  outcomes: readonly Outcome[];
  rules: RuleSet;
  probes: readonly AnyProbe[];
  language: Language;
  zone: string;
  asOf: EpochMs;
  cost: Cost;
}

/** One line of `scan --json`, and what `probe --json` prints (DESIGN §5). */
export type SiteResult = ReturnType<typeof siteResult>;

export function siteResult(input: SiteResultInput) {
  const { runId, site, facts, outcomes, rules, probes, language, zone, asOf, cost } = input;
  const { verdict, notExamined } = verdictOf(outcomes, rules);
  const siteKey = siteKeyOf(site);
  return {
    siteCode: site.siteCode === '' ? null : site.siteCode,
    siteName: site.name,
    homeUrl: site.homeUrl,
    runId,
    asOf: isoInZone(asOf, zone),
    ruleset: ruleSetName(rules),
    verdict,
    notExamined,
    outcomes: outcomes.map((outcome) => ({
      id: findingIdOf(siteKey, outcome.indicator, outcome.subject),
      indicator: outcome.indicator,
      outcome: outcome.outcome,
      standing: outcome.standing,
      reason: outcome.reason,
      subject: outcome.subject,
      message: say(outcome, probes, language),
      facts: factsOf(outcome),
      evidence: outcome.evidence,
    })),
    facts: factsView(facts),
    cost,
  };
}

/** What an outcome rests on; for what was not decided with the technical detail, which the sentence leaves out. */
function factsOf({ reason, facts, said: { params } }: Outcome) {
  return reason === null || params.detail === undefined ? facts : { ...facts, detail: params.detail };
}

/** Whether a result makes the command exit with 1: a failure that nobody dismissed. */
export function hasFailure(result: SiteResult): boolean {
  return result.outcomes.some(({ outcome, standing }) => outcome === 'fail' && standing !== 'dismissed');
}

/** The facts in the shape of the contract; what was not seen says why. */
function factsView(facts: SiteFacts) {
  const { home, columns, identity, systems, links, channel, address } = facts;
  return {
    reach: view(address, ({ finalUrl, hosts }) => ({ finalUrl, hosts })),
    home: view(home, ({ latest, title, latestItem, leadsOn, meta }) => ({
      latest,
      title,
      latestItem,
      leadsOn,
      meta,
    })),
    columns: columns.seen
      ? columns.value.map(({ name, url, kind, kindFrom, kindConfidence, level, limitDays, list }) => ({
          ...{ name, url, kind, kindFrom, kindConfidence, level, limitDays },
          latest: list.seen ? list.value.latest : null,
          items: list.seen ? list.value.items : null,
          tier: list.seen ? list.tier : null,
          ...(list.seen
            ? { basis: list.value.basis }
            : { unseen: { reason: list.reason, detail: list.detail } }),
          evidence: list.evidence,
        }))
      : [],
    identity: view(identity, (value) => value),
    systems: systems.seen ? systems.value.filter(({ role }) => role === 'own') : [],
    links: view(links, ({ checked, broken }) => ({ checked, broken })),
    channel: view(channel, ({ state, formUrl, fields, path, detail }) => ({
      ...{ state, formUrl, path, detail },
      fields: fields.map(({ role, selector, required, label }) => ({ role, selector, required, label })),
    })),
  };
}

function view<T, V extends object>(observed: Observed<T>, show: (value: T) => V) {
  return observed.seen
    ? { ...show(observed.value), evidence: observed.evidence }
    : { unseen: { reason: observed.reason, detail: observed.detail }, evidence: observed.evidence };
}
