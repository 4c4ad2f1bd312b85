import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Bulletin } from '../../src/domain/bulletin.ts';
import { runCli, temporaryFolder } from '../helpers/run-cli.ts';
import { differencesIn, rowsOf } from '../province/quarter-2024q2/published-check.ts';
import { PUBLISHED_FOLDER, publishedFigures } from '../province/quarter-2024q2/published-tables.ts';

const REFERENCE = path.resolve(import.meta.dirname, '../../../shared/reference');
const ANNEXES = [
  ['annex1.csv', 'annex1-unqualified-accounts.csv'],
  ['annex2.csv', 'annex2-letter-test.csv'],
  ['annex3.csv', 'annex3-problems-by-region.csv'],
] as const;
const ASKED = [
  ...[
    '--period',
    '2024Q2',
    '--signed',
    '2024-06-28',
    '--due',
    '2024-07-15',
    '--number',
    '陕政公开办〔2024〕6号',
  ],
];

const out = path.join(temporaryFolder(), 'quarter');
const config = path.join(out, 'config/xunjian.yaml');
const cli = (...args: string[]) =>
  runCli(['--config', config, '--as-of', '2024-06-28T18:00:00+08:00', ...args]);
let bulletin: Bulletin;

beforeAll(async () => {
  const run = await runCli(['demo', '--script', '2024Q2', '--out', out, '--quiet']);
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  bulletin = JSON.parse(readFileSync(path.join(out, 'bulletin.json'), 'utf8')) as Bulletin;
}, 420_000);

describe('the second quarter of 2024, played', () => {
  it('leaves the bulletin in four forms, three annexes and the notices', () => {
    const files = readdirSync(out);
    for (const file of [
      'bulletin.docx',
      'bulletin.html',
      'bulletin.pdf',
      'bulletin.json',
      'annex1.csv',
      'annex2.csv',
      'annex3.csv',
      'notices',
    ])
      expect(files).toContain(file);
    expect(readFileSync(path.join(out, 'bulletin.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('gives every published figure, the three annexes row by row, and the city’s notice with its eleven units', () => {
    expect(differencesIn(out)).toEqual([]);
  });

  it.skipIf(!existsSync(REFERENCE))('holds its own copy of the published tables to the reference', () => {
    for (const [own, reference] of ANNEXES)
      expect(rowsOf(path.join(PUBLISHED_FOLDER, own))).toEqual(rowsOf(path.join(REFERENCE, reference)));
    expect(publishedFigures()).toEqual(
      JSON.parse(readFileSync(path.join(REFERENCE, 'figures-2024Q2.json'), 'utf8')),
    );
  });

  it('leads every figure back to its rows', () => {
    const unequal = bulletin.figures.filter(
      ({ kind, value, rows: ids }) => kind === 'count' && ids.length !== value,
    );
    expect(unequal).toEqual([]);
    const closed = bulletin.figures.find(({ id }) => id === 'problems.closedRate');
    expect(closed?.computation).toContain('403 ÷');
    expect(closed?.rows).toHaveLength(403);
  });

  it('lists undetermined and set-aside matters apart and in no rate', () => {
    expect(bulletin.apart.map(({ kind }) => kind).sort()).toEqual([
      'exempt',
      'pending',
      ...Array.from({ length: 4 }, () => 'undetermined'),
    ]);
    const inspected = bulletin.figures.find(({ id }) => id === 'sites.inspected');
    for (const { name } of bulletin.apart.filter(({ subject }) => subject === 'site'))
      expect(inspected?.rows.join()).not.toContain(name);
  });

  it('tells the account that was found in two earlier quarters too', () => {
    const said = bulletin.blocks.find(({ key }) => key === 'problems')?.text;
    expect(said).toContain('经多次通报（2023年第四季度、2024年第一季度）依然未整改');
  });

  it('gives the same bytes from the same observations', async () => {
    const again = path.join(temporaryFolder(), 'again');
    expect((await cli('report', 'bulletin', ...ASKED, '--out', again)).status).toBe(0);
    for (const file of readdirSync(again))
      expect(readFileSync(path.join(again, file)).equals(readFileSync(path.join(out, file))), file).toBe(
        true,
      );
  }, 180_000);

  it('finds in its own bulletin only the names kept as they were printed', async () => {
    for (const file of ['bulletin.docx', 'bulletin.html', 'bulletin.json']) {
      const run = await cli('--json', 'report', 'check', path.join(out, file));
      const rules = run.lines<{ rule: string }>().map(({ rule }) => rule);
      expect(rules.sort(), file).toEqual([
        'name-brackets',
        'name-brackets',
        'name-form',
        'name-level',
        'name-place',
        'name-variant',
      ]);
    }
  }, 180_000);

  it('exports what the figures count in three formats', async () => {
    const problems = await cli('export', 'problems', '--format', 'jsonl');
    const counted = problems
      .lines<{ period: string; origin: string; dispatched_at: string; state: string }>()
      .filter(
        ({ period, origin, dispatched_at: at }) =>
          period === '2024Q2' && at !== '' && ['scan', 'sample'].includes(origin),
      );
    expect(counted).toHaveLength(404);
    expect(counted.filter(({ state }) => state === 'closed')).toHaveLength(403);
    const letters = await cli('export', 'letters', '--period', '2024Q2');
    expect(letters.stdout.startsWith('\uFEFFletter_id,')).toBe(true);
    expect(letters.stdout.match(/,same_day,/g)).toHaveLength(96);
    const workbook = path.join(temporaryFolder(), 'figures.xlsx');
    expect(
      (await cli('export', 'figures', '--period', '2024Q2', '--format', 'xlsx', '--out', workbook)).status,
    ).toBe(0);
    expect(readFileSync(workbook).subarray(0, 2).toString()).toBe('PK');
  }, 180_000);
});
