import { writeFileSync } from 'node:fs';
import { type EpochMs, epochMs } from '../../clock.ts';
import { civilDateOf, isoInZone } from '../../domain/civil-date.ts';
import type { Language } from '../../domain/probe.ts';
import { parseQuarter, quarterOf } from '../../domain/quarter.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { accountTable, figureTable, letterTable, problemTable } from '../../report/quarter-tables.ts';
import { columnTable, findingTable, outcomeTable, type Table } from '../../report/result-tables.ts';
import { siteTable } from '../../report/site-table.ts';
import { writeCsv } from '../../report/write-csv.ts';
import { writeXlsx } from '../../report/write-xlsx.ts';
import { judgeStored, resultOf } from '../../run/judge-stored.ts';
import { observedProblems, registeredSites } from '../../run/observe-quarter.ts';
import { accountNames } from '../../run/quarter-accounts.ts';
import { bulletinOf } from '../../run/report-bulletin.ts';
import { openWorkspace, type Workspace } from '../../run/workspace.ts';
import { asOfOf, configOf } from '../context.ts';
import { action, type Register } from '../register.ts';

const NO_COST = { requests: 0, bytes: 0, browserPages: 0, ms: 0 };
const JUDGED = ['findings', 'outcomes', 'columns'] as const;
const OF_QUARTER = ['accounts', 'letters', 'figures'] as const;
const WHAT = ['sites', ...JUDGED, 'problems', ...OF_QUARTER] as const;
type What = (typeof WHAT)[number];

export const registerExport: Register = (program, io, run) => {
  program
    .command('export <what>')
    .description(`flat tables for reporting tools: ${WHAT.join(', ')} · 导出表格`)
    .option('--format <format>', 'csv, jsonl or xlsx', 'csv')
    .option('--out <file>', 'where to write; stdout otherwise')
    .option('--period <quarter>', 'quarter of accounts, letters and figures; today’s where not given')
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
          const period = options.period === undefined ? null : String(options.period);
          const table = await tableOf(what as What, { workspace, asOf, period, language: globals.lang });
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

interface Wanted {
  workspace: Workspace;
  asOf: EpochMs | null;
  period: string | null;
  language: Language;
}

async function tableOf(what: What, wanted: Wanted): Promise<Table> {
  switch (what) {
    case 'sites':
      return siteTable(await registeredSites(wanted.workspace));
    case 'findings':
      return findingTable(await judgedSites(wanted));
    case 'outcomes':
      return outcomeTable(await judgedSites(wanted));
    case 'columns':
      return columnTable(await judgedSites(wanted));
    case 'problems':
      return tickets(wanted);
    case 'accounts':
      return accountTable((await quarter(wanted)).observed);
    case 'letters':
      return letterTable((await quarter(wanted)).observed);
    case 'figures': {
      const { figures, observed } = await quarter(wanted);
      return figureTable(figures, observed.quarter);
    }
    default:
      return what satisfies never;
  }
}

async function judgedSites({
  workspace,
  asOf,
  language,
}: Wanted): Promise<Parameters<typeof findingTable>[0][number][]> {
  const results: Parameters<typeof findingTable>[0][number][] = [];
  for (const site of await workspace.store.runs.knownSites()) {
    const judged = await judgeStored(workspace, site, asOf);
    if (judged === null) continue;
    results.push({ site, result: resultOf(workspace, site, judged, { language, asOf, cost: NO_COST }) });
  }
  return results;
}

async function tickets({ workspace, asOf }: Wanted): Promise<Table> {
  const { timezone } = workspace.config;
  const now = asOf ?? workspace.clock.now();
  const files = await workspace.store.problems.all(now);
  const names = await accountNames(workspace, now);
  return problemTable(observedProblems(files, civilDateOf(now, timezone), names), (at) =>
    isoInZone(epochMs(at), timezone),
  );
}

async function quarter({ workspace, asOf, period }: Wanted) {
  const now = asOf ?? workspace.clock.now();
  const today = civilDateOf(now, workspace.config.timezone);
  const wanted = period === null ? quarterOf(today) : parseQuarter(period);
  if (wanted === null)
    throw new XunjianError('USAGE', `--period "${period}" is no quarter`, 'write it like 2024Q2');
  return bulletinOf(workspace, { quarter: wanted, signed: today, due: null, number: null, asOf: now });
}
