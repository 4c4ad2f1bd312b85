import type { Dispatcher } from 'undici';
import type { Clock } from '../clock.ts';
import { alarm } from './alarm.ts';
import { NetFailure } from './failure.ts';
import type { HopEnding } from './hop-ending.ts';
import type { Lane } from './lane-pool.ts';

export interface WireRequest {
  method: 'GET' | 'HEAD' | 'POST';
  path: string;
  headers: Record<string, string>;
  body: Uint8Array | string | null;
}

/** An answer as it came: header values undecoded, body still encoded. */
export interface WireAnswer {
  status: number;
  statusText: string;
  /** Name and value as sent, in order. */
  headers: readonly (readonly [string, string])[];
  body: Buffer;
  /** The body was left off at the limit given. */
  isCut: boolean;
  /** What broke inside the body, after a whole head; null when it ended well. */
  trouble: unknown;
  firstByteMs: number;
}

export interface SendOptions {
  /** For the head, from when the request went out. */
  headersMs: number;
  /** Asked when the head is in: how much of the body is wanted. */
  limitOf: (status: number) => number;
  /** Ends the request wherever it is; its reason is thrown, or is the `trouble` when the head is already in. */
  ending: HopEnding;
  clock: Clock;
}

/** Internal: the body has reached its limit. */
const ENOUGH = new Error('enough');
const NO_BYTES = Buffer.alloc(0);

/**
 * Sends one request over a lane it has to itself. Rejects with whatever kept the head from coming; trouble inside the
 * body comes with what was received.
 */
export function sendRequest(lane: Lane, request: WireRequest, options: SendOptions): Promise<WireAnswer> {
  const { reason } = options.ending;
  if (reason !== null) return Promise.reject(reason);
  return new Promise((resolve, reject) => {
    const { method, path, headers, body } = request;
    lane.client.dispatch({ method, path, headers, body }, new Receiver(lane, options, resolve, reject));
  });
}

/** Takes one answer from undici. A class, for one is made a request. */
class Receiver implements Dispatcher.DispatchHandler {
  readonly #lane: Lane;
  readonly #options: SendOptions;
  readonly #resolve: (answer: WireAnswer) => void;
  readonly #reject: (error: unknown) => void;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | null = null;
  #stopAlarm: () => void = nothing;
  #began: number;
  #limit = 0;
  #size = 0;
  #status = 0;
  #statusText = '';
  #headers: WireAnswer['headers'] = [];
  #firstByteMs = 0;

  constructor(
    lane: Lane,
    options: SendOptions,
    resolve: (answer: WireAnswer) => void,
    reject: (error: unknown) => void,
  ) {
    this.#lane = lane;
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#began = options.clock.elapsed();
    options.ending.onEnd((reason) => this.#stop(reason));
  }

  #stop(reason: Error): void {
    // Before it is sent a request has no controller; its lane goes with it.
    if (this.#controller === null) void this.#lane.client.destroy(reason).catch(nothing);
    else this.#controller.abort(reason);
  }

  #finish(trouble: unknown): void {
    const { ending } = this.#options;
    this.#stopAlarm();
    ending.onEnd(null);
    const why = ending.reason ?? trouble;
    if (this.#status === 0) {
      this.#reject(why);
      return;
    }
    const [first, ...more] = this.#chunks;
    this.#resolve({
      status: this.#status,
      statusText: this.#statusText,
      headers: this.#headers,
      body: first === undefined ? NO_BYTES : more.length === 0 ? first : Buffer.concat(this.#chunks),
      isCut: trouble === ENOUGH,
      trouble: trouble === ENOUGH || trouble === null ? null : why,
      firstByteMs: this.#firstByteMs,
    });
  }

  onRequestStart(given: Dispatcher.DispatchController): void {
    const { clock, headersMs, ending } = this.#options;
    this.#controller = given;
    this.#began = clock.elapsed();
    this.#stopAlarm = alarm(clock, headersMs, () =>
      this.#stop(new NetFailure('headers_timeout', `no answer within ${headersMs} ms`)),
    );
    if (ending.reason !== null) this.#stop(ending.reason);
  }

  onResponseStart(
    given: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    statusText?: string,
  ): void {
    // 1xx are not the answer yet.
    if (status < 200) return;
    const { clock, limitOf } = this.#options;
    this.#stopAlarm();
    this.#firstByteMs = clock.elapsed() - this.#began;
    this.#status = status;
    this.#statusText = statusText ?? '';
    this.#headers = pairsOf(given.rawHeaders);
    this.#limit = limitOf(status);
  }

  onResponseData(given: Dispatcher.DispatchController, chunk: Buffer): void {
    const room = this.#limit - this.#size;
    if (chunk.length <= room) {
      this.#chunks.push(chunk);
      this.#size += chunk.length;
      return;
    }
    if (room > 0) this.#chunks.push(chunk.subarray(0, room));
    this.#size = this.#limit;
    given.abort(ENOUGH);
  }

  onResponseEnd(): void {
    this.#finish(null);
  }

  onResponseError(_given: unknown, error: Error): void {
    this.#finish(error);
  }
}

function nothing(): void {}

/** Header values are bytes: latin1 keeps each as it is, and readers of a value decide. */
function pairsOf(raw: Dispatcher.DispatchController['rawHeaders']): [string, string][] {
  const pairs: [string, string][] = [];
  if (!Array.isArray(raw)) return pairs;
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([latin1(raw[i]), latin1(raw[i + 1])]);
  return pairs;
}

function latin1(value: Buffer | string | undefined): string {
  return typeof value === 'string' ? value : (value?.toString('latin1') ?? '');
}
