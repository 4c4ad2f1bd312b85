import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountUnavailable } from '../../probes/account-unavailable.ts';
import { loadCredentials } from '../../src/accounts/credentials.ts';
import { loadPageRecipes } from '../../src/accounts/page-recipe.ts';
import { SOURCE_FAILURES } from '../../src/accounts/source-failure.ts';
import { ACCOUNT_SOURCES } from '../../src/accounts/sources.ts';
import { ERRCODES, isRenewable } from '../../src/accounts/wechat-errors.ts';
import { PRESENCE_STATES } from '../../src/domain/account-facts.ts';
import { SAMPLE_ALGORITHM } from '../../src/domain/account-sample.ts';
import { callCommand } from '../helpers/call-command.ts';
import { generatePlatforms } from '../province/accounts/generate.ts';
import { code, holdBlock, table } from './hold-block.ts';

const SOURCES = 'docs/reference/account-sources.md';
const SAMPLE = 'docs/reference/account-sample.md';

describe(SOURCES, () => {
  it('lists every source with its needs and what it sees', () => {
    const rows = ACCOUNT_SOURCES.map(({ id, needs, sees }) => [code(id), needs, sees.join(', ')]);
    const person = [code('person'), '`accounts record`', 'presence, posts, interaction'];
    holdBlock(SOURCES, 'sources', table(['Source', 'Needs', 'Sees'], [...rows, person]));
  });

  it('lists every state with its sentence', () => {
    const rows = PRESENCE_STATES.map((state) => [code(state), accountUnavailable.strings[state]?.en ?? '']);
    holdBlock(SOURCES, 'states', table(['State', 'Said of the account'], rows));
  });

  it('lists everything that keeps a look from seeing, with its fault and reason', () => {
    const rows = Object.entries(SOURCE_FAILURES).map(([id, [fault, reason, words]]) => [
      ...[code(id), code(fault), code(reason), words],
    ]);
    holdBlock(SOURCES, 'failures', table(['Code', 'Fault', 'Undetermined for', 'In lists'], rows));
  });

  it('lists the official-account codes that are known', () => {
    const rows = Object.entries(ERRCODES)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([errcode, ours]) => [errcode, code(ours), isRenewable({ errcode }) ? 'renewed' : '']);
    holdBlock(SOURCES, 'errcodes', table(['errcode', 'Ours', ''], rows));
  });
});

const hasPython = spawnSync('python3', ['--version']).status === 0;

describe(SAMPLE, () => {
  it('names the algorithm that is used', () => {
    expect(readFileSync(SAMPLE, 'utf8')).toContain(SAMPLE_ALGORITHM);
  });

  it.skipIf(!hasPython)('draws with its own few lines of Python what the command draws', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'xunjian-draw-'));
    const { accounts } = generatePlatforms({ seed: 3, accounts: 200, date: '2024-06-20' });
    const rows = accounts.map(({ name, platform, operator, region, level, handle }, i) =>
      [
        name,
        platform,
        operator,
        '',
        region,
        '',
        handle ?? '',
        'yes',
        i % 17 === 0 ? '关停' : '正常',
        level,
      ].join(),
    );
    const header = 'account_name,platform,operator,supervisor,region,feed_url,handle,declared,state,level';
    writeFileSync(path.join(folder, 'accounts.csv'), `${[header, ...rows].join('\n')}\n`);
    const config = path.join(folder, 'xunjian.yaml');
    writeFileSync(config, 'database: sqlite:x.db\nevidence: e\ninventory: { accounts: accounts.csv }\n');
    const cli = (...args: string[]) => callCommand('--config', config, ...args);
    const drawn = async (size: string, by: string) => {
      const made = await cli(
        '--json',
        '--quiet',
        'accounts',
        'sample',
        '--sample',
        size,
        '--seed',
        '种子7',
        '--by',
        by,
      );
      return JSON.parse(made.out) as { accounts: { accountKey: string }[]; populationDigest: string };
    };
    await drawn('1', 'region');
    const listed = path.join(folder, 'listed.csv');
    writeFileSync(listed, (await cli('inventory', 'export', 'accounts')).out);
    const script = path.join(folder, 'draw.py');
    writeFileSync(script, /```python\n([\s\S]*?)```/.exec(readFileSync(SAMPLE, 'utf8'))?.[1] ?? '');
    for (const [size, by] of [
      ['40', 'region,level,platform'],
      ['7', 'region'],
      ['120', 'platform,level'],
      ['999', 'region'],
    ] as const) {
      const run = spawnSync('python3', [script, listed, '种子7', size, by], { encoding: 'utf8' });
      const ours = await drawn(size, by);
      expect(run.stdout.trim().split('\n').sort()).toEqual(
        ours.accounts.map(({ accountKey }) => accountKey).sort(),
      );
      expect(run.stderr.trim()).toBe(ours.populationDigest);
    }
  });
});

describe('docs/guides/accounts.md', () => {
  const blocks = [...readFileSync('docs/guides/accounts.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)];
  const written = (holds: string) => {
    const text = blocks.map(([, yaml = '']) => yaml).find((yaml) => yaml.startsWith(holds));
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'xunjian-guide-')), 'a.yaml');
    writeFileSync(file, text ?? '');
    return file;
  };

  it('shows credentials and recipes that are taken as they stand', () => {
    expect(loadCredentials(written('wechat:'), {}).withoutSecret()).toEqual(['sxjr', '方志陕西']);
    expect(loadPageRecipes(written('pages:'))).toHaveLength(1);
  });
});
