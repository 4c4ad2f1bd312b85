import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { unservedWorkspace } from '../helpers/province-workspace.ts';
import { runCli, temporaryFolder } from '../helpers/run-cli.ts';

function workspace() {
  const folder = temporaryFolder();
  return { folder, ...unservedWorkspace(folder) };
}

const AS_OF = ['--as-of', '2026-11-24T10:00:00+08:00'];

describe('bad input gets one clear line and exit status 2', () => {
  it('names an unknown config key with file and line, and the key that was meant', async () => {
    const { config } = workspace();
    writeFileSync(config, `${readFileSync(config, 'utf8')}timezon: Asia/Shanghai\n`);
    const run = await runCli(['--config', config, ...AS_OF, 'scan']);
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/xunjian\.yaml:\d+.*timezon/);
    expect(run.stderr).toContain('timezone');
  });

  it.each([
    ['a wrong site code', () => '123,某县,http://a.gov.cn/', '123'],
    ['a wrong URL', () => '6110000099,某县,not a url', 'not a url'],
    ['a duplicate', (known: string) => `${known},某县,http://a.gov.cn/`, null],
  ] as const)('names the inventory row with %s', async (_what, rowOf, word) => {
    const { config, sites, siteCodes } = workspace();
    const known = siteCodes[0] ?? '';
    writeFileSync(sites, `${readFileSync(sites, 'utf8')}${rowOf(known)},s,s,西安市,county,portal,organ\n`);
    const run = await runCli(['--config', config, ...AS_OF, 'scan']);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('sites.csv:4');
    expect(run.stderr).toContain(word ?? known);
  });

  it('names an unreadable rule file', async () => {
    const { config } = workspace();
    const run = await runCli(['--config', config, 'judge', '--rules', '/nowhere/rules.yaml']);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('/nowhere/rules.yaml');
  });

  it('says that a target is no URL', async () => {
    const { config } = workspace();
    const run = await runCli(['--config', config, ...AS_OF, 'probe', 'what is this']);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('what is this');
  });

  it('says that no site is asked for, instead of that nothing is due', async () => {
    const { config, sites } = workspace();
    const elsewhere = await runCli(['--config', config, ...AS_OF, 'scan', '--region', '无此市']);
    expect(elsewhere.status).toBe(2);
    expect(elsewhere.stderr).toContain('--region');
    writeFileSync(sites, `${readFileSync(sites, 'utf8').split('\n')[0]}\n`);
    const empty = await runCli(['--config', config, ...AS_OF, 'scan']);
    expect(empty.status).toBe(2);
    expect(empty.stderr).toContain('has no site yet');
  });

  it('refuses a database of a newer version and changes nothing in it', async () => {
    const { config, folder } = workspace();
    mkdirSync(path.join(folder, 'data'));
    const file = path.join(folder, 'data/xunjian.db');
    const db = new Database(file);
    db.pragma('user_version = 999');
    db.close();
    const before = readFileSync(file);
    const run = await runCli(['--config', config, 'judge']);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('999');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('never turns a rehearsal into a real database, nor the reverse', async () => {
    const { config } = workspace();
    await runCli(['--config', config, ...AS_OF, 'scan']);
    const real = await runCli(['--config', config, 'scan']);
    expect(real.status).toBe(2);
    expect(real.stderr).toContain('DATABASE_IS_REHEARSAL');
  });
});
