import type { Persona } from './letter-carrier.ts';
import { formsOf } from './written-forms.ts';

export type Redact = (text: string) => string;

/** What stands in a persona's place in evidence, ledger, logs and exports. */
export const REDACTED = '■■■';

/** The values of a persona that must not leave the machine, longest first so that none is left in part. */
export function privateValues(persona: Persona): string[] {
  const { name, phone, email, idNumber, address } = persona;
  return [name, phone, email, idNumber, address, ...birthdays(idNumber)]
    .filter((value): value is string => value !== null && value.trim().length >= 2)
    .sort((a, b) => b.length - a.length);
}

/** Forms ask for the day of birth that an identity number tells. */
function birthdays(idNumber: string | null): string[] {
  const [, year, month = '', day = ''] = /^\d{6}(\d{4})(\d\d)(\d\d)/.exec(idNumber ?? '') ?? [];
  if (year === undefined) return [];
  const spoken = `${year}年${Number(month)}月${Number(day)}日`;
  return [`${year}${month}${day}`, `${year}/${month}/${day}`, `${year}年${month}月${day}日`, spoken];
}

/** One a persona, for as long as its letter is at hand: the patterns are long, and engines warm to them. */
const redactors = new WeakMap<Persona, Redact>();

/** Takes a persona's values out of any text, in whatever form pages, addresses and scripts repeat them. */
export function redactor(persona: Persona): Redact {
  const known = redactors.get(persona);
  if (known !== undefined) return known;
  const made = newRedactor(persona);
  redactors.set(persona, made);
  return made;
}

function newRedactor(persona: Persona): Redact {
  const patterns = privateValues(persona).map((value) => new RegExp(formsOf(value), 'gi'));
  return (text) =>
    patterns.reduce((left, pattern) => left.replace(pattern, (match) => `${REDACTED}${tagsIn(match)}`), text);
}

/** Elements that stood between the characters of a value stay where they are. */
const tagsIn = (match: string) => (match.match(/<[^<>]*>/g) ?? []).join('');

/** Takes a persona's values out of whatever is to be kept: pages repeat names and numbers in their answers. */
export function redacted<T>(value: T, persona: Persona): T {
  return walk(value, redactor(persona)) as T;
}

function walk(value: unknown, on: Redact): unknown {
  if (typeof value === 'string') return on(value);
  if (Array.isArray(value)) return value.map((inner) => walk(inner, on));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, on)]));
  return value;
}
