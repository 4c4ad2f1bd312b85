import { type EpochMs, epochMs } from '../clock.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import { isFinal, type LetterCategory } from '../domain/letter.ts';
import { closing } from '../domain/letter-category.ts';
import {
  type Annex2Row,
  annex2Rows,
  type LetterRates,
  letterRates,
  type TestedSite,
} from '../domain/letter-rates.ts';
import type { EvidenceId, OutcomeWord, Standing } from '../domain/outcome.ts';
import type { Site } from '../domain/site.ts';
import { siteVerdict } from '../domain/site-letters.ts';
import type { JudgedLetter } from '../letters/judge-letter.ts';
import type { Campaign } from '../store/letter-repository.ts';
import { judgedLetters } from './letters-judged.ts';
import type { Workspace } from './workspace.ts';

export interface CampaignRates {
  campaign: Campaign;
  rates: LetterRates;
  annex2: Annex2Row[];
  /** By name: what keeps them out of the rate. */
  open: { siteCode: string; siteName: string; category: string; reason: string | null }[];
}

/** Rate and annex of a campaign, derived from its looks at `asOf`. */
export async function campaignRates(
  workspace: Parameters<typeof judgedLetters>[0],
  campaignId: string,
  asOf: EpochMs | null,
): Promise<CampaignRates> {
  const { campaign, sites } = await testedSites(workspace, campaignId, asOf);
  return {
    campaign,
    rates: letterRates(sites),
    annex2: annex2Rows(sites),
    open: sites
      .filter(({ verdict }) => !isFinal(verdict.category))
      .map(({ site, verdict, letters }) => ({
        ...{ siteCode: site.siteCode, siteName: site.name, category: verdict.category },
        reason: letters.map(({ latency }) => latency.reason).find((reason) => reason !== null) ?? null,
      })),
  };
}

export type SiteWithLetters = TestedSite & {
  letters: readonly JudgedLetter[];
  evidence: readonly EvidenceId[];
};

/** Every site of a campaign with its letters and the verdict over them; cancelled letters are left out. */
export async function testedSites(
  workspace: Parameters<typeof judgedLetters>[0],
  campaignId: string,
  asOf: EpochMs | null,
): Promise<{ campaign: Campaign; sites: SiteWithLetters[] }> {
  const letters = await judgedLetters(workspace, { campaign: campaignId }, asOf);
  const campaign = await workspace.store.letters.campaign(campaignId);
  if (campaign === null) throw new Error(`campaign ${campaignId} has gone`);
  const bySite = new Map<string, JudgedLetter[]>();
  for (const letter of letters) {
    if (letter.standing.state === 'cancelled') continue;
    const { siteKey } = letter.record.letter;
    bySite.set(siteKey, [...(bySite.get(siteKey) ?? []), letter]);
  }
  const sites = [...bySite.values()].map((own): SiteWithLetters => {
    const site = (own[0] as JudgedLetter).record.letter.site;
    return {
      site,
      verdict: siteVerdict(
        own.map(({ latency }) => latency.category),
        campaign.combine,
      ),
      answers: own.flatMap(({ answer }) => (answer?.reply == null ? [] : [answer.reply.worth])),
      isBackdated: own.some(({ latency }) => latency.flags.includes('backdated')),
      ...{ letters: own, evidence: [...new Set(own.flatMap(evidenceOf))] },
    };
  });
  return { campaign, sites };
}

/** What the indicator `letter-answer` says of one site after a campaign: the input of problems and the bulletin. */
export interface LetterAnswerOutcome {
  site: Site;
  campaign: string;
  outcome: OutcomeWord;
  standing: Standing | null;
  reason: string | null;
  category: LetterCategory;
  letterIds: string[];
  evidence: readonly EvidenceId[];
  /** When it came to its final category, whatever was looked at since; null while it has none. */
  settledAt: EpochMs | null;
}

/** 未及时、未回复、渠道不可用 fail; what is open or unknown is `undetermined`. */
export async function letterAnswerOutcomes(
  workspace: Workspace,
  campaignId: string,
  asOf: EpochMs | null,
): Promise<LetterAnswerOutcome[]> {
  const { sites } = await testedSites(workspace, campaignId, asOf);
  return sites.map(({ site, verdict, letters, evidence }) => {
    const { category } = verdict;
    const passes = category === 'same_day' || category === 'on_time';
    const outcome: OutcomeWord = passes ? 'pass' : isFinal(category) ? 'fail' : 'undetermined';
    return {
      ...{ site, campaign: campaignId, outcome, category },
      standing: outcome !== 'fail' ? null : isConfirmed(letters) ? 'confirmed' : 'suspected',
      reason:
        outcome === 'undetermined'
          ? (letters.find((l) => l.latency.reason)?.latency.reason ?? category)
          : null,
      letterIds: letters.map(({ record }) => record.letter.letterId),
      ...{ evidence, settledAt: isFinal(category) ? settledAtOf(letters) : null },
    };
  });
}

/**
 * Confirmed needs looks of two days or a person's (DESIGN §5): silence was seen on two days past the deadline, a late answer
 * was seen missing past it, a channel failed on two workdays, or a person looked or said so.
 */
function isConfirmed(letters: readonly JudgedLetter[]): boolean {
  return letters
    .filter(({ latency }) => latency.category !== 'same_day' && latency.category !== 'on_time')
    .every(({ latency, record, context }) => {
      if (latency.category === 'channel_unavailable') return true;
      const { deadline } = latency;
      if (deadline === null) return false;
      const daysOn = record.looks
        .filter(({ at, conclusive }) => conclusive && at <= context.asOf)
        .map(({ at, via }) => ({ day: civilDateOf(at, context.zone), via }))
        .filter(({ day }) => day > deadline);
      // A person who looked past the deadline confirms what they saw.
      if (daysOn.some(({ via }) => via === 'person')) return true;
      return new Set(daysOn.map(({ day }) => day)).size >= (latency.category === 'none' ? 2 : 1);
    });
}

/** The reply that was seen, the first look at an empty place after the close, or the last failed attempt. */
function settledAtOf(letters: readonly JudgedLetter[]): EpochMs {
  const times = letters.flatMap(({ record, latency, context }) => {
    if (latency.firstSeenAt !== null) return [latency.firstSeenAt];
    const { deadline } = latency;
    const close = record.looks.find(
      ({ at, conclusive }) =>
        conclusive &&
        deadline !== null &&
        civilDateOf(at, context.zone) >= closing(deadline, context.deadline),
    );
    return close === undefined ? record.events.slice(-1).map(({ at }) => at) : [close.at];
  });
  return epochMs(Math.max(...times));
}

/** Stored bytes that a letter's events and looks rest on; one may come more than once. */
export function evidenceOf({ record }: JudgedLetter): EvidenceId[] {
  const events = record.events.flatMap((event) => ('trace' in event ? (event.trace?.evidence ?? []) : []));
  return [...events, ...record.looks.flatMap(({ evidence }) => evidence)];
}
