import type { Table } from './result-tables.ts';
import { asText } from './write-csv.ts';

/** One sheet with a header row. Strings are written as strings: nothing is ever a formula. */
export async function writeXlsx({ columns, rows }: Table, file: string): Promise<void> {
  // Loaded here: it is large, and only this command needs it.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('xunjian', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow([...columns]);
  for (const row of rows) {
    sheet.addRow(
      columns.map((column) => (typeof row[column] === 'string' ? asText(row[column]) : (row[column] ?? ''))),
    );
  }
  await workbook.xlsx.writeFile(file);
}
