import { publishedAccounts, publishedFigures, publishedRegions } from './published-tables.ts';
import type { LetterFate, ScriptSite } from './registry.ts';

/** CSV files of results as people hand them in (`xunjian report record`), each with the day it is handed in. */

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (header: readonly string[], rows: readonly (readonly string[])[]) =>
  `${[header, ...rows].map((cells) => cells.map(cell).join(',')).join('\n')}\n`;

const LETTER_HEADER = [
  'campaign',
  'site_code',
  'submitted_at',
  'unavailable_at',
  'replied_at',
  'watched_until',
];
const WATCHED = '2024-06-20T18:00:00+08:00';

/** Sent on Monday 13 May: the fifth workday is 20 May, the campaign closes on 12 June. */
const TIMES: Readonly<Record<Exclude<LetterFate, null>, readonly [string, string, string, string]>> = {
  same_day: ['2024-05-13T09:30:00+08:00', '', '2024-05-13T15:10:00+08:00', WATCHED],
  on_time: ['2024-05-13T09:40:00+08:00', '', '2024-05-16T11:00:00+08:00', WATCHED],
  late: ['2024-05-13T10:00:00+08:00', '', '2024-05-27T16:20:00+08:00', WATCHED],
  none: ['2024-05-13T10:20:00+08:00', '', '', WATCHED],
  channel_unavailable: ['', '2024-05-16T17:00:00+08:00', '', WATCHED],
  // Sent anew after the site had moved; still inside its deadline when the bulletin was signed.
  pending: ['2024-06-26T09:00:00+08:00', '', '', '2024-06-27T09:00:00+08:00'],
};

export function lettersCsv(sites: readonly ScriptSite[]): string {
  const rows = sites.flatMap(({ site, fate }) =>
    fate === null ? [] : [['2024Q2', site.siteCode, ...TIMES[fate]]],
  );
  return csv(LETTER_HEADER, rows);
}

interface Check {
  name: string;
  platform: string;
  operator: string;
  region: string;
  sample: string;
  indicator: string;
  result: 'pass' | 'fail';
  message: string;
  at: string;
}

const ACCOUNT_HEADER = [
  ...[
    'account_name',
    'platform',
    'operator',
    'supervisor',
    'region',
    'sample',
    'indicator',
    'result',
    'message',
  ],
  ...['evidence', 'checked_at'],
];
const PLATFORMS = ['微信订阅号', '新浪微博', '抖音短视频', '微信服务号', '今日头条'];
const VETOES = ['account-not-updated', 'account-no-interaction', 'account-unavailable'];
const SAYS: Readonly<Record<string, string>> = {
  'account-not-updated': '2周内无更新',
  'account-no-interaction': '未提供有效互动功能',
  'account-unavailable': '无法访问',
  'account-unreported': '未纳入报送系统',
};

function accountsCsv(checks: readonly Check[]): string {
  return csv(
    ACCOUNT_HEADER,
    checks.map(({ name, platform, operator, region, sample, indicator, result, message, at }) => [
      ...[
        name,
        platform,
        operator,
        '',
        region,
        sample,
        indicator,
        result,
        message,
        `核查记录 ${at.slice(0, 10)}`,
        at,
      ],
    ]),
  );
}

/** Which indicators the four published accounts failed (the text gives the reasons). */
const FAILED: Readonly<Record<string, readonly string[]>> = {
  陕西金融: ['account-not-updated'],
  方志陕西: ['account-no-interaction'],
  陕西省渭南监狱: ['account-no-interaction'],
  渭南地方志: ['account-not-updated', 'account-no-interaction'],
};

/** Accounts the text praises: part of the sample. */
const PRAISED: readonly [string, string, string][] = [
  ['陕西交警', '陕西省公安厅交通警察总队', '省直单位'],
  ['西安交警', '西安市公安局交通管理局', '西安市'],
  ['咸阳高新区', '咸阳高新技术产业开发区管理委员会', '咸阳市'],
];

