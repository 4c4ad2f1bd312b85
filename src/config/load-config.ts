import { existsSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { nearest } from '../domain/nearest.ts';
import { XunjianError } from '../errors.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { shown } from './explain-issue.ts';
import { type ConfigValues, SETTING_KEYS, SETTINGS, type Setting, type SettingKey } from './settings.ts';
import { at, parseYaml, readSmallFile, type YamlDocument } from './yaml-document.ts';

/** Where a value comes from; `flag` beats `env` beats `file` beats `default`. */
export type Origin =
  | { from: 'flag' }
  | { from: 'env'; name: string }
  | { from: 'file'; file: string; line: number | null }
  | { from: 'default' };

/** The configuration with every path made absolute. Frozen. */
export interface Config extends ConfigValues {
  /** The file it was read from; where it would stand when there is none. */
  readonly file: string;
  /** Path of the SQLite file, `:memory:`, or null for another store. */
  readonly databaseFile: string | null;
  readonly rehearsal: boolean;
  readonly origins: Readonly<Record<SettingKey, Origin>>;
}

export interface ConfigRequest {
  /** Asked for by `--config` or XUNJIAN_CONFIG; without it `config/xunjian.yaml`, which may be absent. */
  file?: string | undefined;
  rehearsal: boolean;
  env?: Readonly<Record<string, string | undefined>>;
  /** From the command line. Paths are relative to the working directory, as in `env`. */
  overrides?: Readonly<Partial<Record<SettingKey, unknown>>>;
}

export const DEFAULT_CONFIG_FILE = 'config/xunjian.yaml';

/** Keys that hold a path, and which of them fall back to what the package ships. */
const PATHS = {
  workdays: false,
  evidence: false,
  'network.authorities': false,
  rules: true,
  'inventory.sites': false,
  'inventory.columns': false,
  'inventory.accounts': false,
  'accounts.credentials': false,
  'accounts.pages': true,
  'letters.templates': true,
  'letters.personas': 'rehearsal',
  'letters.keyFile': false,
  'letters.stopFile': false,
  'letters.recipes': false,
  'report.profile': true,
} as const satisfies Partial<Record<SettingKey, boolean | 'rehearsal'>>;

/**
 * Reads and checks the configuration. An absent default file means all defaults, as if `config/xunjian.yaml` were
 * there and empty: everything works but looking at real sites, which need a contact first (`requireContact`).
 * Throws CONFIG_UNREADABLE, CONFIG_INVALID.
 */
export function loadConfig({ file, rehearsal, env = {}, overrides = {} }: ConfigRequest): Config {
  const asked = file ?? env.XUNJIAN_CONFIG;
  const name = asked ?? DEFAULT_CONFIG_FILE;
  const absolute = path.resolve(name);
  const document =
    asked === undefined && !existsSync(absolute) ? null : parseYaml(readConfig(name), name, 'CONFIG_INVALID');
  if (document !== null) refuseUnknownKeys(document);
  const taken = SETTING_KEYS.map((key) => [key, take(key, { document, env, overrides })] as const);
  const values = new Map<SettingKey, unknown>();
  for (const [key, { value, origin }] of taken) {
    values.set(key, resolved(key, value, { origin, base: path.dirname(absolute), rehearsal }));
  }
  const sqlite = /^sqlite:(.+)$/.exec(String(values.get('database')))?.[1];
  return deepFreeze({
    ...(nested(values) as unknown as ConfigValues),
    file: absolute,
    databaseFile: sqlite ?? null,
    rehearsal,
    origins: Object.fromEntries(taken.map(([key, { origin }]) => [key, origin])) as Record<
      SettingKey,
      Origin
    >,
  });
}

/**
 * Whoever looks at real sites calls this first. Throws CONFIG_INVALID when no contact of the operator's was given;
 * in a rehearsal, or where every host is mapped, no stranger is met and none is needed.
 */
export function requireContact(config: Config): void {
  if (isNamed(config) || config.rehearsal || isMappedOnly(config)) return;
  throw new XunjianError(
    'CONFIG_INVALID',
    `${config.file}: "network.userAgent" names no contact yet`,
    'set it to a line with a URL or e-mail of your office: the sites must be able to ask who is looking',
    { place: { file: config.file, key: 'network.userAgent' } },
  );
}

/**
 * Whether traffic keeps to the hosts that `network.resolve` maps: without a contact nothing real is asked, but what
 * stands on machines of one's own may be.
 */
export function isMappedOnly(config: Config): boolean {
  return !isNamed(config) && Object.keys(config.network.resolve).length > 0;
}

function isNamed(config: Config): boolean {
  return config.origins['network.userAgent'].from !== 'default';
}

function readConfig(file: string): string {
  const shipped = path.join(PACKAGE_ROOT, DEFAULT_CONFIG_FILE);
  return readSmallFile(
    file,
    'the configuration',
    'CONFIG_UNREADABLE',
    `name it with --config FILE, or start from a copy of ${shipped}`,
  );
}

function refuseUnknownKeys(document: YamlDocument): void {
  const walk = (value: unknown, prefix: readonly string[]): void => {
    const section = prefix.join('.');
    if (section in SETTINGS) return;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      // `network:` with nothing below it is an empty section, not a mistake.
      if (value === null) return;
      throw invalid(
        document,
        prefix,
        `takes a section of keys, not ${shown(value)}`,
        'indent its keys below it',
      );
    }
    for (const [key, inner] of Object.entries(value)) {
      const here = [...prefix, key];
      const name = here.join('.');
      if (SETTING_KEYS.some((known) => known === name || known.startsWith(`${name}.`))) walk(inner, here);
      else throw unknownKey(document, here);
    }
  };
  walk(document.value, []);
}

