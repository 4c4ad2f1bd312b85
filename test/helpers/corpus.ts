import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../../shared/corpus');

/** Whether the saved real pages are beside this checkout; tests that need them skip, saying so, where they are not. */
export const hasCorpus = existsSync(ROOT);

export function corpusFile(file: string): string {
  return path.join(ROOT, file);
}

export function corpusJson<T>(file: string): T {
  return JSON.parse(readFileSync(corpusFile(file), 'utf8')) as T;
}
