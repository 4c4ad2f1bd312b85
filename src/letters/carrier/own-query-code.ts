import { createHash } from 'node:crypto';
import type { FieldRules } from '../../domain/page-reading.ts';

/** Forms that let the writer choose a query code ask for six digits (STANDARDS §12.4, 网上民声). */
const USUAL_LENGTH = 6;

/** The same letter gives the same code, so that a crash after the click does not lose it. */
export function ownQueryCode(letterId: string, rules: FieldRules): string {
  const length = Math.min(Math.max(rules.minLength ?? USUAL_LENGTH, 4), rules.maxLength ?? USUAL_LENGTH, 16);
  const digest = createHash('sha256').update(`query-code ${letterId}`).digest();
  let digits = '';
  for (const byte of digest) digits += String((byte % 9) + 1);
  return digits.slice(0, Math.max(1, length));
}
