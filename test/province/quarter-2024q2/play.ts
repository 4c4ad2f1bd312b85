import { leadKeyOf } from '../../../src/domain/account-lead.ts';
import { siteKeyOf } from '../../../src/domain/site.ts';
import { findingIdOf } from '../../../src/judge/finding-id.ts';
import { letterIdOf } from '../../../src/letters/plan-campaign.ts';
import { accountFactsOf, faultsAt, isLookedAt } from './account-looks.ts';
import { ACCOUNT_LOOKS, type AccountLookName, keysOf, LEADS, scriptAccounts } from './accounts.ts';
import { ledgerOf, TIMELINES } from './letter-ledger.ts';
import { type ScriptSite, scriptSites } from './registry.ts';
import { evidencePage, factsOf, isFaultyAt, LOOKS, type LookName, planSites } from './site-looks.ts';

/**
 * The second quarter of 2024 as a script: facts that are stored as scan, account check, carrier and watcher store them
 * (`looks`, `accounts`, `leads`, `letters`), and what people do through the public commands (`command`, actor `demo`), in the
 * order of the calendar. Verdicts, categories, rates and states follow from them as from any others.
 */
export type Step =
  | { is: 'looks'; look: LookName }
  | { is: 'accounts'; look: AccountLookName }
  | { is: 'leads'; at: string }
  | { is: 'letters' }
  /** An argument `@name` is one of FILES. */
  | { is: 'command'; at: string; args: readonly string[] }
  | { is: 'say'; zh: string; en: string };

const BY = ['--by', 'demo'];
const command = (at: string, ...args: string[]): Step => ({
  is: 'command',
  at: `${at}+08:00`,
  args: [...args, ...BY],
});

/** What the program itself does, on the timetable: it has no actor. */
const machine = (at: string, ...args: string[]): Step => ({ is: 'command', at: `${at}+08:00`, args });

const SITES = scriptSites();
export const PLANS = planSites(SITES);
export const ALL_SITES = SITES.map(({ site }) => site);
export const ACCOUNTS = scriptAccounts();
export const ACCOUNT_KEYS = keysOf(ACCOUNTS).map(({ key }) => key);
export {
  ACCOUNT_LOOKS,
  accountFactsOf,
  evidencePage,
  factsOf,
  faultsAt,
  isFaultyAt,
  isLookedAt,
  LEADS,
  LOOKS,
};

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (rows: readonly (readonly string[])[]) =>
  `${rows.map((cells) => cells.map(cell).join(',')).join('\n')}\n`;

const CAMPAIGN = '2024Q2';
/** Letters that an office sent and watched by hand, and one that was answered by telephone. */
const BY_HAND = 12;
const onTime = SITES.filter(({ fate }) => fate === 'on_time');
const HAND_SITES = new Set(onTime.slice(-BY_HAND));
const [TELEPHONED] = onTime;
export const LETTER_SITES = SITES.filter(({ fate }) => fate !== null);

const letterOf = ({ site }: ScriptSite) => letterIdOf(CAMPAIGN, siteKeyOf(site), 1);

/** The ledger of every letter that the program sent, by its id. */
export function letterLedgers(evidence: `sha256:${string}`[]) {
  return LETTER_SITES.filter((script) => !HAND_SITES.has(script)).map((script) => {
    const letterId = letterOf(script);
    const { events, looks } = ledgerOf(script.fate ?? 'none', letterId, evidence);
    return { letterId, events, looks: script === TELEPHONED ? looks.slice(0, -1) : looks };
  });
}

/** Files of the configuration's folder, by name. */
export const FILES: Readonly<Record<string, () => string>> = {
  'sites.csv': () =>
    csv([
      ['site_code', 'site_name', 'home_url', 'sponsor', 'supervisor', 'region', 'level', 'type'],
      ...ALL_SITES.map(({ siteCode, name, homeUrl, sponsor, supervisor, region, level, type }) => [
        ...[siteCode, name, homeUrl, sponsor, supervisor, region, level, type],
      ]),
    ]),
  'accounts.csv': () =>
    csv([
      [
        'account_name',
        'platform',
        'operator',
        'supervisor',
        'region',
        'feed_url',
        'handle',
        'declared',
        'state',
      ],
      ...ACCOUNTS.map(({ account: { name, platform, operator, supervisor, region, state } }) => [
        ...[name, platform, operator, supervisor, region, '', '', 'yes', state],
      ]),
    ]),
  'accounts-by-hand.csv': () =>
    csv([
      ['account_name', 'platform', 'operator', 'newest', 'interaction', 'presence', 'checked_at'],
      ...ACCOUNTS.filter(({ isByPerson }) => isByPerson).map(({ account: { name, platform, operator } }) => [
        ...[name, platform, operator, '2024-06-19', 'yes', 'present', '2024-06-20 10:30'],
      ]),
    ]),
  'letters-by-hand.csv': () =>
    csv([
      ['site_code', 'submitted_at', 'unavailable_at', 'replied_at', 'watched_until'],
      ...[...HAND_SITES].map(({ site }) => [
        ...[site.siteCode, `${TIMELINES.on_time.sent}`, '', '2024-05-17T10:30', '2024-05-17T15:00'],
      ]),
    ]),
  'telephone-note.txt': () => '2024-05-16 15:05 来电答复，记录人：演示\n',
};

