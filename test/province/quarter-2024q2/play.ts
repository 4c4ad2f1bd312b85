import { siteKeyOf } from '../../../src/domain/site.ts';
import { findingIdOf } from '../../../src/judge/finding-id.ts';
import { lettersCsv, repeatedCsv, rescannedCsv, sampleCsv, scannedCsv } from './hand-made-files.ts';
import { scriptSites } from './registry.ts';
import { evidencePage, factsOf, isFaultyAt, LOOKS, type LookName, planSites } from './site-looks.ts';

/**
 * The second quarter of 2024 as a script: facts that are stored as if looked at (`looks`), results that people hand in
 * (`file`), and what people do through the public commands (`command`, actor `demo`), in the order of the calendar.
 */
export type Step =
  | { is: 'looks'; look: LookName }
  | { is: 'command'; at: string; args: readonly string[] }
  | { is: 'say'; zh: string; en: string };

const BY = ['--by', 'demo'];
const command = (at: string, ...args: string[]): Step => ({
  is: 'command',
  at: `${at}+08:00`,
  args: [...args, ...BY],
});

const SITES = scriptSites();
export const PLANS = planSites(SITES);
export const ALL_SITES = SITES.map(({ site }) => site);

export const SITES_CSV = `site_code,site_name,home_url,sponsor,supervisor,region,level,type\n${ALL_SITES.map(
  ({ siteCode, name, homeUrl, sponsor, supervisor, region, level, type }) =>
    [siteCode, name, homeUrl, sponsor, supervisor, region, level, type].join(','),
).join('\n')}\n`;

/** Files that `report record` takes in, by name. */
export const FILES: Readonly<Record<string, () => string>> = {
  'accounts-2023q4.csv': () => repeatedCsv('fail', '2023-11-14T10:00:00+08:00'),
  'accounts-2023q4-mended.csv': () => repeatedCsv('pass', '2023-12-12T10:00:00+08:00'),
  'accounts-2024q1.csv': () => repeatedCsv('fail', '2024-02-20T10:00:00+08:00'),
  'accounts-2024q1-mended.csv': () => repeatedCsv('pass', '2024-03-20T10:00:00+08:00'),
  'accounts-april.csv': scannedCsv,
  'accounts-june.csv': rescannedCsv,
  'sample-june.csv': sampleCsv,
  'letters.csv': () => lettersCsv(SITES),
};

export { evidencePage, factsOf, isFaultyAt, LOOKS };

function exemption(): string {
  const plan = PLANS.find(({ exempted }) => exempted !== null);
  if (plan === undefined) throw new Error('the script has no exemption');
  const { site } = plan.script;
  const name = '招标公告';
  const url = new URL(`${encodeURIComponent(name)}/`, site.homeUrl).href;
  return findingIdOf(siteKeyOf(site), 'column-not-updated', { column: name, url });
}

/** An earlier quarter's round of the account that comes up again and again. */
function round(
  quarter: string,
  days: { checked: string; dispatched: string; submitted: string; mended: string; reviewed: string },
): Step[] {
  return [
    command(`${days.checked}T12:00:00`, 'report', 'record', 'accounts', `accounts-${quarter}.csv`),
    command(`${days.dispatched}T09:00:00`, 'problems', 'collect'),
    command(`${days.dispatched}T10:00:00`, 'problems', 'dispatch', '--all', '--why', '转办'),
    command(`${days.submitted}T10:00:00`, 'problems', 'submit', '--all', '--why', '单位报告已开通留言'),
    command(`${days.mended}T12:00:00`, 'report', 'record', 'accounts', `accounts-${quarter}-mended.csv`),
    command(`${days.reviewed}T09:00:00`, 'problems', 'review', '--all', '--stored', '--state', 'submitted'),
  ];
}

const HIGHLIGHT = ['report', 'highlights', '--period', '2024Q2'];

