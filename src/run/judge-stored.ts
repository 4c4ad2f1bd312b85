import type { EpochMs } from '../clock.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Language } from '../domain/probe.ts';
import { reachFacts } from '../domain/reach.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import type { SiteFacts } from '../domain/site-facts.ts';
import { judgeSite } from '../judge/judge-site.ts';
import { type Cost, type SiteResult, siteResult } from './site-result.ts';
import type { Workspace } from './workspace.ts';

export interface JudgedSite {
  facts: SiteFacts;
  outcomes: Outcome[];
  runId: number;
}

const DAY_MS = 86_400_000;

/**
 * Judges what the store knows of a site, without a request. `asOf` null judges the newest look at its own time;
 * null when the site was never looked at.
 */
export async function judgeStored(
  workspace: Workspace,
  site: Site,
  asOf: EpochMs | null,
): Promise<JudgedSite | null> {
  const until = asOf ?? (Number.MAX_SAFE_INTEGER as EpochMs);
  return judgedUntil(workspace, site, { until, wordsUntil: until, asOf });
}

/**
 * The same on the day of the newest look at or before `until`, whatever time has passed since: what was current when it was
 * checked does not run out before the bulletin is signed. Persons' words count up to `wordsUntil`.
 */
export async function judgeAtLook(
  workspace: Workspace,
  site: Site,
  { until, wordsUntil = until }: { until: EpochMs; wordsUntil?: EpochMs },
): Promise<JudgedSite | null> {
  return judgedUntil(workspace, site, { until, wordsUntil, asOf: null });
}

async function judgedUntil(
  workspace: Workspace,
  site: Site,
  { until, wordsUntil, asOf }: { until: EpochMs; wordsUntil: EpochMs; asOf: EpochMs | null },
): Promise<JudgedSite | null> {
  const { store, rules, probes, config } = workspace;
  const siteKey = siteKeyOf(site);
  const newest = (await store.readings.ofSite(siteKey, until, 0 as EpochMs)).at(-1);
  if (newest === undefined) return null;
  const since = (newest.facts.at - rules.confirmation.windowDays * DAY_MS) as EpochMs;
  const readings = await store.readings.ofSite(siteKey, until, since);
  const words = await store.decisions.ofSite(siteKey, wordsUntil);
  const looks = await Promise.all(readings.map(({ facts }) => withReach(workspace, site, facts)));
  const outcomes = judgeSite({ site, looks, words }, { rules, probes, zone: config.timezone, asOf });
  return { facts: newest.facts, outcomes, runId: newest.runId };
}

/** The look with the availability samples of the rule's window before it beside it. */
async function withReach({ store, rules }: Workspace, site: Site, facts: SiteFacts): Promise<SiteFacts> {
  const { windowDays } = rules.indicators['site-unreachable'].thresholds;
  const since = (facts.at - windowDays * DAY_MS) as EpochMs;
  const samples = await store.reach.ofSite(siteKeyOf(site), since, facts.at);
  const value = reachFacts(samples, since, facts.at);
  return { ...facts, reach: { seen: true, value, evidence: [], tier: 'http' } };
}

/** Judges a look that is not stored yet, settled against the stored ones. */
export async function judgeWith(workspace: Workspace, site: Site, facts: SiteFacts): Promise<Outcome[]> {
  const { store, rules, probes, config } = workspace;
  const siteKey = siteKeyOf(site);
  const since = (facts.at - rules.confirmation.windowDays * DAY_MS) as EpochMs;
  const readings = await store.readings.ofSite(siteKey, facts.at, since);
  const words = await store.decisions.ofSite(siteKey, facts.at);
  const stored = readings.map((reading) => reading.facts);
  const looks = await Promise.all([...stored, facts].map((one) => withReach(workspace, site, one)));
  return judgeSite({ site, looks, words }, { rules, probes, zone: config.timezone, asOf: null });
}

/** The judged site as a line of results. */
export function resultOf(
  workspace: Workspace,
  site: Site,
  { facts, outcomes, runId }: JudgedSite,
  options: { language: Language; asOf: EpochMs | null; cost: Cost },
): SiteResult {
  const { rules, probes, config } = workspace;
  const { language, asOf, cost } = options;
  return siteResult({
    runId,
    site,
    facts,
    outcomes,
    rules,
    probes,
    language,
    zone: config.timezone,
    asOf: asOf ?? facts.at,
    cost,
  });
}
