import { FLOW_KINDS } from './kinds-flow.ts';
import { ODD_KINDS } from './kinds-odd.ts';
import { ODD_END_KINDS } from './kinds-odd-ends.ts';
import { PLAIN_KINDS } from './kinds-plain.ts';
import { UNCLEAR_KINDS, WALL_KINDS } from './kinds-wall.ts';
import { WILD_KINDS } from './kinds-wild.ts';
import type { LetterKind } from './letter-kind.ts';

export const LETTER_KINDS: readonly LetterKind[] = [
  ...PLAIN_KINDS,
  ...FLOW_KINDS,
  ...WALL_KINDS,
  ...UNCLEAR_KINDS,
  ...WILD_KINDS,
  ...ODD_KINDS,
  ...ODD_END_KINDS,
];
