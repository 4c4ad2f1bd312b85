import { type FinalCategory, isFinal, type LetterCategory } from './letter.ts';

/**
 * How several letters of one site become one verdict (STANDARDS §6.2, end). `all`: 按期 only when every letter was
 * answered in time, 未回复 only when none was answered, otherwise 未及时 with the letters shown one by one. `best`: the
 * best-answered letter counts.
 */
export const COMBINE_POLICIES = ['all', 'best'] as const;
export type CombinePolicy = (typeof COMBINE_POLICIES)[number];

export interface SiteVerdict {
  category: LetterCategory;
  /** The letters disagree: shown one by one wherever the verdict is. */
  isMixed: boolean;
}

const BEST_FIRST: readonly FinalCategory[] = ['same_day', 'on_time', 'late', 'none', 'channel_unavailable'];

/** The verdict over a site's letters; cancelled ones must have been left out. `undetermined` for no letter at all. */
export function siteVerdict(categories: readonly LetterCategory[], policy: CombinePolicy): SiteVerdict {
  const isMixed = new Set(categories).size > 1;
  const has = (category: LetterCategory) => categories.includes(category);
  const verdict = (category: LetterCategory): SiteVerdict => ({ category, isMixed });
  if (categories.length === 0) return verdict('undetermined');
  if (policy === 'best') {
    const best = BEST_FIRST.find(has);
    // One answer in time settles it; a worse one may still be bettered by what is open.
    if (best === 'same_day' || best === 'on_time') return verdict(best);
  }
  for (const open of ['undetermined', 'pending', 'overdue'] as const) if (has(open)) return verdict(open);
  const final = categories.filter(isFinal);
  if (policy === 'best') return verdict(BEST_FIRST.find(has) ?? 'undetermined');
  if (final.every((category) => category === 'same_day')) return verdict('same_day');
  if (final.every((category) => category === 'same_day' || category === 'on_time')) return verdict('on_time');
  if (final.every((category) => category === 'none')) return verdict('none');
  if (final.every((category) => category === 'channel_unavailable')) return verdict('channel_unavailable');
  // None answered, some not even taken: silence is what the site showed of itself.
  if (final.every((category) => category === 'none' || category === 'channel_unavailable'))
    return verdict('none');
  return verdict('late');
}
