import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PNG } from 'pngjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { epochMs } from '../../src/clock.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { Quarter } from '../../src/domain/quarter.ts';
import { type QuarterAccount, quarterAccounts } from '../../src/run/accounts-quarter.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { callCommand } from '../helpers/call-command.ts';

const Q2 = '2024Q2' as Quarter;
const REGISTRY = 'account_name,platform,operator,supervisor,region,feed_url,handle,declared';
const LOOKS = 'account_name,platform,operator,newest,interaction,screenshot,by,checked_at';
const NAMES = ['甲', '乙', '丙', '丁', '戊', '己'];

let folder: string;
let config: string;
const put = (name: string, text: string | Buffer) => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
const registry = (rows: readonly string[]) => put('accounts.csv', `${[REGISTRY, ...rows].join('\n')}\n`);
const row = (name: string, i: number) =>
  `${name}市发布,微信订阅号,${name}市人民政府办公室,,${i < 3 ? '西安市' : '榆林市'},,mn_${i},yes`;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xunjian-quarter-'));
  registry(NAMES.map(row));
  put('screen.png', PNG.sync.write(new PNG({ width: 2, height: 2 })));
  config = put(
    'xunjian.yaml',
    `timezone: Asia/Shanghai
database: sqlite:x.db
evidence: evidence
inventory: { accounts: accounts.csv }
`,
  );
});

const at = (time: string, ...args: string[]) =>
  callCommand('--config', config, '--as-of', `${time}+08:00`, '--quiet', ...args);
const look = (
  name: string,
  newest: string,
  interaction: string,
  checked: string,
  more = { screen: '', by: '张三' },
) => `${name}市发布,微信订阅号,,${newest},${interaction},${more.screen},${more.by},${checked}`;
const file = (name: string, rows: readonly string[]) => put(name, `${[LOOKS, ...rows].join('\n')}\n`);

async function quarter(asOf: string): Promise<QuarterAccount[]> {
  const workspace = openWorkspace({
    config: loadConfig({ file: config, rehearsal: true, env: {} }),
    ...{ rehearsalStart: null, mode: null },
  });
  try {
    return await quarterAccounts(workspace, Q2, epochMs(Date.parse(`${asOf}+08:00`)));
  } finally {
    await workspace.close();
  }
}
const verdicts = (found: readonly QuarterAccount[]) =>
  Object.fromEntries(found.map(({ account, verdict }) => [account.name.slice(0, 1), verdict]));

