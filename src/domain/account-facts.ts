import type { EpochMs } from '../clock.ts';
import type { CivilDate } from './civil-date.ts';
import type { Fault } from './exchange.ts';
import type { EvidenceId, UndeterminedReason } from './outcome.ts';

/**
 * What one look at an account saw. Each part is seen, with its evidence, or unseen, with the reason and whose fault it
 * is. This is all that account probes know; it is appended and never changed.
 */

/** Who looked: an adapter, or a person with the platform open. */
export const SOURCE_IDS = ['wechat_api', 'weibo_json', 'feed', 'page', 'person'] as const;
export type SourceId = (typeof SOURCE_IDS)[number];

/**
 * How far a look can be trusted to confirm another (docs/decisions/020): `platform` is structured data told by the
 * platform itself, `reader` went through a bridge or a reader of ours, `person` was a person.
 */
export type Authority = 'platform' | 'reader' | 'person';

export interface SightSeen<T> {
  seen: true;
  value: T;
  evidence: EvidenceId[];
}

export interface SightUnseen {
  seen: false;
  reason: UndeterminedReason;
  /** What went wrong (src/accounts/source-failure.ts); null where nothing was tried. */
  code: string | null;
  fault: Fault | null;
  /** One line in English. Never holds a secret. */
  detail: string;
  evidence: EvidenceId[];
}

export type Sight<T> = SightSeen<T> | SightUnseen;

/** How the account stood on its platform. `gone`: its page answers 404 or 410. */
export const PRESENCE_STATES = [
  'present',
  'deleted',
  'frozen',
  'expired',
  'moved',
  'gone',
  'undownloadable',
] as const;
export type PresenceState = (typeof PRESENCE_STATES)[number];

export interface PresenceFacts {
  state: PresenceState;
  /** Name and operator (认证主体) that the platform shows; null where it shows none. */
  shownName: string | null;
  shownOperator: string | null;
  /** The platform's words that the state rests on. */
  words: string | null;
}

export interface PostFacts {
  title: string;
  url: string | null;
  date: CivilDate;
  isRepost: boolean;
}

export interface PostsFacts {
  /** Newest post of any kind, and newest one of its own; pinned ones count by their dates. */
  newest: PostFacts | null;
  newestOriginal: PostFacts | null;
  listed: number;
  dated: number;
  /**
   * `empty`: the platform itself says that there is none. `undated`: posts are there, without readable dates.
   * `single`: the one post that we have a link to, or what a search found; newer ones may be there.
   */
  basis: 'listed' | 'single' | 'empty' | 'undated';
}

/** Ways in which the public can speak to the unit. Words of the rule set. */
export const WAYS = ['comment', 'message', 'menu', 'form', 'auto_reply'] as const;
export type Way = (typeof WAYS)[number];

export interface WayFacts {
  way: Way;
  /** Null: it is there, but whether it works was not seen. */
  works: boolean | null;
  detail: string;
}

export interface InteractionFacts {
  ways: WayFacts[];
  /** Every way that this platform has was looked for: only then may one say that there is none. */
  whole: boolean;
  /** Digest of the menu, to tell a change of it; null where there is none or it was not seen. */
  menuDigest: string | null;
}

export interface AccountFacts {
  accountKey: string;
  at: EpochMs;
  vantage: string;
  source: SourceId;
  authority: Authority;
  /** The person who looked; null for adapters. */
  by: string | null;
  presence: Sight<PresenceFacts>;
  posts: Sight<PostsFacts>;
  interaction: Sight<InteractionFacts>;
  requests: number;
}

export type AccountPart = 'presence' | 'posts' | 'interaction';

/** The newest post and the newest original one of a list; undated ones are counted alone. */
export function postsOf(
  posts: readonly (Omit<PostFacts, 'date'> & { date: CivilDate | null })[],
  saysEmpty: boolean,
): PostsFacts {
  const dated = posts.filter((post): post is PostFacts => post.date !== null);
  const newestOf = (some: readonly PostFacts[]) =>
    some.reduce<PostFacts | null>(
      (best, post) => (best === null || post.date > best.date ? post : best),
      null,
    );
  return {
    newest: newestOf(dated),
    newestOriginal: newestOf(dated.filter(({ isRepost }) => !isRepost)),
    listed: posts.length,
    dated: dated.length,
    basis: dated.length > 0 ? 'listed' : posts.length === 0 && saysEmpty ? 'empty' : 'undated',
  };
}
