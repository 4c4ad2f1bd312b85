import type { SightUnseen } from '../domain/account-facts.ts';
import type { Fault } from '../domain/exchange.ts';
import type { EvidenceId, UndeterminedReason } from '../domain/outcome.ts';

/**
 * What can keep a look at an account from seeing, whose fault it is, and what depends on it is undetermined for. `site` is
 * the platform or bridge. None of these is ever a finding (docs/reference/account-sources.md).
 */
export const SOURCE_FAILURES = {
  no_source: ['us', 'no_source'],
  not_shown: ['us', 'no_source'],
  not_checked: ['us', 'not_observed'],
  credentials_missing: ['us', 'no_source'],
  credentials_wrong: ['us', 'login_required'],
  token_refused: ['us', 'login_required'],
  address_not_allowed: ['us', 'vantage_fault'],
  permission_missing: ['us', 'no_source'],
  line_untrusted: ['path', 'vantage_fault'],
  quota_used_up: ['us', 'rate_limited'],
  platform_rate_limited: ['challenge', 'rate_limited'],
  login_wall: ['challenge', 'login_required'],
  platform_error: ['site', 'not_observed'],
  platform_busy: ['site', 'not_observed'],
  source_missing: ['site', 'not_observed'],
  answer_unreadable: ['site', 'not_observed'],
  answer_unexpected: ['site', 'selector_lost'],
  selector_lost: ['us', 'selector_lost'],
  adapter_fault: ['us', 'probe_fault'],
} as const satisfies Record<string, readonly [Fault, UndeterminedReason]>;

export type SourceFailureCode = keyof typeof SOURCE_FAILURES;

/** Why a part was not seen: one of the codes above, or one of the network's (docs/reference/errors.md). */
export interface SourceFailure {
  code: string;
  fault: Fault;
  reason: UndeterminedReason;
  detail: string;
}

export function sourceFailure(code: SourceFailureCode, detail: string): SourceFailure {
  const [fault, reason] = SOURCE_FAILURES[code];
  return { code, fault, reason, detail };
}

export function unseen(
  { code, fault, reason, detail }: SourceFailure,
  evidence: EvidenceId[] = [],
): SightUnseen {
  return { seen: false, code, fault, reason, detail, evidence };
}

/** A part that the source cannot show by its nature: nothing went wrong. */
export function notShown(what: string): SightUnseen {
  return { seen: false, code: null, fault: null, reason: 'no_source', detail: what, evidence: [] };
}
