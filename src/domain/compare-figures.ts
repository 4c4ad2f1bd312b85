import type { Figures } from './figures-of.ts';
import { pointsBetween } from './rate.ts';

/** 同比 against the same quarter a year before, 环比 against the quarter before. */
export interface FigureChange {
  id: string;
  now: string;
  before: string;
  /** Percentage points with sign for a rate, a signed number for a count; null when one side has no value. */
  change: string | null;
  against: '同比' | '环比';
}

const COMPARED = [
  'sites.inspected',
  'sites.passRate',
  'accounts.sampled',
  'accounts.passRate',
  'letters.tested',
  'letters.repliedInTimeRate',
  'problems.dispatched',
  'problems.closedRate',
];

/** What changed; a figure that nothing was observed for in the earlier quarter is left out, never taken as zero. */
export function compareFigures(
  now: Figures,
  before: Figures,
  against: FigureChange['against'],
): FigureChange[] {
  return COMPARED.flatMap((id): FigureChange[] => {
    const [a, b] = [now.all.get(id), before.all.get(id)];
    if (a === undefined || b === undefined || a.value === null || b.value === null) return [];
    if (b.kind === 'count' && b.value === 0) return [];
    const change =
      a.rate !== null && b.rate !== null ? pointsBetween(a.rate, b.rate) : signed(a.value - b.value);
    return [{ id, now: a.table, before: b.table, change, against }];
  });
}

const signed = (difference: number) => (difference < 0 ? `−${-difference}` : `+${difference}`);