describe('the accounts of a quarter', () => {
  it('are those drawn for it, judged from persons’ looks of a file, in the registry’s order', async () => {
    const drawn = await at('2024-06-03T09:00:00', 'accounts', 'sample', '--quarter', '2024Q2', '--all');
    expect(drawn.status, drawn.err).toBe(0);
    const looks = file('looks.csv', [
      look('甲', '2024-06-20', '是', '2024-06-24T10:00'),
      look('乙', '2024-05-01', '是', '2024-06-24T10:00', { screen: 'screen.png', by: '张三' }),
      look('丙', '2024-06-20', '否', '2024-06-24T10:00'),
      look('丙', '2024-06-20', '否', '2024-06-25T10:00', { screen: '', by: '李四' }),
      look('丁', '2024-05-01', '是', '2024-06-24T10:00'),
    ]);
    const recorded = await at('2024-06-25T18:00:00', 'accounts', 'record', looks);
    expect(recorded.status, recorded.err).toBe(0);
    const found = await quarter('2024-06-28T18:00:00');
    expect(found.map(({ account }) => account.name.slice(0, 1))).toEqual(NAMES);
    expect(verdicts(found)).toEqual({
      ...{ 甲: 'qualified', 乙: 'unqualified', 丙: 'unqualified' },
      ...{ 丁: 'undetermined', 戊: 'undetermined', 己: 'undetermined' },
    });
    const stale = found.find(({ account }) => account.name.startsWith('乙'));
    expect(stale?.reasons).toMatchObject([{ indicator: 'account-not-updated' }]);
    expect(stale?.reasons[0]?.evidence[0]).toMatch(/^sha256:/);
    const suspected = found.find(({ account }) => account.name.startsWith('丁'));
    expect(suspected?.reasons, 'one person without a screenshot confirms nothing').toHaveLength(1);
    const unseen = found.find(({ account }) => account.name.startsWith('戊'));
    expect(unseen).toMatchObject({ checkedAt: null });
    expect(unseen?.reasons.map(({ indicator }) => indicator)).toEqual([
      ...['account-not-updated', 'account-no-interaction', 'account-unavailable'],
    ]);
    const status = await at('2024-06-28T18:00:00', '--json', 'accounts', 'status', '--quarter', '2024Q2');
    expect(JSON.parse(status.out)).toMatchObject({
      checked: 6,
      qualified: 1,
      unqualified: 2,
      undetermined: 3,
    });
  });

  it('are judged on the day they were checked: a post does not age until the bulletin is signed', async () => {
    await at('2024-06-03T09:00:00', 'accounts', 'sample', '--quarter', '2024Q2', '--all');
    const looks = file('looks.csv', [look('甲', '2024-06-15', '是', '2024-06-24')]);
    await at('2024-06-25T18:00:00', 'accounts', 'record', looks);
    expect(verdicts(await quarter('2024-07-05T18:00:00')).甲).toBe('qualified');
  });

  it('keep what a person saw when a machine that sees less looks later', async () => {
    const all = ['accounts', 'sample', '--quarter', '2024Q2', '--all'];
    await at('2024-04-02T09:00:00', ...all);
    const looks = file('looks.csv', [
      look('甲', '2024-04-08', '是', '2024-04-10'),
      look('乙', '2024-01-08', '是', '2024-04-10', { screen: 'screen.png', by: '张三' }),
      // Posts were seen late in the quarter, the interaction early.
      look('丙', '', '是', '2024-04-10'),
      look('丙', '2024-06-20', '', '2024-06-24'),
    ]);
    await at('2024-06-25T18:00:00', 'accounts', 'record', looks);
    // Nothing is configured to see them: every look of the machine is blind.
    expect((await at('2024-06-29T06:00:00', 'accounts', 'check')).status).toBe(0);
    const found = await quarter('2024-06-30T18:00:00');
    expect(verdicts(found)).toMatchObject({ 甲: 'qualified', 乙: 'unqualified', 丙: 'qualified' });
    expect(verdicts(found).丁).toBe('undetermined');
  });

  it('hear a person’s word after the quarter, and no look of the next quarter', async () => {
    await at('2024-06-03T09:00:00', 'accounts', 'sample', '--quarter', '2024Q2', '--all');
    const looks = file('looks.csv', [look('甲', '2024-05-01', '是', '2024-06-30T10:00')]);
    await at('2024-06-30T18:00:00', 'accounts', 'record', looks);
    const later = file('later.csv', [look('甲', '2024-07-01', '是', '2024-07-02T10:00')]);
    await at('2024-07-02T18:00:00', 'accounts', 'record', later);
    const [first] = await quarter('2024-07-03T18:00:00');
    expect(first).toMatchObject({ verdict: 'undetermined' });
    const id = first?.reasons[0]?.findingId ?? '';
    expect((await at('2024-06-30T20:00:00', 'findings', 'confirm', id, '--why', '核实')).status).toBe(0);
    expect(verdicts(await quarter('2024-07-03T18:00:00')).甲).toBe('unqualified');
  });

  it('name the earlier quarters in which the same was found, although it was mended before their end', async () => {
    const screen = { screen: 'screen.png', by: '张三' };
    const rounds = file('rounds.csv', [
      look('甲', '2023-11-10', '否', '2023-11-14', screen),
      look('甲', '2023-12-10', '是', '2023-12-12', screen),
      look('甲', '2024-02-18', '否', '2024-02-20', screen),
      look('甲', '2024-03-18', '是', '2024-03-20', screen),
      look('甲', '2024-06-20', '否', '2024-06-24', screen),
    ]);
    await at('2024-06-24T18:00:00', 'accounts', 'sample', '--quarter', '2024Q2', '--all');
    await at('2024-06-24T18:00:00', 'accounts', 'record', rounds);
    const [first] = await quarter('2024-06-28T18:00:00');
    expect(first).toMatchObject({ verdict: 'unqualified', repeated: ['2023Q4', '2024Q1'] });
    expect(first?.reasons[0]?.message).toContain('2023Q4、2024Q1亦曾确认');
    const status = await at('2024-06-28T18:00:00', '--json', 'accounts', 'status');
    expect(status.out, 'as the status of all accounts does').toContain('2023Q4、2024Q1');
  });

  it('keep their key through a change of name', async () => {
    await at('2024-06-03T09:00:00', 'accounts', 'sample', '--quarter', '2024Q2', '--all');
    registry([
      '甲市在线,微信订阅号,甲市人民政府办公室,,西安市,,mn_0,yes',
      ...NAMES.slice(1).map((n, i) => row(n, i + 1)),
    ]);
    const looks = file('looks.csv', ['甲市在线,微信订阅号,,2024-06-20,是,,张三,2024-06-24']);
    expect((await at('2024-06-24T18:00:00', 'accounts', 'record', looks)).status).toBe(0);
    const [first] = await quarter('2024-06-28T18:00:00');
    expect(first).toMatchObject({ account: { name: '甲市在线' }, verdict: 'qualified' });
  });
});

