import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../config/load-config.ts';
import { readAccounts, readInventory } from '../../inventory/read-inventory.ts';
import { readLooks } from '../../inventory/read-looks.ts';
import { tally } from '../../report/account-tally.ts';
import type { AccountResult } from '../../run/account-result.ts';
import { checkAccounts } from '../../run/accounts-check.ts';
import { discoverAccounts, type LeadResult } from '../../run/accounts-discover.ts';
import { recordLooks } from '../../run/accounts-record.ts';
import { syncAccounts } from '../../run/accounts-registry.ts';
import { type PlatformsScore, startPlatformsProcess } from '../../run/platforms-process.ts';
import { openWorkspace } from '../../run/workspace.ts';
import { asOfOf, type Globals } from '../context.ts';
import { printTally } from '../print-account.ts';
import { createProgress } from '../progress.ts';
import type { DemoAct, DemoScene } from './act.ts';
import { onTheSameDatabase } from './on-the-same-database.ts';

const ACCOUNTS = 60;
/** Loopback takes more than a platform; 200 ms apart the act would last for minutes. */
const MIN_DELAY_MS = 10;

/** Looks at accounts on platforms of all kinds on two days, then for accounts that nobody reported. */
export const accountsAct: DemoAct = {
  id: 'accounts',
  title: { zh: '政务新媒体：检查与漏报', en: 'New media: checks, and accounts that nobody reported' },
  async play(scene) {
    const { stage, globals, io } = scene;
    const folder = path.join(path.dirname(stage.configFile), 'accounts');
    const platforms = await startPlatformsProcess({
      ...{ seed: stage.seed, accounts: ACCOUNTS, date: stage.days[0], folder, minDelayMs: MIN_DELAY_MS },
      persons: true,
    });
    try {
      const configFile = onTheSameDatabase(platforms.ready.config, stage.configFile);
      copyFileSync(
        path.join(path.dirname(configFile), 'accounts.csv'),
        path.join(path.dirname(stage.configFile), 'accounts.csv'),
      );
      let results: AccountResult[] = [];
      for (const day of stage.days) {
        await platforms.ask({ ask: 'date', date: day });
        if (!globals.quiet) io.err(`${day}\n`);
        results = await checkDay(scene, configFile, day);
        if (day === stage.days[0])
          await recordPersons(scene, configFile, path.join(folder, 'looks.csv'), day);
      }
      const leads = await discover(scene, configFile, path.join(folder, 'leads.csv'), stage.days[1]);
      const lines = results.map((result) => JSON.stringify(result)).join('\n');
      const score = (await platforms.ask({ ask: 'score', lines })) as PlatformsScore;
      const truth = (await platforms.ask({ ask: 'unreported' })) as { name: string }[];
      const said = leads.filter(({ state }) => state === 'unreported').map(({ name }) => name ?? '');
      const names = truth.map(({ name }) => name);
      const wrong = score.wrong.length + said.filter((name) => !names.includes(name)).length;
      const missed = score.missed.length + names.filter((name) => !said.includes(name)).length;
      const counts = { score, unreported: { there: names.length, found: said.length } };
      return {
        report: `${printTally(tally(results), globals.lang).trim()}\n\n${inWords(counts, leads, globals.lang)}`,
        data: { ...counts, leads, results },
        ...{ wrong, missed },
      };
    } finally {
      platforms.close();
    }
  },
};

function opened(configFile: string, day: string, globals: Globals) {
  const config = loadConfig({ file: configFile, rehearsal: true });
  const rehearsalStart = asOfOf({ ...globals, asOf: `${day}T10:00:00` }, config.timezone);
  return openWorkspace({ config, rehearsalStart, mode: 'rehearsal' });
}

async function checkDay(
  { globals, io }: DemoScene,
  configFile: string,
  day: string,
): Promise<AccountResult[]> {
  const workspace = opened(configFile, day, globals);
  const progress = createProgress(io, workspace.clock, globals.quiet, globals.lang, 'text');
  const results: AccountResult[] = [];
  try {
    await checkAccounts(workspace, {
      registry: readAccounts(workspace.config.inventory.accounts).rows,
      ...{ isWanted: () => true, fresh: true, language: globals.lang, env: {}, signal: io.signal },
      onStart: ({ total }) => progress.start(total, 0),
      onResult: (result) => {
        results.push(result);
        progress.step(result.accountName);
      },
    });
  } finally {
    progress.end();
    await workspace.close();
  }
  io.signal.throwIfAborted();
  return results.sort((a, b) => a.accountKey.localeCompare(b.accountKey));
}

/** People look at the accounts that no machine sees whole; the demo plays them. */
async function recordPersons(
  { globals, io }: DemoScene,
  configFile: string,
  file: string,
  day: string,
): Promise<void> {
  const workspace = opened(configFile, day, globals);
  try {
    const registered = await syncAccounts(workspace, readAccounts(workspace.config.inventory.accounts).rows);
    const { added } = await recordLooks(workspace, registered, readLooks(file, 'demo'));
    const told =
      globals.lang === 'zh'
        ? `人工查看机器看不到的账号：${added} 个`
        : `people looked at ${added} accounts that no machine sees`;
    if (!globals.quiet) io.err(`${told}\n`);
  } finally {
    await workspace.close();
  }
}

async function discover(
  { globals, io }: DemoScene,
  configFile: string,
  list: string,
  day: string,
): Promise<LeadResult[]> {
  const workspace = opened(configFile, day, globals);
  const progress = createProgress(io, workspace.clock, globals.quiet, globals.lang, 'text');
  const { sites, accounts } = readInventory(workspace.config.inventory, { skipBad: false });
  try {
    return await discoverAccounts(workspace, {
      ...{ registry: accounts, units: sites, sites, lists: [list], feeds: [] },
      ...{ language: globals.lang, env: {}, signal: io.signal },
      onStart: (total) => progress.start(total, 0),
      onStep: (label) => progress.step(label),
    });
  } finally {
    progress.end();
    await workspace.close();
  }
}

function inWords(
  { score, unreported }: { score: PlatformsScore; unreported: { there: number; found: number } },
  leads: readonly LeadResult[],
  language: Globals['lang'],
): string {
  const { faults, found, hidden, guessed } = score;
  const names = leads.filter(({ state }) => state === 'unreported').map(({ message }) => `  ${message}`);
  const lines =
    language === 'zh'
      ? [
          `布设问题 ${faults} 项，查出 ${found} 项；看不到的 ${hidden} 项均未猜测${guessed.length === 0 ? '' : `（例外 ${guessed.length}）`}。`,
          `漏报账号 ${unreported.there} 个，由网站二维码、文字和名单线索查出 ${unreported.found} 个（待人确认）：`,
        ]
      : [
          `${faults} faults laid, ${found} found; of ${hidden} things that nobody could see ${guessed.length} were guessed at.`,
          `${unreported.there} accounts that nobody reported, ${unreported.found} found from QR codes, words and lists (a person has to confirm):`,
        ];
  return [...lines, ...names].join('\n');
}
