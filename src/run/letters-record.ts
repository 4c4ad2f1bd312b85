import { type EpochMs, epochMs } from '../clock.ts';
import { loadWorkdays } from '../config/load-workdays.ts';
import { civilDateOf, startOfDay } from '../domain/civil-date.ts';
import { CAMPAIGN_NAME, HAND_TEMPLATE, type PersonsWord } from '../domain/letter.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import type { CombinePolicy } from '../domain/site-letters.ts';
import { type HandLetter, refusal } from '../inventory/read-hand-letters.ts';
import { judgeLetter } from '../letters/judge-letter.ts';
import { personaKey, personaVault } from '../letters/persona-vault.ts';
import { letterIdOf } from '../letters/plan-campaign.ts';
import type { Campaign, LetterRecord, PlannedLetter } from '../store/letter-repository.ts';
import { handFacts } from './hand-letter-facts.ts';
import { type HandTimes, handTimes } from './hand-letter-times.ts';
import { keepProof, readProof } from './keep-proof.ts';
import { judgingTime } from './letters-judged.ts';
import { registeredSites } from './observe-quarter.ts';
import type { Workspace } from './workspace.ts';

export interface RecordRequest {
  rows: readonly HandLetter[];
  /** For rows that name none. */
  campaign: string | null;
  by: string;
  why: string;
  /** When it is recorded; null for now. */
  at: EpochMs | null;
  /** Of a campaign that is new; null takes the configuration's. One that is there keeps its own. */
  deadlineWorkdays: number | null;
  deadlineSource: string | null;
  combine: CombinePolicy | null;
}

export interface Recorded {
  /** Campaigns that this made. */
  opened: string[];
  /** Letters that were in no campaign before. */
  added: number;
  /** Letters of which something was recorded, in the order of the rows. */
  touched: string[];
  /** Rows of which everything was there already. */
  known: number;
}

/**
 * Plays what people did by hand — letters sent, attempts that failed, looks, answers, each with its proof — into the
 * ledger, as events and looks that say who recorded them, when and why. All rows or none; a row that was recorded before
 * adds nothing. Categories follow as from the machine's own. Throws INVENTORY_INVALID with the line, FILE_UNREADABLE,
 * LETTER_STATE.
 */
export async function recordHandLetters(workspace: Workspace, request: RecordRequest): Promise<Recorded> {
  const { store, config } = workspace;
  const zone = config.timezone;
  const now = request.at ?? (await judgingTime(workspace));
  const word: PersonsWord = { by: request.by, why: request.why, recordedAt: now };
  const rows = request.rows.map((row) => ({ row, times: handTimes(row, zone, now) }));
  const book = await openBook(workspace, request, rows);
  const evidence = await proofsOf(workspace, request.rows, now);

  const frame = { calendar: loadWorkdays(config.workdays), zone, asOf: now };
  const touched = new Map<string, LetterRecord>();
  let known = 0;
  for (const { row, times } of rows) {
    const { record, campaign } = book.find(row);
    const { letterId } = record.letter;
    const before = touched.get(letterId) ?? { ...record, events: [], looks: [] };
    const whole = {
      ...record,
      events: [...record.events, ...before.events],
      looks: [...record.looks, ...before.looks],
    };
    const { standing } = judgeLetter(whole, campaign, frame);
    const { events, looks } = handFacts(whole, standing, row, times, { word, evidence: evidence(row) });
    if (events.length + looks.length === 0) known += 1;
    else
      touched.set(letterId, {
        ...record,
        events: [...before.events, ...events],
        looks: [...before.looks, ...looks],
      });
  }
  await store.letters.record({
    campaigns: book.opened,
    letters: book.added,
    entries: [...touched].map(([letterId, { events, looks }]) => ({ letterId, events, looks })),
  });
  return {
    ...{ opened: book.opened.map(({ id }) => id), added: book.added.length },
    ...{ touched: [...touched.keys()], known },
  };
}

interface Book {
  opened: Campaign[];
  added: PlannedLetter[];
  /** The letter a row speaks of, made where people wrote it themselves. */
  find(row: HandLetter): { record: LetterRecord; campaign: Campaign };
}

