import type { Dispatcher } from 'undici';
import type { Clock } from '../clock.ts';
import { onAbort } from '../on-abort.ts';
import { alarm } from './alarm.ts';
import { NetFailure } from './failure.ts';
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
  limitOf: (status: number, headers: WireAnswer['headers']) => number;
  /** Ends the request wherever it is; its reason is thrown, or is the `trouble` when the head is already in. */
  signal: AbortSignal;
  clock: Clock;
}

/** Internal: the body has reached its limit. */
const ENOUGH = new Error('enough');

/**
 * Sends one request over a lane it has to itself. Rejects with whatever kept the head from coming; trouble inside the
 * body comes with what was received.
 */
export function sendRequest(lane: Lane, request: WireRequest, options: SendOptions): Promise<WireAnswer> {
  const { headersMs, limitOf, signal, clock } = options;
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let began = clock.elapsed();
    let stopAlarm = () => {};
    let off = () => {};
    let limit = 0;
    let size = 0;
    const chunks: Buffer[] = [];
    const answer: WireAnswer = {
      ...{ status: 0, statusText: '', headers: [], body: Buffer.alloc(0) },
      ...{ isCut: false, trouble: null, firstByteMs: 0 },
    };

    const stop = (reason: Error) => {
      // Before it is sent a request has no controller; its lane goes with it.
      if (controller === null) void lane.client.destroy(reason).catch(() => undefined);
      else controller.abort(reason);
    };
    const give = () => stop(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    const finish = (trouble: unknown) => {
      stopAlarm();
      off();
      if (answer.status === 0) {
        reject(signal.aborted ? signal.reason : trouble);
        return;
      }
      answer.body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      answer.isCut = trouble === ENOUGH;
      answer.trouble = trouble === ENOUGH ? null : signal.aborted ? signal.reason : trouble;
      resolve(answer);
    };

    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    off = onAbort(signal, give);
    const { method, path, headers, body } = request;
    lane.client.dispatch(
      { method, path, headers, body },
      {
        onRequestStart(given) {
          controller = given;
          began = clock.elapsed();
          stopAlarm = alarm(clock, headersMs, () => {
            stop(new NetFailure('headers_timeout', `no answer within ${headersMs} ms`));
          });
          if (signal.aborted) give();
        },
        onResponseStart(given, status, _headers, statusText) {
          // 1xx are not the answer yet.
          if (status < 200) return;
          stopAlarm();
          answer.firstByteMs = clock.elapsed() - began;
          answer.status = status;
          answer.statusText = statusText ?? '';
          answer.headers = pairsOf(given.rawHeaders);
          limit = limitOf(status, answer.headers);
        },
        onResponseData(given, chunk) {
          const room = limit - size;
          if (chunk.length <= room) {
            chunks.push(chunk);
            size += chunk.length;
            return;
          }
          if (room > 0) chunks.push(chunk.subarray(0, room));
          size = limit;
          given.abort(ENOUGH);
        },
        onResponseEnd() {
          finish(null);
        },
        onResponseError(_given, error) {
          finish(error);
        },
      },
    );
  });
}

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
