import type { Clock } from '../clock.ts';

/** One for all: an abort without a reason makes a DOMException with a stack, several times a request. */
const CALLED_OFF = new Error('called off');

/** Calls `ring` after `ms` unless the returned function is called first; calling that again does no harm. */
export function alarm(clock: Clock, ms: number, ring: () => void): () => void {
  // A request sets several: a promise and a signal for each would cost more than the rest of it.
  if (clock.after !== undefined) return clock.after(ms, ring);
  const off = new AbortController();
  clock.sleep(ms, off.signal).then(ring, () => undefined);
  return () => off.abort(CALLED_OFF);
}
