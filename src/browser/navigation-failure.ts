import type { Failure, FailureCode } from '../domain/exchange.ts';
import { failure } from '../net/failure.ts';

/** Chromium's net errors (net/base/net_error_list.h) → our codes, first match wins. */
const BY_NET_ERROR: readonly [RegExp, FailureCode][] = [
  [/ERR_TOO_MANY_REDIRECTS/, 'too_many_redirects'],
  [
    /ERR_(UNSAFE_REDIRECT|INVALID_REDIRECT|UNKNOWN_URL_SCHEME|DISALLOWED_URL_SCHEME|INVALID_URL|UNSAFE_PORT)/,
    'redirect_invalid',
  ],
  [/ERR_CONTENT_DECODING/, 'decompression_failed'],
  [/ERR_(SSL|CERT|BAD_SSL)/, 'tls_failed'],
  [/ERR_(INVALID_HTTP_RESPONSE|RESPONSE_HEADERS|INVALID_CHUNKED|INCOMPLETE_CHUNKED|HTTP2)/, 'protocol_error'],
  [/ERR_(TIMED_OUT|CONNECTION_TIMED_OUT)/, 'headers_timeout'],
  [/ERR_(CONNECTION_|EMPTY_RESPONSE|SOCKET_|CONTENT_LENGTH_MISMATCH|TUNNEL_)/, 'connection_reset'],
  [/ERR_(PROXY_|INTERNET_DISCONNECTED|NETWORK_CHANGED)/, 'internal'],
  [/[Cc]rash|has been closed|Target closed/, 'browser_crashed'],
  [/Timeout \d+ms exceeded/, 'deadline_exceeded'],
  // A document that is saved instead of shown.
  [/Download is starting/, 'protocol_error'],
];

/**
 * Types what kept a page from opening. The proxy's word comes first: it knows why a host could not be reached, where
 * the browser sees only a closed connection.
 */
export function navigationFailure(error: unknown, fromProxy: Failure | null): Failure {
  const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const known = BY_NET_ERROR.find(([pattern]) => pattern.test(said))?.[1] ?? 'internal';
  if (fromProxy !== null && (known === 'connection_reset' || known === 'internal')) return fromProxy;
  return failure(known, said.slice(0, 300));
}
