import { isLookedAt } from './account-looks.ts';
import { ACCOUNT_LOOKS, type AccountLookName } from './accounts.ts';
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
  machine,
  REVIEW,
  SAID,
  SAMPLED,
  type Step,
  SUBMITTED,
  ticketsOfEarlier,
} from './acts.ts';
import type { Cast } from './cast.ts';
import { CAMPAIGN, letterOf } from './letter-systems.ts';
import { isFaultyAt, LOOKS, type LookName } from './site-looks.ts';

function storedRound(season: 'autumn' | 'winter'): Step[] {
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
    ...[SAID.earlier, ...storedRound('autumn'), ...storedRound('winter')],
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

const local = (at: string) => at.slice(0, 19);

/** One scan; of a second look only the sites on which something is to be confirmed. */
function scan({ plans }: Cast, look: LookName): Step {
  const at = local(LOOKS[look].at);
  if (look.endsWith('First')) return machine(at, 'scan', '--fresh');
  const faulty = plans.filter((plan) => isFaultyAt(plan, look));
  return machine(at, 'scan', '--fresh', '--site', faulty.map(({ script }) => script.site.siteCode).join(','));
}

/** One check of accounts; of an earlier quarter's look only the account that it is about. */
function check({ accounts }: Cast, look: AccountLookName): Step[] {
  const at = local(ACCOUNT_LOOKS[look]);
  if (!/^(autumn|winter)/.test(look)) return [machine(at, 'accounts', 'check')];
  return accounts
    .filter((script) => isLookedAt(script, look))
    .map(({ account }) => machine(at, 'accounts', 'check', '--account', account.name));
}

/** The review looks for itself, on the day of the script's look that finds it mended. */
function servedRound(cast: Cast, season: 'autumn' | 'winter'): Step[] {
  return [
    ...check(cast, `${season}First`),
    ...check(cast, `${season}Second`),
    ...ticketsOfEarlier(EARLIER[season]),
    act(local(ACCOUNT_LOOKS[`${season}Mended`]), ...REVIEW),
  ];
}

const send = (at: string): Step => machine(at, 'letters', 'send', '--campaign', CAMPAIGN);
const watch = (at: string): Step => machine(at, 'letters', 'watch', '--campaign', CAMPAIGN);

/** The letter that waited for its captcha until a person sat at the desk. */
function sentLate({ letters }: Cast): Step[] {
  return letters.sites
    .filter(({ fate }) => fate === 'pending')
    .map((script) => ({
      ...{ is: 'command', at: '2024-06-26T09:00:00+08:00', desk: true },
      args: ['letters', 'send', '--campaign', CAMPAIGN, '--letter', letterOf(script)],
    }));
}

/** The quarter over the wire: every look is made by the public commands at what the province serves on that day. */
export function servedSteps(cast: Cast): Step[] {
  return [
    ...[SAID.earlier, ...servedRound(cast, 'autumn'), ...servedRound(cast, 'winter')],
    ...[SAID.april, scan(cast, 'aprilFirst'), ...check(cast, 'aprilFirst')],
    ...[scan(cast, 'aprilSecond'), ...exemption(cast), ...check(cast, 'aprilSecond'), ...APRIL_TICKETS],
    ...[SAID.mended, lettersPlanned(cast)],
    ...[send('2024-05-13T09:30:00'), watch('2024-05-13T16:00:00')],
    // A channel is unavailable after three attempts, hours apart and on two workdays.
    ...[send('2024-05-14T10:40:00'), watch('2024-05-16T12:00:00'), send('2024-05-16T15:00:00')],
    ...[answeredByTelephone(cast), LETTERS_BY_HAND],
    // Before and after midnight of the fifth workday; when the late ones are there; after the closing day.
    ...['2024-05-20T23:30:00', '2024-05-21T09:00:00', '2024-05-27T18:00:00'].map(watch),
    ...[SUBMITTED, watch('2024-06-13T09:00:00'), SAMPLED],
    // Before June's looks, so that it makes its own.
    act('2024-06-17T09:00:00', ...REVIEW),
    ...[...check(cast, 'juneFirst'), scan(cast, 'juneFirst'), ACCOUNTS_BY_HAND],
    ...[scan(cast, 'juneSecond'), ...check(cast, 'juneSecond')],
    machine('2024-06-24T12:00:00', 'accounts', 'discover', '--list', '@leads.csv'),
    ...[...JUNE_TICKETS.slice(0, -1), ...sentLate(cast), watch('2024-06-27T08:30:00')],
    ...[...JUNE_TICKETS.slice(-1), SAID.documents, ...HIGHLIGHTS],
  ];
}
