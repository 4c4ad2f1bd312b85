import type { Platform } from '../../../src/domain/account.ts';
import type { SiteLevel } from '../../../src/domain/site.ts';

/** How an account of the province can be seen. `hidden`: no address, no credentials; only a person could look. */
export type SourceKind = 'wechat_api' | 'weibo_json' | 'weibo_page' | 'feed' | 'page' | 'hidden';

export const INTERACTIONS = ['works', 'none', 'dead-menu'] as const;
export const PRESENCES = ['present', 'deleted', 'frozen', 'expired', 'renamed'] as const;
/** What is wrong with the way to it: never the account's fault. */
export const TROUBLES = [
  'token-expired',
  'quota',
  'wrong-secret',
  'not-allowed',
  'error-500',
  'half',
  'busy',
  'slow',
] as const;
/** Those that Weibo's list knows too. */
export const WEIBO_TROUBLES = ['quota', 'error-500', 'half', 'login', 'slow'] as const;
export type Trouble = (typeof TROUBLES)[number] | (typeof WEIBO_TROUBLES)[number];

export interface PlatformAccount {
  no: number;
  id: string;
  name: string;
  /** The name the platform shows; differs when it was renamed. */
  shownName: string;
  platform: Platform;
  operator: string;
  supervisor: string;
  region: string;
  level: SiteLevel;
  source: SourceKind;
  feedUrl: string | null;
  handle: string | null;
  /** Days since its newest post on the base date; posts stand still when the clock goes on. */
  newestAge: number;
  /** That post is a repost, and the newest original is so many days old. */
  repostOver: number | null;
  /** It was only mass-sent: the list of published articles ends earlier. */
  massSentOnly: boolean;
  interaction: (typeof INTERACTIONS)[number];
  presence: (typeof PRESENCES)[number];
  trouble: Trouble | null;
  /** Looked at by a person too (the file of looks). */
  hasPersonsLook: boolean;
  appId: string;
  secret: string;
}

/** An account that is in no registry, and where its trace is laid. */
export interface HiddenLead {
  name: string;
  operator: string;
  platform: Platform;
  region: string;
  level: SiteLevel;
  how: 'words' | 'qr' | 'list';
  /** Whose site bears the trace. */
  sponsor: string;
  /** Its operator is no unit of the province: a fan's or a firm's account. */
  isForeign: boolean;
  id: string;
}

export interface PlatformProvince {
  seed: number;
  baseDate: string;
  accounts: PlatformAccount[];
  unreported: HiddenLead[];
}
