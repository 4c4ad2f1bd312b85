import type { Config, Origin } from './load-config.ts';
import { SETTING_KEYS, SETTINGS, type Setting, type SettingKey } from './settings.ts';

/** One line of `config print`. */
export interface ConfigRow {
  key: SettingKey;
  value: unknown;
  /** `flag`, `env NAME`, `FILE:LINE` or `default`. */
  origin: string;
  unit: string | null;
  doc: string;
}

/** Every key with the value in force and where it comes from. A password in a database URL is not shown. */
export function configRows(config: Config): ConfigRow[] {
  return SETTING_KEYS.map((key) => {
    const { unit, doc }: Setting = SETTINGS[key];
    return {
      key,
      value: settingValue(config, key),
      origin: named(config.origins[key]),
      unit: unit ?? null,
      doc,
    };
  });
}

function settingValue(config: Config, key: SettingKey): unknown {
  const value = key.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], config);
  return key === 'database'
    ? String(value).replace(/^(postgres(?:ql)?:\/\/[^:/@]*):[^@]*@/, '$1:***@')
    : value;
}

function named(origin: Origin): string {
  switch (origin.from) {
    case 'env':
      return `env ${origin.name}`;
    case 'file':
      return origin.line === null ? origin.file : `${origin.file}:${origin.line}`;
    default:
      return origin.from;
  }
}
