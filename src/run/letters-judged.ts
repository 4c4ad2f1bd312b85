import type { EpochMs } from '../clock.ts';
import { loadWorkdays } from '../config/load-workdays.ts';
import { XunjianError } from '../errors.ts';
import { type JudgedLetter, judgeLetter } from '../letters/judge-letter.ts';
import type { Campaign, LetterQuery } from '../store/letter-repository.ts';
import type { Store } from '../store/store.ts';
import type { Workspace } from './workspace.ts';

type Judging = Pick<Workspace, 'clock' | 'config'> & { store: Pick<Store, 'letters' | 'mode'> };

/** Letters with what follows from their ledger at `asOf` (null: now, in a rehearsal its newest instant). */
export async function judgedLetters(
  workspace: Judging,
  query: LetterQuery,
  asOf: EpochMs | null,
): Promise<JudgedLetter[]> {
  const { letters } = workspace.store;
  const at = asOf ?? (await judgingTime(workspace));
  const campaigns = new Map((await letters.campaigns()).map((campaign) => [campaign.id, campaign]));
  if (query.campaign !== undefined) knownCampaign(campaigns, query.campaign);
  const { timezone: zone, workdays } = workspace.config;
  const frame = { calendar: loadWorkdays(workdays), zone, asOf: at };
  return (await letters.find(query)).map((record) =>
    judgeLetter(record, knownCampaign(campaigns, record.letter.campaign), frame),
  );
}

/** One letter; throws LETTER_UNKNOWN. */
export async function judgedLetter(
  workspace: Judging,
  letterId: string,
  asOf: EpochMs | null,
): Promise<JudgedLetter> {
  const [letter] = await judgedLetters(workspace, { letterId }, asOf);
  if (letter !== undefined) return letter;
  throw new XunjianError('LETTER_UNKNOWN', `no letter ${letterId}`, 'letters status lists them');
}

/** A rehearsal's machine clock runs years after its ledger: without --as-of its newest instant is now. */
export async function judgingTime({ store, clock }: Judging): Promise<EpochMs> {
  return store.mode === 'rehearsal' ? ((await store.letters.newestAt()) ?? clock.now()) : clock.now();
}

function knownCampaign(campaigns: ReadonlyMap<string, Campaign>, id: string): Campaign {
  const campaign = campaigns.get(id);
  if (campaign !== undefined) return campaign;
  const names = [...campaigns.keys()].join(', ');
  throw new XunjianError(
    'CAMPAIGN_UNKNOWN',
    `no campaign ${id}`,
    names === '' ? 'plan it first: letters plan --campaign ID' : `known are: ${names}`,
  );
}
