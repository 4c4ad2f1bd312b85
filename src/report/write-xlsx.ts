import { writeFileSync } from 'node:fs';
import { withFixedTimes } from './fixed-zip.ts';
import type { Table } from './result-tables.ts';
import { asText } from './write-csv.ts';

/** The format has to state a day of making; one day for all, so that the same rows give the same bytes. */
const MADE = new Date(Date.UTC(2000, 0, 1));

/** A spreadsheet takes no more letters in a cell; a longer one makes it call the whole file damaged. */
const MAX_CELL = 32_767;

/** Text that stays text and fits; a list that is cut says so, for CSV and JSON Lines have all of it. */
function fitting(text: string): string {
  const safe = asText(text);
  if (safe.length <= MAX_CELL) return safe;
  const note = ` …（此格已截断，原长${safe.length}字，完整内容见CSV或JSON Lines）`;
  return `${safe.slice(0, MAX_CELL - note.length)}${note}`;
}

/** One sheet with a header row. Strings are written as strings: nothing is ever a formula. */
export async function writeXlsx({ columns, rows }: Table, file: string): Promise<void> {
  // Loaded here: it is large, and only this command needs it.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  workbook.created = MADE;
  workbook.modified = MADE;
  const sheet = workbook.addWorksheet('xunjian', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow([...columns]);
  for (const row of rows) {
    sheet.addRow(
      columns.map((column) => (typeof row[column] === 'string' ? fitting(row[column]) : (row[column] ?? ''))),
    );
  }
  writeFileSync(file, withFixedTimes(new Uint8Array(await workbook.xlsx.writeBuffer())));
}
