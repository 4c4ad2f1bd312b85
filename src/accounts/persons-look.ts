import type { EpochMs } from '../clock.ts';
import type {
  AccountFacts,
  InteractionFacts,
  PostsFacts,
  PresenceFacts,
  Sight,
} from '../domain/account-facts.ts';
import type { CivilDate } from '../domain/civil-date.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { notShown } from './source-failure.ts';

/** What a person saw with the platform open. A part that is null was not looked at. */
export interface PersonsLook {
  /** Date of the newest post; `none` when there is no post at all. */
  newest: CivilDate | 'none' | null;
  isRepost: boolean;
  interaction: boolean | null;
  presence: PresenceFacts['state'] | null;
  /** The name the platform shows, where it differs or was looked at. */
  shownName: string | null;
  by: string;
  /** The screenshot: with it a failure that this look shows needs no other (docs/decisions/020). */
  evidence: EvidenceId[];
}

/** A person's look as facts like any other's. */
export function personsFacts(
  look: PersonsLook,
  { accountKey, at, vantage }: Pick<AccountFacts, 'accountKey' | 'vantage'> & { at: EpochMs },
): AccountFacts {
  const { evidence, by } = look;
  const notLooked = notShown(`${by} did not look at this`);
  const seen = <T>(value: T | null): Sight<T> =>
    value === null ? notLooked : { seen: true, value, evidence };
  return {
    ...{ accountKey, at, vantage, source: 'person', authority: 'person', by, requests: 0 },
    presence: seen(presenceOf(look)),
    posts: seen(postsSeen(look)),
    interaction: seen(interactionSeen(look)),
  };
}

function presenceOf({ presence, shownName, newest, interaction }: PersonsLook): PresenceFacts | null {
  // Who saw a post or tried the interaction saw the account.
  const state =
    presence ?? (newest !== null || interaction !== null || shownName !== null ? 'present' : null);
  return state === null ? null : { state, shownName, shownOperator: null, words: null };
}

function postsSeen({ newest, isRepost }: PersonsLook): PostsFacts | null {
  if (newest === null) return null;
  if (newest === 'none') return { newest: null, newestOriginal: null, listed: 0, dated: 0, basis: 'empty' };
  const post = { title: '', url: null, date: newest, isRepost };
  return { newest: post, newestOriginal: isRepost ? null : post, listed: 1, dated: 1, basis: 'listed' };
}

function interactionSeen({ interaction }: PersonsLook): InteractionFacts | null {
  if (interaction === null) return null;
  const ways: InteractionFacts['ways'] = interaction ? [{ way: 'message', works: true, detail: '' }] : [];
  return { ways, whole: true, menuDigest: null };
}
