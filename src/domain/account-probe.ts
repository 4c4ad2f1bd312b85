import type { RuleSet } from '../config/rule-set.ts';
import type { Account } from './account.ts';
import type { AccountFacts, AccountPart, SightSeen } from './account-facts.ts';
import type { CivilDate } from './civil-date.ts';
import type { AccountIndicatorId, Judgement } from './outcome.ts';
import type { Sentence } from './probe.ts';

/** What an account probe may know besides the parts it asked for. */
export interface AccountContext {
  account: Account;
  rules: RuleSet;
  /** The day judged at, in the configured zone. */
  today: CivilDate;
  /** Other accounts in normal use of the same operator on the same platform. */
  siblings: readonly Account[];
  /** Whether it stood on its platform when last seen; null when that was not seen. */
  isPresent: boolean | null;
  /** When the menu was last seen to change; null when it never was. */
  menuChanged: CivilDate | null;
}

type SeenParts<N extends AccountPart> = {
  readonly [K in N]: Extract<AccountFacts[K], { seen: true }>;
};

/**
 * One account indicator: what it needs and how it judges. Like a site's `Probe`, beside it because an account is seen in
 * three parts that different looks may have brought (an adapter the posts, a person the interaction).
 */
export interface AccountProbe<N extends AccountPart = AccountPart> {
  id: AccountIndicatorId;
  title: Sentence;
  needs: readonly N[];
  strings: Readonly<Record<string, Sentence>>;
  judge(seen: SeenParts<N>, context: AccountContext): Judgement[];
}

/** A probe whose needs are known only to itself: what the runner holds. */
export interface AnyAccountProbe extends Omit<AccountProbe, 'judge'> {
  judge(seen: SeenParts<AccountPart>, context: AccountContext): Judgement[];
}

export function defineAccountProbe<N extends AccountPart>(probe: AccountProbe<N>): AnyAccountProbe {
  return probe as unknown as AnyAccountProbe;
}

/** What an account's judgement rests on. Nothing here is a browser's rendering: confirmation looks at authority instead. */
export const seenBy = ({ evidence }: Pick<SightSeen<unknown>, 'evidence'>) => ({
  evidence,
  tier: 'http' as const,
});
