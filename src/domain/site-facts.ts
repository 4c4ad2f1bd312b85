import type { EpochMs } from '../clock.ts';
import type { CivilDate } from './civil-date.ts';
import type { Fault, Tier, TlsFacts } from './exchange.ts';
import type { EvidenceId, UndeterminedReason } from './outcome.ts';
import type { FieldReading, InsecurePart, Trace } from './page-reading.ts';
import type { ReachFacts } from './reach.ts';
import type { ColumnKind } from './site.ts';

/**
 * What one look at a site saw, composed from its page readings. This is all a probe may know. Every part is
 * either seen, with the evidence it rests on, or unseen, with the reason: a probe never meets a gap it could
 * mistake for a failure.
 */

export interface Seen<T> {
  seen: true;
  value: T;
  evidence: EvidenceId[];
  tier: Tier;
}

export interface Unseen {
  seen: false;
  reason: UndeterminedReason;
  /** One line in English: what happened to what. */
  detail: string;
  fault: Fault | null;
  evidence: EvidenceId[];
}

export type Observed<T> = Seen<T> | Unseen;

/** Where the site's address leads. */
export interface AddressFacts {
  homeUrl: string;
  finalUrl: string;
  /** Hosts of the redirect chain, first to last, `home` included. */
  hosts: string[];
}

export interface HomeFacts {
  title: string;
  /** Newest dated item on the home page, or over its second-level pages when it only leads on. */
  latest: CivilDate | null;
  /** Title and URL of that item. */
  latestItem: { title: string; url: string } | null;
  /** Dated items seen. */
  dated: number;
  /** The page is a mere entrance: judged by its second-level pages (W3). */
  leadsOn: boolean;
  /** Second-level pages looked at for that, and how many could not be read. */
  secondLevel: { looked: number; unread: number };
  /** Articles of blocks without dates that could not be read and may be newer; absent where none was opened. */
  unreadArticles?: number;
  meta: Record<string, string>;
}

/** How the newest date of a column is known. */
export type ColumnBasis = 'list' | 'articles' | 'undated' | 'empty';

export interface ColumnList {
  latest: CivilDate | null;
  items: number;
  /** `articles`: the list shows no dates, its articles do. `undated`: neither bears one. `empty`: the list is there and has nothing. */
  basis: ColumnBasis;
  latestItem: { title: string; url: string } | null;
  selector: string;
  /**
   * The first items, to compare with what a later look finds; absent in looks older than this part. `urlDate`: the day
   * their address bears, where it bears one.
   */
  first?: { url: string; title: string; date: CivilDate | null; urlDate?: CivilDate }[];
}

export interface ColumnFacts {
  name: string;
  url: string;
  kind: ColumnKind;
  /** What the kind rests on: meta ColumnType, the name, the inventory… */
  kindFrom: 'inventory' | 'meta' | 'name' | 'content' | 'none';
  /** 0..1; absent in looks older than this, whose kinds were taken for sure. */
  kindConfidence?: number;
  /** Where the words stand that tell it; absent in looks older than this and of the inventory's columns. */
  kindTrace?: Trace;
  /** What the tag says where it contradicts the name, or the reverse. */
  kindElse?: ColumnKind;
  /** 1 = 一级栏目. */
  level: number;
  /** Set by the inventory for this column alone. */
  limitDays: number | null;
  list: Observed<ColumnList>;
}

export interface IdentityFacts {
  siteCode: string | null;
  icp: string[];
  police: string | null;
  sponsor: string | null;
  badge: boolean;
  findErrorEntry: boolean;
  meta: Record<string, string>;
  /** Whether the whole footer could be read (script-loaded parts included). */
  footerComplete: boolean;
  trace: Record<string, Trace>;
  /** By part, 0..1; absent in looks older than this. */
  confidence?: Record<string, number>;
}

export interface SystemFacts {
  name: string;
  url: string;
  host: string;
  /** A column or business system of the site, a third party's component, or just a link outside. Only `own` is judged (STANDARDS §3). */
  role: 'own' | 'component' | 'external';
  /** 0..1 that it is; absent in looks older than this, which took it for sure. */
  confidence?: number;
  /** Host lies under .gov.cn or .政务. */
  government: boolean;
  foundOn: string;
  /** The page it was found on. */
  evidence: EvidenceId[];
  /** By which tier that page was read. */
  tier: Tier;
  trace: Trace;
}

