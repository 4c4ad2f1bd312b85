import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { XunjianError } from '../errors.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { CONFIG_DOCS, type ConfigValues, configSchema } from './schema.ts';
import { parseYaml, placeOfIssue } from './yaml-document.ts';

/** The configuration with every path made absolute. Frozen. */
export interface Config extends Readonly<ConfigValues> {
  /** The file it was read from. */
  readonly file: string;
  /** Path of the SQLite file; null for another store. */
  readonly databaseFile: string | null;
  /** Keys the file sets, dotted; the rest are defaults. */
  readonly given: ReadonlySet<string>;
}

export const DEFAULT_CONFIG_FILE = 'config/xunjian.yaml';

/**
 * Reads and checks the configuration. Relative paths are relative to the file; `rules` and `letters.templates`,
 * and in a rehearsal `letters.personas`, fall back to what the package ships. Throws CONFIG_UNREADABLE, CONFIG_INVALID.
 */
export function loadConfig({ file, rehearsal }: { file: string; rehearsal: boolean }): Config {
  const absolute = path.resolve(file);
  let text: string;
  try {
    text = readFileSync(absolute, 'utf8');
  } catch (cause) {
    throw new XunjianError(
      'CONFIG_UNREADABLE',
      `cannot read the configuration ${file}`,
      `name it with --config FILE, or start from ${path.join(PACKAGE_ROOT, DEFAULT_CONFIG_FILE)}`,
      { cause, place: { file } },
    );
  }
  const document = parseYaml(text, file, 'CONFIG_INVALID');
  const parsed = configSchema.safeParse(document.value);
  if (!parsed.success) {
    const { message, remedy, place } = placeOfIssue(parsed.error, document, knownKeys());
    throw new XunjianError('CONFIG_INVALID', message, remedy, { place });
  }
  return resolvePaths(parsed.data, absolute, document.value, rehearsal);
}

function resolvePaths(values: ConfigValues, file: string, raw: unknown, rehearsal: boolean): Config {
  const base = path.dirname(file);
  const from = (relative: string) => path.resolve(base, relative);
  const shipped = (relative: string) => {
    const own = from(relative);
    return existsSync(own) ? own : path.join(PACKAGE_ROOT, 'config', relative);
  };
  const database = /^sqlite:(.+)$/.exec(values.database)?.[1];
  return Object.freeze({
    ...values,
    file,
    databaseFile: database === undefined ? null : database === ':memory:' ? database : from(database),
    evidence: from(values.evidence),
    rules: shipped(values.rules),
    inventory: {
      sites: from(values.inventory.sites),
      columns: from(values.inventory.columns),
      accounts: from(values.inventory.accounts),
    },
    letters: {
      ...values.letters,
      templates: shipped(values.letters.templates),
      personas: rehearsal ? shipped(values.letters.personas) : from(values.letters.personas),
    },
    given: new Set(flatten(raw).map(([key]) => key)),
  });
}

/** Top-level keys and dotted ones, for suggesting the one that was meant. */
function knownKeys(): string[] {
  const dotted = Object.keys(CONFIG_DOCS);
  return [...new Set(dotted.flatMap((key) => [key, key.split('.').slice(0, -1).join('.')]))].filter(Boolean);
}

export interface ConfigRow {
  key: string;
  value: unknown;
  origin: 'file' | 'default';
  doc: string;
}

/** Every key with its value and where it comes from: `config print`. */
export function configRows(config: Config): ConfigRow[] {
  return Object.entries(CONFIG_DOCS).map(([key, doc]) => ({
    key,
    value: key.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], config),
    origin: [...config.given].some((given) => given === key || given.startsWith(`${key}.`))
      ? 'file'
      : 'default',
    doc,
  }));
}

function flatten(value: unknown, prefix = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[prefix, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, prefix === '' ? key : `${prefix}.${key}`),
  );
}