function unknownKey(document: YamlDocument, here: readonly string[]): XunjianError {
  const key = here.join('.');
  const section = here.slice(0, -1).join('.');
  const last = here.at(-1) ?? key;
  const siblings = new Map<string, string>();
  for (const known of SETTING_KEYS) {
    if (section !== '' && !known.startsWith(`${section}.`)) continue;
    const steps = known.split('.').slice(0, here.length);
    siblings.set(steps.at(-1) ?? known, steps.join('.'));
  }
  const leaves = new Map(SETTING_KEYS.map((known) => [known.split('.').at(-1) ?? known, known]));
  const near =
    siblings.get(nearest(last, siblings.keys()) ?? '') ?? leaves.get(nearest(last, leaves.keys()) ?? '');
  const line = document.lineOf(here);
  return new XunjianError(
    'CONFIG_INVALID',
    `${at(document.file, line)}: unknown key "${key}"`,
    near === undefined
      ? 'remove it; docs/reference/config.md lists the known keys'
      : `did you mean "${near}"?`,
    { place: { file: document.file, key, ...(line === undefined ? {} : { line }) } },
  );
}

function invalid(
  document: YamlDocument,
  steps: readonly PropertyKey[],
  what: string,
  remedy: string,
): XunjianError {
  const key = steps.map(String).join('.');
  const line = document.lineOf(steps);
  return new XunjianError('CONFIG_INVALID', `${at(document.file, line)}: "${key}" ${what}`, remedy, {
    place: { file: document.file, key, ...(line === undefined ? {} : { line }) },
  });
}

interface Sources {
  document: YamlDocument | null;
  env: Readonly<Record<string, string | undefined>>;
  overrides: Readonly<Partial<Record<SettingKey, unknown>>>;
}

interface Taken {
  value: unknown;
  origin: Origin;
}

