import type { Exchange, FailureCode } from '../domain/exchange.ts';

/** What an hour later, or slower, may turn out otherwise: time-outs and trouble on the way. A site's clear answer is none. */
const PASSING: ReadonlySet<FailureCode> = new Set([
  ...([
    'name_timeout',
    'name_server_failed',
    'connect_timeout',
    'connect_unreachable',
    'connection_reset',
  ] as const),
  ...(['tls_timeout', 'headers_timeout', 'body_timeout', 'deadline_exceeded'] as const),
  ...(['rate_limited', 'local_network_down', 'browser_crashed'] as const),
]);
/** Answers of a gateway whose site was busy or starting anew. */
const BUSY = new Set([502, 503, 504]);

/** Whether the page is to be asked for again in the slower pass at the end of the run. */
export function isWorthAnotherLook({ failure, status }: Exchange): boolean {
  if (failure === null) return BUSY.has(status ?? 0);
  // Whatever it looked like, it was our own line.
  return PASSING.has(failure.code) || failure.reason === 'vantage_fault';
}
