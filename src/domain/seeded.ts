import { createHash } from 'node:crypto';

/** A stream of choices that a seed fixes: the same seed draws the same sample on every machine. */
export interface Seeded {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  pick<T>(values: readonly T[]): T;
  /** The values in an order of their own; the input stays. */
  shuffled<T>(values: readonly T[]): T[];
}

/** Draws from SHA-256 in counter mode: slow beside other generators, and without any pattern that could bias a sample. */
export function seeded(seed: string): Seeded {
  let counter = 0;
  let pool = Buffer.alloc(0);
  const next32 = (): number => {
    if (pool.length < 4) {
      pool = createHash('sha256').update(`${seed}\n${counter}`).digest();
      counter += 1;
    }
    const value = pool.readUInt32BE(0);
    pool = pool.subarray(4);
    return value;
  };
  const below = (limit: number): number => {
    if (limit <= 1) return 0;
    // Values in the incomplete last stretch would favour the low numbers.
    const fair = Math.floor(2 ** 32 / limit) * limit;
    let value = next32();
    while (value >= fair) value = next32();
    return value % limit;
  };
  const pick = <T>(values: readonly T[]): T => {
    const value = values[below(values.length)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  };
  return {
    below,
    pick,
    shuffled<T>(values: readonly T[]): T[] {
      const order = [...values];
      for (let i = order.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [order[i], order[j]] = [order[j] as T, order[i] as T];
      }
      return order;
    },
  };
}