function take(key: SettingKey, { document, env, overrides }: Sources): Taken {
  const setting: Setting = SETTINGS[key];
  const override = overrides[key];
  if (override !== undefined) {
    return { value: checked(key, override, `the option for "${key}"`), origin: { from: 'flag' } };
  }
  const inEnv = setting.env === undefined ? undefined : env[setting.env];
  if (setting.env !== undefined && inEnv !== undefined && inEnv !== '') {
    const asText = setting.schema.safeParse(inEnv);
    const value = asText.success ? asText.data : checked(key, scalar(inEnv), setting.env);
    return { value, origin: { from: 'env', name: setting.env } };
  }
  if (document !== null) {
    const steps = key.split('.');
    const given = steps.reduce<unknown>(
      (inner, step) => (inner as Record<string, unknown> | null)?.[step],
      document.value,
    );
    if (given !== undefined && given !== null) {
      const parsed = setting.schema.safeParse(given);
      if (!parsed.success) throw wrongValue(document, steps, setting, given, parsed.error);
      return {
        value: parsed.data,
        origin: { from: 'file', file: document.file, line: document.lineOf(steps) ?? null },
      };
    }
  }
  return { value: setting.default, origin: { from: 'default' } };
}

/** The text of an environment variable as YAML reads it: `7070` is a number, `true` a flag. */
function scalar(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return text;
  }
}

function wrongValue(
  document: YamlDocument,
  steps: readonly string[],
  { schema }: Setting,
  given: unknown,
  error: z.ZodError,
): XunjianError {
  const [issue] = error.issues;
  const inner = issue?.path ?? [];
  const value = inner.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown>)?.[step], given);
  const isKey = issue?.code === 'invalid_key';
  const what = isKey ? String(inner.at(-1)) : value;
  const takes = describe(schema, inner.length > 0, isKey);
  return invalid(document, [...steps, ...inner], `takes ${takes}, not ${shown(what)}`, `give it ${takes}`);
}

/** What a setting, one of its entries, or the key of one takes. */
function describe(schema: z.ZodType, isEntry: boolean, isKey: boolean): string {
  const parts = schema as { element?: z.ZodType; valueType?: z.ZodType; keyType?: z.ZodType };
  const inner = !isEntry ? schema : isKey ? parts.keyType : (parts.element ?? parts.valueType);
  return inner?.description ?? schema.description ?? 'something else';
}

function checked(key: SettingKey, value: unknown, source: string): unknown {
  const { schema }: Setting = SETTINGS[key];
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const takes = schema.description ?? 'something else';
  throw new XunjianError(
    'CONFIG_INVALID',
    `${source} takes ${takes}, not ${shown(value)}`,
    `give it ${takes}`,
  );
}

interface Resolving {
  origin: Origin;
  base: string;
  rehearsal: boolean;
}

function resolved(key: SettingKey, value: unknown, { origin, base, rehearsal }: Resolving): unknown {
  const from = origin.from === 'flag' || origin.from === 'env' ? process.cwd() : base;
  if (key === 'database') return databaseFrom(String(value), from);
  if (key === 'browser.executable') return value === 'auto' ? value : path.resolve(from, String(value));
  const fallsBack = (PATHS as Partial<Record<SettingKey, boolean | 'rehearsal'>>)[key];
  if (fallsBack === undefined || value === null) return value;
  const relative = String(value);
  const own = path.resolve(from, relative);
  const mayFallBack = fallsBack === true || (fallsBack === 'rehearsal' && rehearsal);
  const shipped = path.join(PACKAGE_ROOT, 'config', relative);
  const isShipped = !path.isAbsolute(relative) && mayFallBack && !existsSync(own) && existsSync(shipped);
  return isShipped ? shipped : own;
}

function databaseFrom(text: string, from: string): string {
  const file = /^sqlite:(.+)$/.exec(text)?.[1];
  return file === undefined || file === ':memory:' ? text : `sqlite:${path.resolve(from, file)}`;
}

function nested(values: ReadonlyMap<SettingKey, unknown>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [key, value] of values) {
    const steps = key.split('.');
    const last = steps.pop() ?? key;
    let here = root;
    for (const step of steps) {
      here[step] ??= {};
      here = here[step] as Record<string, unknown>;
    }
    here[last] = value;
  }
  return root;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