/** All letters by id and by site, and what is made anew. */
async function openBook(
  workspace: Workspace,
  request: RecordRequest,
  rows: readonly { row: HandLetter; times: HandTimes }[],
): Promise<Book> {
  const { store } = workspace;
  const registry = await registeredSites(workspace);
  const sites = new Map(registry.map((site) => [site.siteCode.toLowerCase(), site]));
  const campaigns = new Map((await store.letters.campaigns()).map((campaign) => [campaign.id, campaign]));
  const byId = new Map<string, LetterRecord>();
  const bySite = new Map<string, LetterRecord>();
  const planned = new Set<string>();
  const note = (record: LetterRecord) => {
    const { letterId, campaign, site, ordinal, templateId } = record.letter;
    byId.set(letterId, record);
    bySite.set(`${campaign}\n${site.siteCode.toLowerCase()}\n${ordinal}`, record);
    if (templateId !== HAND_TEMPLATE) planned.add(campaign);
  };
  for (const record of await store.letters.find({})) note(record);
  const book: Book = { opened: [], added: [], find };

  function campaignOf({ campaign: own, place }: HandLetter): Campaign {
    const id = own ?? request.campaign;
    if (id === null) throw refusal(place, 'no campaign', 'fill in the column campaign, or give --campaign');
    const known = campaigns.get(id);
    if (known !== undefined) return known;
    if (!CAMPAIGN_NAME.test(id))
      throw refusal(place, `"${id}" is no name for a campaign`, 'use letters, digits, dots and hyphens');
    const its = rows.filter(({ row }) => (row.campaign ?? request.campaign) === id);
    const campaign = campaignByHand(workspace, request, id, its);
    campaigns.set(id, campaign);
    book.opened.push(campaign);
    return campaign;
  }

  function find(row: HandLetter): { record: LetterRecord; campaign: Campaign } {
    if (row.letterId !== null) {
      const record = byId.get(row.letterId);
      const campaign = record === undefined ? undefined : campaigns.get(record.letter.campaign);
      if (record !== undefined && campaign !== undefined) return { record, campaign };
      throw refusal(row.place, `no letter ${row.letterId}`, 'letters status lists them');
    }
    if (row.siteCode === null)
      throw refusal(row.place, 'neither site_code nor letter_id', 'name the site of the letter');
    const site = sites.get(row.siteCode);
    const campaign = campaignOf(row);
    const known = bySite.get(`${campaign.id}\n${row.siteCode}\n${row.ordinal}`);
    if (known !== undefined) return { record: known, campaign };
    if (planned.has(campaign.id))
      throw refusal(
        row.place,
        `${campaign.id} has no letter ${row.ordinal} to site ${row.siteCode}`,
        'a planned campaign keeps its letters; letters status lists them',
      );
    if (site === undefined)
      throw refusal(row.place, `no site ${row.siteCode} in the registry`, 'check the site code');
    const letter = letterByHand(workspace, campaign, site, row);
    book.added.push(letter);
    const record: LetterRecord = { letter, events: [], looks: [] };
    note(record);
    return { record, campaign };
  }
  return book;
}

/** A campaign that people made: it begins with the day of its first letter. */
function campaignByHand(
  { config, store }: Workspace,
  request: RecordRequest,
  id: string,
  rows: readonly { row: HandLetter; times: HandTimes }[],
): Campaign {
  const { letters: settings, timezone: zone } = config;
  const times = rows.flatMap(({ times: { submittedAt, failedAt, unavailableAt } }) =>
    [submittedAt, ...failedAt, unavailableAt].filter((at): at is EpochMs => at !== null),
  );
  const [first] = rows;
  if (times.length === 0 && first !== undefined)
    throw refusal(
      first.row.place,
      `there is no campaign ${id}, and no row says when a letter of it was sent`,
      'check the name of the campaign, or fill in submitted_at',
    );
  return {
    id,
    plannedAt: startOfDay(civilDateOf(epochMs(Math.min(...times)), zone), zone),
    seed: HAND_TEMPLATE,
    deadlineWorkdays: request.deadlineWorkdays ?? settings.deadlineWorkdays,
    deadlineSource: request.deadlineSource ?? settings.deadlineSource,
    closeAfterDays: settings.closeAfterDays,
    combine: request.combine ?? settings.combine,
    attempts: {
      ...{ attempts: settings.attempts, gapHours: settings.attemptGapHours },
      missingNeedsPerson: store.mode === 'real',
    },
  };
}

function letterByHand({ config }: Workspace, campaign: Campaign, site: Site, row: HandLetter): PlannedLetter {
  const siteKey = siteKeyOf(site);
  const letterId = letterIdOf(campaign.id, siteKey, row.ordinal);
  const vault = personaVault(personaKey(config.letters.keyFile, process.env));
  const nobody = { name: '', phone: '', email: '', idNumber: null, address: '', postcode: null };
  return {
    ...{ letterId, campaign: campaign.id, siteKey, site, ordinal: row.ordinal, templateId: HAND_TEMPLATE },
    ...{ host: new URL(site.homeUrl).hostname.toLowerCase(), nonce: letterId, plannedAt: campaign.plannedAt },
    text: { title: row.title ?? '（人工寄送，未记标题）', content: '', variants: [] },
    sealedPersona: vault.seal(nobody, letterId),
  };
}

/**
 * Keeps the files that rows name as proofs, and the rows themselves, which are the least of proofs. Query codes open
 * letters and are left out of them.
 */
async function proofsOf(
  workspace: Workspace,
  rows: readonly HandLetter[],
  at: EpochMs,
): Promise<(row: HandLetter) => EvidenceId[]> {
  const bytes = new Map(rows.flatMap(({ proofs }) => proofs.map((file) => [file, readProof(file)] as const)));
  const kept = new Map<string, EvidenceId>();
  for (const [file, proof] of bytes) kept.set(file, await keepProof(workspace, proof, at));
  const sheet = rows.map(({ place, query, proofs, ...said }) => ({ line: place.line, ...said }));
  const own = await keepProof(workspace, Buffer.from(`${JSON.stringify(sheet, null, 1)}\n`), at);
  return ({ proofs }) => [...proofs.flatMap((file) => kept.get(file) ?? []), own];
}
