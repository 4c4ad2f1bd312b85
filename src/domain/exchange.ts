import type { EpochMs } from '../clock.ts';
import type { EvidenceId, UndeterminedReason } from './outcome.ts';

/** Which of the three observed: plain HTTP with a parser, or a real browser. */
export type Tier = 'http' | 'browser';

/** Whose fault a failed observation is (DESIGN §1.3). */
export type Fault = 'site' | 'path' | 'challenge' | 'us';

/** Stable codes of what can go wrong between asking for a page and having it. Reference: docs/reference/errors.md. */
export const FAILURE_CODES = [
  'name_not_found',
  'name_server_failed',
  'name_timeout',
  'connect_refused',
  'connect_timeout',
  'connect_unreachable',
  'connection_reset',
  'tls_failed',
  'tls_timeout',
  'headers_timeout',
  'body_timeout',
  'deadline_exceeded',
  'body_too_large',
  'decompression_failed',
  'protocol_error',
  'redirect_loop',
  'too_many_redirects',
  'redirect_invalid',
  'address_refused',
  'unmapped_in_rehearsal',
  'challenged',
  'rate_limited',
  'local_network_down',
  'browser_crashed',
  'budget_exhausted',
  'internal',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

export interface Failure {
  code: FailureCode;
  fault: Fault;
  /** One line in English for the log and the evidence: what happened to what. */
  detail: string;
  /** What depends on this page is `undetermined` for this reason. */
  reason: UndeterminedReason;
}

/** One request of a redirect chain. */
export interface Hop {
  url: string;
  status: number;
  location: string | null;
  /** The address that answered; null when the tier cannot know. */
  address: string | null;
}

/** What the certificate said; present on https hops whose handshake finished. */
export interface TlsFacts {
  /** Whether chain and name verify against the trust store. A failing one is a fact, not an error: pages are still read. */
  authorized: boolean;
  problem: string | null;
  subject: string;
  issuer: string;
  validFrom: EpochMs;
  validTo: EpochMs;
  names: string[];
  protocol: string;
}

export interface Timing {
  dnsMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
  firstByteMs: number | null;
  totalMs: number;
}

/**
 * One look over the wire, whole or failed. A fact: appended, never changed.
 * `status` is the final answer's; a 404 or 500 is an answer, not a failure.
 */
export interface Exchange {
  url: string;
  /** Where the chain ended; equals `url` without redirects. */
  finalUrl: string;
  method: 'GET' | 'HEAD' | 'POST';
  tier: Tier;
  /** When it began, as recorded time. */
  at: EpochMs;
  vantage: string;
  hops: Hop[];
  status: number | null;
  /** Final answer's headers, names in lower case, repeated ones joined by ", " (set-cookie by newline). */
  headers: Record<string, string>;
  /** Decoded body (content-encoding removed); null when none came. */
  body: { sha256: EvidenceId; bytes: number; truncated: boolean } | null;
  /** Bytes that came over the wire, all hops. */
  wireBytes: number;
  tls: TlsFacts | null;
  timing: Timing;
  failure: Failure | null;
  /**
   * What the page's scripts asked for and had no good answer to when it was read, at most twenty addresses: what the page
   * shows may lack it. Of the browser alone; absent in looks older than this.
   */
  unanswered?: string[];
}
