import type { Clock } from '../clock.ts';

/** One for all: an abort without a reason makes a DOMException with a stack, several times a request. */
const CALLED_OFF = new Error('called off');

/** Calls `ring` after `ms` unless the returned function is called first; calling that again does no harm. */
export function alarm(clock: Clock, ms: number, ring: () => void): () => void {
  const off = new AbortController();
  clock.sleep(ms, off.signal).then(ring, () => undefined);
  return () => off.abort(CALLED_OFF);
}
