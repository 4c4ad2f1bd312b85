import type { Answer } from './door.ts';
import { type SourceFailure, sourceFailure } from './source-failure.ts';

/** A JSON object out of an answer, or whose fault it is that there is none: half an answer says nothing of the account. */
export function jsonOf(answer: Answer): { value: Record<string, unknown> } | { failure: SourceFailure } {
  if (answer.failure !== null) return { failure: answer.failure };
  const where = answer.finalUrl.replace(/\?.*$/, '');
  let value: unknown;
  try {
    value = JSON.parse(answer.text.replace(/^\ufeff/, ''));
  } catch {
    const what = answer.text === '' ? 'nothing' : `${answer.text.length} characters that are no whole JSON`;
    return { failure: sourceFailure('answer_unreadable', `${where} answered ${what}`) };
  }
  return isRecord(value)
    ? { value }
    : { failure: sourceFailure('answer_unexpected', `${where} answered JSON that is no object`) };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function recordAt(value: unknown, ...path: string[]): Record<string, unknown> | null {
  let here: unknown = value;
  for (const step of path) here = isRecord(here) ? here[step] : undefined;
  return isRecord(here) ? here : null;
}

export function listAt(value: unknown, ...path: string[]): unknown[] {
  let here: unknown = value;
  for (const step of path) here = isRecord(here) ? here[step] : undefined;
  return Array.isArray(here) ? here : [];
}

/** A text or number as text; null for anything else and for what is empty. */
export function textAt(value: unknown, key: string): string | null {
  const found = isRecord(value) ? value[key] : undefined;
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' && found.trim() !== '' ? found.trim().slice(0, 500) : null;
}
