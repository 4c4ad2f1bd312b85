import PQueue from 'p-queue';
import { onAbort } from '../on-abort.ts';

/** Places in the browser. */
export interface Turns {
  /**
   * Runs `work` when a place is free. What is urgent has places of its own and never waits behind bulk work. Rejects
   * with the signal's reason when aborted: at once while it waits; once begun, `work` ends by itself and cleans up.
   */
  take<T>(lane: 'bulk' | 'urgent', signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Forgets whatever waits. */
  clear(): void;
}

/** A person asks for one site at a time, and one page after the other is as fast as its host lets us. */
const URGENT_PLACES = 1;

export function createTurns(places: number): Turns {
  const queues = {
    bulk: new PQueue({ concurrency: places }),
    urgent: new PQueue({ concurrency: URGENT_PLACES }),
  };
  return {
    take(lane, signal, work) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const off = onAbort(signal, () => reject(signal.reason));
        void queues[lane].add(async () => {
          if (signal.aborted) return;
          off();
          await work().then(resolve, (error: unknown) => reject(signal.aborted ? signal.reason : error));
        });
      });
    },
    clear() {
      queues.bulk.clear();
      queues.urgent.clear();
    },
  };
}
