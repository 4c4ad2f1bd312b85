import { ACCESS } from './access.ts';
import { CHANGES } from './changes.ts';
import { COLUMNS } from './columns.ts';
import { DATES } from './dates.ts';
import { DOMAINS } from './domains.ts';
import { HOME } from './home.ts';
import { HTTPS } from './https.ts';
import { INTERACTION } from './interaction.ts';
import { PARTS } from './parts.ts';
import type { Scenario } from './scenario.ts';
import { SEARCHES } from './searches.ts';
import { TAGS } from './tags.ts';

/** The most telling ones: a small province has room for these alone. */
const FIRST = [
  'home-14',
  'news-14',
  'channel-none',
  'blank-5',
  'domain-com',
  'identity-police',
  'system-com',
  'stale-5-short',
  'down-refused',
  'wall-412',
  'channel-maintenance',
  'home-13',
  'identity-code',
  'notice-6-months',
  'notice-6-months-less-1',
  'channel-login',
  'stale-10-long',
  'domain-redirect',
  'rate-always',
  'blank-4',
  'stale-4-short',
  'mended',
  'appearing',
  'news-13',
];

const ALL: readonly Scenario[] = [
  ...HOME,
  ...COLUMNS,
  ...INTERACTION,
  ...DOMAINS,
  ...HTTPS,
  ...PARTS,
  ...ACCESS,
  ...DATES,
  ...CHANGES,
  ...SEARCHES,
  ...TAGS,
];

const rank = ({ id }: Scenario): number => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length);

/** All scenarios in the order in which they are laid, the full province all of them several times over. */
export const SCENARIOS: readonly Scenario[] = [...ALL].sort((a, b) => rank(a) - rank(b));
