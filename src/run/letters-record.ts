import path from 'node:path';
import { DateTime } from 'luxon';
import { type EpochMs, epochMs } from '../clock.ts';
import { BY_HAND, type LetterEvent } from '../domain/letter.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import { XunjianError } from '../errors.ts';
import { type HandLetterRow, readHandLetters } from '../inventory/read-hand-letters.ts';
import { letterIdOf } from '../letters/plan-campaign.ts';
import { answerQuality } from '../reading/replies/answer-quality.ts';
import type { Campaign, LetterLook, LetterRecord, PlannedLetter } from '../store/letter-repository.ts';
import { keepProof } from './keep-proof.ts';
import { registeredSites } from './observe-quarter.ts';
import { isAlive } from './process-identity.ts';
import type { Workspace } from './workspace.ts';

export interface RecordLettersRequest {
  campaign: string;
  file: string;
  /** Who sent and watched them, where a row names nobody. */
  by: string;
  /** The reason kept with a channel that took nothing, where a row gives none. */
  why: string;
  at: EpochMs;
  deadlineWorkdays: number | null;
  deadlineSource: string | null;
}

export interface Recorded {
  letters: number;
  /** Rows that said nothing the ledger did not have. */
  known: number;
}

/**
 * Takes letters that people sent and watched by hand into the ledger, where they are judged like any other: submission,
 * looks and answers with who and the file itself as evidence. All rows or none; the same file twice changes nothing, a later
 * one adds what was seen since. Throws RETURNS_INVALID with file and line, LETTER_STATE, FILE_UNREADABLE.
 */
export async function recordHandLetters(
  workspace: Workspace,
  request: RecordLettersRequest,
): Promise<Recorded> {
  const { store } = workspace;
  const rows = readHandLetters(request.file);
  const sites = new Map(
    (await registeredSites(workspace)).map((site) => [site.siteCode.toLowerCase(), site]),
  );
  const list = await keepProof(workspace, request.file, request.at, 'the command');
  const stays = rows.map((row) => checkedRow(row, sites, request, workspace.config.timezone));
  const campaign = (await store.letters.campaign(request.campaign)) ?? newCampaign(workspace, request, stays);
  const existing = await store.letters.find({ campaign: campaign.id });
  const byId = new Map(existing.map((record) => [record.letter.letterId, record]));
  const records: LetterRecord[] = [];
  for (const stay of stays) {
    const evidence: EvidenceId[] = [list];
    if (stay.proof !== null) {
      const file = path.resolve(path.dirname(request.file), stay.proof);
      evidence.unshift(await keepProof(workspace, file, request.at, `the column proof, line ${stay.line}`));
    }
    const letterId = letterIdOf(campaign.id, siteKeyOf(stay.site), stay.ordinal);
    const known = byId.get(letterId) ?? null;
    if (records.some(({ letter }) => letter.letterId === letterId))
      throw refusal(
        request.file,
        stay.line,
        'the same letter stands twice; number a second one with ordinal',
      );
    const letter = known?.letter ?? handLetter(campaign, letterId, stay);
    const events = eventsOf(stay, known, evidence, request);
    const looks = looksOf(stay, evidence).filter(
      (look) => !known?.looks.some((had) => isSameLook(had, look)),
    );
    if (events.length + looks.length > 0) records.push({ letter, events, looks });
  }
  await store.letters.takeIn(campaign, records, isAlive);
  return { letters: records.length, known: stays.length - records.length };
}

/** A row with its cells understood. */
interface HandLetter {
  line: number;
  site: Site;
  ordinal: number;
  title: string | null;
  submittedAt: EpochMs | null;
  unavailableAt: EpochMs | null;
  /** As the site states it, in local time. */
  replied: { at: EpochMs; stated: string; text: string; department: string | null } | null;
  watchedUntil: EpochMs | null;
  receipt: { number: string | null; query: string | null };
  proof: string | null;
  by: string;
  why: string;
}