describe('a quarter’s draw', () => {
  const draw = (...more: string[]) =>
    at('2024-06-03T09:00:00', '--json', 'accounts', 'sample', '--quarter', '2024Q2', ...more);

  it('is remembered, the same when drawn again, and refused when drawn otherwise', async () => {
    const first = await draw('--sample', '4', '--seed', '7', '--by', 'region');
    expect(first.status, first.err).toBe(0);
    const [sample] = first.lines<{ accounts: { accountKey: string }[]; algorithm: string; seed: string }>();
    expect(sample).toMatchObject({ algorithm: 'stratified-sha256@1', seed: '7', population: 6 });
    expect(sample?.accounts).toHaveLength(4);
    const again = await draw('--sample', '4', '--seed', '7', '--by', 'region');
    expect(again.out).toBe(first.out);
    const other = await draw('--sample', '4', '--seed', '8', '--by', 'region');
    expect(other.status).toBe(2);
    expect(other.err).toContain('SAMPLE_EXISTS');
    const more = await draw('--sample', '5', '--seed', '8', '--by', 'region', '--supplement');
    expect(more.status).toBe(0);
    const shown = await callCommand(
      '--config',
      config,
      '--quiet',
      '--json',
      'accounts',
      'sample',
      '--quarter',
      '2024Q2',
    );
    expect(shown.lines()).toHaveLength(2);
  });

  it('is there for whoever asks as of the very minute it was made', async () => {
    await draw('--all');
    const status = await at('2024-06-03T09:00:00', '--json', 'accounts', 'status', '--quarter', '2024Q2');
    expect(JSON.parse(status.out)).toMatchObject({ checked: 6, undetermined: 6 });
  });

  it('is asked for before its accounts are checked or counted', async () => {
    const status = await at('2024-06-28T18:00:00', 'accounts', 'status', '--quarter', '2024Q2');
    expect(status.err).toContain('SAMPLE_UNKNOWN');
    expect(await quarter('2024-06-28T18:00:00').catch(() => [])).toEqual([]);
  });
});

describe('a file of persons’ looks', () => {
  it('is taken in whole or not at all, and says file and line of what is wrong', async () => {
    const bad = file('bad.csv', [
      look('甲', '2024-06-20', '是', '2024-06-24'),
      look('乙', '2024-06-26', '是', '2024-06-24'),
    ]);
    const refused = await at('2024-06-28T18:00:00', 'accounts', 'record', bad);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain(`${bad}:3: `);
    const good = file('good.csv', [look('甲', '2024-06-20', '是', '2024-06-24')]);
    const first = await callCommand(
      '--config',
      config,
      '--as-of',
      '2024-06-28T18:00:00+08:00',
      'accounts',
      'record',
      good,
    );
    expect(first.out).toContain('已记录 1 次');
  });

  it('given twice is one look: it cannot confirm itself', async () => {
    await at('2024-06-03T09:00:00', 'accounts', 'sample', '--quarter', '2024Q2', '--all');
    const looks = file('looks.csv', [look('甲', '2024-05-01', '是', '2024-06-24')]);
    await at('2024-06-25T18:00:00', 'accounts', 'record', looks);
    await at('2024-06-26T18:00:00', 'accounts', 'record', looks);
    expect(verdicts(await quarter('2024-06-28T18:00:00')).甲).toBe('undetermined');
  });

  it.each(['2024-06-29T10:00', 'morgen'])(
    'does not take %s for the time of a look of the past',
    async (time) => {
      const looks = file('looks.csv', [look('甲', '2024-06-20', '是', time)]);
      expect((await at('2024-06-28T18:00:00', 'accounts', 'record', looks)).status).toBe(2);
    },
  );
});
