import type { Failure, FailureCode, Fault } from '../domain/exchange.ts';
import type { UndeterminedReason } from '../domain/outcome.ts';

/**
 * Whose fault each failure is, and what depends on it is undetermined for. A refused connection is the site's doing
 * but still no verdict on its columns: only the availability samples judge that it is down.
 */
const BLAME: Readonly<Record<FailureCode, readonly [Fault, UndeterminedReason]>> = {
  name_not_found: ['site', 'not_observed'],
  name_server_failed: ['path', 'not_observed'],
  name_timeout: ['path', 'timeout_ours'],
  connect_refused: ['site', 'not_observed'],
  connect_timeout: ['path', 'timeout_ours'],
  connect_unreachable: ['path', 'not_observed'],
  connection_reset: ['path', 'not_observed'],
  tls_failed: ['site', 'not_observed'],
  tls_timeout: ['path', 'timeout_ours'],
  headers_timeout: ['path', 'timeout_ours'],
  body_timeout: ['path', 'timeout_ours'],
  deadline_exceeded: ['path', 'timeout_ours'],
  body_too_large: ['site', 'not_observed'],
  decompression_failed: ['site', 'not_observed'],
  protocol_error: ['site', 'not_observed'],
  redirect_loop: ['site', 'not_observed'],
  too_many_redirects: ['site', 'not_observed'],
  redirect_invalid: ['site', 'not_observed'],
  address_refused: ['us', 'not_observed'],
  unmapped_in_rehearsal: ['us', 'not_observed'],
  challenged: ['challenge', 'challenged'],
  rate_limited: ['challenge', 'rate_limited'],
  local_network_down: ['us', 'vantage_fault'],
  browser_crashed: ['us', 'probe_fault'],
  budget_exhausted: ['us', 'budget_exhausted'],
  internal: ['us', 'probe_fault'],
};

export function failure(code: FailureCode, detail: string): Failure {
  const [fault, reason] = BLAME[code];
  return { code, fault, reason, detail };
}

/** Carries a typed failure through code that can only throw. The client catches it; it never leaves src/net. */
export class NetFailure extends Error {
  readonly failure: Failure;

  constructor(code: FailureCode, detail: string, cause?: unknown) {
    super(detail, cause === undefined ? {} : { cause });
    this.failure = failure(code, detail);
  }
}

/** Codes of Node and undici → ours. Anything not listed is `internal`: ours until shown otherwise. */
const BY_ERROR_CODE: Readonly<Record<string, FailureCode>> = {
  ENOTFOUND: 'name_not_found',
  ENODATA: 'name_not_found',
  ESERVFAIL: 'name_server_failed',
  EREFUSED: 'name_server_failed',
  EAI_AGAIN: 'name_server_failed',
  ETIMEOUT: 'name_timeout',
  ECONNREFUSED: 'connect_refused',
  ETIMEDOUT: 'connect_timeout',
  EHOSTUNREACH: 'connect_unreachable',
  ENETUNREACH: 'local_network_down',
  EADDRNOTAVAIL: 'local_network_down',
  ENETDOWN: 'local_network_down',
  ECONNRESET: 'connection_reset',
  EPIPE: 'connection_reset',
  UND_ERR_SOCKET: 'connection_reset',
  UND_ERR_HEADERS_TIMEOUT: 'headers_timeout',
  UND_ERR_BODY_TIMEOUT: 'body_timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
  UND_ERR_HEADERS_OVERFLOW: 'protocol_error',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'protocol_error',
  UND_ERR_RESPONSE: 'protocol_error',
};

/** Types whatever an exchange threw. */
export function failureOf(error: unknown): Failure {
  if (error instanceof NetFailure) return error.failure;
  if (!(error instanceof Error)) return failure('internal', String(error));
  const code = 'code' in error ? String(error.code) : '';
  // undici names its parser's errors but does not always give them their code.
  if (error.name === 'HTTPParserError' || code.startsWith('HPE_'))
    return failure('protocol_error', `${error.message} (${code})`);
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code === 'EPROTO') {
    return failure('tls_failed', `${error.message} (${code})`);
  }
  if (code.startsWith('Z_')) return failure('decompression_failed', `${error.message} (${code})`);
  const known = BY_ERROR_CODE[code];
  return failure(known ?? 'internal', code === '' ? error.message : `${error.message} (${code})`);
}
