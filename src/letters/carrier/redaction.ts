import type { Persona } from '../letter-carrier.ts';

export type Redact = (text: string) => string;

/** What stands in a persona's place in evidence, logs and exports. */
export const REDACTED = '■■■';

/** The values of a persona that must not leave the machine, longest first so that none is left in part. */
export function privateValues(persona: Persona): string[] {
  const { name, phone, email, idNumber, address } = persona;
  return [name, phone, email, idNumber, address]
    .filter((value): value is string => value !== null && value.trim().length >= 2)
    .sort((a, b) => b.length - a.length);
}

/** Takes a persona's values out of any text, also as pages echo them: with blanks or dashes in a number. */
export function redactor(persona: Persona): Redact {
  const patterns = privateValues(persona).map((value) => {
    const spaced = /^[\dXx]+$/.test(value) ? [...value].join('[\\s-]?') : escaped(value);
    return new RegExp(spaced, 'gi');
  });
  return (text) => patterns.reduce((left, pattern) => left.replace(pattern, REDACTED), text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