export const STEPS: readonly Step[] = [
  {
    is: 'say',
    zh: '往季：同一账号两次发现、两次整改',
    en: 'Earlier quarters: one account found and mended twice',
  },
  ...round('2023q4', {
    checked: '2023-11-14',
    dispatched: '2023-11-15',
    submitted: '2023-12-01',
    mended: '2023-12-12',
    reviewed: '2023-12-13',
  }),
  ...round('2024q1', {
    checked: '2024-02-20',
    dispatched: '2024-02-21',
    submitted: '2024-03-08',
    mended: '2024-03-20',
    reviewed: '2024-03-21',
  }),
  {
    is: 'say',
    zh: '4月：两次扫描，确认、转办、签收',
    en: 'April: two scans; confirmed, dispatched, signed for',
  },
  { is: 'looks', look: 'aprilFirst' },
  { is: 'looks', look: 'aprilSecond' },
  command(
    '2024-04-12T15:00:00',
    'findings',
    'exempt',
    exemption(),
    '--until',
    '2024-12-31',
    '--why',
    '本年度无招标事项，主办单位已书面说明',
  ),
  command('2024-04-15T12:00:00', 'report', 'record', 'accounts', 'accounts-april.csv'),
  command('2024-04-16T09:00:00', 'problems', 'collect'),
  command('2024-04-16T10:00:00', 'problems', 'dispatch', '--all', '--due', '2024-06-10', '--why', '转办整改'),
  command('2024-04-18T10:00:00', 'problems', 'sign', '--all'),
  command('2024-04-22T10:00:00', 'problems', 'start', '--all'),
  {
    is: 'say',
    zh: '5—6月：信件测试，整改、复核、办结',
    en: 'May and June: letters; mended, reviewed, closed',
  },
  command('2024-06-07T16:00:00', 'problems', 'submit', '--all', '--why', '单位报告已整改'),
  command('2024-06-18T12:00:00', 'report', 'record', 'accounts', 'accounts-june.csv'),
  { is: 'looks', look: 'juneFirst' },
  command('2024-06-21T09:00:00', 'problems', 'review', '--all', '--stored', '--state', 'submitted'),
  { is: 'looks', look: 'juneSecond' },
  command('2024-06-24T18:00:00', 'report', 'record', 'accounts', 'sample-june.csv'),
  command('2024-06-26T12:00:00', 'report', 'record', 'letters', 'letters.csv'),
  command('2024-06-27T09:00:00', 'problems', 'collect'),
  { is: 'say', zh: '选定亮点，出通报与转发通知', en: 'Highlights chosen; bulletin and notices written' },
  command(
    '2024-06-27T10:00:00',
    ...HIGHLIGHT,
    ...[
      '--heading',
      '重点内容公开及时',
      '--text',
      '“陕西省发展和改革委员会”网设“高质量项目推进年”专题，项目全过程信息集中公开。',
    ],
    ...['--evidence', 'letters.sameDay'],
  ),
  command(
    '2024-06-27T10:05:00',
    ...HIGHLIGHT,
    ...[
      '--heading',
      '办事解读形式新',
      '--text',
      '“陕西省商务厅”网以动画视频讲解重点事项的办理流程。',
      '--evidence',
      'sites.qualified',
    ],
  ),
  command(
    '2024-06-27T10:10:00',
    ...HIGHLIGHT,
    ...['--heading', '互动方式活'],
    ...[
      '--text',
      '陕西省公安厅交通警察总队“陕西交警”、西安市公安局交通管理局“西安交警”、咸阳高新技术产业开发区管理委员会“咸阳高新区”抖音短视频结合热点设题，互动有效。',
    ],
    ...['--evidence', 'accounts.qualified'],
  ),
];

/** What the quarter's documents are asked for with. */
export const DOCUMENTS = {
  asOf: '2024-06-28T18:00:00+08:00',
  bulletin: [
    '--period',
    '2024Q2',
    '--signed',
    '2024-06-28',
    '--due',
    '2024-07-15',
    '--number',
    '陕政公开办〔2024〕6号',
  ],
  notices: ['--forwarded', '2024-07-01', '--city-due', '2024-07-04'],
} as const;
