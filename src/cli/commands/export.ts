import { writeFileSync } from 'node:fs';
import { EXIT, XunjianError } from '../../errors.ts';
import { columnTable, findingTable, outcomeTable, type Table } from '../../report/result-tables.ts';
import { siteTable } from '../../report/site-table.ts';
import { writeCsv } from '../../report/write-csv.ts';
import { writeXlsx } from '../../report/write-xlsx.ts';
import { judgeStored, resultOf } from '../../run/judge-stored.ts';
import { openWorkspace } from '../../run/workspace.ts';
import { asOfOf, configOf } from '../context.ts';
import { action, type Register } from '../register.ts';

const NO_COST = { requests: 0, bytes: 0, browserPages: 0, ms: 0 };
const WHAT = ['sites', 'findings', 'outcomes', 'columns'] as const;

export const registerExport: Register = (program, io, run) => {
  program
    .command('export <what>')
    .description(`flat tables for reporting tools: ${WHAT.join(', ')} · 导出表格`)
    .option('--format <format>', 'csv, jsonl or xlsx', 'csv')
    .option('--out <file>', 'where to write; stdout otherwise')
    .action(
      action(run, async (globals, [what = ''], options) => {
        const format = String(options.format);
        if (!['csv', 'jsonl', 'xlsx'].includes(format))
          throw new XunjianError(
            'USAGE',
            `--format takes csv, jsonl or xlsx, not "${format}"`,
            'choose one of them',
          );
        if (!WHAT.some((known) => known === what))
          throw new XunjianError(
            'USAGE',
            `nothing called "${what}" can be exported`,
            `choose one of ${WHAT.join(', ')}`,
          );
        const out = options.out === undefined ? null : String(options.out);
        if (format === 'xlsx' && out === null)
          throw new XunjianError('USAGE', 'XLSX is no text', 'give --out FILE.xlsx');
        const config = configOf(globals, false);
        const asOf = asOfOf(globals, config.timezone);
        const workspace = openWorkspace({ config, rehearsalStart: null, mode: null });
        try {
          const sites = await workspace.store.runs.knownSites();
          const results: Parameters<typeof findingTable>[0][number][] = [];
          for (const site of sites) {
            const judged = await judgeStored(workspace, site, asOf);
            if (judged !== null)
              results.push({
                site,
                result: resultOf(workspace, site, judged, { language: globals.lang, asOf, cost: NO_COST }),
              });
          }
          const tables: Record<(typeof WHAT)[number], () => Table> = {
            sites: () => siteTable(sites),
            findings: () => findingTable(results),
            outcomes: () => outcomeTable(results),
            columns: () => columnTable(results),
          };
          const table = tables[what as (typeof WHAT)[number]]();
          if (format === 'xlsx') await writeXlsx(table, out ?? '');
          else {
            const text =
              format === 'csv'
                ? writeCsv(table)
                : table.rows.map((row) => `${JSON.stringify(row)}\n`).join('');
            if (out === null) io.out(text);
            else writeFileSync(out, text);
          }
          return EXIT.ok;
        } finally {
          await workspace.close();
        }
      }),
    );
};
