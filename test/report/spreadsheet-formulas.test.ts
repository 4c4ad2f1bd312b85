import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { writeCsv } from '../../src/report/write-csv.ts';
import { writeHtml } from '../../src/report/write-html.ts';
import { writeXlsx } from '../../src/report/write-xlsx.ts';
import { callCommand } from '../helpers/call-command.ts';
import { column, day, look, seen } from '../helpers/facts.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';
import { collect, openStage, store } from '../problems/stage.ts';

const HOSTILE = ['=1+1', '+cmd', '-2+3', '@SUM(A1)', ' =1', '\t=1', '＝1+1', '\uFEFF=1'];

describe('a spreadsheet formula in a page’s title', () => {
  it('stays text in CSV', () => {
    const lines = writeCsv({ columns: ['title'], rows: HOSTILE.map((title) => ({ title })) })
      .split('\r\n')
      .slice(1, -1);
    for (const line of lines) expect(line.replace(/^"/, '')).toMatch(/^'/);
  });

  it('stays text in XLSX, whose bytes are the same each time', async () => {
    const table = { columns: ['title', 'n'], rows: HOSTILE.map((title, n) => ({ title, n })) };
    const [one, two] = [path.join(temporaryFolder(), 'a.xlsx'), path.join(temporaryFolder(), 'b.xlsx')];
    await writeXlsx(table, one);
    await writeXlsx(table, two);
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(one);
    const cells = HOSTILE.map((_, index) => workbook.worksheets[0]?.getCell(index + 2, 1));
    for (const cell of cells) {
      expect(cell?.type).toBe(ExcelJS.ValueType.String);
      expect(String(cell?.value)).toMatch(/^'/);
    }
  });

  it('and a list too long for a cell of a spreadsheet is cut and says so', async () => {
    const file = path.join(temporaryFolder(), 'a.xlsx');
    await writeXlsx({ columns: ['rows'], rows: [{ rows: 'site:6108000001 '.repeat(5_000) }] }, file);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(file);
    const text = String(workbook.worksheets[0]?.getCell(2, 1).value);
    expect(text.length).toBe(32_767);
    expect(text).toMatch(/已截断，原长80000字/);
  });

  it('and markup in a name stays text in HTML', () => {
    const html = writeHtml({
      ...{
        title: '<script>alert(1)</script>',
        issuer: '甲',
        redHead: true,
        number: null,
        signed: '2024-06-28' as never,
      },
      parts: [{ is: 'paragraph', lead: '', text: '<img src=x onerror=alert(1)>' }],
    });
    expect(html).not.toMatch(/<script|<img/);
  });

  it('stays text in every export that names it', { timeout: 120_000 }, async () => {
    const { workspace, configFile, folder } = openStage();
    const title = '=HYPERLINK("http://evil.example/","点我")';
    const facts = { latest: day('2023-01-04'), items: 9, latestItem: null, selector: 'ul' };
    for (const [date, tier] of [
      ['2024-04-10', 'http'],
      ['2024-04-12', 'browser'],
    ] as const) {
      const list = seen({ ...facts, basis: 'list' as const }, tier);
      await store(
        workspace,
        look(date, { columns: seen([column(title, 'notice', null, { list })], tier) }, tier),
      );
    }
    await collect(workspace, '2024-04-15T09:00:00');
    await workspace.close();
    const base = ['--config', configFile, '--as-of', '2024-04-15T10:00:00+08:00', 'export'];
    for (const what of ['findings', 'outcomes', 'columns', 'problems']) {
      const { out } = await callCommand(...base, what);
      expect(out, what).toContain('HYPERLINK');
      const rows = parse(out, { bom: true }) as string[][];
      expect(
        rows.flat().filter((cell) => /^\s*[=+@]/.test(cell)),
        what,
      ).toEqual([]);
      const file = path.join(folder, `${what}.xlsx`);
      await callCommand(...base, what, '--format', 'xlsx', '--out', file);
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(file);
      workbook.worksheets[0]?.eachRow((row) =>
        row.eachCell((cell) => {
          expect([ExcelJS.ValueType.Formula, ExcelJS.ValueType.Hyperlink]).not.toContain(cell.type);
          expect(String(cell.value)).not.toMatch(/^\s*[=+@]/);
        }),
      );
    }
  });
});
