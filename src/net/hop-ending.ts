/**
 * Ends one hop from outside: by its deadline, or because whoever asked wants it no longer. A hop has one listener at a
 * time; an AbortSignal with its events would cost more than the rest of our part of a request.
 */
export class HopEnding {
  #reason: Error | null = null;
  #act: ((reason: Error) => void) | null = null;

  /** Why it was ended; null while it goes on. */
  get reason(): Error | null {
    return this.#reason;
  }

  /** The first reason holds. */
  end(reason: unknown): void {
    if (this.#reason !== null) return;
    this.#reason = reason instanceof Error ? reason : new Error('aborted');
    this.#act?.(this.#reason);
  }

  /** Calls `act` when it is ended; it takes the place of the one before, null of none. Of an end that was nothing is said. */
  onEnd(act: ((reason: Error) => void) | null): void {
    this.#act = act;
  }
}
