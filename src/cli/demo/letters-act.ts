import path from 'node:path';
import { loadConfig } from '../../config/load-config.ts';
import { addDays, type CivilDate } from '../../domain/civil-date.ts';
import { XunjianError } from '../../errors.ts';
import { readInventory } from '../../inventory/read-inventory.ts';
import { answerDesk, deskLines } from '../../run/desk.ts';
import { planCampaign } from '../../run/letters-plan.ts';
import { type LettersScore, startLettersProcess } from '../../run/letters-process.ts';
import { campaignRates } from '../../run/letters-rates.ts';
import { sendLetters } from '../../run/letters-send.ts';
import { letterStatusLines } from '../../run/letters-status.ts';
import { watchLetters } from '../../run/letters-watch.ts';
import type { Serving } from '../../run/province-process.ts';
import { openWorkspace, type Workspace } from '../../run/workspace.ts';
import { asOfOf } from '../context.ts';
import { printLetter, printRates } from '../print-letter.ts';
import { createProgress } from '../progress.ts';
import type { DemoAct, DemoScene } from './act.ts';
import { onTheSameDatabase } from './on-the-same-database.ts';

const CAMPAIGN = 'demo';
/** A dead channel is tried three times, four hours apart, on two workdays. */
const SENDS = ['+0T10:00', '+0T15:00', '+1T10:00'];
/** Late on the day of sending, around the last workday, in between, on the closing day. */
const LOOKS = ['+0T23:30', '+7T23:30', '+8T12:00', '+11T12:00', '+14T09:00'];
const END = '+15T10:00';

/** Sends a letter to each of some offices, watches for two virtual weeks and says who answered in time. */
export const lettersAct: DemoAct = {
  id: 'letters',
  title: { zh: '互动回应：测试信件从表单到结论', en: 'Letters: from the form to the category' },
  async play(scene) {
    const { stage, globals, io } = scene;
    const folder = path.join(path.dirname(stage.configFile), 'letters');
    const systems = await startLettersProcess({ date: stage.days[0], folder });
    try {
      const configFile = onTheSameDatabase(systems.ready.config, stage.configFile);
      const at = (step: string): string => {
        const [, days = '0', time = '10:00'] = /^\+(\d+)T(.+)$/.exec(step) ?? [];
        return `${addDays(stage.days[0] as CivilDate, Number(days))}T${time}:00`;
      };
      const on = async <T>(step: string, act: (workspace: Workspace) => Promise<T>): Promise<T> => {
        const config = loadConfig({ file: configFile, rehearsal: true });
        const rehearsalStart = asOfOf({ ...globals, asOf: at(step) }, config.timezone);
        await systems.ask({ ask: 'now', at: rehearsalStart });
        const workspace = openWorkspace({ config, rehearsalStart, mode: 'rehearsal' });
        try {
          return await act(workspace);
        } finally {
          await workspace.close();
        }
      };
      await on(SENDS[0] ?? '', plan);
      for (const step of SENDS) {
        if (!globals.quiet) io.err(`${at(step).slice(0, 16)}\n`);
        await on(step, (workspace) => send(scene, workspace, systems));
      }
      for (const step of LOOKS) {
        if (!globals.quiet) io.err(`${at(step).slice(0, 16)}\n`);
        await on(step, (workspace) => watch(scene, workspace));
      }
      return await on(END, (workspace) => told(scene, workspace, systems));
    } catch (error) {
      if (!(error instanceof XunjianError && error.code === 'BROWSER_UNAVAILABLE')) throw error;
      const report =
        globals.lang === 'zh'
          ? '没有浏览器，这一幕略过（npx xunjian doctor）。'
          : 'No browser: this act is left out (npx xunjian doctor).';
      return { report, data: { skipped: error.code }, wrong: 0, missed: 0 };
    } finally {
      systems.close();
    }
  },
};

async function plan(workspace: Workspace): Promise<void> {
  const { sites } = readInventory(workspace.config.inventory, { skipBad: false });
  await planCampaign(workspace, {
    ...{ campaign: CAMPAIGN, sites, choice: {}, perSite: 1, seed: 'demo' },
    ...{ deadlineWorkdays: null, deadlineSource: null, combine: null },
  });
}

async function send(
  { globals, io }: DemoScene,
  workspace: Workspace,
  systems: Serving<unknown>,
): Promise<void> {
  const progress = createProgress(io, workspace.clock, globals.quiet, globals.lang, 'text');
  const { openLetterCarrier } = await import('../../run/letter-browser.ts');
  const over = new AbortController();
  const desk = personAtDesk(workspace, systems, AbortSignal.any([io.signal, over.signal]));
  try {
    await sendLetters(workspace, {
      ...{ campaign: CAMPAIGN, live: false, blackhole: false, letterId: null, language: globals.lang },
      carrier: await openLetterCarrier(workspace),
      signal: io.signal,
      onStart: (total) => progress.start(total, 0),
      onLetter: ({ siteName }) => progress.step(siteName),
    });
  } finally {
    over.abort();
    progress.end();
    await desk;
  }
  io.signal.throwIfAborted();
}

/** Reads the captchas that wait, as a person would; the systems tell what their pictures show. */
async function personAtDesk(
  workspace: Workspace,
  systems: Serving<unknown>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    for (const { id, siteCode } of await deskLines(workspace)) {
      const text = await systems.ask({ ask: 'picture', siteCode });
      if (typeof text !== 'string') continue;
      await answerDesk(workspace, id, text, 'demo', workspace.clock.now()).catch(() => undefined);
    }
    await workspace.clock.sleep(200, signal).catch(() => undefined);
  }
}

async function watch({ globals, io }: DemoScene, workspace: Workspace): Promise<void> {
  const progress = createProgress(io, workspace.clock, globals.quiet, globals.lang, 'text');
  const { openLetterWatcher } = await import('../../run/letter-browser.ts');
  try {
    await watchLetters(workspace, {
      ...{ campaign: CAMPAIGN, letterId: null, dueOnly: false, language: globals.lang, signal: io.signal },
      watcher: await openLetterWatcher(workspace, false),
      onStart: (total) => progress.start(total, 0),
      onLook: ({ siteName }) => progress.step(siteName),
    });
  } finally {
    progress.end();
  }
  io.signal.throwIfAborted();
}

async function told({ globals }: DemoScene, workspace: Workspace, systems: Serving<unknown>) {
  const asOf = workspace.clock.now();
  const lines = await letterStatusLines(workspace, { campaign: CAMPAIGN }, asOf, globals.lang);
  const rates = await campaignRates(workspace, CAMPAIGN, asOf);
  const score = (await systems.ask({
    ask: 'score',
    lines: lines.map((line) => JSON.stringify(line)).join('\n'),
  })) as LettersScore;
  const { letters, right, wrong, missed, twice } = score;
  const beside =
    globals.lang === 'zh'
      ? `${letters} 封信件中 ${right} 封的结论与事实一致，误判 ${wrong.length} 封，收到两封的单位 ${twice.length} 个。`
      : `${right} of ${letters} letters are judged as they were, ${wrong.length} wrongly; ${twice.length} offices got two.`;
  const shown = lines.map((line) => printLetter(line, globals.lang)).join('');
  return {
    report: `${shown}\n${printRates(rates, globals.lang)}\n${beside}`,
    data: { score, rates: rates.rates, letters: lines },
    wrong: wrong.length + twice.length,
    missed: missed.length,
  };
}
