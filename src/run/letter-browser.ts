import { deskAsker } from '../letters/ask-desk.ts';
import { type CarrierSetting, createBrowserCarrier } from '../letters/carrier/create-carrier.ts';
import { readRecipes } from '../letters/carrier/recipes.ts';
import type { LetterCarrier } from '../letters/letter-carrier.ts';
import type { LetterWatcher } from '../letters/letter-watcher.ts';
import { createBrowserWatcher } from '../letters/watch/create-watcher.ts';
import { SELF } from './process-identity.ts';
import type { Workspace } from './workspace.ts';

/** The real browser that takes letters to their forms. Rejects with BROWSER_UNAVAILABLE. */
export async function openLetterCarrier(workspace: Workspace): Promise<LetterCarrier> {
  return createBrowserCarrier(await settingOf(workspace));
}

/**
 * The real browser that looks for answers. With `asksDesk` the captchas of look-up pages wait for a person; without,
 * such a look is undetermined and the public list has to do.
 */
export async function openLetterWatcher(workspace: Workspace, asksDesk: boolean): Promise<LetterWatcher> {
  const setting = await settingOf(workspace);
  if (!asksDesk) return createBrowserWatcher(setting);
  const { store, clock, config } = workspace;
  return {
    look(task, signal) {
      const waitMs = config.letters.deskWaitSeconds * 1000;
      const asker = deskAsker({ desk: store.desk, clock, self: SELF }, task, waitMs, signal);
      const desk = {
        solveCaptcha: ({ image, expiresInMs, outdated }: Captcha) => asker.ask(image, expiresInMs, outdated),
        deskRemainingMs: asker.remainingMs,
      };
      return createBrowserWatcher({ ...setting, desk }).look(task, signal);
    },
  };
}

interface Captcha {
  image: Uint8Array;
  expiresInMs: number | null;
  outdated?: AbortSignal;
}

async function settingOf(workspace: Workspace): Promise<CarrierSetting> {
  const { evidence, clock, config } = workspace;
  const { timezone: zone, vantage, letters } = config;
  const pool = await workspace.browser();
  return { pool, evidence, clock, zone, vantage, recipes: readRecipes(letters.recipes) };
}
