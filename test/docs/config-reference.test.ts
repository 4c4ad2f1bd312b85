import { describe, it } from 'vitest';
import { SETTING_KEYS, SETTINGS, type Setting } from '../../src/config/settings.ts';
import { code, holdBlock, table } from './hold-block.ts';

describe('docs/reference/config.md', () => {
  it('lists every key with what it takes, its default, its variable and its meaning', () => {
    const rows = SETTING_KEYS.map((key) => {
      const { schema, default: preset, doc, unit, env }: Setting = SETTINGS[key];
      const takes = `${schema.description ?? ''}${unit === undefined || unit === 'cron' ? '' : ` (${unit})`}`;
      return [code(key), takes, code(JSON.stringify(preset)), env === undefined ? '' : code(env), doc];
    });
    holdBlock(
      'docs/reference/config.md',
      'keys',
      table(['Key', 'Takes', 'Default', 'Environment', 'Meaning'], rows),
    );
  });
});
