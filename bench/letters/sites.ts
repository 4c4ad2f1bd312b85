import { letterSites } from '../../test/letters/helpers/letter-workspace.ts';
import { LETTER_KINDS } from '../../test/province/letters/all-kinds.ts';
import { HAND_SCRIPTS } from './hand-scripts.ts';

/** The flows that are scripted by hand, in turns over the sites. */
export const KINDS = LETTER_KINDS.filter(({ id }) => id in HAND_SCRIPTS);

export const sitesFor = (count: number) => letterSites(count, (i) => `s${i}.gov.cn`);

export const kindOf = (index: number) => KINDS[index % KINDS.length] as (typeof KINDS)[number];
