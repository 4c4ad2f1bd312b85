/** A bulletin as text, whoever wrote it, with the annexes that lie beside it. */
export interface BulletinText {
  text: string;
  annex1: readonly Readonly<Record<string, string>>[] | null;
  annex2: readonly Readonly<Record<string, string>>[] | null;
  annex3: readonly Readonly<Record<string, string>>[] | null;
}

/** Something that does not agree, with the words it stands in and why. */
export interface Slip {
  rule: SlipRule;
  message: string;
  /** The words it is about. */
  quote: string;
}

export const SLIP_RULES = [
  'quarter',
  'rate',
  'sum',
  'list-count',
  'annex-count',
  'annex-row',
  'annex-order',
  'name-variant',
  'name-level',
  'name-place',
  'name-form',
  'name-brackets',
  'name-missing',
  'name-twice',
  'date',
] as const;
export type SlipRule = (typeof SLIP_RULES)[number];

/**
 * Sentences of the text without the breaks that pages and lines put into them: a line that ends in the middle of a
 * sentence goes on in the next one.
 */
export function sentencesOf(text: string): string[] {
  return joined(text)
    .split(/(?<=[。！？])|\n/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** The text with broken lines joined; headings and closed lines stay lines. */
export function joined(text: string): string {
  const lines: string[] = [];
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === '') continue;
    const last = lines.at(-1);
    const isOpen =
      last !== undefined &&
      /[\p{Script=Han}”’）、，]$/u.test(last) &&
      last.length > 30 &&
      !/^[#\-*|]/.test(last);
    if (isOpen && !/^[#\-*|]/.test(line)) lines[lines.length - 1] = last + line;
    else lines.push(line);
  }
  return lines
    .join('\n')
    .replace(/(?<=[\p{Script=Han}，。、（）“”])[ \u3000]+|[ \u3000]+(?=[\p{Script=Han}，。、（）“”])/gu, '');
}
