/** Seeded chance: the same words give the same numbers on every machine (no Math.random in the province). */

/** 32-bit hash of any words (FNV-1a with a final avalanche); stable for ever, since pages are made of it. */
export function hash(...words: readonly (string | number)[]): number {
  let h = 0x811c9dc5;
  for (const word of words) {
    const text = String(word);
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ 0x1f, 0x01000193);
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** One of `choices`, chosen by the words. */
export function pick<T>(choices: readonly T[], ...words: readonly (string | number)[]): T {
  const chosen = choices[hash(...words) % choices.length];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
}

/** A whole number from `low` to `high`, both included. */
export function between(low: number, high: number, ...words: readonly (string | number)[]): number {
  return low + (hash(...words) % (high - low + 1));
}

/** Whether a chance of `percent` in a hundred comes true. */
export function chance(percent: number, ...words: readonly (string | number)[]): boolean {
  return hash(...words) % 100 < percent;
}

/** `items` in an order that the words decide. */
export function shuffled<T>(items: readonly T[], ...words: readonly (string | number)[]): T[] {
  return items
    .map((item, i) => ({ item, key: hash(...words, i) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** `length` hexadecimal digits out of the words. */
export function hex(length: number, ...words: readonly (string | number)[]): string {
  let text = '';
  for (let i = 0; text.length < length; i++)
    text += hash(...words, i)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, length);
}
