import type { EpochMs } from '../clock.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import { HAND_TEMPLATE } from '../domain/letter.ts';
import { annex2SiteType } from '../domain/letter-rates.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import type { Language } from '../domain/probe.ts';
import { parseQuarter, type Quarter, quarterOf } from '../domain/quarter.ts';
import type { ObservedLetter } from '../domain/quarter-observations.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import { type LetterStatus, letterStatuses } from '../letters/letter-status.ts';
import type { Campaign } from '../store/letter-repository.ts';
import { judgedLetters } from './letters-judged.ts';
import { evidenceOf, type SiteWithLetters, testedSites } from './letters-rates.ts';
import type { Workspace } from './workspace.ts';

/** The quarter a campaign belongs to: the one it is named after, else the one it was planned in. */
export function quarterOfCampaign(
  { id, plannedAt }: Pick<Campaign, 'id' | 'plannedAt'>,
  zone: string,
): Quarter {
  return parseQuarter(id.slice(0, 6)) ?? quarterOf(civilDateOf(plannedAt, zone));
}

/** Campaigns of a quarter that were planned by `asOf`, in the order of planning. */
export async function campaignsOf(
  { store, config }: Pick<Workspace, 'store' | 'config'>,
  quarter: Quarter,
  asOf: EpochMs,
): Promise<Campaign[]> {
  return (await store.letters.campaigns()).filter(
    (campaign) => campaign.plannedAt <= asOf && quarterOfCampaign(campaign, config.timezone) === quarter,
  );
}

/**
 * Sites tested in the quarter with the verdict over their letters, from the ledger alone, in the registry's order. A site
 * that several campaigns of the quarter tested has the result of the last one that came to a final category.
 */
export async function observedLetters(
  workspace: Workspace,
  quarter: Quarter,
  registry: readonly Site[],
  asOf: EpochMs,
): Promise<ObservedLetter[]> {
  const byKey = new Map<string, ObservedLetter>();
  for (const { id } of await campaignsOf(workspace, quarter, asOf)) {
    const { sites } = await testedSites(workspace, id, asOf);
    for (const tested of sites) {
      const siteKey = siteKeyOf(tested.site);
      const registered = registry.find((site) => siteKeyOf(site) === siteKey);
      const letter = observed(id, siteKey, registered ?? tested.site, tested);
      const isOpen = ['pending', 'overdue', 'undetermined'].includes(letter.category);
      if (!isOpen || !byKey.has(siteKey)) byKey.set(siteKey, letter);
    }
  }
  const order = new Map(registry.map((site, index) => [siteKeyOf(site), index]));
  const rank = ({ site }: ObservedLetter) => order.get(siteKeyOf(site)) ?? order.size;
  return [...byKey.values()].sort((a, b) => rank(a) - rank(b));
}

function observed(
  campaign: string,
  siteKey: string,
  site: Site,
  { verdict, letters, answers, evidence }: SiteWithLetters,
): ObservedLetter {
  return {
    ...{ id: `letter:${campaign}/${siteKey}`, campaign, site, siteType: annex2SiteType(site) },
    category: verdict.category,
    reason:
      verdict.category === 'undetermined'
        ? (letters.find(({ latency }) => latency.reason !== null)?.latency.reason ?? null)
        : null,
    ...{ answers, evidence, letterIds: letters.map(({ record }) => record.letter.letterId) },
  };
}

/** One letter of a quarter as tables give it. */
export interface QuarterLetter {
  status: LetterStatus;
  site: Site;
  isByHand: boolean;
  evidence: readonly EvidenceId[];
}

/** Every letter of the quarter's campaigns, in the order of planning. */
export async function quarterLetters(
  workspace: Workspace,
  quarter: Quarter,
  asOf: EpochMs,
  language: Language,
): Promise<QuarterLetter[]> {
  const found: QuarterLetter[] = [];
  for (const { id } of await campaignsOf(workspace, quarter, asOf)) {
    const judged = await judgedLetters(workspace, { campaign: id }, asOf);
    const statuses = letterStatuses(judged, language);
    for (const [index, letter] of judged.entries()) {
      const status = statuses[index];
      if (status === undefined) continue;
      const { site, templateId } = letter.record.letter;
      const evidence = [...new Set(evidenceOf(letter))];
      found.push({ status, site, isByHand: templateId === HAND_TEMPLATE, evidence });
    }
  }
  return found;
}
