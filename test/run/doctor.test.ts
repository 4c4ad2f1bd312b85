import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { checkMachine, type MachineCheck } from '../../src/run/doctor.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xunjian-doctor-'));
  mkdirSync(path.join(folder, 'config'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const SITES =
  'site_code,site_name,home_url,sponsor,supervisor,region,level,type\n6199000001,甲市人民政府,http://www.jiashi.example/,a,b,甲市,city,portal\n';

/** An executable that stands in for a browser: prints a version, or dies as one whose libraries are missing. */
function stub(name: string, script: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

async function check(what: string, yaml: string): Promise<MachineCheck> {
  const file = path.join(folder, 'config/xunjian.yaml');
  writeFileSync(file, yaml);
  const checks = await checkMachine(loadConfig({ file, rehearsal: false }), { PATH: folder, HOME: folder });
  const found = checks.find((one) => one.what.includes(what));
  if (found === undefined) throw new Error(`no check of ${what}`);
  return found;
}

describe('the doctor', () => {
  it('changes nothing: folders that a run would make are not made', async () => {
    expect(await check('evidence', 'evidence: ../deep/er/evidence\n')).toMatchObject({ ok: true });
    expect(await check('database', 'database: sqlite:../deep/x.db\n')).toMatchObject({ ok: true });
    expect(existsSync(path.join(folder, 'deep'))).toBe(false);
  });

  it('starts the configured browser to see that it works', async () => {
    const good = stub('good', 'echo Chromium 1.2.3');
    expect(await check('browser', `browser: { executable: "${good}" }\n`)).toMatchObject({
      ok: true,
      detail: `Chromium 1.2.3 (${good})`,
    });
  });

  it('says of a browser that does not start what it said', async () => {
    const bad = stub('bad', 'echo "error while loading shared libraries: libnss3.so" >&2; exit 127');
    const found = await check('browser', `browser: { executable: "${bad}" }\n`);
    expect(found.ok).toBe(false);
    expect(found.detail).toContain('libnss3.so');
    expect(found.mend).toContain('npm run setup');
  });

  it('says whose credentials others can read, and which secret is missing, without saying any', async () => {
    const yaml = 'accounts: { credentials: credentials.yaml }\n';
    const file = path.join(folder, 'config/credentials.yaml');
    writeFileSync(
      file,
      'wechat:\n  - { account: sxjr, appId: wx1, secret: geheim }\n  - { account: 方志陕西, appId: wx2, secretEnv: NOWHERE }\n',
    );
    chmodSync(file, 0o644);
    expect(await check('credentials', yaml)).toMatchObject({ ok: false, mend: `chmod 600 ${file}` });
    chmodSync(file, 0o600);
    const found = await check('credentials', yaml);
    expect(found).toMatchObject({ ok: false, detail: 'no secret for 方志陕西' });
    expect(JSON.stringify(found)).not.toContain('geheim');
  });

  it('says of a configured browser that is not there that it is not, instead of taking another', async () => {
    const found = await check('browser', 'browser: { executable: /nowhere/chromium }\n');
    expect(found).toMatchObject({ ok: false, detail: expect.stringContaining('/nowhere/chromium') });
  });

  it('reads the registries and says which row is wrong', async () => {
    const sites = path.join(folder, 'config/sites.csv');
    writeFileSync(sites, SITES);
    const yaml = 'inventory: { sites: sites.csv }\n';
    expect(await check('inventory', yaml)).toMatchObject({
      ok: true,
      detail: '1 sites, 0 columns, 0 accounts',
    });
    writeFileSync(sites, `${SITES}12,,,,,,,\n`);
    expect(await check('inventory', yaml)).toMatchObject({
      ok: false,
      detail: expect.stringContaining('sites.csv:3'),
    });
  });

  it('reads the rule set and says what is wrong with it', async () => {
    expect(await check('rules', '')).toMatchObject({ ok: true, detail: 'national-2019@1' });
    writeFileSync(path.join(folder, 'config/mine.yaml'), 'id: Mine\n');
    expect(await check('rules', 'rules: mine.yaml\n')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('mine.yaml'),
    });
  });

  it('asks for a contact before real sites are looked at', async () => {
    expect(await check('userAgent', '')).toMatchObject({ ok: false });
    const yaml = 'network: { userAgent: "Xunjian/0.1 (+mailto:a@jiashi.example)" }\n';
    expect(await check('userAgent', yaml)).toMatchObject({ ok: true });
  });

  it('gives every failed check a way to mend it', async () => {
    const file = path.join(folder, 'config/xunjian.yaml');
    writeFileSync(file, 'rules: absent.yaml\n');
    const checks = await checkMachine(loadConfig({ file, rehearsal: false }), { PATH: folder, HOME: folder });
    expect(checks.filter(({ ok, mend }) => !ok && mend === '')).toEqual([]);
  });
});
