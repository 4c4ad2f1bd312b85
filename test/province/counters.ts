/** What arrived at one host: how polite the visitor was. */
export interface HostCount {
  requests: number;
  /** Shortest time from start to start of two documents, ms; null before the second. Pictures, styles and scripts do not count. */
  minSpacingMs: number | null;
  /** Most requests in progress at once. */
  maxConcurrency: number;
}

interface Running extends HostCount {
  last: number | null;
  now: number;
}

/** Counts requests a host; `start` and `end` stand around each. */
export class Counters {
  readonly #hosts = new Map<string, Running>();

  /** Milliseconds since the host's last document; null for its first. */
  start(host: string, at: number, isDocument: boolean): number | null {
    let count = this.#hosts.get(host);
    if (count === undefined) {
      count = { requests: 0, minSpacingMs: null, maxConcurrency: 0, last: null, now: 0 };
      this.#hosts.set(host, count);
    }
    count.requests += 1;
    if (!isDocument) return null;
    count.now += 1;
    count.maxConcurrency = Math.max(count.maxConcurrency, count.now);
    const spacing = count.last === null ? null : at - count.last;
    if (spacing !== null) count.minSpacingMs = Math.min(count.minSpacingMs ?? spacing, spacing);
    count.last = at;
    return spacing;
  }

  end(host: string): void {
    const count = this.#hosts.get(host);
    if (count !== undefined) count.now -= 1;
  }

  all(): Record<string, HostCount> {
    return Object.fromEntries(
      [...this.#hosts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([host, { requests, minSpacingMs, maxConcurrency }]) => [
          host,
          {
            requests,
            minSpacingMs: minSpacingMs === null ? null : Math.round(minSpacingMs * 10) / 10,
            maxConcurrency,
          },
        ]),
    );
  }

  reset(): void {
    this.#hosts.clear();
  }
}
