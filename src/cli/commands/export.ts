import { writeFileSync } from 'node:fs';
import { type EpochMs, epochMs } from '../../clock.ts';
import { type CivilDate, civilDateOf, isoInZone } from '../../domain/civil-date.ts';
import type { Language } from '../../domain/probe.ts';
import { parseQuarter, type Quarter, quarterOf } from '../../domain/quarter.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import {
  accountTable,
  figureTable,
  letterTable,
  problemTable,
  testedSiteTable,
} from '../../report/quarter-tables.ts';
import { columnTable, findingTable, outcomeTable, type Table } from '../../report/result-tables.ts';
import { siteVerdictTable } from '../../report/site-table.ts';
import { writeCsv } from '../../report/write-csv.ts';
import { writeXlsx } from '../../report/write-xlsx.ts';
import { allOutcomes, judgedSites } from '../../run/all-outcomes.ts';
import { cityDue } from '../../run/city-due.ts';
import { judgingTimeOf } from '../../run/judging-time.ts';
import { observedProblems, registeredSites } from '../../run/observe-quarter.ts';
import { accountNames } from '../../run/quarter-accounts.ts';
import { quarterLetters } from '../../run/quarter-letters.ts';
import { bulletinOf } from '../../run/report-bulletin.ts';
import { openWorkspace, type Workspace } from '../../run/workspace.ts';
import { asOfOf, configOf } from '../context.ts';
import { action, type Register } from '../register.ts';

const JUDGED = ['findings', 'outcomes', 'columns'] as const;
const OF_QUARTER = ['accounts', 'letters', 'tested-sites', 'figures'] as const;
const WHAT = ['sites', ...JUDGED, 'problems', ...OF_QUARTER] as const;
type What = (typeof WHAT)[number];

export const registerExport: Register = (program, io, run) => {
  program
    .command('export <what>')
    .description(`flat tables for reporting tools: ${WHAT.join(', ')} · 导出表格`)
    .option('--format <format>', 'csv, jsonl or xlsx', 'csv')
    .option('--out <file>', 'where to write; stdout otherwise')
    .option(
      '--period <quarter>',
      'quarter of accounts, letters, tested-sites and figures; today’s where not given',
    )
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
        const workspace = openWorkspace({ config, rehearsalStart: null, mode: null });
        try {
          const asOf = await judgingTimeOf(workspace, asOfOf(globals, config.timezone));
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
  const { workspace, language, asOf } = wanted;
  switch (what) {
    case 'sites':
      return siteVerdictTable(await registeredSites(workspace), await judgedSites(workspace, language, asOf));
    case 'findings':
      return findingTable(await allOutcomes(workspace, language, asOf));
    case 'outcomes':
      return outcomeTable(await allOutcomes(workspace, language, asOf));
    case 'columns':
      return columnTable(await judgedSites(workspace, language, asOf));
    case 'problems':
      return tickets(wanted);
    case 'accounts':
      return accountTable((await quarter(wanted)).observed, await workspace.store.accounts.registered());
    case 'letters': {
      const { of, now } = quarterAsked(wanted);
      return letterTable(await quarterLetters(workspace, of, now, language), of);
    }
    case 'tested-sites':
      return testedSiteTable((await quarter(wanted)).observed);
    case 'figures': {
      const { figures, observed } = await quarter(wanted);
      return figureTable(figures, observed.quarter);
    }
    default:
      return what satisfies never;
  }
}

async function tickets({ workspace, asOf }: Wanted): Promise<Table> {
  const { timezone } = workspace.config;
  const now = asOf ?? workspace.clock.now();
  const files = await workspace.store.problems.all(now);
  const named = { accounts: await accountNames(workspace, now), dueCity: cityDue(workspace) };
  return problemTable(observedProblems(files, civilDateOf(now, timezone), named), (at) =>
    isoInZone(epochMs(at), timezone),
  );
}

function quarterAsked({ workspace, asOf, period }: Wanted): { of: Quarter; now: EpochMs; today: CivilDate } {
  const now = asOf ?? workspace.clock.now();
  const today = civilDateOf(now, workspace.config.timezone);
  const of = period === null ? quarterOf(today) : parseQuarter(period);
  if (of === null)
    throw new XunjianError('USAGE', `--period "${period}" is no quarter`, 'write it like 2024Q2');
  return { of, now, today };
}

async function quarter(wanted: Wanted) {
  const { of, now: asOf, today: signed } = quarterAsked(wanted);
  return bulletinOf(wanted.workspace, { quarter: of, signed, due: null, number: null, asOf });
}
