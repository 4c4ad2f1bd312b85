import { accountsAct } from './accounts-act.ts';
import type { DemoAct } from './act.ts';
import { lettersAct } from './letters-act.ts';
import { scanAct } from './scan-act.ts';

/** The acts of `xunjian demo`, in the order they are played. */
export const DEMO_ACTS: readonly DemoAct[] = [scanAct, accountsAct, lettersAct];
