import { PLATFORM_NAMES, PLATFORMS } from './account.ts';
import { countOf, type Figure, type Row, shareOf } from './figure.ts';
import { FINAL_CATEGORIES, type FinalCategory, type LetterCategory } from './letter.ts';
import { ANNEX2_CATEGORIES, ANNEX2_SITE_TYPES } from './letter-rates.ts';
import { ORIGIN_NAMES } from './problem.ts';
import type { CheckVerdict, ObservedProblem, QuarterObservations } from './quarter-observations.ts';

/** A rate for every group of something: by region, level, platform. */
export interface Breakdown {
  id: string;
  title: string;
  groups: readonly { group: string; whole: Figure; part: Figure; rate: Figure }[];
}

/** One line of annex 3. */
export interface RegionRow {
  unit: string;
  rate: Figure;
  problems: Figure;
  closed: Figure;
  siteProblems: Figure;
  siteClosed: Figure;
  accountProblems: Figure;
  accountClosed: Figure;
}

/** One line of the interaction table. */
export interface InteractionRow {
  siteType: string;
  tested: Figure;
  counts: Readonly<Record<FinalCategory, Figure>>;
  inTime: Figure;
  rate: Figure;
}

export interface Figures {
  /** Every figure by id, those of breakdowns and annex 3 included. */
  all: ReadonlyMap<string, Figure>;
  breakdowns: readonly Breakdown[];
  /** The interaction table: kind of site by category, with its rate. Kinds that were not tested are left out. */
  interaction: readonly InteractionRow[];
  regions: readonly RegionRow[];
  total: RegionRow;
}

const LEVEL_NAMES = { province: '省级', city: '市级', county: '县级' } as const;
const LEVELS = ['省级', '市级', '县级'];

const UNKNOWN_LEVEL = '层级未登记';

/** Names of letter figures, public like every figure's id. */
const FIGURE_OF: Readonly<Record<LetterCategory, string>> = {
  same_day: 'sameDay',
  on_time: 'onTime',
  late: 'late',
  none: 'none',
  channel_unavailable: 'channelUnavailable',
  pending: 'pending',
  overdue: 'overdue',
  undetermined: 'undetermined',
};
/** Outside every rate. */
const OPEN_CATEGORIES = [
  ['pending', '尚在期限内'],
  ['overdue', '已过期限、尚未截止'],
  ['undetermined', '未能判定'],
] as const satisfies readonly (readonly [LetterCategory, string])[];

const IN_TIME: readonly LetterCategory[] = ['same_day', 'on_time'];

/** Tickets annex 3 counts: dispatched ones that the platform's own checks found in the period, no warnings. */
export function isInAnnex3({ problem, standing }: ObservedProblem, quarter: string): boolean {
  const { kind, origin, period } = problem;
  const byPlatform = origin === 'scan' || origin === 'sample';
  return kind === 'problem' && byPlatform && period === quarter && standing.dispatchedAt !== null;
}

