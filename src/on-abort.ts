const hubs = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `act` once when the signal aborts, unless the returned function is called before. However many wait on one
 * signal, it bears a single listener of ours: a run with hundreds of waits under way is no leak, and one that is shows.
 * The caller asks `signal.aborted` first: of an abort that has happened nothing is said.
 */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  let waits = hubs.get(signal);
  if (waits === undefined) {
    const all = new Set<() => void>();
    waits = all;
    hubs.set(signal, all);
    signal.addEventListener(
      'abort',
      () => {
        const acts = [...all];
        all.clear();
        for (const one of acts) one();
      },
      { once: true },
    );
  }
  const own = () => act();
  waits.add(own);
  return () => {
    waits.delete(own);
  };
}
