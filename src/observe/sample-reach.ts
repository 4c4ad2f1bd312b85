import type { EpochMs } from '../clock.ts';
import type { Exchange } from '../domain/exchange.ts';
import type { ReachSample } from '../domain/reach.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import type { HttpClient } from '../net/http-client.ts';

export interface ReachRequest {
  site: Site;
  client: HttpClient;
  vantage: string;
  /** At or past this the site counts as not opening (rule, 15 s). */
  slowMs: number;
  signal: AbortSignal;
}

/** Enough of a page to know that it opens. */
const SAMPLE_BYTES = 64 * 1024;

/** Opens the home page once and says whether it did. Rejects only when aborted. */
export async function sampleReach({
  site,
  client,
  vantage,
  slowMs,
  signal,
}: ReachRequest): Promise<ReachSample> {
  const { exchange } = await client.fetch({
    url: site.homeUrl,
    maxBytes: SAMPLE_BYTES,
    timeoutMs: slowMs,
    // One small request: behind a scan's hundreds a round would not end before the next is due.
    urgent: true,
    signal,
  });
  return { siteKey: siteKeyOf(site), vantage, ...sampleOf(exchange, slowMs) };
}

/**
 * What one exchange says of availability (W2): 15.0 s is a failure, 超过(含). A wall and a rate limit were put up for us,
 * 401, 403 and 407 may be: they leave it open, and so does whatever is our own doing.
 */
export function sampleOf(exchange: Exchange, slowMs: number): Omit<ReachSample, 'siteKey' | 'vantage'> {
  const { at, status, failure, timing, finalUrl } = exchange;
  const base = { at: at as EpochMs, status, tookMs: Math.round(timing.totalMs) };
  if (failure !== null && (failure.fault === 'us' || failure.fault === 'challenge')) {
    const { reason, code, detail } = failure;
    return { ...base, result: 'unknown', reason, code, detail };
  }
  if (failure !== null) {
    const { code, detail } = failure;
    return { ...base, result: 'down', reason: null, code, detail };
  }
  const code = `http_${status}`;
  if (status === 401 || status === 403 || status === 407)
    return {
      ...base,
      result: 'unknown',
      reason: 'challenged',
      code,
      detail: `${finalUrl} refuses us: ${status}`,
    };
  if ((status ?? 0) >= 400)
    return { ...base, result: 'down', reason: null, code, detail: `${finalUrl} answered ${status}` };
  if (base.tookMs >= slowMs)
    return {
      ...base,
      result: 'down',
      reason: null,
      code: 'slow',
      detail: `${finalUrl} took ${base.tookMs} ms`,
    };
  return { ...base, result: 'up', reason: null, code: null, detail: `${finalUrl} answered ${status}` };
}
