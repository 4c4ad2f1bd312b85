import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configRows } from '../../src/config/config-rows.ts';
import { isMappedOnly, loadConfig, requireContact } from '../../src/config/load-config.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { errorOf } from '../helpers/error-of.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xunjian-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(yaml: string): string {
  const file = path.join(folder, 'xunjian.yaml');
  writeFileSync(file, yaml);
  return file;
}

const load = (yaml: string, rehearsal = false) => loadConfig({ file: put(yaml), rehearsal });

describe('a configuration', () => {
  it('that is empty is all defaults, with letters switched off', () => {
    const config = load('');
    expect(config.network).toMatchObject({ timeoutMs: 15_000, perHost: { concurrency: 2, minDelayMs: 200 } });
    expect(config.letters.enabled).toBe(false);
    expect(config.timezone).toBe('Asia/Shanghai');
  });

  it('is frozen to the last leaf', () => {
    const config = load('network: { resolve: { "*.gov.cn": 127.0.0.1:18080 } }');
    expect(() => Object.assign(config.network.resolve, { 'a.gov.cn': '10.0.0.1' })).toThrow(TypeError);
  });

  it('has its paths relative to the file', () => {
    const config = load('database: sqlite:db/x.db\nevidence: ../evidence\ninventory: { sites: s.csv }');
    expect(config.databaseFile).toBe(path.join(folder, 'db/x.db'));
    expect(config.evidence).toBe(path.join(path.dirname(folder), 'evidence'));
    expect(config.inventory.sites).toBe(path.join(folder, 's.csv'));
  });

  it('falls back to the shipped rules, but not when it has its own', () => {
    expect(load('').rules).toBe(path.join(PACKAGE_ROOT, 'config/rules/national-2019.yaml'));
    mkdirSync(path.join(folder, 'rules'));
    writeFileSync(path.join(folder, 'rules/national-2019.yaml'), '');
    expect(load('').rules).toBe(path.join(folder, 'rules/national-2019.yaml'));
  });

  it('may come from the shipped example, which is valid', () => {
    const config = loadConfig({ file: path.join(PACKAGE_ROOT, 'config/xunjian.yaml'), rehearsal: false });
    expect(config.letters.enabled).toBe(false);
  });

  it('shows where each value comes from, and no password', () => {
    const file = put('vantage: hall\ndatabase: postgres://user:secret@db/x\n');
    const config = loadConfig({ file, rehearsal: false, env: { XUNJIAN_SERVER_PORT: '8080' } });
    const rows = new Map(configRows(config).map((row) => [row.key, row]));
    expect(rows.get('vantage')).toMatchObject({ value: 'hall', origin: `${file}:1` });
    expect(rows.get('server.port')).toMatchObject({ value: 8080, origin: 'env XUNJIAN_SERVER_PORT' });
    expect(rows.get('timezone')).toMatchObject({ origin: 'default' });
    expect(rows.get('database')?.value).toBe('postgres://user:***@db/x');
  });

  it('can switch real letters on by the file alone', () => {
    const env = { XUNJIAN_LETTERS_ENABLED: 'true' };
    expect(loadConfig({ file: put(''), rehearsal: false, env }).letters.enabled).toBe(false);
    expect(load('letters: { enabled: true }').letters.enabled).toBe(true);
  });
});

describe('a mistake in the configuration names file, line and key', () => {
  it.each([
    ['an unknown key', 'vantage: a\nnetwork:\n  userAgnet: x\n', 3, 'network.userAgnet', /userAgent/],
    ['an unknown section', 'networks: {}\n', 1, 'networks', /network/],
    ['a key in the wrong section', 'timeoutMs: 5\n', 1, 'timeoutMs', /network\.timeoutMs/],
    ['a text for a number', 'network:\n  timeoutMs: fast\n', 2, 'network.timeoutMs', /whole number/],
    ['a number for a section', 'network: 5\n', 1, 'network', /indent/],
    [
      'a wrong range',
      'network:\n  allowPrivate:\n    - 10.0.0.0/8\n    - 10.0.0/40\n',
      4,
      'network.allowPrivate.1',
      /range/,
    ],
    [
      'a wrong target',
      'network:\n  resolve:\n    "*.gov.cn": localhost:80\n',
      3,
      'network.resolve.*.gov.cn',
      /address/,
    ],
    [
      'a wrong port',
      'network:\n  resolve:\n    "*.gov.cn": 127.0.0.1:99999\n',
      3,
      'network.resolve.*.gov.cn',
      /address/,
    ],
    [
      'an introduction without contact',
      'network:\n  userAgent: Mozilla/5.0\n',
      2,
      'network.userAgent',
      /contact/,
    ],
    [
      'an introduction with a second header',
      'network:\n  userAgent: "a@b.cn\\r\\nX: y"\n',
      2,
      'network.userAgent',
      /contact/,
    ],
    ['a wrong zone', 'timezone: Asia/Xian\n', 1, 'timezone', /IANA/],
    ['a wrong cron line', 'schedule:\n  nightly: "61 1 * * *"\n', 2, 'schedule.nightly', /cron/],
  ])('%s', (_, yaml, line, key, remedy) => {
    const error = errorOf(() => load(yaml));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', exitStatus: 2, place: { line, key } });
    expect(error.message).toContain(`xunjian.yaml:${line}`);
    expect(error.message).not.toContain('\n');
    expect(error.remedy).toMatch(remedy);
  });

  it('a key given twice', () => {
    expect(errorOf(() => load('vantage: a\nvantage: b\n'))).toMatchObject({
      code: 'CONFIG_INVALID',
      place: { line: 2 },
    });
  });

  it('a file that is no YAML', () => {
    expect(errorOf(() => load('network: {\n')).code).toBe('CONFIG_INVALID');
  });

  it('a bomb of aliases', () => {
    const layers = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &b${i + 1} [${`*b${i},`.repeat(9)}]`);
    expect(errorOf(() => load(`a0: &b0 [x]\n${layers.join('\n')}\n`)).message).toMatch(/alias/);
  });

  it('a file that is not there', () => {
    const file = path.join(folder, 'absent.yaml');
    expect(errorOf(() => loadConfig({ file, rehearsal: false }))).toMatchObject({
      code: 'CONFIG_UNREADABLE',
      place: { file },
    });
  });
});

describe('a contact', () => {
  it('is needed before strangers are met, not in a rehearsal', () => {
    expect(errorOf(() => requireContact(load(''))).code).toBe('CONFIG_INVALID');
    expect(() => requireContact(load('', true))).not.toThrow();
    const mapped = load('network: { resolve: { "*.gov.cn": "127.0.0.1:8080" } }');
    expect(() => requireContact(mapped)).not.toThrow();
    expect(isMappedOnly(mapped)).toBe(true);
    expect(
      isMappedOnly(load('network: { userAgent: "X (+mailto:a@sx.gov.cn)", resolve: { "*": "127.0.0.1" } }')),
    ).toBe(false);
    expect(() => requireContact(load('network: { userAgent: "X (+mailto:a@sx.gov.cn)" }'))).not.toThrow();
  });
});
