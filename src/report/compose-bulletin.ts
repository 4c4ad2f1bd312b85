import type { ReportProfile } from '../config/report-profile.ts';
import { accountTitle } from '../domain/account.ts';
import type { Bulletin, BulletinBlock } from '../domain/bulletin.ts';
import type { CivilDate } from '../domain/civil-date.ts';
import type { FigureChange } from '../domain/compare-figures.ts';
import type { Figures } from '../domain/figures-of.ts';
import type { LetterCategory } from '../domain/letter.ts';
import { nameList, oneOfEach, siteInText } from '../domain/name-list.ts';
import { quarterInText, quarterInTitle } from '../domain/quarter.ts';
import type { QuarterObservations } from '../domain/quarter-observations.ts';
import { annex1Rows, annex2Rows, annex3Rows, apartRows } from './annex-rows.ts';
import { mainProblems } from './compose-problems.ts';

export interface BulletinTerms {
  profile: ReportProfile;
  number: string | null;
  signed: CivilDate;
  /** By when units report to the province; null leaves the sentence without a day. */
  due: CivilDate | null;
  asOf: string;
  ruleset: string;
  changes: readonly FigureChange[];
}

const CHINESE = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
/** Names shown before a list is cut; up to this many stand in full. */
const SHOWN_IN_FULL = 4;

/** `7月15日`. */
export function dayInText(day: CivilDate): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}

/** `2024年6月28日`. */
export function dateInText(day: CivilDate): string {
  return `${Number(day.slice(0, 4))}年${dayInText(day)}`;
}

/** The bulletin with its annexes, composed from figures alone. Pure. */
export function composeBulletin(
  observed: QuarterObservations,
  figures: Figures,
  terms: BulletinTerms,
): Bulletin {
  const { profile, signed, number, asOf, ruleset, changes } = terms;
  const title = `${quarterInTitle(observed.quarter)}全${profile.province.slice(-1)}政府网站与政务新媒体检查结果通报`;
  return {
    ...{ quarter: observed.quarter, title, issuer: profile.issuer, redHead: profile.redHead, number },
    addressee: `${profile.addressee}：`,
    blocks: blocksOf(observed, figures, terms),
    annexTitles: [
      '不合格政务新媒体名单',
      '政府网站互动回应专项检查情况',
      `${profile.platformShort}扫描发现问题办理情况统计表`,
    ],
    annex1: annex1Rows(observed),
    annex2: annex2Rows(observed),
    annex3: annex3Rows(figures),
    apart: apartRows(observed),
    ...{ signed, asOf, ruleset, changes },
    figures: [...figures.all.values()],
    ...{ breakdowns: figures.breakdowns, interaction: figures.interaction },
  };
}

function blocksOf(observed: QuarterObservations, figures: Figures, terms: BulletinTerms): BulletinBlock[] {
  const { profile, due } = terms;
  const { quarter } = observed;
  const scope = `全${profile.province.slice(-1)}`;
  const plain = (key: string, text: string): BulletinBlock => ({
    ...{ key, level: null, heading: '', text, figures: [], edited: false },
  });
  const part = (index: number, name: string): BulletinBlock => ({
    ...{
      key: `part${index + 1}`,
      level: 1,
      heading: `${CHINESE[index]}、${name}`,
      text: '',
      figures: [],
      edited: false,
    },
  });
  const section = (
    key: string,
    heading: string,
    [text, used]: readonly [string, string[]],
  ): BulletinBlock => ({
    ...{ key, level: 2, heading, text, figures: used, edited: false },
  });
  const dueText = due === null ? '按要求' : `于${dayInText(due)}前`;
  return [
    plain(
      'intro',
      `近期，${profile.issuerShort}组织开展了${quarterInText(quarter)}${scope}政府网站与政务新媒体检查工作，现将有关情况通报如下。`,
    ),
    part(0, '总体情况'),
    section('inspection', '（一）检查抽查情况。', inspectionText(observed, figures, scope)),
    section('letters', '（二）互动回应专项检查情况。', lettersText(observed, figures)),
    section(
      'tickets',
      `（三）${profile.platform}（以下简称“${profile.platformShort}”）问题清单办理情况。`,
      ticketsText(observed, figures, profile),
    ),
    part(1, '主要亮点'),
    plain('highlights', highlightsText(observed)),
    part(2, '主要问题'),
    plain('problems', mainProblems(observed)),
    part(3, '下一步工作要求'),
    plain(
      'requirements',
      '各地、各部门要对照本次检查发现的问题，逐级压实政府网站与政务新媒体主管主办责任，坚持日常监测与集中检查相结合，做到问题早发现、早处置。要保持信息及时更新、功能稳定可用，信息变化后同步调整；要保障咨询建言渠道畅通，按时答复群众来信；要落实安全管理制度，守住安全底线。',
    ),
    plain(
      'deadline',
      `本次通报指出的问题，各有关主管主办单位要立即整改，${dueText}将整改情况书面报${profile.issuerShort}。`,
    ),
  ];
}

const stating = (figures: Figures, used: string[]) => (id: string) => {
  used.push(id);
  return figures.all.get(id)?.text ?? '—';
};
const numberOf = (figures: Figures, id: string) => figures.all.get(id)?.value ?? 0;

