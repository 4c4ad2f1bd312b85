import { createHash } from 'node:crypto';
import type { Subject } from '../domain/outcome.ts';

/** What tells two subjects of one indicator apart: the URL where there is one, else the name. */
export function subjectKeyOf(subject: Subject | null): string {
  return subject?.url ?? subject?.column ?? subject?.system ?? subject?.account ?? '';
}

/** A finding's public id: the same site, indicator and subject give the same id on every look. */
export function findingIdOf(siteKey: string, indicator: string, subject: Subject | null): string {
  const text = [siteKey, indicator, subjectKeyOf(subject)].join('\n');
  return `f-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}
