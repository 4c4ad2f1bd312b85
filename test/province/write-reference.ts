import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { coverageTable, scenarioList } from './coverage.ts';

export const REFERENCE = fileURLToPath(new URL('../../docs/reference/province.md', import.meta.url));

/** The page with its generated parts made anew; what people wrote around them stays. */
export function withGenerated(page: string): string {
  return replaced(replaced(page, 'scenarios', scenarioList()), 'coverage', coverageTable());
}

function replaced(page: string, name: string, text: string): string {
  const begin = `<!-- generated: ${name} -->`;
  const end = `<!-- end: ${name} -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the page has no part "${name}"`);
  return `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(REFERENCE, withGenerated(readFileSync(REFERENCE, 'utf8')));
}
