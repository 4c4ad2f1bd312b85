import type { Clock } from '../clock.ts';
import type { Exchange, Failure } from '../domain/exchange.ts';
import { failure } from './failure.ts';
import type { FetchedPage, HttpClient } from './http-client.ts';

/** Tells "our line is down" from "their site is down", by reference hosts that are never down together. */
export interface LineWatch {
  /** Whether no canary answers. Null when there is none, in a rehearsal none that is mapped: then nobody can tell. */
  isDown(): Promise<boolean | null>;
  /**
   * The failure as it is to be recorded: what may be the path's doing is `vantage_fault` when no canary answers either.
   * Everything else stays as it was.
   */
  blame(exchange: Exchange): Promise<Failure | null>;
}

/** An answer of the canaries holds this long: a line that comes back is believed soon, and they are not flooded. */
const HOLDS_MS = 30_000;
const CANARY_BYTES = 4096;

/** Asks the canaries through the same client as the sites; one of them answering anything at all is a line that works. */
export function createLineWatch(client: HttpClient, canaries: readonly string[], clock: Clock): LineWatch {
  let asked: { at: number; answer: Promise<boolean | null> } | null = null;

  async function ask(): Promise<boolean | null> {
    const answers = canaries.map(async (url) => {
      const { exchange } = await client.fetch({ url, maxBytes: CANARY_BYTES });
      if (exchange.status === null) throw exchange.failure;
    });
    return Promise.any(answers).then(
      () => false,
      ({ errors }: AggregateError) =>
        // A rehearsal that maps none of them has none.
        errors.every((failure: Failure | null) => failure?.code === 'unmapped_in_rehearsal') ? null : true,
    );
  }

  async function isDown(): Promise<boolean | null> {
    if (canaries.length === 0) return null;
    if (asked === null || clock.elapsed() - asked.at > HOLDS_MS)
      asked = { at: clock.elapsed(), answer: ask() };
    return asked.answer;
  }

  return {
    isDown,
    async blame({ failure: given }) {
      if (given === null || !mayBeOurLine(given) || (await isDown()) !== true) return given;
      return {
        ...failure('local_network_down', `${given.detail}; no canary answers either`),
        code: given.code,
      };
    },
  };
}

/** A refused connection or a broken answer came from somewhere; silence and lost names may be ours. */
function mayBeOurLine({ fault, code }: Failure): boolean {
  return fault === 'path' || code === 'connect_refused' || code === 'name_not_found';
}

/** A client whose failures say whether our own line was down. */
export function watchedClient(client: HttpClient, watch: LineWatch): HttpClient {
  return {
    async fetch(request): Promise<FetchedPage> {
      const page = await client.fetch(request);
      page.exchange.failure = await watch.blame(page.exchange);
      return page;
    },
    close: () => client.close(),
  };
}
