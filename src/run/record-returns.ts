import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { type EpochMs, epochMs } from '../clock.ts';
import type { Account } from '../domain/account.ts';
import { ACCOUNT_INDICATORS } from '../domain/outcome.ts';
import { platformOf } from '../domain/platform-names.ts';
import { siteKeyOf } from '../domain/site.ts';
import { XunjianError } from '../errors.ts';
import type { AccountReturn, LetterReturn } from '../store/return-repository.ts';
import { registeredSites } from './observe-quarter.ts';
import { accountKeyOf } from './quarter-accounts.ts';
import type { Workspace } from './workspace.ts';

const letterRow = z.strictObject({
  campaign: z.string().regex(/^\d{4}Q[1-4]$/, 'a quarter like 2024Q2'),
  site_code: z.string().min(1),
  submitted_at: z.string(),
  unavailable_at: z.string(),
  replied_at: z.string(),
  watched_until: z.string().min(1, 'until when somebody looked for a reply'),
});

const accountRow = z.strictObject({
  account_name: z.string().min(1),
  platform: z.string().min(1),
  operator: z.string().min(1),
  supervisor: z.string(),
  region: z.string().min(1),
  sample: z.union([z.literal(''), z.string().regex(/^\d{4}Q[1-4]$/, 'a quarter like 2024Q2, or empty')]),
  indicator: z.enum(ACCOUNT_INDICATORS),
  result: z.enum(['pass', 'fail', 'undetermined']),
  message: z.string(),
  evidence: z.string(),
  checked_at: z.string().min(1),
});

export const LETTER_RETURN_COLUMNS = Object.keys(letterRow.shape);
export const ACCOUNT_RETURN_COLUMNS = Object.keys(accountRow.shape);

/** Takes in letters that were sent and watched by hand. All rows or none. Throws RETURNS_INVALID, FILE_UNREADABLE. */
export async function recordLetters(
  workspace: Workspace,
  file: string,
  { by, at }: { by: string; at: EpochMs },
): Promise<number> {
  const { timezone } = workspace.config;
  const codes = new Map(
    (await registeredSites(workspace)).map((site) => [site.siteCode.toLowerCase(), siteKeyOf(site)]),
  );
  const returns = rowsOf(file, letterRow).map(({ row, line }): LetterReturn => {
    const siteKey = codes.get(row.site_code.toLowerCase());
    if (siteKey === undefined) throw refusal(file, line, `no site ${row.site_code} in the registry`);
    if ((row.submitted_at === '') === (row.unavailable_at === ''))
      throw refusal(file, line, 'give either submitted_at or unavailable_at');
    const instant = (text: string) => (text === '' ? null : instantOf(text, timezone, file, line));
    const submittedAt = instant(row.submitted_at);
    const repliedAt = instant(row.replied_at);
    if (repliedAt !== null && (submittedAt === null || repliedAt < submittedAt))
      throw refusal(file, line, 'a reply before the letter');
    return {
      ...{
        campaign: row.campaign,
        siteKey,
        submittedAt,
        unavailableAt: instant(row.unavailable_at),
        repliedAt,
      },
      ...{ watchedUntil: instantOf(row.watched_until, timezone, file, line), by, at },
    };
  });
  await workspace.store.returns.appendLetters(returns);
  return returns.length;
}

/** Takes in accounts that were looked at by hand, one row an indicator. All rows or none. */
export async function recordAccounts(
  workspace: Workspace,
  file: string,
  { by }: { by: string },
): Promise<number> {
  const { timezone } = workspace.config;
  const returns = rowsOf(file, accountRow).map(({ row, line }): AccountReturn => {
    const platform = platformOf(row.platform);
    if (platform === null) throw refusal(file, line, `no platform "${row.platform}"`);
    const account: Account = {
      ...{ name: row.account_name, platform, operator: row.operator, supervisor: row.supervisor },
      ...{
        region: row.region,
        feedUrl: null,
        handle: null,
        declared: row.indicator !== 'account-unreported',
        ...{ state: 'normal', level: null, formerNames: [] },
      },
    };
    return {
      ...{ accountKey: accountKeyOf(account), account, sample: row.sample === '' ? null : row.sample },
      ...{ indicator: row.indicator, result: row.result, message: row.message, evidence: row.evidence, by },
      checkedAt: instantOf(row.checked_at, timezone, file, line),
    };
  });
  await workspace.store.returns.appendAccounts(returns);
  return returns.length;
}

function rowsOf<T>(file: string, schema: z.ZodType<T>): { row: T; line: number }[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new XunjianError('FILE_UNREADABLE', `cannot read ${file}`, 'check the path', { cause });
  }
  let parsed: { record: unknown; info: { lines: number } }[];
  try {
    parsed = parse(text, { columns: true, bom: true, info: true, trim: true, skip_empty_lines: true });
  } catch (cause) {
    throw new XunjianError(
      'RETURNS_INVALID',
      `${file}: ${cause instanceof Error ? cause.message : 'no CSV'}`,
      'mend the CSV',
      { cause },
    );
  }
  return parsed.map(({ record, info: { lines: line } }) => {
    const checked = schema.safeParse(record);
    if (checked.success) return { row: checked.data, line };
    const [issue] = checked.error.issues;
    throw refusal(file, line, `${(issue?.path ?? []).join('.')}: ${issue?.message ?? 'wrong'}`);
  });
}

function refusal(file: string, line: number, reason: string): XunjianError {
  return new XunjianError(
    'RETURNS_INVALID',
    `${file}:${line}: ${reason}`,
    'mend the row; nothing of the file was kept',
    {
      place: { file, line },
    },
  );
}

function instantOf(text: string, zone: string, file: string, line: number): EpochMs {
  const at = DateTime.fromISO(text, { zone });
  if (!at.isValid) throw refusal(file, line, `"${text}" is no ISO time`);
  return epochMs(at.toMillis());
}
