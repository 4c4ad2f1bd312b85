import type { EpochMs } from '../clock.ts';
import type { Account, RegisteredAccount } from '../domain/account.ts';
import type { AccountFacts } from '../domain/account-facts.ts';
import type { AccountLead } from '../domain/account-lead.ts';

/** One state of an account's row in the registry: a new one is appended when anything in it changes. */
export interface AccountVersion extends RegisteredAccount {
  at: EpochMs;
}

export interface LeadSight {
  at: EpochMs;
  lead: AccountLead;
}

/** What new media leave in the store. Versions, looks and leads are only ever appended; tokens are a cache. */
export interface AccountRepository {
  /** The newest version of every account ever registered, or the newest one at or before `until`. */
  registered(until?: EpochMs): Promise<AccountVersion[]>;
  /** Every version of one account, oldest first: its names and states over time. */
  history(key: string): Promise<AccountVersion[]>;
  appendVersions(versions: readonly { key: string; account: Account; at: EpochMs }[]): Promise<void>;
  appendLook(facts: AccountFacts): Promise<void>;
  /** All of them or none. A look that is stored already (same account, source, person, time and content) is passed over. */
  appendLooks(looks: readonly AccountFacts[]): Promise<{ added: number; known: number }>;
  /** When it was last looked at in [since, until]; null when it was not. */
  newestLook(key: string, since: EpochMs, until: EpochMs): Promise<EpochMs | null>;
  /** Looks begun in [since, until], oldest first. */
  looks(key: string, since: EpochMs, until: EpochMs): Promise<AccountFacts[]>;
  /** When each account was last looked at by an adapter, by key. */
  lastLooked(): Promise<Map<string, EpochMs>>;
  appendLeads(leads: readonly LeadSight[]): Promise<void>;
  leads(until: EpochMs): Promise<LeadSight[]>;
  /** A sealed token (src/accounts/sealed-token.ts) and when it ends; null when none is kept. */
  token(id: string): Promise<{ sealed: string; expiresAt: EpochMs } | null>;
  keepToken(id: string, sealed: string, expiresAt: EpochMs): Promise<void>;
}
