import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/**
 * Holds a generated part of a document to the code: the text between `<!-- NAME: generated -->` and `<!-- end -->`
 * must be what the code says. `UPDATE_DOCS=1 npx vitest run test/docs` writes it anew.
 */
export function holdBlock(file: string, name: string, generated: string): void {
  const text = readFileSync(file, 'utf8');
  const open = `<!-- ${name}: generated -->\n`;
  const start = text.indexOf(open);
  const end = text.indexOf('<!-- end -->', start);
  if (start < 0 || end < 0) throw new Error(`${file} has no block "${name}"`);
  const from = start + open.length;
  if (process.env.UPDATE_DOCS === '1') {
    writeFileSync(file, `${text.slice(0, from)}${generated.trim()}\n${text.slice(end)}`);
    return;
  }
  expect(
    text.slice(from, end).trim(),
    `${file} lags behind the code: UPDATE_DOCS=1 npx vitest run test/docs`,
  ).toBe(generated.trim());
}

/** A Markdown table; `|` in cells is escaped, line breaks become spaces. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** First cells of the rows of a hand-written table, without back-ticks. */
export function firstCells(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '');
}

export const code = (text: string) => `\`${text}\``;
