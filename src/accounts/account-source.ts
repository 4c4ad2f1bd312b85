import type { Account } from '../domain/account.ts';
import type {
  AccountPart,
  Authority,
  InteractionFacts,
  PostsFacts,
  PresenceFacts,
  Sight,
  SourceId,
} from '../domain/account-facts.ts';
import type { Door } from './door.ts';

/** What one source saw of an account. */
export interface Sighting {
  presence: Sight<PresenceFacts>;
  posts: Sight<PostsFacts>;
  interaction: Sight<InteractionFacts>;
  authority: Authority;
}

/** One way to see accounts: a file of its own for each. */
export interface AccountSource {
  id: SourceId;
  /** What it needs, in words for the documentation and `accounts check`. */
  needs: string;
  /** What it can see. */
  sees: readonly AccountPart[];
  /** Whether it can look at this account with what is configured. */
  accepts(account: Account, door: Door): boolean;
  /** Never throws for trouble of the platform or the network: that is an unseen part with its code. */
  look(account: Account, door: Door): Promise<Sighting>;
}

/** The same trouble for every part. */
export function blind(unseen: Extract<Sight<never>, { seen: false }>, authority: Authority): Sighting {
  return { presence: unseen, posts: unseen, interaction: unseen, authority };
}