function checkedRow(
  { line, cells }: HandLetterRow,
  sites: ReadonlyMap<string, Site>,
  { file, by, why, at: now }: RecordLettersRequest,
  zone: string,
): HandLetter {
  const refuse = (reason: string) => refusal(file, line, reason);
  const site = sites.get(cells.site_code?.toLowerCase() ?? '');
  if (site === undefined) throw refuse(`no site ${cells.site_code ?? ''} in the registry`);
  const instant = (column: 'submitted_at' | 'unavailable_at' | 'replied_at' | 'watched_until') => {
    const text = cells[column];
    if (text === null) return null;
    const at = DateTime.fromISO(text.replace(' ', 'T'), { zone });
    if (!at.isValid) throw refuse(`${column} "${text}" is no ISO time`);
    if (at.toMillis() > now) throw refuse(`${column} ${text} lies in the future`);
    return epochMs(at.toMillis());
  };
  const [submittedAt, unavailableAt] = [instant('submitted_at'), instant('unavailable_at')];
  if ((submittedAt === null) === (unavailableAt === null))
    throw refuse('give either submitted_at or unavailable_at');
  const repliedAt = instant('replied_at');
  const watchedUntil = instant('watched_until');
  if (repliedAt !== null && (submittedAt === null || repliedAt < submittedAt))
    throw refuse('a reply before the letter');
  if (watchedUntil !== null && (submittedAt === null || watchedUntil < (repliedAt ?? submittedAt)))
    throw refuse('watched_until lies before the letter or its reply');
  const ordinal = Number(cells.ordinal ?? '1');
  if (!Number.isInteger(ordinal) || ordinal < 1)
    throw refuse(`ordinal "${cells.ordinal}" is no number from 1`);
  const stated =
    repliedAt === null ? '' : DateTime.fromMillis(repliedAt, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
  return {
    ...{ line, site, ordinal, title: cells.title, submittedAt, unavailableAt, watchedUntil },
    replied:
      repliedAt === null
        ? null
        : { at: repliedAt, stated, text: cells.reply ?? '', department: cells.department },
    receipt: { number: cells.receipt, query: cells.query_code },
    ...{ proof: cells.proof, by: cells.by ?? by, why: cells.note ?? why },
  };
}

function eventsOf(
  { line, submittedAt, unavailableAt, receipt, by, why }: HandLetter,
  known: LetterRecord | null,
  evidence: EvidenceId[],
  { file }: RecordLettersRequest,
): LetterEvent[] {
  const had = known?.events ?? [];
  const sent = had.find(({ kind }) => kind === 'submitted' || kind === 'stored');
  const gone = had.find(({ kind }) => kind === 'unavailable_confirmed');
  if (sent !== undefined || gone !== undefined) {
    const intent = had.find(({ kind }) => kind === 'intent');
    const isSame = submittedAt === null ? gone?.at === unavailableAt : intent?.at === submittedAt;
    if (isSame) return [];
    throw refusal(
      file,
      line,
      'the ledger has this letter otherwise: it was sent, or given up, at another time',
    );
  }
  const at = (submittedAt ?? unavailableAt) as EpochMs;
  if ((had.at(-1)?.at ?? 0) > at)
    throw refusal(file, line, 'the ledger has a later event of this letter; letters show tells it');
  const word = { by, why };
  if (submittedAt === null) return [{ at, kind: 'unavailable_confirmed', word }];
  const round = 1 + had.filter((one) => one.kind === 'refused' || one.kind === 'not_stored').length;
  return [
    { at, kind: 'opened' },
    { at, kind: 'intent', round, detail: { byHand: word } },
    {
      ...{ at, kind: 'submitted', round, receipt: { ...receipt, text: '', queryUrl: null } },
      trace: { formUrl: null, steps: [], dialogs: [], evidence },
    },
  ];
}

function looksOf(
  { submittedAt, replied, watchedUntil, by, why }: HandLetter,
  evidence: EvidenceId[],
): LetterLook[] {
  if (submittedAt === null) return [];
  const base = { via: 'person', conclusive: true, reason: null, state: null, by, why, steps: [], evidence };
  if (replied === null)
    return watchedUntil === null
      ? []
      : [{ ...base, at: watchedUntil, kind: 'nothing', presence: 'unknown', reply: null }];
  const { at, stated: statedAt, text, department } = replied;
  // Who wrote no words down says that it was an answer: what it was worth is judged where there are words.
  const worth = text === '' ? 'substantive' : answerQuality(text).quality;
  const reply = { statedAt, department, text, url: null, worth };
  return [{ ...base, at: watchedUntil ?? at, kind: 'reply', presence: 'stored', reply }];
}

function isSameLook(a: LetterLook, b: LetterLook): boolean {
  return a.via === b.via && a.kind === b.kind && (a.at === b.at || (a.reply !== null && sameReply(a, b)));
}

function sameReply(a: LetterLook, b: LetterLook): boolean {
  return a.reply?.statedAt === b.reply?.statedAt && a.reply?.text === b.reply?.text;
}

function handLetter(
  campaign: Campaign,
  letterId: string,
  { site, ordinal, title }: HandLetter,
): PlannedLetter {
  const text = { title: `${title ?? '人工测试信件'}（${letterId}）`, content: '' };
  return {
    ...{ letterId, campaign: campaign.id, siteKey: siteKeyOf(site), site, ordinal, templateId: BY_HAND },
    host: new URL(site.homeUrl).hostname.toLowerCase(),
    ...{ nonce: letterId, text: { ...text, variants: [] }, sealedPersona: new Uint8Array() },
    plannedAt: campaign.plannedAt,
  };
}

/** A campaign that nobody planned here begins with its first letter. */
function newCampaign(
  { config, store }: Workspace,
  { campaign: id, file, deadlineWorkdays, deadlineSource }: RecordLettersRequest,
  stays: readonly HandLetter[],
): Campaign {
  const times = stays.map(({ submittedAt, unavailableAt }) => (submittedAt ?? unavailableAt) as EpochMs);
  if (times.length === 0) throw refusal(file, 1, 'the file has no letters');
  const { letters } = config;
  return {
    ...{ id, plannedAt: epochMs(Math.min(...times)), seed: BY_HAND, combine: letters.combine },
    deadlineWorkdays: deadlineWorkdays ?? letters.deadlineWorkdays,
    deadlineSource: deadlineSource ?? letters.deadlineSource,
    closeAfterDays: letters.closeAfterDays,
    attempts: {
      ...{ attempts: letters.attempts, gapHours: letters.attemptGapHours },
      missingNeedsPerson: store.mode === 'real',
    },
  };
}

function refusal(file: string, line: number, reason: string): XunjianError {
  const place = { file, line };
  const message = `${file}:${line}: ${reason}`;
  return new XunjianError('RETURNS_INVALID', message, 'mend the row; nothing of the file was kept', {
    place,
  });
}
