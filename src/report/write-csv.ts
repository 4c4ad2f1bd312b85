import type { Table } from './result-tables.ts';

/** CSV with a BOM, so that spreadsheets read it as UTF-8; CRLF as RFC 4180 has it. */
export function writeCsv({ columns, rows }: Table): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return `\uFEFF${lines.map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string | number | boolean | null): string {
  const text = typeof value === 'string' ? asText(value) : String(value);
  // A program that takes ; or tabs for separators must not find a new cell in the middle of a title.
  return /[",;\t\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/**
 * Titles come from pages nobody controls: one that begins like a formula stays text in every spreadsheet, full-width signs
 * included, which East Asian ones take for the narrow.
 */
export function asText(text: string): string {
  return /^[\s\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}
