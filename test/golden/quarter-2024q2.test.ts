import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Bulletin } from '../../src/domain/bulletin.ts';
import { documentText } from '../../src/report/check/read-document.ts';
import { runCli, temporaryFolder } from '../helpers/run-cli.ts';
import { publishedFigures } from '../province/quarter-2024q2/published-tables.ts';

const PUBLISHED = path.resolve(import.meta.dirname, '../province/quarter-2024q2/published');
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

/** Rows without BOM and line-end style: what a reader of CSV sees. */
const rows = (file: string) =>
  readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(Boolean);

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

  it('gives every published figure', () => {
    const text = (id: string) => bulletin.figures.find((figure) => figure.id === id)?.text;
    const { sites, accounts, letters, problems, deadlines, signed } = publishedFigures();
    expect({
      sites: { inspected: Number(text('sites.inspected')), passRate: text('sites.passRate') },
      accounts: {
        ...{ sampled: Number(text('accounts.sampled')), qualified: Number(text('accounts.qualified')) },
        passRate: text('accounts.passRate'),
      },
      letters: {
        ...{ tested: Number(text('letters.tested')), repliedInTime: Number(text('letters.repliedInTime')) },
        ...{ repliedInTimeRate: text('letters.repliedInTimeRate'), sameDay: Number(text('letters.sameDay')) },
        ...{ late: Number(text('letters.late')), none: Number(text('letters.none')) },
        channelUnavailable: Number(text('letters.channelUnavailable')),
      },
      problems: {
        ...{ dispatched: Number(text('problems.dispatched')), closed: Number(text('problems.closed')) },
        closedRate: text('problems.closedRate'),
      },
      signed: bulletin.signed,
    }).toEqual({ sites, accounts, letters, problems, signed });
    const said = bulletin.blocks.map((block) => block.text).join('');
    expect(said).toContain(`${Number(deadlines.rectificationReportToProvince.slice(5, 7))}月15日前`);
  });

  it('lists the three annexes row by row as they were published', () => {
    for (const [own] of ANNEXES) expect(rows(path.join(out, own))).toEqual(rows(path.join(PUBLISHED, own)));
  });

  it.skipIf(!existsSync(REFERENCE))('holds its own copy of the published tables to the reference', () => {
    for (const [own, reference] of ANNEXES)
      expect(rows(path.join(PUBLISHED, own))).toEqual(rows(path.join(REFERENCE, reference)));
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

  it('names in the notice of 榆林 its eleven units and the earlier day', () => {
    const text = documentText('a.docx', readFileSync(path.join(out, 'notices/榆林市.docx')));
    expect(text).toContain(
      '请榆林市教育局、榆林市工业和信息化局、榆林市人力资源和社会保障局、榆林市住房和城乡建设局、榆林市交通运输局、榆林市商务局、榆林市应急管理局、榆林市林业和草原局、榆林市机关事务服务中心、榆林市公安局、榆林市经济技术开发区（榆神工业区）管理委员会切实落实',
    );
    expect(text).toContain('整改报告于7月4日前书面上报市政府政务信息化服务中心');
    expect(
      readdirSync(path.join(out, 'notices/榆林市')).filter((file) => file.endsWith('.docx')),
    ).toHaveLength(11);
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