export interface BrokenLink {
  url: string;
  /** A page that leads to it. */
  foundOn: string;
  status: number | null;
  code: string | null;
  evidence: EvidenceId[];
  /** By which tier it was found broken. */
  tier: Tier;
}

export interface LinkFacts {
  checked: number;
  broken: BrokenLink[];
}

/** A page with the meta tags it bears. */
export interface TaggedPage {
  url: string;
  level: 'home' | 'column' | 'article';
  /** Those that are not empty, by canonical name. */
  meta: Record<string, string>;
  evidence: EvidenceId[];
  tier: Tier;
}

export type ChannelState = 'open' | 'missing' | 'login_required' | 'broken' | 'undetermined';

export interface UnansweredLetter {
  title: string;
  url: string;
  sentAt: CivilDate;
  /** The list it stands in, and by which tier that was read. */
  foundOn: string;
  tier: Tier;
}

export interface ChannelFacts {
  state: ChannelState;
  formUrl: string | null;
  fields: FieldReading[];
  /** Pages walked from the home page to the form, or those looked through in vain. */
  path: { text: string; url: string }[];
  /** Public consultations listed without an answer, of whatever age. */
  unanswered: UnansweredLetter[];
  detail: string | null;
}

/** A page tried over IPv6. */
export interface Ipv6Page {
  url: string;
  level: 'home' | 'inner';
  /** Anything at all was answered. */
  reached: boolean;
  code: string | null;
}

/** What https pages load by plain http. */
export interface InsecureFacts {
  /** https pages that were read. */
  pages: number;
  parts: (InsecurePart & { foundOn: string; tier: Tier })[];
}

/** An article that states different days of publication. */
export interface DatedArticle {
  url: string;
  title: string;
  /** Address of the column whose list leads to it. */
  column: string;
  dates: { source: 'meta' | 'label' | 'url' | 'list'; date: CivilDate }[];
  evidence: EvidenceId[];
  tier: Tier;
}

/** What searching for a title that stands on the site gave. */
export interface SearchTry {
  title: string;
  /** Where the title leads. */
  url: string;
  /** The page of results. */
  askedAt: string;
  /** `nothing`: it shows no results; `others`: results without the title; `dead`: the page is gone or broken. */
  gave: 'found' | 'nothing' | 'others' | 'dead';
  status: number | null;
  /**
   * The words by which a page without results says that there are none; absent where it says nothing, where those words
   * prove nothing, and in looks older than this.
   */
  said?: Trace;
  /** What a page without results asked for and did not get in our browser; absent where it got all. */
  unanswered?: string[];
}

/** 站内搜索, tried with published titles until one is found. */
export interface SearchFacts {
  /** False when nothing on the home page speaks of searching; then nothing was tried. */
  exists: boolean;
  /** Where the words go. */
  action: string | null;
  tried: SearchTry[];
}

/** What is stored of one look. */
export interface SiteFacts {
  siteCode: string;
  homeUrl: string;
  /** When this look began, as recorded time. */
  at: EpochMs;
  vantage: string;
  address: Observed<AddressFacts>;
  tls: Observed<TlsFacts>;
  home: Observed<HomeFacts>;
  columns: Observed<ColumnFacts[]>;
  identity: Observed<IdentityFacts>;
  systems: Observed<SystemFacts[]>;
  links: Observed<LinkFacts>;
  /** 网页标签 of some pages; absent in looks older than this part. */
  tags?: Observed<TaggedPage[]>;
  /** Pages tried over IPv6, and 混合内容; absent in looks older than these parts. */
  ipv6?: Observed<{ pages: Ipv6Page[] }>;
  insecure?: Observed<InsecureFacts>;
  /** Articles whose days of publication contradict each other; absent in looks older than this part. */
  articleDates?: Observed<DatedArticle[]>;
  /** 站内搜索 of a portal; absent in looks older than this part. */
  search?: Observed<SearchFacts>;
  channel: Observed<ChannelFacts>;
  /** Not of the look itself: the samples of the week before it, put beside it for judging. */
  reach?: Observed<ReachFacts>;
}

/** Parts a probe may declare as its needs. */
export type FactName =
  | 'tags'
  | 'ipv6'
  | 'insecure'
  | 'reach'
  | 'search'
  | 'articleDates'
  | 'address'
  | 'tls'
  | 'home'
  | 'columns'
  | 'identity'
  | 'systems'
  | 'links'
  | 'channel';