/** All figures of a quarter. Pure; `regionOrder` is the province's fixed order of reporting units. */
export function figuresOf(
  { quarter, sites, accounts, letters, problems }: QuarterObservations,
  regionOrder: readonly string[],
): Figures {
  const all = new Map<string, Figure>();
  const keep = (figure: Figure) => {
    all.set(figure.id, figure);
    return figure;
  };
  const count = (id: string, title: string, rows: readonly Row[], rule: string) =>
    keep(countOf(id, title, rows, rule));
  const share = (id: string, title: string, part: Figure, whole: Figure) =>
    keep(shareOf(id, title, part, whole));

  const checked = (name: string, noun: string, rows: readonly (Row & { verdict: CheckVerdict })[]) => {
    const having = (...verdicts: CheckVerdict[]) => rows.filter(({ verdict }) => verdicts.includes(verdict));
    const inspected = count(
      name === 'sites' ? 'sites.inspected' : 'accounts.sampled',
      `检查的${noun}`,
      having('qualified', 'unqualified'),
      '判定为合格或不合格的',
    );
    const qualified = count(`${name}.qualified`, `合格${noun}`, having('qualified'), '判定为合格的');
    count(`${name}.unqualified`, `不合格${noun}`, having('unqualified'), '单项否决指标有已确认问题的');
    count(
      `${name}.undetermined`,
      `未能判定的${noun}`,
      having('undetermined'),
      '未能判定的，不计入分子与分母',
    );
    share(`${name}.passRate`, `${noun}合格率`, qualified, inspected);
  };
  checked('sites', '政府网站', sites);
  checked('accounts', '政务新媒体账号', accounts);

  const breakdown = <T extends Row & { verdict: CheckVerdict }>(
    id: string,
    title: string,
    rows: readonly T[],
    groupOf: (row: T) => string,
    order: readonly string[],
  ): Breakdown => {
    const decided = rows.filter(({ verdict }) => verdict !== 'undetermined');
    const groups = inOrder([...new Set(decided.map(groupOf))], order).map((group) => {
      const own = decided.filter((row) => groupOf(row) === group);
      const qualified = own.filter(({ verdict }) => verdict === 'qualified');
      const whole = count(`${id}/${group}/whole`, `${group}检查数`, own, '判定为合格或不合格的');
      const part = count(`${id}/${group}/part`, `${group}合格数`, qualified, '判定为合格的');
      return { group, whole, part, rate: share(`${id}/${group}`, `${group}合格率`, part, whole) };
    });
    return { id, title, groups };
  };
  const breakdowns = [
    breakdown('sites.byRegion', '政府网站合格率（按地区）', sites, ({ site }) => site.region, regionOrder),
    breakdown(
      'sites.byLevel',
      '政府网站合格率（按层级）',
      sites,
      ({ site }) => LEVEL_NAMES[site.level],
      LEVELS,
    ),
    breakdown(
      'accounts.byRegion',
      '政务新媒体合格率（按地区）',
      accounts,
      ({ account }) => account.region,
      regionOrder,
    ),
    breakdown(
      'accounts.byLevel',
      '政务新媒体合格率（按层级）',
      accounts,
      ({ account }) => (account.level === null ? UNKNOWN_LEVEL : LEVEL_NAMES[account.level]),
      [...LEVELS, UNKNOWN_LEVEL],
    ),
    breakdown(
      'accounts.byPlatform',
      '政务新媒体合格率（按平台）',
      accounts,
      ({ account }) => PLATFORM_NAMES[account.platform],
      PLATFORMS.map((platform) => PLATFORM_NAMES[platform]),
    ),
  ];

  const having = (categories: readonly LetterCategory[], siteType: string | null = null) =>
    letters.filter(
      (letter) => categories.includes(letter.category) && (siteType === null || letter.siteType === siteType),
    );
  // 渠道不可用 is tested too; what is not settled leaves both sides (DESIGN §4).
  const answered = (siteType: string | null) => {
    const [at, of] = siteType === null ? ['', ''] : [`/${siteType}`, siteType];
    const final = having(FINAL_CATEGORIES, siteType);
    const tested = count(`letters.tested${at}`, `${of}测试网站`, final, '信件已有最终结果的（含渠道不可用）');
    const inTime = count(
      `letters.repliedInTime${at}`,
      `${of}按期答复网站`,
      having(IN_TIME, siteType),
      '当日回复与按期答复之和',
    );
    return {
      tested,
      inTime,
      rate: share(`letters.repliedInTimeRate${at}`, `${of}按期答复率`, inTime, tested),
    };
  };
  answered(null);
  const titled = ([category, title]: readonly [LetterCategory, string]) =>
    category === 'on_time' ? `${title}（不含当日）` : title;
  for (const named of [...ANNEX2_CATEGORIES, ...OPEN_CATEGORIES]) {
    const title = titled(named);
    count(`letters.${FIGURE_OF[named[0]]}`, title, having([named[0]]), `信件结果为${title}的`);
  }
  const interaction = ANNEX2_SITE_TYPES.filter(
    (siteType) => having(FINAL_CATEGORIES, siteType).length > 0,
  ).map((siteType): InteractionRow => {
    const counts = ANNEX2_CATEGORIES.map((named) => {
      const [category, title] = [named[0], `${siteType}${titled(named)}`];
      const rows = having([category], siteType);
      return [category, count(`letters.${FIGURE_OF[category]}/${siteType}`, title, rows, `${title}的`)];
    });
    return {
      siteType,
      ...answered(siteType),
      counts: Object.fromEntries(counts) as InteractionRow['counts'],
    };
  });

  const counted = problems.filter((row) => isInAnnex3(row, quarter));
  const regionRow = (unit: string, rows: readonly ObservedProblem[], at: string): RegionRow => {
    const closedOf = (some: readonly ObservedProblem[]) =>
      some.filter(({ standing }) => standing.state === 'closed');
    const ofKind = (kind: 'site' | 'account') => rows.filter(({ problem }) => problem.subjectKind === kind);
    const rule = `${unit}本季度${ORIGIN_NAMES.scan}、${ORIGIN_NAMES.sample}发现并已转办的问题`;
    const own = count(`problems.dispatched${at}`, `${unit}问题总数`, rows, rule);
    const closed = count(
      `problems.closed${at}`,
      `${unit}已办结总数`,
      closedOf(rows),
      `${rule}，其中已办结的`,
    );
    const pair = (kind: 'site' | 'account', noun: string) =>
      [
        count(`problems.${kind}Dispatched${at}`, `${unit}${noun}问题数`, ofKind(kind), `${rule}，${noun}`),
        count(
          `problems.${kind}Closed${at}`,
          `${unit}${noun}已办结数`,
          closedOf(ofKind(kind)),
          `${rule}，${noun}，已办结的`,
        ),
      ] as const;
    const [siteProblems, siteClosed] = pair('site', '政府网站');
    const [accountProblems, accountClosed] = pair('account', '政务新媒体');
    const rate = share(`problems.closedRate${at}`, `${unit}整改率`, closed, own);
    return { unit, rate, problems: own, closed, siteProblems, siteClosed, accountProblems, accountClosed };
  };
  const units = inOrder([...new Set(counted.map(({ problem }) => problem.region))], regionOrder);
  const regions = units
    .map((unit) =>
      regionRow(
        unit,
        counted.filter(({ problem }) => problem.region === unit),
        `/${unit}`,
      ),
    )
    // Rate descending; the sort is stable, so ties keep the province's order (STANDARDS §9).
    .sort((a, b) => (b.rate.value ?? 0) - (a.rate.value ?? 0));
  const total = regionRow('合计', counted, '');
  count(
    'problems.overdue',
    '超期未办结的问题',
    counted.filter(({ standing }) => standing.overdue),
    '已过办理期限仍未办结的',
  );
  return { all, breakdowns, interaction, regions, total };
}

/** Known names in their fixed order first, then the others as they came. */
function inOrder(names: readonly string[], order: readonly string[]): string[] {
  const rank = (name: string) => {
    const at = order.indexOf(name);
    return at < 0 ? order.length : at;
  };
  return [...names].sort((a, b) => rank(a) - rank(b));
}