function exemption(): string {
  const plan = PLANS.find(({ exempted }) => exempted !== null);
  if (plan === undefined) throw new Error('the script has no exemption');
  const { site } = plan.script;
  const name = '招标公告';
  const url = new URL(`${encodeURIComponent(name)}/`, site.homeUrl).href;
  return findingIdOf(siteKeyOf(site), 'column-not-updated', { column: name, url });
}

/** A person's word about a finding of an account that comes up in the quarter. */
const leadFinding = (index: number) =>
  findingIdOf(leadKeyOf(LEADS[index] as never), 'account-unreported', null);

/** An earlier quarter's round of the account that comes up again and again. */
function round(
  season: 'autumn' | 'winter',
  days: { collected: string; submitted: string; reviewed: string },
): Step[] {
  return [
    { is: 'accounts', look: `${season}First` },
    { is: 'accounts', look: `${season}Second` },
    command(`${days.collected}T09:00:00`, 'problems', 'collect'),
    command(`${days.collected}T10:00:00`, 'problems', 'dispatch', '--all', '--why', '转办'),
    command(`${days.submitted}T10:00:00`, 'problems', 'submit', '--all', '--why', '单位报告已开通留言'),
    { is: 'accounts', look: `${season}Mended` },
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
  ...round('autumn', { collected: '2023-11-15', submitted: '2023-12-01', reviewed: '2023-12-13' }),
  ...round('winter', { collected: '2024-02-21', submitted: '2024-03-08', reviewed: '2024-03-21' }),
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
  { is: 'accounts', look: 'aprilFirst' },
  { is: 'accounts', look: 'aprilSecond' },
  command('2024-04-16T09:00:00', 'problems', 'collect'),
  command('2024-04-16T10:00:00', 'problems', 'dispatch', '--all', '--due', '2024-06-10', '--why', '转办整改'),
  command('2024-04-18T10:00:00', 'problems', 'sign', '--all'),
  command('2024-04-22T10:00:00', 'problems', 'start', '--all'),
  {
    is: 'say',
    zh: '5—6月：信件测试，整改、复核、办结',
    en: 'May and June: letters; mended, reviewed, closed',
  },
  machine(
    '2024-05-13T09:00:00',
    ...['letters', 'plan', '--campaign', CAMPAIGN, '--seed', CAMPAIGN],
    ...['--deadline-source', '2024年第二季度检查方案（演示）'],
    ...['--site', LETTER_SITES.map(({ site }) => site.siteCode).join(',')],
  ),
  { is: 'letters' },
  command(
    '2024-05-17T10:00:00',
    ...['letters', 'resolve', TELEPHONED === undefined ? '' : letterOf(TELEPHONED)],
    ...[
      '--replied-at',
      '2024-05-16T15:05',
      '--text',
      '请携带身份证和申请表到政务服务大厅三号窗口办理，5个工作日内办结。',
    ],
    ...['--proof', '@telephone-note.txt', '--why', '电话答复'],
  ),
  command(
    '2024-05-20T10:00:00',
    ...['letters', 'record', '@letters-by-hand.csv', '--campaign', CAMPAIGN, '--why', '人工寄送台账'],
  ),
  command('2024-06-07T16:00:00', 'problems', 'submit', '--all', '--why', '单位报告已整改'),
  machine(
    '2024-06-14T09:00:00',
    ...['accounts', 'sample', '--quarter', '2024Q2', '--all', '--drawn-by', 'demo'],
  ),
  { is: 'accounts', look: 'juneFirst' },
  { is: 'looks', look: 'juneFirst' },
  command('2024-06-20T15:00:00', 'accounts', 'record', '@accounts-by-hand.csv'),
  command('2024-06-21T09:00:00', 'problems', 'review', '--all', '--stored', '--state', 'submitted'),
  { is: 'looks', look: 'juneSecond' },
  { is: 'accounts', look: 'juneSecond' },
  { is: 'leads', at: '2024-06-24T12:00:00+08:00' },
  ...LEADS.map((_lead, index) =>
    command('2024-06-25T09:00:00', 'findings', 'confirm', leadFinding(index), '--why', '报送系统中无此账号'),
  ),
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
