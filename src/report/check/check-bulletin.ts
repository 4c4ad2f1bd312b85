import type { BulletinText, Slip } from './bulletin-text.ts';
import { checkDates } from './check-dates.ts';
import { checkLetters } from './check-letters.ts';
import { checkNames, type KnownPlaces } from './check-names.ts';
import { checkNumbers } from './check-numbers.ts';
import { checkTickets } from './check-tickets.ts';

/** Everything in a bulletin that does not agree with itself or its annexes. Pure; the bulletin may be anybody's. */
export function checkBulletin(bulletin: BulletinText, known: KnownPlaces): Slip[] {
  return [
    ...checkDates(bulletin),
    ...checkNumbers(bulletin),
    ...checkLetters(bulletin),
    ...checkTickets(
      bulletin,
      known.regions.map(({ name }) => name),
    ),
    ...checkNames(bulletin, known),
  ];
}
