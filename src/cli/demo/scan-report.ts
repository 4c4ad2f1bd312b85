import { SITE_PROBES } from '../../../probes/all.ts';
import type { Language } from '../../domain/probe.ts';
import type { FaultSeen, ProvinceScore } from '../../run/province-process.ts';
import type { SiteResult } from '../../run/site-result.ts';
import { aligned } from './columns-of-text.ts';

const WORDS = {
  zh: {
    day: (n: number, date: string) => `第${n}天 ${date}：查看全部网站`,
    beside: '查出的问题与事实对照（✓ 查出  ？ 未定  ✗ 漏查  ‼ 误判）',
    standing: { confirmed: '已确认', suspected: '疑似' } as Record<string, string>,
    undecided: '未定',
    missed: '漏查',
    wrong: '误判',
    more: (n: number) => `… 同类另有${n}项`,
    head: ['指标', '事实', '查出', '已确认', '未定', '漏查', '误判'],
    total: '合计',
    silent: (n: number) => `另${n}项指标没有布设问题，也没有误判。`,
    rest: (n: number) => `其余${n}个网站：没有布设问题，也没有报出问题。`,
    unseen: (n: number) => `另有${n}个网站打不开、有防护墙或限流：列为“未定”，不作指控。`,
    colon: '：',
  },
  en: {
    day: (n: number, date: string) => `Day ${n}, ${date}: looking at every site`,
    beside: 'Findings beside the truth (✓ found  ? undetermined  ✗ missed  ‼ wrong accusation)',
    standing: { confirmed: 'confirmed', suspected: 'suspected' } as Record<string, string>,
    undecided: 'undetermined',
    missed: 'missed',
    wrong: 'wrong',
    more: (n: number) => `… ${n} more of the kind`,
    head: ['indicator', 'truth', 'found', 'confirmed', 'undetermined', 'missed', 'wrong'],
    total: 'all',
    silent: (n: number) => `${n} more indicators: nothing was wrong, and nobody was accused.`,
    rest: (n: number) => `The other ${n} sites: nothing was wrong with them, and nothing was said of them.`,
    unseen: (n: number) =>
      `${n} sites that are down, walled or limit requests are "undetermined": nobody is accused of them.`,
    colon: ': ',
  },
} as const;

export const dayLine = (n: number, date: string, language: Language): string => WORDS[language].day(n, date);

/** Lines of one site's one indicator that are shown; the rest is counted. */
const SHOWN = 2;

/** What a scan found, site by site beside the truth, and the sums an indicator. */
export function scanReport(results: readonly SiteResult[], score: ProvinceScore, language: Language): string {
  const words = WORDS[language];
  const told: string[] = [];
  let quiet = 0;
  let unseen = 0;
  for (const result of results) {
    const lines = siteLines(result, score, language);
    if (lines.length > 0) told.push(`${result.siteName} ${result.siteCode ?? ''}`, ...lines);
    else if (result.outcomes.some(isUnseenHome)) unseen += 1;
    else quiet += 1;
  }
  return [
    words.beside,
    '',
    ...told,
    '',
    words.rest(quiet),
    ...(unseen > 0 ? [words.unseen(unseen)] : []),
    '',
    ...sums(score, language),
  ].join('\n');
}

const isUnseenHome = ({ indicator, outcome }: SiteResult['outcomes'][number]) =>
  indicator === 'home-not-updated' && outcome === 'undetermined';

function siteLines({ siteCode }: SiteResult, score: ProvinceScore, language: Language): string[] {
  const words = WORDS[language];
  const groups = new Map<string, string[]>();
  const add = (mark: string, indicator: string, rest: string) => {
    const key = `${mark} ${titleOf(indicator, language)}`;
    groups.set(key, [...(groups.get(key) ?? []), rest]);
  };
  for (const fault of score.faults.filter((each) => each.siteCode === siteCode)) {
    const subject = subjectOf(fault);
    const standing = words.standing[fault.standing ?? ''] ?? '';
    if (fault.is === 'found') add('✓', fault.indicator, `${fault.message}〔${standing}〕`);
    if (fault.is === 'missed') add('✗', fault.indicator, subject || fault.message || words.missed);
    if (fault.is === 'undecided') add('？', fault.indicator, fault.message || subject);
  }
  for (const { kind, indicator, said, ...mistake } of score.mistakes) {
    if (kind === 'wrong-accusation' && mistake.siteCode === siteCode) add('‼', indicator, said);
  }
  return [...groups].flatMap(([key, lines]) => [
    ...lines.slice(0, SHOWN).map((line) => `  ${key}${words.colon}${line}`),
    ...(lines.length > SHOWN ? [`      ${words.more(lines.length - SHOWN)}`] : []),
  ]);
}

function subjectOf({ subject }: FaultSeen): string {
  const name = subject?.column ?? subject?.system;
  if (name !== undefined) return `“${name}”`;
  return subject?.url ?? '';
}

function sums({ indicators }: ProvinceScore, language: Language): string[] {
  const words = WORDS[language];
  const keys = ['faults', 'found', 'confirmed', 'undecided', 'missed', 'wrongAccusations'] as const;
  const examined = indicators.filter((each) => each.examined);
  const told = examined.filter((each) => keys.some((key) => each[key] > 0));
  const rows = told.map((each) => [
    titleOf(each.indicator, language),
    ...keys.map((key) => String(each[key])),
  ]);
  const total = keys.map((key) => String(examined.reduce((sum, each) => sum + each[key], 0)));
  const table = aligned([words.head, ...rows, [words.total, ...total]]);
  const silent = examined.length - told.length;
  return [...table, ...(silent > 0 ? [words.silent(silent)] : [])].map((line) => `  ${line}`);
}

function titleOf(indicator: string, language: Language): string {
  return SITE_PROBES.find(({ id }) => id === indicator)?.title[language] ?? indicator;
}
