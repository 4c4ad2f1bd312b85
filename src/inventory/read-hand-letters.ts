import path from 'node:path';
import { ANSWER_WORTHS, type AnswerWorth } from '../domain/answer-worth.ts';
import { XunjianError } from '../errors.ts';
import { type CsvHeader, readCsv } from './read-csv.ts';
import { wordOf } from './words.ts';

/** Columns of a file of letters that people sent and watched. Chinese headers are accepted. */
export const HAND_LETTER_HEADER = {
  required: [],
  optional: [
    ...[
      'campaign',
      'site_code',
      'letter',
      'letter_id',
      'title',
      'submitted_at',
      'receipt_number',
      'query_code',
    ],
    ...['failed_at', 'unavailable_at', 'unseen_at', 'watched_until', 'replied_at', 'seen_at', 'department'],
    ...['reply', 'quality', 'proof', 'note'],
  ],
  names: {
    ...{
      活动: 'campaign',
      网站标识码: 'site_code',
      标识码: 'site_code',
      第几封: 'letter',
      信件编号: 'letter_id',
    },
    ...{ 标题: 'title', 提交时间: 'submitted_at', 受理编号: 'receipt_number', 查询码: 'query_code' },
    ...{ 提交失败时间: 'failed_at', 认定渠道不可用时间: 'unavailable_at', 未见答复时间: 'unseen_at' },
    ...{
      最后查看时间: 'watched_until',
      答复时间: 'replied_at',
      首见答复时间: 'seen_at',
      答复单位: 'department',
    },
    ...{ 答复内容: 'reply', 答复质量: 'quality', 凭证: 'proof', 备注: 'note' },
  },
} as const satisfies CsvHeader;

const QUALITIES: Readonly<Record<string, AnswerWorth>> = {
  ...(Object.fromEntries(ANSWER_WORTHS.map((word) => [word, word])) as Record<AnswerWorth, AnswerWorth>),
  ...{ 实质答复: 'substantive', 实质: 'substantive', 推诿敷衍: 'evasive', 推诿: 'evasive', 敷衍: 'evasive' },
  ...{ 答非所问: 'evasive', 仅告知收悉: 'acknowledgement', 收悉: 'acknowledgement', 空白: 'empty' },
};

/** One letter as a person wrote it down. Times are still text; proofs are relative to the file. */
export interface HandLetter {
  /** `file:line`, for errors. */
  place: { file: string; line: number };
  campaign: string | null;
  siteCode: string | null;
  /** Which of the site's letters, from 1. */
  ordinal: number;
  letterId: string | null;
  title: string | null;
  submittedAt: string | null;
  number: string | null;
  query: string | null;
  failedAt: string[];
  unavailableAt: string | null;
  unseenAt: string[];
  repliedAt: string | null;
  seenAt: string | null;
  department: string | null;
  reply: string | null;
  quality: AnswerWorth | null;
  proofs: string[];
  note: string | null;
}

/** Reads a file of hand-sent letters, UTF-8 or GB18030. Throws INVENTORY_UNREADABLE, INVENTORY_INVALID with the line. */
export function readHandLetters(file: string): HandLetter[] {
  const { rows, refused } = readCsv(file, HAND_LETTER_HEADER);
  const [bad] = refused;
  if (bad !== undefined) throw refusal(bad, bad.reason, bad.remedy);
  return rows.map(({ line, cells }) => handLetter(cells, { file, line }));
}

/** One row's cells, or options of the command, as a letter. */
export function handLetter(cells: Readonly<Record<string, string>>, place: HandLetter['place']): HandLetter {
  const get = (name: string) => (cells[name] ?? '').trim() || null;
  const list = (name: string) => (get(name) ?? '').split(/[;；\n]+/).flatMap((one) => one.trim() || []);
  const quality = get('quality');
  const worth = quality === null ? null : wordOf(quality, QUALITIES);
  if (worth === undefined)
    throw refusal(place, `quality "${quality}" is unknown`, `use one of ${ANSWER_WORTHS.join(', ')}`);
  const ordinal = get('letter') ?? '1';
  if (!/^[1-9]\d?$/.test(ordinal))
    throw refusal(place, `letter "${ordinal}" is no number`, 'write 1 for the first letter of a site');
  const repliedAt = get('replied_at');
  const watched = get('watched_until');
  return {
    ...{ place, campaign: get('campaign'), siteCode: get('site_code')?.toLowerCase() ?? null },
    ...{ ordinal: Number(ordinal), letterId: get('letter_id'), title: get('title') },
    ...{ submittedAt: get('submitted_at'), number: get('receipt_number'), query: get('query_code') },
    ...{ failedAt: list('failed_at'), unavailableAt: get('unavailable_at') },
    // Whoever watched until then and names no reply saw none; with a reply the watching ended there.
    unseenAt: [...list('unseen_at'), ...(watched !== null && repliedAt === null ? [watched] : [])],
    ...{ repliedAt, seenAt: get('seen_at'), department: get('department'), reply: get('reply') },
    ...{ quality: worth, note: get('note') },
    proofs: list('proof').map((one) => path.resolve(path.dirname(place.file), one)),
  };
}

export function refusal({ file, line }: HandLetter['place'], reason: string, remedy: string): XunjianError {
  return new XunjianError(
    'INVENTORY_INVALID',
    `${file}:${line}: ${reason}`,
    `${remedy}; nothing was recorded`,
    {
      place: { file, line },
    },
  );
}
