import { FLOW_KINDS } from './kinds-flow.ts';
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
];
