import {
  ACCOUNTS_BY_HAND,
  APRIL_TICKETS,
  act,
  answeredByTelephone,
  EARLIER,
  exemption,
  HIGHLIGHTS,
  JUNE_TICKETS,
  LETTERS_BY_HAND,
  lettersPlanned,
  REVIEW,
  SAID,
  SAMPLED,
  type Step,
  SUBMITTED,
  ticketsOfEarlier,
} from './acts.ts';
import type { Cast } from './cast.ts';

function round(season: 'autumn' | 'winter'): Step[] {
  const days = EARLIER[season];
  return [
    { is: 'accounts', look: `${season}First` },
    { is: 'accounts', look: `${season}Second` },
    ...ticketsOfEarlier(days),
    { is: 'accounts', look: `${season}Mended` },
    act(`${days.reviewed}T09:00:00`, ...REVIEW, '--stored'),
  ];
}

/** The quarter with its looks stored as facts; reviews go by what is stored. */
export function storedSteps(cast: Cast): Step[] {
  return [
    ...[SAID.earlier, ...round('autumn'), ...round('winter')],
    SAID.april,
    { is: 'looks', look: 'aprilFirst' },
    { is: 'looks', look: 'aprilSecond' },
    ...exemption(cast),
    { is: 'accounts', look: 'aprilFirst' },
    { is: 'accounts', look: 'aprilSecond' },
    ...APRIL_TICKETS,
    ...[SAID.mended, lettersPlanned(cast)],
    { is: 'letters' },
    ...[answeredByTelephone(cast), LETTERS_BY_HAND, SUBMITTED, SAMPLED],
    { is: 'accounts', look: 'juneFirst' },
    { is: 'looks', look: 'juneFirst' },
    ACCOUNTS_BY_HAND,
    act('2024-06-21T09:00:00', ...REVIEW, '--stored'),
    { is: 'looks', look: 'juneSecond' },
    { is: 'accounts', look: 'juneSecond' },
    { is: 'leads', at: '2024-06-24T12:00:00+08:00' },
    ...[...JUNE_TICKETS, SAID.documents, ...HIGHLIGHTS],
  ];
}
