import type { ColumnKind, SiteLevel, SiteType, SponsorKind } from '../../src/domain/site.ts';
import type { Day } from './days.ts';

/** What the province is made of. Everything a page shows and everything the truth says follows from these. */

export const DIALECTS = [
  'trs',
  'hanweb-jpage',
  'hanweb-jpaas',
  'boda',
  'empire',
  'kaipuyun',
  'gkmlpt',
  'ucap',
  'xinhua-ds',
  'ilist',
  'script-inline',
  'script-fetch',
  'frames',
  'gb-table',
  'fragments',
  'pboc',
  'catalogue',
] as const;
export type DialectId = (typeof DIALECTS)[number];

/** How a server-made list shows a date. */
export const DATE_STYLES = [
  'iso',
  'slash',
  'dots',
  'chinese',
  'brackets',
  'parentheses',
  'datetime',
  'month-day',
  'split',
] as const;
export type DateStyle = (typeof DATE_STYLES)[number];

/** What a column page is. */
export type ColumnForm =
  | 'list'
  /** A parent that shows blocks of its children. */
  | 'overview'
  | 'static'
  /** 领导信息: portraits with sort-key dates that are no publication dates. */
  | 'leaders'
  | 'service'
  /** 互动交流: the way to the letter form. */
  | 'interaction'
  /** 信件选登: public letters with their answers. */
  | 'letters';

export interface ProvinceColumn {
  /** Unique on its site; article numbers are made of it. */
  no: number;
  name: string;
  /** Folder name, as offices abbreviate pinyin. */
  slug: string;
  kind: ColumnKind;
  form: ColumnForm;
  /** 1 = 一级栏目. */
  level: 1 | 2 | 3;
  parent: number | null;
  /** Update limit the rule set gives it; null when it has none. */
  limit: { days: number } | { months: number } | null;
  /** Days of the window in which it publishes one article. */
  cadence: number;
  onHome: boolean;
  /** First item is an old article kept on top. */
  pinned: boolean;
  /** What the inventory states for it; null when the scan has to discover it. */
  declaredLimitDays: number | null;
}

/** Ways to the citizens' form, all of them effective unless a fault says otherwise. */
export const CHANNELS = [
  'table-form',
  'dl-form',
  'div-form',
  'script-form',
  'notice-then-form',
  'iframe-form',
] as const;
export type ChannelStyle = (typeof CHANNELS)[number];

export interface Dress {
  charset: 'utf-8' | 'gb18030';
  /** Where the charset is stated; `lie` states a wrong one in the page and a right one in the header. */
  declares: 'header' | 'meta' | 'both' | 'lie';
  dateStyle: DateStyle;
  dateBeforeLink: boolean;
  nav: 'plain' | 'dropdown' | 'script';
  foot: 'plain' | 'fragment' | 'script' | 'table';
  /** A clock with today's date in the header: no news. */
  clock: 'none' | 'server' | 'script';
  /** Extra blanks and full-width digits in the footer's identifiers. */
  oddSpacing: boolean;
  /** `<meta name="SiteIDCode" content="">` beside a right footer. */
  emptyMeta: boolean;
  tabs: boolean;
  /** The site's own, its own with results by script, or a third party's. */
  search: 'own' | 'own-script' | 'component';
  channel: ChannelStyle;
  robots: 'none' | 'allow' | 'partial';
}

export interface ProvinceSite {
  siteCode: string;
  name: string;
  /** What stands in the inventory; kept when a fault moves the site. */
  homeUrl: string;
  /** Host of the home URL without port, in punycode. */
  host: string;
  sponsor: string;
  supervisor: string;
  region: string;
  level: SiteLevel;
  type: SiteType;
  sponsorKind: SponsorKind;
  /** Short name used in titles: 榆阳区, 省教育厅. */
  short: string;
  dialect: DialectId;
  dress: Dress;
  columns: ProvinceColumn[];
  /** Items at most of a list and of a block, for a site of few pages. @default as many as its family shows */
  few?: number;
  /** What leads to the letter system that is mounted under its host. @default its own form */
  letterEntry?: string;
  /** What its home page says of an account in no registry. */
  accountTrace?: string;
}

