import type { AnswerWorth } from './answer-worth.ts';
import { type FinalCategory, isFinal, type LetterCategory } from './letter.ts';
import { rateInTable, rateOf } from './rate.ts';
import type { Site } from './site.ts';
import type { SiteVerdict } from './site-letters.ts';

/** One tested site as annex 2 counts it. */
export interface TestedSite {
  site: Site;
  verdict: SiteVerdict;
  /** What its answers were worth, one entry an answered letter. */
  answers: readonly AnswerWorth[];
  isBackdated: boolean;
}

export interface LetterRates {
  /** Sites with a final category, `channel_unavailable` among them: the denominator (STANDARDS §0.4). */
  tested: number;
  counts: Readonly<Record<FinalCategory, number>>;
  /** same_day + on_time. */
  inTime: number;
  /** Two decimals, half up; null when nothing was tested. */
  inTimeRate: string | null;
  sameDayRate: string | null;
  /** Listed apart, outside every rate. */
  open: Readonly<Record<'pending' | 'overdue' | 'undetermined', number>>;
  quality: Readonly<Record<AnswerWorth, number>>;
  backdated: number;
}

export function letterRates(sites: readonly TestedSite[]): LetterRates {
  const count = (category: LetterCategory) =>
    sites.filter(({ verdict }) => verdict.category === category).length;
  const answers = sites.flatMap((tested) => tested.answers);
  const worth = (word: AnswerWorth) => answers.filter((answer) => answer === word).length;
  const tested = sites.filter(({ verdict }) => isFinal(verdict.category)).length;
  const inTime = count('same_day') + count('on_time');
  return {
    tested,
    counts: {
      same_day: count('same_day'),
      on_time: count('on_time'),
      late: count('late'),
      none: count('none'),
      channel_unavailable: count('channel_unavailable'),
    },
    inTime,
    inTimeRate: printed(inTime, tested),
    sameDayRate: printed(count('same_day'), tested),
    open: { pending: count('pending'), overdue: count('overdue'), undetermined: count('undetermined') },
    quality: {
      substantive: worth('substantive'),
      evasive: worth('evasive'),
      acknowledgement: worth('acknowledgement'),
      empty: worth('empty'),
    },
    backdated: sites.filter(({ isBackdated }) => isBackdated).length,
  };
}

const printed = (part: number, whole: number) => (whole === 0 ? null : rateInTable(rateOf(part, whole)));

/** Kinds of site as annex 2 groups them, in its order. */
export const ANNEX2_SITE_TYPES = ['政府门户类网站', '省级部门网站', '市级部门网站', '县级部门网站'] as const;
export type Annex2SiteType = (typeof ANNEX2_SITE_TYPES)[number];

export function annex2SiteType({ type, level }: Pick<Site, 'type' | 'level'>): Annex2SiteType {
  if (type === 'portal') return '政府门户类网站';
  return level === 'province' ? '省级部门网站' : level === 'city' ? '市级部门网站' : '县级部门网站';
}

/** What is wrong, as tickets and notices say it; the other final categories are no problem. */
export const LETTER_PROBLEMS = {
  late: '测试信件未在规定时间内答复',
  none: '测试信件未答复',
  channel_unavailable: '咨询建言渠道不畅通，测试信件未提交成功',
} as const satisfies Partial<Record<FinalCategory, string>>;

export const isLetterProblem = (category: LetterCategory): category is keyof typeof LETTER_PROBLEMS =>
  category in LETTER_PROBLEMS;

/** Category names as annex 2 prints them, in its order. 按期 without 当日 is listed too, which bulletins leave out. */
export const ANNEX2_CATEGORIES = [
  ['same_day', '当日回复'],
  ['on_time', '按期答复'],
  ['late', '未及时回复'],
  ['none', '未回复'],
  ['channel_unavailable', '渠道不可用'],
] as const satisfies readonly (readonly [FinalCategory, string])[];

export interface Annex2Row {
  category: FinalCategory;
  label: string;
  siteType: Annex2SiteType;
  names: readonly string[];
}

/** Category × kind of site × names, empty cells left out. Names keep the order given. */
export function annex2Rows(sites: readonly TestedSite[]): Annex2Row[] {
  return ANNEX2_CATEGORIES.flatMap(([category, label]) =>
    ANNEX2_SITE_TYPES.flatMap((siteType) => {
      const names = sites
        .filter(({ site, verdict }) => verdict.category === category && annex2SiteType(site) === siteType)
        .map(({ site }) => site.name);
      return names.length === 0 ? [] : [{ category, label, siteType, names }];
    }),
  );
}
