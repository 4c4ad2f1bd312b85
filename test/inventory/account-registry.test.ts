import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { callCommand } from '../helpers/call-command.ts';

const HEADER = '账号名称,平台,开设主体,主管单位,地区,主页地址,账号ID,是否报送,运行状态,曾用名';
let folder: string;
let config: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xunjian-registry-'));
  config = path.join(folder, 'xunjian.yaml');
  writeFileSync(
    config,
    'timezone: Asia/Shanghai\ndatabase: sqlite:x.db\nevidence: evidence\ninventory: { sites: sites.csv, accounts: registry/accounts.csv }\n',
  );
});

function file(name: string, rows: readonly string[], header = HEADER): string {
  const at = path.join(folder, name);
  writeFileSync(at, `${[header, ...rows].join('\n')}\n`);
  return at;
}
const at = (day: string, ...args: string[]) =>
  callCommand('--config', config, '--as-of', `${day}T09:00:00+08:00`, ...args);

const FIRST = [
  '甲市发布,微信订阅号,甲市人民政府办公室,,甲市,,jsfb,是,正常,',
  '乙县发布,新浪微博,乙县融媒体中心,,甲市,,5000000001,是,正常,',
  '丙局,抖音短视频,丙局,,甲市,,,是,正常,',
];

describe('the registry of accounts', () => {
  it('is told from the others by its header, checked, put in place and taken into the store', async () => {
    const done = await at('2024-04-01', 'inventory', 'import', file('new.csv', FIRST));
    expect(done.status, done.err).toBe(0);
    expect(done.out).toContain('新媒体账号 3，有误 0；新增 3，变更 0，撤出 0');
    expect(existsSync(path.join(folder, 'registry/accounts.csv'))).toBe(true);
  });

  it('keeps renames, closures and withdrawals as history, under one key', async () => {
    await at('2024-04-01', 'inventory', 'import', file('a.csv', FIRST));
    const next = file('b.csv', [
      '甲市在线,微信订阅号,甲市人民政府办公室,,甲市,,jsfb,是,正常,',
      '乙县发布,新浪微博,乙县融媒体中心,,甲市,,5000000001,是,关停,',
    ]);
    const done = await at('2024-05-01', '--json', 'inventory', 'import', next);
    const [changes] = done.lines<{ changed: { key: string }[]; withdrawn: { key: string }[] }>();
    expect(changes?.changed.map(({ key }) => key)).toEqual([
      'account:wechat_subscription:jsfb',
      'account:weibo:5000000001',
    ]);
    expect(changes?.withdrawn).toMatchObject([{ account: { name: '丙局' } }]);
    expect(existsSync(path.join(folder, 'registry/accounts.csv.before'))).toBe(true);
    const csv = (await callCommand('--config', config, 'inventory', 'export', 'accounts')).out;
    expect(csv).toContain('甲市在线,wechat_subscription,');
    expect(csv).toContain('normal,,甲市发布,account:wechat_subscription:jsfb');
    expect(csv).toContain('closed');
    const again = path.join(folder, 'again.csv');
    writeFileSync(again, csv);
    const back = await at('2024-05-02', '--json', 'inventory', 'import', again);
    expect(back.lines()[0], 'what was exported is a registry again').toMatchObject({
      ...{ added: [], withdrawn: [], accounts: 2 },
    });
    const history = await at('2024-06-01', 'accounts', 'history', '甲市在线');
    expect(history.out).toMatch(/2024-04-01.*甲市发布/);
    expect(history.out).toMatch(/2024-05-01.*甲市在线/);
  });

  it('is not checked where it is closed, cancelled or withdrawn', async () => {
    await at('2024-04-01', 'inventory', 'import', file('a.csv', FIRST));
    await at(
      '2024-05-01',
      'inventory',
      'import',
      file('b.csv', [FIRST[0]?.replace('正常', '注销') ?? '', FIRST[1]?.replace('正常', '关停') ?? '']),
    );
    const drawn = await at('2024-05-02', '--json', 'accounts', 'sample', '--all');
    expect(JSON.parse(drawn.out)).toMatchObject({ population: 0, accounts: [] });
  });

  it('that somebody edits in place loses its rows as well, when it is used next', async () => {
    await at('2024-04-01', 'inventory', 'import', file('a.csv', FIRST));
    writeFileSync(path.join(folder, 'registry/accounts.csv'), `${[HEADER, FIRST[0]].join('\n')}\n`);
    const drawn = await at('2024-05-02', 'accounts', 'sample', '--quarter', '2024Q2', '--all');
    expect(drawn.err).toContain('名录中已撤出的账号 2 个');
    expect((await at('2024-05-03', 'accounts', 'history', '丙局')).out).toContain('撤出名录');
  });

  it('is refused whole for a bad row, with its line, and withdraws nothing when bad rows are skipped', async () => {
    await at('2024-04-01', 'inventory', 'import', file('a.csv', FIRST));
    const bad = file('b.csv', [FIRST[0] ?? '', '乙县发布,电报,乙县融媒体中心,,甲市,,,是,正常,']);
    const refused = await at('2024-05-01', 'inventory', 'import', bad);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain(`${bad}:3: platform "电报" is unknown`);
    const skipped = await at('2024-05-01', '--json', 'inventory', 'import', bad, '--skip-bad');
    expect(skipped.lines()[0]).toMatchObject({ refused: 1, withdrawn: [] });
  });

  it('never lets a row take another’s account by a former name', async () => {
    await at('2024-04-01', 'inventory', 'import', file('a.csv', [FIRST[2] ?? '']));
    const next = file('b.csv', ['丁局,抖音短视频,丙局,,甲市,,,是,正常,丙局', FIRST[2] ?? '']);
    const done = await at('2024-05-01', '--json', 'inventory', 'import', next);
    expect(done.lines()[0]).toMatchObject({ added: [{ account: { name: '丁局' } }], changed: [] });
  });

  it('comes back from its own export unchanged, a name that begins like a formula too', async () => {
    const odd = '@青春甲市,微信订阅号,共青团甲市委员会,,甲市,,=jsgqt,是,正常,';
    await at('2024-04-01', 'inventory', 'import', file('a.csv', [...FIRST, odd]));
    const exported = await at('2024-04-02', 'inventory', 'export', 'accounts');
    expect(exported.out).toContain("'@青春甲市");
    const back = path.join(folder, 'back.csv');
    writeFileSync(back, exported.out);
    const again = await at('2024-04-03', 'inventory', 'import', back);
    expect(again.out).toContain('新增 0，变更 0，撤出 0');
  });

  it('that is no registry is refused by its header', async () => {
    const refused = await at('2024-04-01', 'inventory', 'import', file('x.csv', ['1,2'], 'a,b'));
    expect(refused.err).toContain('INVENTORY_INVALID');
    expect(readFileSync(config, 'utf8')).toContain('accounts.csv');
  });
});