/** Parts of the footer that the rules demand. */
export const IDENTITY_PARTS = ['siteCode', 'icp', 'police', 'sponsor', 'badge', 'findErrorEntry'] as const;
export type IdentityPart = (typeof IDENTITY_PARTS)[number];

/** What a fault does to its site while it lasts. Gaps carry their own days, for they leave traces behind. */
export type Effect =
  | { is: 'column-gap'; column: number; since: Day; until: Day | null; filledOn?: Day }
  | { is: 'relabelled'; column: number; from: Day; by: number }
  | { is: 'home-frozen'; since: Day; until: Day | null }
  | { is: 'entrance' }
  /** Which kinds' blocks show no dates. @default all */
  | { is: 'home-undated'; kinds?: readonly ColumnKind[] }
  | { is: 'column-blank'; column: number }
  | { is: 'column-status'; column: number; status: number }
  | { is: 'column-undated'; column: number; articles: 'dated' | 'undated' | 'unreadable' }
  | { is: 'column-picture'; column: number }
  /** Its ColumnType tag says another kind than its name. */
  | { is: 'column-tag'; column: number; kind: 'notice' }
  | { is: 'backdated'; column: number; published: Day; states: Day }
  | { is: 'migrated'; on: Day }
  /** Articles whose PubDate tag is so many days older than what their page and list show. */
  | { is: 'redated'; column: number; by: number }
  | { is: 'channel-missing'; how: 'none' | 'lookup-only' | 'special-only' }
  | { is: 'channel-broken'; how: 'maintenance' | 'status' | 'dead-link' }
  | { is: 'channel-login'; how: 'page' | 'redirect' | 'sms' }
  | { is: 'channel-elsewhere'; host: string }
  | { is: 'letters-unanswered'; sent: Day }
  | { is: 'identity-without'; parts: IdentityPart[] }
  | { is: 'identity-code'; code: string }
  | { is: 'meta-without'; names: string[] }
  | { is: 'dead-link'; soft: boolean }
  /**
   * `silent`: no results and no word of it; `data`: the data that the page of results asks for do not come. Nobody who
   * looks once knows whether visitors see more.
   */
  | { is: 'search-broken'; how: 'missing' | 'status' | 'empty' | 'silent' | 'data' }
  | { is: 'ipv6-none' }
  /** 办事指南 that lack most of their elements. */
  | { is: 'guides-poor' }
  /** 暗链: a link that visitors do not see. */
  | { is: 'hidden-link'; url: string }
  | { is: 'system'; name: string; url: string }
  | { is: 'redirect-home'; to: string }
  | { is: 'down'; how: 'refused' | 'reset' | 'slow' | 'status' | 'hangs' }
  | { is: 'wall'; how: 'cookie-412' | 'wall-412' | 'wall-405' | 'cookie-521' | 'wall-521' | 'page-200' }
  | { is: 'rate-limit'; how: 'always' | 'burst' }
  | { is: 'certificate'; kind: 'expired' | 'wrong-name' | 'self-signed' | 'no-chain' }
  /** Scripts or images of the site's own pages that are loaded by http although the page came by https. */
  | { is: 'mixed-content'; what: 'script' | 'image' }
  /** More columns than a look has pages for. */
  | { is: 'huge' };

export interface Fault {
  /** Unique in the province: scenario and site. */
  id: string;
  scenario: string;
  siteCode: string;
  /** Days on which it shows; gaps show by their own days. */
  from: Day;
  /** First day on which it is mended; null when never. */
  to: Day | null;
  effects: Effect[];
}

export interface Province {
  seed: number;
  size: ProvinceSize;
  /** Day for which the faults were laid out. */
  base: Day;
  sites: ProvinceSite[];
  faults: Fault[];
}

export const SIZES = ['small', 'demo', 'full'] as const;
export type ProvinceSize = (typeof SIZES)[number];
