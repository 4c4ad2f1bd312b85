/**
 * A share in hundredths of a percent, rounded half-up to two decimals as bulletins print it (STANDARDS §9: 1517 of
 * 1521 is 99.7370 and prints 99.74). Whole numbers all the way: no binary fraction decides a rounding.
 */
export interface Rate {
  part: number;
  whole: number;
  /** 9974 for 99.74%; null when there is nothing to take a share of. */
  hundredths: number | null;
}

/** The share of `part` in `whole`; both are counts, `part` at most `whole`. */
export function rateOf(part: number, whole: number): Rate {
  if (whole === 0) return { part, whole, hundredths: null };
  const doubled = 2n * BigInt(whole);
  return { part, whole, hundredths: Number((BigInt(part) * 20_000n + BigInt(whole)) / doubled) };
}

/** As running text prints it: two decimals, a whole hundred as `100%`; 99.996 of a hundred is not a whole one. */
export function rateInText(rate: Rate): string {
  return rate.hundredths !== null && rate.part === rate.whole ? '100%' : rateInTable(rate);
}

/** As tables print it: always two decimals; `—` where there is nothing to take a share of. */
export function rateInTable({ hundredths }: Rate): string {
  return hundredths === null ? '—' : `${decimals(hundredths)}%`;
}

/** The difference of two printed rates in percentage points with its sign, `+0.25`; null when either has none. */
export function pointsBetween(now: Rate, before: Rate): string | null {
  if (now.hundredths === null || before.hundredths === null) return null;
  const difference = now.hundredths - before.hundredths;
  return `${difference < 0 ? '−' : '+'}${decimals(Math.abs(difference))}`;
}

function decimals(hundredths: number): string {
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}
