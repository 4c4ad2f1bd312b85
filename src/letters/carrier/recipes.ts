import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { at, parseYaml, readSmallFile } from '../../config/yaml-document.ts';
import { SITE_CODE } from '../../domain/site.ts';
import { XunjianError } from '../../errors.ts';
import { type Recipe, recipeSchema } from './recipe-schema.ts';

export type RecipeOf = (siteCode: string) => Recipe | null;

/**
 * Reads every `<siteCode>.yaml` of a folder; a folder that is not there holds none. Throws CONFIG_UNREADABLE and
 * CONFIG_INVALID with file and line: a recipe half understood would fill the wrong field.
 */
export function readRecipes(folder: string): RecipeOf {
  const recipes = new Map<string, Recipe>();
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [];
  for (const name of names.sort()) {
    const siteCode = name.replace(/\.ya?ml$/, '');
    const file = path.join(folder, name);
    if (!SITE_CODE.test(siteCode))
      throw invalid(`${file}: a recipe is named for its site`, 'name it <siteCode>.yaml', file);
    recipes.set(siteCode.toLowerCase(), readRecipe(file));
  }
  return (siteCode) => recipes.get(siteCode.toLowerCase()) ?? null;
}

function readRecipe(file: string): Recipe {
  const remedy = 'see docs/guides/recipes.md for what a recipe may say';
  const document = parseYaml(
    readSmallFile(file, 'the recipe', 'CONFIG_UNREADABLE', remedy),
    file,
    'CONFIG_INVALID',
  );
  const parsed = recipeSchema.safeParse(document.value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const key = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])];
  const line = document.lineOf(key);
  throw invalid(
    `${at(file, line)}: "${key.join('.')}": ${issue?.message ?? 'not a recipe'}`,
    remedy,
    file,
    line,
  );
}

function invalid(message: string, remedy: string, file: string, line?: number): XunjianError {
  return new XunjianError('CONFIG_INVALID', message, remedy, {
    place: line === undefined ? { file } : { file, line },
  });
}
