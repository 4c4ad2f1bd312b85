import { existsSync } from 'node:fs';
import { loadWorkdays } from '../config/load-workdays.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import type { Language } from '../domain/probe.ts';
import { EXIT } from '../errors.ts';
import { readAccounts, readInventory, registryRefusal } from '../inventory/read-inventory.ts';
import { accountHasFailure } from './account-result.ts';
import { checkAccounts } from './accounts-check.ts';
import { openLetterCarrier, openLetterWatcher } from './letter-browser.ts';
import { judgedLetters } from './letters-judged.ts';
import { sendLetters } from './letters-send.ts';
import { watchLetters } from './letters-watch.ts';
import { reachRound } from './reach.ts';
import { scan } from './scan.ts';
import { hasFailure } from './site-result.ts';
import type { JobName } from './timetable.ts';
import type { Workspace } from './workspace.ts';

export interface JobOptions {
  /** Letters really go, where the configuration allows it too. */
  live: boolean;
  /** Go on without the rows of the registries that are refused. */
  skipBad: boolean;
  language: Language;
  signal: AbortSignal;
}

/** How a job ended: its exit status, and its figures for the log. */
export interface JobEnd {
  status: number;
  figures: Readonly<Record<string, number | string>>;
}

/** Runs one job of the timetable. The registries are read anew each time. Throws what the command of that name throws. */
export async function runJob(job: JobName, workspace: Workspace, options: JobOptions): Promise<JobEnd> {
  return DO[job](workspace, options);
}

const DO: Record<JobName, (workspace: Workspace, options: JobOptions) => Promise<JobEnd>> = {
  async nightly(workspace, { skipBad, language, signal }) {
    const { config } = workspace;
    const { sites, columns, refused } = readInventory(config.inventory, { skipBad });
    let failing = 0;
    let total = 0;
    const { looked, interrupted, unseen } = await scan(workspace, {
      ...{ kind: 'scan', sites, declared: columns, fresh: false, pages: config.scan.pages, language, signal },
      onStart(start) {
        total = start.total - start.done;
      },
      onResult(result) {
        if (hasFailure(result)) failing += 1;
      },
    });
    const figures = { sites: total, looked, failing, unseen: unseen.length, refusedRows: refused.length };
    return { status: endOf(interrupted, failing > 0), figures };
  },

  async reach(workspace, { skipBad, signal }) {
    const { sites } = readInventory(workspace.config.inventory, { skipBad });
    const { samples, isLineDown } = await reachRound(workspace, sites, signal);
    const count = (wanted: string) => samples.filter(({ result }) => result === wanted).length;
    const figures = { up: count('up'), down: count('down'), unknown: count('unknown') };
    return { status: isLineDown ? EXIT.cannotRun : EXIT.ok, figures };
  },

  async send(workspace, { live, language, signal }) {
    const { config, store, clock } = workspace;
    const isRehearsal = store.mode === 'rehearsal';
    if (!isRehearsal && !(live && config.letters.enabled)) return idle('needs letters.enabled and --live');
    const today = civilDateOf(clock.now(), config.timezone);
    if (!isRehearsal && !loadWorkdays(config.workdays).isWorkday(today)) return idle('no workday');
    const figures = { tried: 0, postponed: 0, unavailable: 0 };
    for (const { id: campaign } of await store.letters.campaigns()) {
      if (!(await judgedLetters(workspace, { campaign }, clock.now())).some(isWaiting)) continue;
      const summary = await sendLetters(workspace, {
        ...{ campaign, letterId: null, live, blackhole: false, language, signal },
        carrier: await openLetterCarrier(workspace),
        onStart: () => undefined,
        onLetter({ state }) {
          if (state === 'unavailable') figures.unavailable += 1;
        },
      });
      figures.tried += summary.tried;
      figures.postponed += summary.postponed.length;
      if (summary.interrupted || summary.stoppedBy !== null) break;
    }
    return { status: endOf(signal.aborted, figures.unavailable > 0), figures };
  },

  async watch(workspace, { language, signal }) {
    if ((await workspace.store.letters.campaigns()).length === 0) return idle('no campaign');
    const { looked, interrupted } = await watchLetters(workspace, {
      ...{ campaign: null, letterId: null, dueOnly: true, language, signal },
      watcher: await openLetterWatcher(workspace, false),
      onStart: () => undefined,
      onLook: () => undefined,
    });
    return { status: endOf(interrupted, false), figures: { looked } };
  },

  async accounts(workspace, { skipBad, language, signal }) {
    const { inventory } = workspace.config;
    if (!existsSync(inventory.accounts)) return idle('no registry of accounts');
    const { rows, refused } = readAccounts(inventory.accounts);
    if (refused.length > 0 && !skipBad) throw registryRefusal(refused);
    let failing = 0;
    const summary = await checkAccounts(workspace, {
      ...{ registry: rows, isWanted: () => true, fresh: false, language, env: process.env, signal },
      onStart: () => undefined,
      onResult(result) {
        if (accountHasFailure(result)) failing += 1;
      },
    });
    const { total, looked, interrupted } = summary;
    return { status: endOf(interrupted, failing > 0), figures: { total, looked, failing } };
  },
};

function isWaiting({ standing: { state } }: { standing: { state: string } }): boolean {
  return state === 'planned' || state === 'armed';
}

function idle(note: string): JobEnd {
  return { status: EXIT.ok, figures: { note } };
}

function endOf(interrupted: boolean, hasFailures: boolean): number {
  if (interrupted) return EXIT.interrupted;
  return hasFailures ? EXIT.failures : EXIT.ok;
}