/** 漏报: in no registry, outside the sample. */
const UNREPORTED: readonly [string, string, string][] = [
  ['太白林区', '陕西省太白林业局', '省直单位'],
  ['榆林经开区政务服务中心', '榆林市经济技术开发区（榆神工业区）管理委员会', '榆林市'],
  ['黄陵县市场监管综合执法大队', '黄陵县市场监管综合执法大队', '延安市'],
];

const publishedRegionOf = (operator: string) => (operator.startsWith('渭南') ? '渭南市' : '省直单位');
const units = () => publishedRegions().flatMap(({ unit }) => (unit === '合计' ? [] : [unit]));

/** The sample of June: 1521 accounts, three checks each, four accounts found wanting; and what stands in no registry. */
export function sampleCsv(): string {
  const at = '2024-06-24T10:00:00+08:00';
  const check = (
    [name, operator, region]: readonly [string, string, string],
    platform: string,
    failed: readonly string[],
  ): Check[] =>
    VETOES.map((indicator) => {
      const isFailed = failed.includes(indicator);
      const result = isFailed ? ('fail' as const) : ('pass' as const);
      const message = isFailed ? (SAYS[indicator] ?? '') : '';
      return { ...{ name, platform, operator, region, sample: '2024Q2', indicator }, result, message, at };
    });
  const published = publishedAccounts().flatMap(({ account, operator, platform }) =>
    check([account, operator, publishedRegionOf(operator)], platform, FAILED[account] ?? []),
  );
  const praised = PRAISED.flatMap((account) => check(account, '抖音短视频', []));
  const regions = units();
  const left = publishedFigures().accounts.sampled - publishedAccounts().length - PRAISED.length;
  const invented = Array.from({ length: left }, (_, index) => {
    const region = regions[index % regions.length] ?? '';
    const no = String(index + 1).padStart(4, '0');
    return check(
      [`演示账号${no}`, `${region}演示单位`, region],
      PLATFORMS[index % PLATFORMS.length] ?? '',
      [],
    );
  }).flat();
  const unreported = UNREPORTED.map(
    ([name, operator, region]): Check => ({
      ...{ name, operator, region, platform: '微信订阅号', sample: '', indicator: 'account-unreported' },
      ...{ result: 'fail', message: SAYS['account-unreported'] ?? '', at },
    }),
  );
  return accountsCsv([...published, ...praised, ...invented, ...unreported]);
}

/** Accounts that the platform's scan found wanting in April, as many as annex 3 counts in each unit. */
function scanned(result: (isLast: boolean) => 'pass' | 'fail', at: string): Check[] {
  return publishedRegions().flatMap(({ unit, account_problems: count, account_closed: closed }) =>
    unit === '合计'
      ? []
      : Array.from({ length: Number(count) }, (_, index): Check => {
          const isOpen = index >= Number(closed);
          const outcome = result(isOpen);
          const indicator = index % 2 === 0 ? 'account-not-updated' : 'account-no-interaction';
          const name = `${unit}演示账号甲${String(index + 1).padStart(2, '0')}`;
          return {
            ...{
              name,
              platform: PLATFORMS[index % PLATFORMS.length] ?? '',
              operator: `${unit}演示单位`,
              region: unit,
            },
            ...{
              sample: '',
              indicator,
              result: outcome,
              message: outcome === 'fail' ? (SAYS[indicator] ?? '') : '',
              at,
            },
          };
        }),
  );
}

export const scannedCsv = () => accountsCsv(scanned(() => 'fail', '2024-04-15T10:00:00+08:00'));
/** In June all are mended but one. */
export const rescannedCsv = () =>
  accountsCsv(scanned((isOpen) => (isOpen ? 'fail' : 'pass'), '2024-06-18T10:00:00+08:00'));

/** The account that was reported in earlier quarters too: found, mended for the review, found again. */
export function repeatedCsv(result: 'pass' | 'fail', at: string): string {
  const [name, indicator] = ['陕西省渭南监狱', 'account-no-interaction'];
  const check: Check = {
    ...{ name, operator: name, platform: '微信订阅号', region: '省直单位', sample: '', indicator, result },
    ...{ message: result === 'fail' ? (SAYS[indicator] ?? '') : '', at },
  };
  return accountsCsv([check]);
}
