import { accountTitle, PLATFORM_NAMES } from '../domain/account.ts';
import {
  ANNEX3_COUNTS,
  type Annex1Row,
  type Annex2Row,
  type Annex3Row,
  type ApartRow,
} from '../domain/bulletin.ts';
import type { Figures, RegionRow } from '../domain/figures-of.ts';
import { annex2Rows as annex2Groups } from '../domain/letter-rates.ts';
import type { QuarterObservations } from '../domain/quarter-observations.ts';
import { REASON_NAMES } from '../domain/reason-names.ts';

export const ANNEX1_COLUMNS = ['no', 'account', 'operator', 'platform'] as const;
export const ANNEX2_COLUMNS = ['category', 'site_type', 'site_name'] as const;
export const ANNEX3_COLUMNS = ['no', 'unit', 'rectification_rate', ...ANNEX3_COUNTS] as const;
export const APART_COLUMNS = ['kind', 'subject', 'name', 'region', 'why'] as const;

/** Accounts found wanting, in the registry's order. */
export function annex1Rows({ accounts }: QuarterObservations): Annex1Row[] {
  return accounts
    .filter(({ verdict }) => verdict === 'unqualified')
    .map(({ account: { name, operator, platform } }, index) => ({
      ...{ no: index + 1, account: name, operator, platform: PLATFORM_NAMES[platform] },
    }));
}

/** Sites by category and kind; what was answered in time on a later day is only counted, as bulletins do. */
export function annex2Rows({ letters }: QuarterObservations): Annex2Row[] {
  const tested = letters.map(({ site, category }) => ({
    ...{ site, verdict: { category, isMixed: false }, answers: [], isBackdated: false },
  }));
  return annex2Groups(tested)
    .filter(({ category }) => category !== 'on_time')
    .flatMap(({ label, siteType, names }) =>
      names.map((name) => ({ category: label, site_type: siteType, site_name: name })),
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
  undetermined: '未能查明，不予认定',
};
/** Why a letter's result is not known: reasons of looks, and states in which a letter stays for a person. */
const LETTER_REASONS: Readonly<Record<string, string>> = {
  ...REASON_NAMES,
  not_observed: '期限后未再查看，不予认定',
  captcha_waiting: '验证码待人工识别，信件尚未提交',
  login_required: '须登录或实名，信件尚未提交，待人工处理',
  refused: '网站提示信件有误，信件尚未提交',
  no_channel: '未见咨询渠道，待人工确认',
  process_died: '提交后程序中断，是否收到待核实',
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
        ({ account, reasons }): ApartRow => ({
          ...open,
          subject: 'account',
          name: accountTitle(account),
          region: account.region,
          why: why(reasons),
        }),
      ),
    ...letters.flatMap(({ site, category, reason }): ApartRow[] => {
      if (category !== 'pending' && category !== 'overdue' && category !== 'undetermined') return [];
      const said = reason === null ? WHY[category] : (LETTER_REASONS[reason] ?? WHY[category]);
      return [{ kind: category, subject: 'letter', name: site.name, region: site.region, why: said ?? '' }];
    }),
    ...exceptions.map(
      ({ name, region, message, until, why: reason }): ApartRow => ({
        ...{
          kind: 'exempt',
          subject: 'finding',
          name,
          region,
          why: `${message}；例外：${reason}（至${until}）`,
        },
      }),
    ),
  ];
}
