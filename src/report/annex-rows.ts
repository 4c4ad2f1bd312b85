import type { Annex1Row, Annex2Row, Annex3Row, ApartRow } from '../domain/bulletin.ts';
import type { Figures, RegionRow } from '../domain/figures-of.ts';
import {
  type ObservedCategory,
  type QuarterObservations,
  SITE_CLASSES,
} from '../domain/quarter-observations.ts';

export const ANNEX1_COLUMNS = ['no', 'account', 'operator', 'platform'] as const;
export const ANNEX2_COLUMNS = ['category', 'site_type', 'site_name'] as const;
export const ANNEX3_COLUMNS = [
  'no',
  'unit',
  'rectification_rate',
  'problems',
  'closed',
  'site_problems',
  'site_closed',
  'account_problems',
  'account_closed',
] as const;
export const APART_COLUMNS = ['kind', 'subject', 'name', 'region', 'why'] as const;

/** Accounts found wanting, in the registry's order. */
export function annex1Rows({ accounts }: QuarterObservations): Annex1Row[] {
  return accounts
    .filter(({ verdict }) => verdict === 'unqualified')
    .map(({ name, operator, platform }, index) => ({ no: index + 1, account: name, operator, platform }));
}

/** Categories annex 2 lists by name; what was answered on a later day in time is only counted. */
const LISTED: readonly [ObservedCategory, string][] = [
  ['same_day', '当日回复'],
  ['late', '未及时回复'],
  ['none', '未回复'],
  ['channel_unavailable', '渠道不可用'],
];

export function annex2Rows({ letters }: QuarterObservations): Annex2Row[] {
  return LISTED.flatMap(([category, printed]) =>
    SITE_CLASSES.flatMap((siteClass) =>
      letters
        .filter((letter) => letter.category === category && letter.siteClass === siteClass)
        .map(({ site }) => ({ category: printed, site_type: siteClass, site_name: site.name })),
    ),
  );
}

export function annex3Rows({ regions, total }: Figures): Annex3Row[] {
  const row = (no: number | '', { unit, rate, ...counts }: RegionRow): Annex3Row => ({
    ...{ no, unit, rectification_rate: rate.table },
    ...{ problems: counts.problems.value ?? 0, closed: counts.closed.value ?? 0 },
    ...{ site_problems: counts.siteProblems.value ?? 0, site_closed: counts.siteClosed.value ?? 0 },
    ...{
      account_problems: counts.accountProblems.value ?? 0,
      account_closed: counts.accountClosed.value ?? 0,
    },
  });
  return [...regions.map((region, index) => row(index + 1, region)), row('', total)];
}

const WHY: Readonly<Record<string, string>> = {
  pending: '尚在答复期限内',
  overdue: '已过答复期限，测试尚未截止',
  undetermined: '期限后未再查看，不予认定',
};

/** Everything in no rate, by name. */
export function apartRows({ sites, accounts, letters, exceptions }: QuarterObservations): ApartRow[] {
  const why = (reasons: readonly { message: string }[]) =>
    reasons.length === 0 ? '检查不全' : [...new Set(reasons.map(({ message }) => message))].join('；');
  const open = { kind: 'undetermined' } as const;
  return [
    ...sites
      .filter(({ verdict }) => verdict === 'undetermined')
      .map(
        ({ site, reasons }): ApartRow => ({
          ...open,
          subject: 'site',
          name: site.name,
          region: site.region,
          why: why(reasons),
        }),
      ),
    ...accounts
      .filter(({ verdict }) => verdict === 'undetermined')
      .map(
        ({ name, region, reasons }): ApartRow => ({
          ...open,
          subject: 'account',
          name,
          region,
          why: why(reasons),
        }),
      ),
    ...letters.flatMap(({ site, category }): ApartRow[] => {
      if (category !== 'pending' && category !== 'overdue' && category !== 'undetermined') return [];
      return [
        { kind: category, subject: 'letter', name: site.name, region: site.region, why: WHY[category] ?? '' },
      ];
    }),
    ...exceptions.map(
      ({ name, indicator, until, why: reason }): ApartRow => ({
        ...{
          kind: 'exempt',
          subject: 'finding',
          name,
          region: '',
          why: `${indicator}：${reason}（至${until}）`,
        },
      }),
    ),
  ];
}