function inspectionText(observed: QuarterObservations, figures: Figures, scope: string): [string, string[]] {
  const used: string[] = [];
  const value = stating(figures, used);
  const failedSites = observed.sites.filter(({ verdict }) => verdict === 'unqualified');
  const failedAccounts = observed.accounts.filter(({ verdict }) => verdict === 'unqualified');
  const checkedSites = numberOf(figures, 'sites.inspected') > 0;
  const checkedAccounts = numberOf(figures, 'accounts.sampled') > 0;
  const sites = !checkedSites
    ? `本季度没有判定${scope}政府网站合格与否。`
    : failedSites.length === 0
      ? `本季度对${scope}${value('sites.inspected')}家政府网站进行了检查，合格率为${value('sites.passRate')}。`
      : `本季度对${scope}${value('sites.inspected')}家政府网站进行了检查，其中${value('sites.qualified')}家合格，${nameList(
          failedSites.map(({ site }) => siteInText(site.name)),
          { shown: 10, counter: '家' },
        )}${failedSites.length > 10 ? '网站' : `等${value('sites.unqualified')}家网站`}不合格，合格率为${value('sites.passRate')}。`;
  const names = failedAccounts.map(({ account }) => accountTitle(account));
  const accounts = !checkedAccounts
    ? '本季度没有判定政务新媒体账号合格与否。'
    : names.length === 0
      ? `抽查政务新媒体账号${value('accounts.sampled')}个，合格率为${value('accounts.passRate')}。`
      : `抽查政务新媒体账号${value('accounts.sampled')}个，其中${value('accounts.qualified')}个合格，${names.slice(0, 10).join('、')}等${value('accounts.unqualified')}个政务新媒体账号不合格，合格率为${value('accounts.passRate')}。`;
  const openSites = numberOf(figures, 'sites.undetermined');
  const openAccounts = numberOf(figures, 'accounts.undetermined');
  const open = [
    ...(openSites > 0 ? [`${value('sites.undetermined')}家政府网站`] : []),
    ...(openAccounts > 0 ? [`${value('accounts.undetermined')}个政务新媒体账号`] : []),
  ];
  const apart = open.length > 0 ? `另有${open.join('、')}因条件所限未能判定，不计入合格率。` : '';
  return [`${sites}${accounts}${apart}`, used];
}

function lettersText(observed: QuarterObservations, figures: Figures): [string, string[]] {
  const used: string[] = [];
  const value = stating(figures, used);
  if (numberOf(figures, 'letters.tested') === 0) return ['本季度未开展互动回应专项检查。', used];
  const having = (category: LetterCategory) =>
    observed.letters.filter((letter) => letter.category === category);
  const named = (category: LetterCategory, examples: number) => {
    const letters = oneOfEach(having(category), ({ siteType }) => siteType);
    const names = letters.map(({ site }) => siteInText(site.name));
    return nameList(names, {
      shown: names.length <= SHOWN_IN_FULL ? names.length : examples,
      counter: '家网站',
    });
  };
  const said = (category: LetterCategory, examples: number, verdict: string): string[] =>
    having(category).length === 0 ? [] : [`${named(category, examples)}${verdict}`];
  used.push('letters.sameDay', 'letters.late', 'letters.none', 'letters.channelUnavailable');
  const scope = figures.interaction.map(({ siteType }) => siteType).join('、');
  const head = `本季度对${scope}共计${value('letters.tested')}家政府网站的互动回应情况进行了咨询信件测试，${value('letters.repliedInTime')}家网站在规定时间内进行了答复，按期答复率为${value('letters.repliedInTimeRate')}。`;
  const parts = [
    ...said('same_day', 3, '能够于当日回复信件'),
    ...said('late', 1, '未及时回复信件'),
    ...said('none', 1, '未回复信件'),
    ...said('channel_unavailable', 2, '在信件测试期间咨询建言类渠道不畅通，测试信件未提交成功'),
  ];
  const open = ['pending', 'overdue', 'undetermined'].reduce(
    (sum, id) => sum + numberOf(figures, `letters.${id}`),
    0,
  );
  const apart = open > 0 ? `另有${open}家网站的测试信件尚无最终结果，不计入按期答复率。` : '';
  return [`${head}${parts.length > 0 ? `其中，${parts.join('；')}。` : ''}${apart}`, used];
}

function ticketsText(
  { quarter }: QuarterObservations,
  figures: Figures,
  { platformShort }: ReportProfile,
): [string, string[]] {
  const used: string[] = [];
  const value = stating(figures, used);
  if (numberOf(figures, 'problems.dispatched') === 0) return [`本季度${platformShort}未转办问题清单。`, used];
  const whole = figures.regions.filter(({ rate }) => rate.rate?.part === rate.rate?.whole);
  const others = figures.regions.filter((row) => !whole.includes(row));
  const head = `大部分主管、主办单位能够按时审核、办理${platformShort}交办的问题清单，${quarterInText(quarter).slice(1)}，${platformShort}转办的问题清单${value('problems.dispatched')}个，其中已办结${value('problems.closed')}个，办结率为${value('problems.closedRate')}`;
  const all =
    whole.length > 0
      ? `，${whole.map(({ unit }) => unit).join('、')}问题办结率${whole.length > 1 ? '均' : ''}为100%`
      : '';
  const rest =
    others.length > 0 ? `，${others.map(({ unit, rate }) => `${unit}为${rate.text}`).join('、')}` : '';
  used.push(...figures.regions.map(({ rate }) => rate.id));
  return [`${head}${all}${rest}。`, used];
}

function highlightsText({ highlights }: QuarterObservations): string {
  if (highlights.length === 0) return '（待选：xunjian report highlights 列出候选及其依据。）';
  return highlights
    .map(({ heading, text }, index) => `${CHINESE[index] ?? index + 1}是${heading}。${text}`)
    .join('');
}
