import type { Clock, EpochMs } from '../clock.ts';
import type { Exchange } from '../domain/exchange.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import type { HttpClient, PageRequest } from '../net/http-client.ts';
import { decodeText } from '../reading/charset.ts';
import type { EvidenceStore } from '../store/evidence-store.ts';
import type { Credentials } from './credentials.ts';
import type { PageRecipe } from './page-recipe.ts';
import { type SourceFailure, sourceFailure } from './source-failure.ts';
import type { TokenKeeper } from './wechat-token.ts';

/** A platform's answer. `text` is empty when `failure` is set and nothing came. */
export interface Answer {
  status: number | null;
  text: string;
  bytes: Uint8Array | null;
  finalUrl: string;
  evidence: EvidenceId[];
  failure: SourceFailure | null;
}

export interface Ask extends PageRequest {
  /** Carries a secret: goes out over a line whose certificate was verified, and its answer is not kept. */
  isSecret?: boolean;
}

/** All that an adapter may use: the network behind its guard and politeness, the time, and what the operator configured. */
export interface Door {
  ask(request: Ask): Promise<Answer>;
  now(): EpochMs;
  zone: string;
  credentials: Credentials;
  recipes: readonly PageRecipe[];
  tokens: TokenKeeper;
  /** Requests since the door was opened. */
  requests(): number;
}

export interface DoorParts {
  client: HttpClient;
  evidence: EvidenceStore;
  clock: Clock;
  zone: string;
  /** In a rehearsal hosts are mapped by hand and their certificates are nobody's. */
  isRehearsal: boolean;
  credentials: Credentials;
  recipes: readonly PageRecipe[];
  tokens: TokenKeeper;
  trusted: Map<string, Promise<boolean>>;
  signal: AbortSignal;
}

/** No list or profile is larger. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
/** Query parameters that open what is not ours to show. */
const SECRETS = /([?&](?:access_token|secret|appsecret|ticket|key|token)=)[^&\s"']+/gi;

/** A door for one account's look. */
export function openDoor(parts: DoorParts): Door {
  const { client, evidence, clock, zone, credentials, recipes, tokens } = parts;
  let requests = 0;

  async function ask({ isSecret = false, ...request }: Ask): Promise<Answer> {
    if (isSecret && !(await isTrusted(new URL(request.url).origin))) {
      const detail = `${new URL(request.url).host} has no certificate that can be trusted; no secret is sent there`;
      return { ...none(request.url), failure: sourceFailure('line_untrusted', detail) };
    }
    requests += 1;
    const page = await client.fetch({ ...request, signal: parts.signal });
    const text =
      page.bytes === null
        ? ''
        : decodeText(page.bytes.subarray(0, MAX_ANSWER_BYTES), page.exchange.headers['content-type'] ?? null)
            .text;
    const exchange = withoutSecrets(page.exchange);
    const kept = isSecret
      ? []
      : [
          await evidence.put({
            exchange,
            bytes: page.bytes,
            requestHead: hidden(page.requestHead),
            responseHead: page.responseHead,
          }),
        ];
    return {
      status: exchange.status,
      text,
      bytes: page.bytes,
      finalUrl: exchange.finalUrl,
      evidence: kept,
      failure: failureOf(exchange),
    };
  }

  /** Asked once a host and run, with a request that carries nothing. */
  function isTrusted(origin: string): Promise<boolean> {
    if (parts.isRehearsal) return Promise.resolve(true);
    const known = parts.trusted.get(origin);
    if (known !== undefined) return known;
    requests += 1;
    const asked = client
      .fetch({ url: `${origin}/`, method: 'HEAD', signal: parts.signal })
      .then(({ exchange }) => exchange.tls?.authorized === true);
    parts.trusted.set(origin, asked);
    return asked;
  }

  return { ask, now: () => clock.now(), zone, credentials, recipes, tokens, requests: () => requests };
}

function none(url: string): Omit<Answer, 'failure'> {
  return { status: null, text: '', bytes: null, finalUrl: url, evidence: [] };
}

/** Network trouble keeps its own type; a status that is no answer becomes the platform's. */
function failureOf({ failure, status, url }: Exchange): SourceFailure | null {
  if (failure?.code === 'rate_limited') return sourceFailure('platform_rate_limited', failure.detail);
  if (failure !== null) {
    const { code, fault, reason, detail } = failure;
    return { code, fault, reason, detail };
  }
  if (status === null) return sourceFailure('platform_error', `${url} gave no answer`);
  if (status >= 500) return sourceFailure('platform_error', `${url} answered ${status}`);
  if (status === 401 || status === 403 || status === 418)
    return sourceFailure('login_wall', `${url} answered ${status}`);
  return null;
}

function hidden(text: string): string {
  return text.replace(SECRETS, '$1***');
}

function withoutSecrets(exchange: Exchange): Exchange {
  return {
    ...exchange,
    url: hidden(exchange.url),
    finalUrl: hidden(exchange.finalUrl),
    hops: exchange.hops.map((hop) => ({
      ...hop,
      url: hidden(hop.url),
      location: hop.location === null ? null : hidden(hop.location),
    })),
    failure:
      exchange.failure === null ? null : { ...exchange.failure, detail: hidden(exchange.failure.detail) },
  };
}
