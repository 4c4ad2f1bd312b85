import type { AnswerWorth } from './answer-worth.ts';
import { type FinalCategory, isFinal, type LetterCategory } from './letter.ts';
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
    inTimeRate: percent(inTime, tested),
    sameDayRate: percent(count('same_day'), tested),
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

/** `87.76%`: two decimals, half up, in whole numbers so that no binary fraction rounds it. */
export function percent(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const hundredths = Math.floor((part * 20_000 + whole) / (2 * whole));
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}%`;
}

/** Kinds of site as annex 2 groups them, in its order. */
export const ANNEX2_SITE_TYPES = ['政府门户类网站', '省级部门网站', '市级部门网站', '县级部门网站'] as const;
export type Annex2SiteType = (typeof ANNEX2_SITE_TYPES)[number];

export function annex2SiteType({ type, level }: Pick<Site, 'type' | 'level'>): Annex2SiteType {
  if (type === 'portal') return '政府门户类网站';
  return level === 'province' ? '省级部门网站' : level === 'city' ? '市级部门网站' : '县级部门网站';
}

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
