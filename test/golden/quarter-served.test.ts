import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playSteps, type ServedWorld } from '../../src/cli/play-steps.ts';
import type { QuarterScript } from '../../src/run/demo-looks.ts';
import { findBrowser } from '../../src/run/find-browser.ts';
import { callCommand } from '../helpers/call-command.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';
import { smallCast } from '../province/quarter-2024q2/cast.ts';
import { quarterScript } from '../province/quarter-2024q2/play.ts';
import { type RunningQuarter, startQuarter } from '../province/quarter-2024q2/start-quarter.ts';

type Row = Record<string, unknown>;

const io = {
  out: () => {},
  err: () => {},
  ...{ isTerminal: false, signal: new AbortController().signal },
};

/** What both forms have to agree on, table by table. Times and evidence are each form's own. */
const SAID = {
  sites: ['site_code', 'verdict'],
  findings: ['finding_id', 'subject_name', 'indicator', 'outcome', 'standing', 'part', 'url', 'message'],
  letters: [
    'site_code',
    'by_hand',
    'state',
    'reason',
    'category',
    'deadline',
    'department',
    'quality',
    'flags',
  ],
  'tested-sites': ['site_code', 'category', 'answers'],
  accounts: ['account_id', 'verdict', 'reasons', 'repeated'],
  problems: ['finding_id', 'period', 'origin', 'indicator', 'subject_name', 'unit', 'region', 'state', 'due'],
  figures: ['figure_id', 'value', 'text'],
} as const;
type Table = keyof typeof SAID;

/** A dozen sites with a fault or a fate of each kind, their letters and accounts: stored, and served and observed. */
describe.skipIf(findBrowser('auto') === null)(
  'the quarter stored as facts and the quarter over the wire',
  () => {
    const script = quarterScript(smallCast()) as QuarterScript;
    let quarter: RunningQuarter;
    let world: ServedWorld;
    const said: Record<'stored' | 'served', Partial<Record<Table, Row[]>>> = { stored: {}, served: {} };

    async function tell(configFile: string): Promise<Partial<Record<Table, Row[]>>> {
      const tables: Partial<Record<Table, Row[]>> = {};
      for (const [what, columns] of Object.entries(SAID)) {
        const args = ['export', what, '--format', 'jsonl', '--period', '2024Q2'];
        const run = await callCommand('--config', configFile, '--as-of', script.documents.asOf, ...args);
        const rows = run.lines().map((row) => Object.fromEntries(columns.map((name) => [name, row[name]])));
        tables[what as Table] = rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      }
      return tables;
    }

    function storedConfig(): string {
      const folder = path.join(temporaryFolder(), 'config');
      mkdirSync(folder);
      for (const [name, text] of Object.entries(script.files)) writeFileSync(path.join(folder, name), text);
      const inventory = '{ sites: sites.csv, columns: columns.csv, accounts: accounts.csv }';
      const lines = ['database: sqlite:../xunjian.db', 'evidence: ../evidence', `inventory: ${inventory}`];
      writeFileSync(path.join(folder, 'xunjian.yaml'), `${lines.join('\n')}\n`);
      return path.join(folder, 'xunjian.yaml');
    }

    beforeAll(async () => {
      quarter = await startQuarter(smallCast());
      world = {
        setNow: async (at) => quarter.setNow(at),
        picture: async (siteCode) => quarter.picture(siteCode),
      };
      const globals = { quiet: true, lang: 'zh' } as const;
      const stored = storedConfig();
      await playSteps({ script, configFile: stored, world: null, globals, io });
      said.stored = await tell(stored);
      const served = quarter.write(path.join(temporaryFolder(), 'config'));
      await playSteps({ script, configFile: served, world, globals, io });
      said.served = await tell(served);
    }, 240_000);
    afterAll(() => quarter?.close());

    for (const table of Object.keys(SAID) as Table[])
      it(`come to the same ${table}`, () => {
        expect(said.stored[table]?.length).toBeGreaterThan(0);
        expect(said.served[table]).toEqual(said.stored[table]);
      });

    it('was looked at over the wire, and no office got a letter twice', () => {
      expect(quarter.requests().sites).toBeGreaterThan(500);
      expect(quarter.requests().platforms).toBeGreaterThan(100);
      expect(quarter.twice()).toEqual([]);
    });
  },
);
