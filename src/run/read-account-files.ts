import { loadPageRecipes, recipeFor } from '../accounts/page-recipe.ts';
import { type AccountPageReading, readAccountPage } from '../accounts/read-account-page.ts';
import type { EpochMs } from '../clock.ts';
import type { Config } from '../config/load-config.ts';
import { decodeText } from '../reading/charset.ts';

/** What a saved page of an account says: for finding out why it is read as it is, and for writing recipes. */
export interface AccountFileReading extends AccountPageReading {
  url: string;
  /** Name of the recipe that fits; null where the page is read like any list. */
  recipe: string | null;
}

/** Reads a saved page as a look would, without the network; `now` is what relative times count from. Pure but for the recipes' file. */
export function readAccountFile(
  bytes: Uint8Array,
  { url, name, now, config }: { url: string; name: string | null; now: EpochMs; config: Config },
): AccountFileReading {
  const recipe = recipeFor(url, loadPageRecipes(config.accounts.pages));
  const { text } = decodeText(bytes, null);
  const moment = { now, zone: config.timezone };
  const reading = readAccountPage(text, url, moment, recipe, name === null ? [] : [name]);
  return { url, recipe: recipe?.name ?? null, ...reading };
}
