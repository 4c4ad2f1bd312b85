import { accountTitle } from '../domain/account.ts';
import { isInAnnex3 } from '../domain/figures-of.ts';
import { nameList, siteInText } from '../domain/name-list.ts';
import { quarterInTitle } from '../domain/quarter.ts';
import type { ObservedProblem, QuarterObservations } from '../domain/quarter-observations.ts';

const ORDINALS = ['一', '二', '三', '四', '五', '六'];
/** Names a group shows before it is cut. */
const SHOWN = 6;

/**
 * 主要问题: what was confirmed and is not closed, grouped by kind. A name is printed only with an open, confirmed ticket
 * or an unqualified verdict of the quarter behind it.
 */
export function mainProblems(observed: QuarterObservations): string {
  const groups = [duty(observed), domains(observed), content(observed), answers(observed)].filter(
    ({ facts }) => facts.length > 0,
  );
  if (groups.length === 0) return '本季度未发现需通报的突出问题。';
  return groups
    .map(({ heading, facts }, index) => `${ORDINALS[index]}是${heading}。${facts.join('；')}。`)
    .join('');
}

interface Group {
  heading: string;
  facts: string[];
}

function open({ problems, quarter }: QuarterObservations, ...indicators: string[]): ObservedProblem[] {
  return problems.filter(
    ({ problem, standing }) =>
      problem.kind === 'problem' &&
      problem.period === quarter &&
      standing.state !== 'closed' &&
      standing.state !== 'exempted' &&
      indicators.includes(problem.indicator),
  );
}

const list = (names: readonly string[], counter: string) =>
  nameList([...new Set(names)], { shown: SHOWN, counter });

const accountOf = ({ account, problem }: ObservedProblem) =>
  account === null ? problem.subjectName : accountTitle(account);

function duty(observed: QuarterObservations): Group {
  const unreported = open(observed, 'account-unreported').map(accountOf);
  const repeated = observed.accounts.filter(
    ({ verdict, repeated: r }) => verdict === 'unqualified' && r.length > 0,
  );
  const late = observed.problems.filter((row) => isInAnnex3(row, observed.quarter) && row.standing.overdue);
  return {
    heading: '个别单位主管主办责任落实不到位',
    facts: [
      ...(unreported.length > 0 ? [`个别政务新媒体漏报、未纳入监管，如${list(unreported, '个')}`] : []),
      ...repeated.map(
        (one) =>
          `${accountTitle(one.account)}存在的${reasonsOf(one)}问题，经${one.repeated.length > 1 ? '多次' : '此前'}通报（${one.repeated.map(quarterInTitle).join('、')}）依然未整改`,
      ),
      ...(late.length > 0
        ? [
            `${list(
              late.map(({ problem }) => problem.unit),
              '家单位',
            )}的转办问题超期未办结`,
          ]
        : []),
    ],
  };
}

function domains(observed: QuarterObservations): Group {
  const rows = open(observed, 'system-off-domain', 'domain-not-government');
  const byUnit = groupBy(rows, ({ problem }) => problem.subjectName);
  return {
    heading: '一些政府网站或业务系统未按要求使用政府域名',
    facts: [...byUnit].map(([name, own]) => {
      const systems = own.flatMap(({ problem }) => problem.subject?.system ?? problem.subject?.column ?? []);
      return systems.length > 0
        ? `${siteInText(name)}“${systems.join('、')}”未使用政府域名`
        : `${siteInText(name)}未使用政府域名`;
    }),
  };
}

function content(observed: QuarterObservations): Group {
  const stale = groupBy(
    open(observed, 'column-not-updated', 'columns-not-updated', 'column-blank', 'home-not-updated'),
    ({ problem }) => problem.subjectName,
  );
  const facts = [...stale].slice(0, SHOWN).map(([name, own]) => {
    const columns = own.flatMap(({ problem }) => problem.subject?.column ?? []);
    return columns.length > 0
      ? `${siteInText(name)}“${columns.join('、')}”栏目内容长期未更新`
      : `${siteInText(name)}内容更新不及时`;
  });
  const failing = (indicator: string) =>
    observed.accounts
      .filter(
        ({ verdict, reasons }) => verdict === 'unqualified' && reasons.some((r) => r.indicator === indicator),
      )
      .map(({ account }) => accountTitle(account));
  const said = (indicator: string, verdict: string) => {
    const names = failing(indicator);
    return names.length > 0 ? [`${list(names, '个账号')}${verdict}`] : [];
  };
  return {
    heading: '一些政府网站与政务新媒体内容、功能保障不足',
    facts: [
      ...facts,
      ...said('account-not-updated', '内容更新不及时'),
      ...said('account-no-interaction', '未提供有效互动功能'),
      ...said('account-unavailable', '无法访问'),
    ],
  };
}

function answers(observed: QuarterObservations): Group {
  const unanswered = observed.letters.filter(({ category }) => category === 'none').length;
  const unavailable = observed.letters.filter(({ category }) => category === 'channel_unavailable').length;
  const said = [
    ...(unanswered > 0 ? [`${unanswered}家网站对测试信件未予答复`] : []),
    ...(unavailable > 0 ? [`${unavailable}家网站咨询建言渠道不畅通`] : []),
  ];
  return {
    heading: '部分网站互动回应不及时',
    facts: said.length > 0 ? [`${said.join('，')}，名单见附件2`] : [],
  };
}

const REASONS: Readonly<Record<string, string>> = {
  'account-not-updated': '内容更新不及时',
  'account-no-interaction': '未提供有效互动功能',
  'account-unavailable': '无法访问',
};
const reasonsOf = ({ reasons }: { reasons: readonly { indicator: string; message: string }[] }) =>
  reasons.map(({ indicator, message }) => REASONS[indicator] ?? message).join('、');

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
