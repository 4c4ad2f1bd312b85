import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type PersonsLook, personsFacts } from '../accounts/persons-look.ts';
import { type Platform, plainName, type RegisteredAccount } from '../domain/account.ts';
import { PRESENCE_STATES, type PresenceState } from '../domain/account-facts.ts';
import { civilDateOf, parseCivilDate } from '../domain/civil-date.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { XunjianError } from '../errors.ts';
import type { Workspace } from './workspace.ts';

/** What a person enters, as text: from options of the command, a row of a file, or the console. */
export interface RecordEntry {
  /** Name, handle or key of the account. */
  account: string;
  platform: Platform | null;
  operator: string | null;
  newest: string | null;
  repost: boolean;
  /** yes or no. */
  interaction: string | null;
  presence: string | null;
  shownName: string | null;
  screenshot: string | null;
  by: string;
}

/** A photograph of a telephone's screen is smaller. */
const MAX_SCREENSHOT_BYTES = 12 * 1024 * 1024;

/**
 * Appends a person's look. Throws USAGE for what cannot be read, TARGET_UNKNOWN for an account that is not registered,
 * FILE_UNREADABLE for a screenshot that is none. Nothing is written then.
 */
export async function recordLook(
  workspace: Workspace,
  registered: readonly RegisteredAccount[],
  entry: RecordEntry,
): Promise<RegisteredAccount> {
  const one = accountNamed(registered, entry);
  const look = checkedLook(entry, civilDateOf(workspace.clock.now(), workspace.config.timezone));
  const evidence = entry.screenshot === null ? [] : [await keepScreenshot(workspace, one, entry.screenshot)];
  const { clock, config, store } = workspace;
  const facts = personsFacts(
    { ...look, evidence },
    { accountKey: one.key, at: clock.now(), vantage: config.vantage },
  );
  await store.accounts.appendLook(facts);
  return one;
}

/** The one account that an entry means. */
export function accountNamed(
  registered: readonly RegisteredAccount[],
  { account: text, platform, operator }: Pick<RecordEntry, 'account' | 'platform' | 'operator'>,
): RegisteredAccount {
  const wanted = plainName(text);
  const fits = registered.filter(
    ({ key, account }) =>
      (platform === null || account.platform === platform) &&
      (operator === null || plainName(account.operator) === plainName(operator)) &&
      (key === text ||
        plainName(account.name) === wanted ||
        account.handle?.toLowerCase() === text.toLowerCase()),
  );
  const [first] = fits;
  if (first !== undefined && fits.length === 1) return first;
  throw new XunjianError(
    'TARGET_UNKNOWN',
    fits.length === 0
      ? `no account "${text}" is registered`
      : `"${text}" names ${fits.length} accounts: ${fits
          .map(({ key }) => key)
          .slice(0, 5)
          .join(', ')}`,
    fits.length === 0
      ? 'write it as the registry has it, or run accounts check once so that the registry is read'
      : 'say which one with --platform and --operator, or give its key',
  );
}

function checkedLook(entry: RecordEntry, today: string): Omit<PersonsLook, 'evidence'> {
  const { newest: newestText, interaction: interactionText, presence: presenceText } = entry;
  if (entry.by.trim() === '') throw new XunjianError('USAGE', '--by is empty', 'give the name of who looked');
  let newest: PersonsLook['newest'] = null;
  if (newestText === 'none' || newestText === '无') newest = 'none';
  else if (newestText !== null) {
    newest = parseCivilDate(newestText);
    if (newest === null || newest > today)
      throw new XunjianError(
        'USAGE',
        `--newest "${newestText}" is ${newest === null ? 'no date' : `after today, ${today}`}`,
        'write the day of the newest post like 2024-06-19, or none when there is no post at all',
      );
  }
  const interaction = yesOrNo(interactionText);
  const presence = presenceText as PresenceState | null;
  if (presence !== null && !PRESENCE_STATES.includes(presence))
    throw new XunjianError(
      'USAGE',
      `--presence "${presenceText}" is unknown`,
      `use one of ${PRESENCE_STATES.join(', ')}`,
    );
  if (newest === null && interaction === null && presence === null && entry.shownName === null)
    throw new XunjianError(
      'USAGE',
      `nothing is said of "${entry.account}"`,
      'give at least one of --newest, --interaction, --presence and --shown-name',
    );
  return {
    newest,
    isRepost: entry.repost,
    interaction,
    presence,
    shownName: entry.shownName,
    by: entry.by.trim(),
  };
}

function yesOrNo(text: string | null): boolean | null {
  if (text === null) return null;
  if (/^(?:yes|true|works|是|有|可用)$/i.test(text)) return true;
  if (/^(?:no|false|none|否|无|不可用)$/i.test(text)) return false;
  throw new XunjianError('USAGE', `--interaction takes yes or no, not "${text}"`, 'give yes or no');
}

async function keepScreenshot(
  { evidence, clock, config }: Workspace,
  { key }: RegisteredAccount,
  file: string,
): Promise<EvidenceId> {
  const bytes = readPicture(file);
  const type = bytes[0] === 0x89 ? 'image/png' : 'image/jpeg';
  const name = encodeURIComponent(path.basename(file));
  return evidence.put({
    exchange: {
      ...{ url: `urn:xunjian:screenshot:${encodeURIComponent(key)}:${name}`, method: 'GET', tier: 'http' },
      finalUrl: `urn:xunjian:screenshot:${encodeURIComponent(key)}:${name}`,
      ...{
        at: clock.now(),
        vantage: config.vantage,
        hops: [],
        status: 200,
        headers: { 'content-type': type },
      },
      ...{ body: null, wireBytes: 0, tls: null, failure: null },
      timing: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 0 },
    },
    bytes,
    requestHead: `GET ${name} HTTP/1.1`,
    responseHead: `HTTP/1.1 200 OK\r\ncontent-type: ${type}`,
  });
}

function readPicture(file: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    const { size } = statSync(file);
    if (size > MAX_SCREENSHOT_BYTES)
      throw new Error(`it has ${size} bytes, more than ${MAX_SCREENSHOT_BYTES}`);
    bytes = readFileSync(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new XunjianError(
      'FILE_UNREADABLE',
      `cannot read the screenshot ${file}: ${why}`,
      'check its path',
      {
        cause,
        place: { file },
      },
    );
  }
  const isPng = bytes[0] === 0x89 && bytes[1] === 0x50;
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  if (isPng || isJpeg) return bytes;
  throw new XunjianError(
    'FILE_UNREADABLE',
    `${file} is no PNG or JPEG`,
    'save the screenshot as PNG or JPEG',
    {
      place: { file },
    },
  );
}
