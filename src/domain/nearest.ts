/** The known name closest to a misspelt one, or null when none is close enough to be meant. */
export function nearest(name: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  // A third of the letters may differ: enough for a slip or a wrong ending, too few to turn one word into another.
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  const wanted = plain(name);
  for (const candidate of known) {
    const distance = editDistance(wanted, plain(candidate));
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Case, `-` and `_` do not count: `user_agent` means `userAgent`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '').slice(0, 80);
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
