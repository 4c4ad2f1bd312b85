import type { FieldReading } from '../../domain/page-reading.ts';
import type { LetterText } from '../letter-carrier.ts';

export interface FittedLetter {
  title: string;
  content: string;
}

/**
 * The wording of the letter that the form's stated lengths allow: one variant whole where one fits, else title and
 * text of two variants. Null when none fits; nothing is ever cut, for the words a reply is found by might go.
 */
export function fitLetter(letter: LetterText, fields: readonly FieldReading[]): FittedLetter | null {
  const all = [{ title: letter.title, content: letter.content }, ...letter.variants];
  const title = fields.find(({ role }) => role === 'title');
  const content = fields.find(({ role }) => role === 'content');
  const fitsTitle = (text: string) => title === undefined || fits(text, title);
  const fitsContent = (text: string) => content === undefined || fits(text, content);
  const whole = all.find((one) => fitsTitle(one.title) && fitsContent(one.content));
  if (whole !== undefined) return { title: whole.title, content: whole.content };
  const titled = all.find((one) => fitsTitle(one.title));
  const written = all.find((one) => fitsContent(one.content));
  return titled === undefined || written === undefined
    ? null
    : { title: titled.title, content: written.content };
}

function fits(text: string, { rules }: FieldReading): boolean {
  const { length } = text;
  return length >= (rules.minLength ?? 0) && length <= (rules.maxLength ?? Number.POSITIVE_INFINITY);
}
