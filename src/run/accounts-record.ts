import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { DateTime } from 'luxon';
import { type PersonsLook, personsFacts } from '../accounts/persons-look.ts';
import { type EpochMs, epochMs } from '../clock.ts';
import { type Platform, plainName, type RegisteredAccount } from '../domain/account.ts';
import { type AccountFacts, PRESENCE_STATES, type PresenceState } from '../domain/account-facts.ts';
import { civilDateOf, parseCivilDate } from '../domain/civil-date.ts';
import { XunjianError } from '../errors.ts';
import { keepProof, keepProofFile } from './keep-proof.ts';
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
  /** A file, or what the console sent. */
  screenshot: string | Uint8Array | null;
  by: string;
  /** When the person looked, ISO time or day, in the configured zone where it names none; null for now. */
  checkedAt: string | null;
  /** Where the row stands, for errors. */
  file?: string;
  line?: number;
}

/** A photograph of a telephone's screen is smaller. */
const MAX_SCREENSHOT_BYTES = 12 * 1024 * 1024;
const PNG = Buffer.from([0x89, 0x50]);
const JPEG = Buffer.from([0xff, 0xd8]);

/**
 * Appends persons' looks, all of them or none: the same facts as any other look, so `accounts status`, `findings` and the
 * quarter's figures judge them like those. A row that is stored already is passed over, so a file may be given twice.
 * Throws USAGE or INVENTORY_INVALID for what cannot be read (with file and line), TARGET_UNKNOWN for an account that is not
 * registered, FILE_UNREADABLE for a screenshot that is none.
 */
export async function recordLooks(
  workspace: Workspace,
  registered: readonly RegisteredAccount[],
  entries: readonly RecordEntry[],
): Promise<{ accounts: RegisteredAccount[]; added: number; known: number }> {
  const { clock, config, store } = workspace;
  const nameOf = accountFinder(registered);
  const now = clock.now();
  const checked = entries.map((entry) =>
    inPlace(entry, () => {
      const at = checkedAtOf(entry, now, config.timezone);
      if (entry.screenshot !== null) checkPicture(entry.screenshot);
      const look = checkedLook(entry, civilDateOf(at, config.timezone));
      return { one: nameOf(entry), look, at, screenshot: entry.screenshot };
    }),
  );
  const looks: AccountFacts[] = [];
  for (const { one, look, at, screenshot } of checked) {
    const keep = (kept: string | Uint8Array) =>
      typeof kept === 'string' ? keepProofFile(workspace, kept, at) : keepProof(workspace, kept, at);
    const evidence = screenshot === null ? [] : [await keep(screenshot)];
    const common = { accountKey: one.key, at, vantage: config.vantage };
    looks.push(personsFacts({ ...look, evidence }, common));
  }
  return { accounts: checked.map(({ one }) => one), ...(await store.accounts.appendLooks(looks)) };
}

/** What is wrong with a row says where the row stands. */
function inPlace<T>({ file, line }: RecordEntry, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof XunjianError) || file === undefined || line === undefined) throw error;
    throw new XunjianError('INVENTORY_INVALID', `${file}:${line}: ${error.message}`, error.remedy, {
      place: { file, line },
      cause: error,
    });
  }
}

/** When somebody looked. A day alone is its noon; later than now is a slip of the pen. */
function checkedAtOf({ checkedAt }: RecordEntry, now: EpochMs, zone: string): EpochMs {
  if (checkedAt === null) return now;
  const parsed = DateTime.fromISO(checkedAt.replace(' ', 'T'), { zone });
  const at = /^\d{4}-\d{2}-\d{2}$/.test(checkedAt) ? parsed.set({ hour: 12 }) : parsed;
  if (!at.isValid || at.toMillis() > now)
    throw new XunjianError(
      'USAGE',
      `checked_at "${checkedAt}" is ${at.isValid ? 'in the future' : 'no time'}`,
      'write when somebody looked, like 2024-06-24T10:00 or 2024-06-24',
    );
  return epochMs(at.toMillis());
}

/** Finds the one account that an entry means; throws TARGET_UNKNOWN when there is none or several. */
export function accountFinder(
  registered: readonly RegisteredAccount[],
): (entry: Pick<RecordEntry, 'account' | 'platform' | 'operator'>) => RegisteredAccount {
  const index = new Map<string, Set<RegisteredAccount>>();
  for (const one of registered) {
    const { name, handle, formerNames } = one.account;
    const names = [`key ${one.key}`, `handle ${handle?.toLowerCase() ?? ''}`, `name ${plainName(name)}`];
    for (const word of [...names, ...formerNames.map((former) => `former ${plainName(former)}`)])
      index.set(word, (index.get(word) ?? new Set()).add(one));
  }
  return ({ account: text, platform, operator }) => {
    const isMeant = ({ account }: RegisteredAccount) =>
      (platform === null || account.platform === platform) &&
      (operator === null || plainName(account.operator) === plainName(operator));
    const under = (...words: string[]) => [
      ...new Set(words.flatMap((word) => [...(index.get(word) ?? [])].filter(isMeant))),
    ];
    const own = under(`key ${text}`, `handle ${text.toLowerCase()}`, `name ${plainName(text)}`);
    const fits = own.length > 0 ? own : under(`former ${plainName(text)}`);
    const [first] = fits;
    if (first !== undefined && fits.length === 1) return first;
    const keys = fits.slice(0, 5).map(({ key }) => key);
    throw new XunjianError(
      'TARGET_UNKNOWN',
      fits.length === 0
        ? `no account "${text}" is registered`
        : `"${text}" names ${fits.length} accounts: ${keys.join(', ')}`,
      fits.length === 0
        ? 'write it as the registry has it'
        : 'say which one with platform and operator, or give its key',
    );
  };
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
        `--newest "${newestText}" is ${newest === null ? 'no date' : `after the day of the look, ${today}`}`,
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

/** A picture by its first bytes; the rest of a file is read when it is kept, so that a thousand are never held at once. */
function checkPicture(picture: string | Uint8Array): void {
  const isFile = typeof picture === 'string';
  const { first, size } = isFile ? startOf(picture) : { first: picture.subarray(0, 2), size: picture.length };
  const refuse = (what: string, remedy: string) =>
    isFile
      ? new XunjianError('FILE_UNREADABLE', `${picture} ${what}`, remedy, { place: { file: picture } })
      : new XunjianError('USAGE', `the screenshot ${what}`, remedy);
  if (size > MAX_SCREENSHOT_BYTES)
    throw refuse(`has ${size} bytes, more than ${MAX_SCREENSHOT_BYTES}`, 'save the screenshot smaller');
  if (!PNG.equals(first) && !JPEG.equals(first))
    throw refuse('is no PNG or JPEG', 'save the screenshot as PNG or JPEG');
}

function startOf(file: string): { first: Uint8Array; size: number } {
  const first = Buffer.alloc(2);
  try {
    const { size } = statSync(file);
    const handle = openSync(file, 'r');
    try {
      readSync(handle, first);
    } finally {
      closeSync(handle);
    }
    return { first, size };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new XunjianError(
      'FILE_UNREADABLE',
      `cannot read the screenshot ${file}: ${why}`,
      'check its path',
      { cause, place: { file } },
    );
  }
}
