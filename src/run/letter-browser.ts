import { createBrowserCarrier } from '../letters/carrier/create-carrier.ts';
import { readRecipes } from '../letters/carrier/recipes.ts';
import type { LetterCarrier } from '../letters/letter-carrier.ts';
import type { Workspace } from './workspace.ts';

/** The real browser that takes letters to their forms. Rejects with BROWSER_UNAVAILABLE. */
export async function openLetterCarrier(workspace: Workspace): Promise<LetterCarrier> {
  const { evidence, clock, config } = workspace;
  const { timezone: zone, vantage, letters } = config;
  const pool = await workspace.browser();
  return createBrowserCarrier({
    pool,
    evidence,
    clock,
    zone,
    vantage,
    recipes: readRecipes(letters.recipes),
  });
}
