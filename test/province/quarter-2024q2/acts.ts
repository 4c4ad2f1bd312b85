import { leadKeyOf } from '../../../src/domain/account-lead.ts';
import { siteKeyOf } from '../../../src/domain/site.ts';
import { findingIdOf } from '../../../src/judge/finding-id.ts';
import type { AccountLookName } from './accounts.ts';
import { LEADS } from './accounts.ts';
import type { Cast } from './cast.ts';
import { CAMPAIGN, letterOf } from './letter-systems.ts';
import { scriptColumnUrl } from './served-sites.ts';
import type { LookName } from './site-looks.ts';

/** What happens in the quarter, in the order of the calendar. */
export type Step =
  /** An argument `@name` is one of the operator's files. With `desk` a person reads the captchas that wait meanwhile. */
  | { is: 'command'; at: string; args: readonly string[]; desk?: true }
  | { is: 'say'; zh: string; en: string }
  /** Facts that are stored as scan, account check, discovery, carrier and watcher store them. */
  | { is: 'looks'; look: LookName }
  | { is: 'accounts'; look: AccountLookName }
  | { is: 'leads'; at: string }
  | { is: 'letters' };

/** What a person does; the actor is `demo`. */
export const act = (at: string, ...args: string[]): Step => ({
  is: 'command',
  at: `${at}+08:00`,
  args: [...args, '--by', 'demo'],
});

/** What the program itself does, on the timetable: it has no actor. */
export const machine = (at: string, ...args: string[]): Step => ({
  is: 'command',
  at: `${at}+08:00`,
  args,
});

export const SAID = {
  earlier: {
    is: 'say',
    zh: '往季：同一账号两次发现、两次整改',
    en: 'Earlier quarters: one account found and mended twice',
  },
  april: {
    is: 'say',
    zh: '4月：两次扫描，确认、转办、签收',
    en: 'April: two scans; confirmed, dispatched, signed for',
  },
  mended: {
    is: 'say',
    zh: '5—6月：信件测试，整改、复核、办结',
    en: 'May and June: letters; mended, reviewed, closed',
  },
  documents: {
    is: 'say',
    zh: '选定亮点，出通报与转发通知',
    en: 'Highlights chosen; bulletin and notices written',
  },
} as const satisfies Record<string, Step>;

/** Days of an earlier quarter's round of the account that comes up again and again. */
export const EARLIER = {
  autumn: { collected: '2023-11-15', submitted: '2023-12-01', reviewed: '2023-12-13' },
  winter: { collected: '2024-02-21', submitted: '2024-03-08', reviewed: '2024-03-21' },
} as const;

export const ticketsOfEarlier = ({ collected, submitted }: (typeof EARLIER)['autumn' | 'winter']): Step[] => [
  act(`${collected}T09:00:00`, 'problems', 'collect'),
  act(`${collected}T10:00:00`, 'problems', 'dispatch', '--all', '--why', '转办'),
  act(`${submitted}T10:00:00`, 'problems', 'submit', '--all', '--why', '单位报告已开通留言'),
];

export const REVIEW = ['problems', 'review', '--all', '--state', 'submitted'];

export function exemption({ plans }: Cast): Step[] {
  return plans.flatMap((plan) => {
    const { exempted, script } = plan;
    if (exempted === null || !('column' in exempted)) return [];
    const { column } = exempted;
    const subject = { column, url: scriptColumnUrl(plan, column) };
    const finding = findingIdOf(siteKeyOf(script.site), 'column-not-updated', subject);
    const why = '本年度无招标事项，主办单位已书面说明';
    return [act('2024-04-12T15:00:00', 'findings', 'exempt', finding, '--until', '2024-12-31', '--why', why)];
  });
}

export const APRIL_TICKETS: readonly Step[] = [
  act('2024-04-16T09:00:00', 'problems', 'collect'),
  act(
    '2024-04-16T10:00:00',
    ...['problems', 'dispatch', '--all', '--due', '2024-06-10', '--why', '转办整改'],
  ),
  act('2024-04-18T10:00:00', 'problems', 'sign', '--all'),
  act('2024-04-22T10:00:00', 'problems', 'start', '--all'),
];

export function lettersPlanned({ letters }: Cast): Step {
  return machine(
    '2024-05-13T09:00:00',
    ...['letters', 'plan', '--campaign', CAMPAIGN, '--seed', CAMPAIGN],
    ...['--deadline-source', '2024年第二季度检查方案（演示）'],
    ...['--site', letters.sites.map(({ site }) => site.siteCode).join(',')],
  );
}

export function answeredByTelephone({ letters: { telephoned } }: Cast): Step {
  return act(
    '2024-05-17T10:00:00',
    ...['letters', 'resolve', telephoned === undefined ? '' : letterOf(telephoned)],
    ...['--replied-at', '2024-05-16T15:05'],
    ...['--text', '请携带身份证和申请表到政务服务大厅三号窗口办理，5个工作日内办结。'],
    ...['--proof', '@telephone-note.txt', '--why', '电话答复'],
  );
}

export const LETTERS_BY_HAND = act(
  '2024-05-20T10:00:00',
  ...['letters', 'record', '@letters-by-hand.csv', '--campaign', CAMPAIGN, '--why', '人工寄送台账'],
);

export const SUBMITTED = act('2024-06-07T16:00:00', 'problems', 'submit', '--all', '--why', '单位报告已整改');

export const SAMPLED = machine(
  '2024-06-14T09:00:00',
  ...['accounts', 'sample', '--quarter', '2024Q2', '--all', '--drawn-by', 'demo'],
);

export const ACCOUNTS_BY_HAND = act('2024-06-20T15:00:00', 'accounts', 'record', '@accounts-by-hand.csv');

/** A person's word about the traces of unreported accounts, then June's tickets. */
export const JUNE_TICKETS: readonly Step[] = [
  ...LEADS.map((lead) => {
    const finding = findingIdOf(leadKeyOf(lead), 'account-unreported', null);
    return act('2024-06-25T09:00:00', 'findings', 'confirm', finding, '--why', '报送系统中无此账号');
  }),
  act('2024-06-27T09:00:00', 'problems', 'collect'),
];

const highlight = (at: string, heading: string, text: string, evidence: string): Step =>
  act(
    `2024-06-27T10:${at}:00`,
    ...['report', 'highlights', '--period', '2024Q2', '--heading', heading],
    ...['--text', text, '--evidence', evidence],
  );

export const HIGHLIGHTS: readonly Step[] = [
  highlight(
    '00',
    '重点内容公开及时',
    '“陕西省发展和改革委员会”网设“高质量项目推进年”专题，项目全过程信息集中公开。',
    'letters.sameDay',
  ),
  highlight('05', '办事解读形式新', '“陕西省商务厅”网以动画视频讲解重点事项的办理流程。', 'sites.qualified'),
  highlight(
    '10',
    '互动方式活',
    '陕西省公安厅交通警察总队“陕西交警”、西安市公安局交通管理局“西安交警”、咸阳高新技术产业开发区管理委员会“咸阳高新区”抖音短视频结合热点设题，互动有效。',
    'accounts.qualified',
  ),
];
