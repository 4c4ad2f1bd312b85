import diagnostics from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { Client } from 'undici';
import { type ConnectionFacts, type ConnectorOptions, createConnector } from './connector.ts';

/** One connection to one origin, used by one request at a time, so what is known of it belongs to that request. */
export interface Lane {
  readonly origin: string;
  readonly client: Client;
  /** Of the connection last opened; null before the first. */
  facts: ConnectionFacts | null;
  /** How many connections it has opened: unchanged over a request means the request used an open one. */
  opened: number;
  /** Head of the request last sent, as it went out. */
  requestHead: string;
}

export interface LanePool {
  /** An idle lane of the origin, or a new one; `fresh` insists on a new one. */
  take(origin: string, fresh: boolean): Lane;
  give(lane: Lane): void;
  /** Ends the lane and whatever is under way on it. */
  drop(lane: Lane, reason: Error): void;
  close(): Promise<void>;
}

export interface LanePoolOptions extends Omit<ConnectorOptions, 'onConnect'> {
  /** Longest pause inside a body. */
  pauseMs: number;
}

/** Real heads stay under 8 KiB; some walls send cookies of 20. */
const MAX_HEAD_BYTES = 64 * 1024;
/** Open connections are kept so long and so many: one host's pages follow each other within seconds. */
const KEEP_ALIVE_MS = 10_000;
const MAX_IDLE = 512;

interface SentHeaders {
  headers: string;
  socket: Socket;
}

/** Keeps connections open between requests, at most 512 idle ones. */
export function createLanePool(options: LanePoolOptions): LanePool {
  /** By origin, most recently used last; the map's order is the order of last use. */
  const idle = new Map<string, Lane[]>();
  let idleCount = 0;
  const busy = new Set<Lane>();
  const lanes = new WeakMap<Socket, Lane>();

  // undici tells what it really sent only here; evidence must not rest on our own reconstruction.
  const onSent = (message: unknown) => {
    const { headers, socket } = message as SentHeaders;
    const lane = lanes.get(socket);
    if (lane !== undefined) lane.requestHead = headers.trimEnd();
  };
  diagnostics.subscribe('undici:client:sendHeaders', onSent);

  function create(origin: string): Lane {
    const connect = createConnector({
      ...options,
      onConnect(facts, socket) {
        lane.facts = facts;
        lane.opened += 1;
        lanes.set(socket, lane);
      },
    });
    const client = new Client(origin, {
      connect,
      headersTimeout: 0,
      bodyTimeout: options.pauseMs,
      maxHeaderSize: MAX_HEAD_BYTES,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
    });
    const lane: Lane = { origin, client, facts: null, opened: 0, requestHead: '' };
    return lane;
  }

  function takeIdle(origin: string): Lane | undefined {
    const kept = idle.get(origin);
    const lane = kept?.pop();
    if (lane === undefined) return undefined;
    idleCount -= 1;
    if (kept?.length === 0) idle.delete(origin);
    return lane;
  }

  const destroy = (lane: Lane, reason: Error): Promise<void> =>
    lane.client.destroy(reason).catch(() => undefined);

  return {
    take(origin, fresh) {
      const lane = (fresh ? undefined : takeIdle(origin)) ?? create(origin);
      busy.add(lane);
      return lane;
    },
    give(lane) {
      if (!busy.delete(lane)) return;
      const kept = idle.get(lane.origin) ?? [];
      idle.delete(lane.origin);
      kept.push(lane);
      idle.set(lane.origin, kept);
      idleCount += 1;
      if (idleCount <= MAX_IDLE) return;
      const [oldest] = idle.keys();
      const evicted = oldest === undefined ? undefined : takeIdle(oldest);
      if (evicted !== undefined) void destroy(evicted, new Error('idle'));
    },
    drop(lane, reason) {
      busy.delete(lane);
      void destroy(lane, reason);
    },
    async close() {
      diagnostics.unsubscribe('undici:client:sendHeaders', onSent);
      const all = [...busy, ...[...idle.values()].flat()];
      idle.clear();
      busy.clear();
      await Promise.all(all.map((lane) => destroy(lane, new Error('the client was closed'))));
    },
  };
}
