import { writeFileSync } from 'node:fs';
import { withFixedTimes } from './fixed-zip.ts';
import type { Table } from './result-tables.ts';
import { asText } from './write-csv.ts';

/** The format has to state a day of making; one day for all, so that the same rows give the same bytes. */
const MADE = new Date(Date.UTC(2000, 0, 1));

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
      columns.map((column) => (typeof row[column] === 'string' ? asText(row[column]) : (row[column] ?? ''))),
    );
  }
  writeFileSync(file, withFixedTimes(new Uint8Array(await workbook.xlsx.writeBuffer())));
}
