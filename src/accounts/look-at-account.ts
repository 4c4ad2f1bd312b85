import type { EpochMs } from '../clock.ts';
import type { RegisteredAccount } from '../domain/account.ts';
import type { AccountFacts } from '../domain/account-facts.ts';
import { type AccountSource, blind } from './account-source.ts';
import type { Door } from './door.ts';
import { sourceFailure, unseen } from './source-failure.ts';

/**
 * One look at an account by the first source that accepts it. What no source can see is `no_source`; a fault of ours in a
 * source is no finding. Rejects only when aborted.
 */
export async function lookAtAccount(
  { key, account }: RegisteredAccount,
  sources: readonly AccountSource[],
  door: Door,
  { at, vantage, signal }: { at: EpochMs; vantage: string; signal: AbortSignal },
): Promise<AccountFacts> {
  const source = sources.find((one) => one.accepts(account, door));
  const common = { accountKey: key, at, vantage, by: null };
  if (source === undefined) {
    const nothing = unseen(sourceFailure('no_source', 'no address, no credentials: only a person can look'));
    return { ...common, source: 'page', ...blind(nothing, 'reader'), requests: 0 };
  }
  try {
    const sighting = await source.look(account, door);
    return { ...common, source: source.id, ...sighting, requests: door.requests() };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const detail = error instanceof Error ? error.message : String(error);
    const fault = unseen(sourceFailure('adapter_fault', `${source.id}: ${detail}`));
    return { ...common, source: source.id, ...blind(fault, 'reader'), requests: door.requests() };
  }
}
