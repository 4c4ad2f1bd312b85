import type { AccountIndicatorId } from '../../../src/domain/outcome.ts';
import { dayOf } from '../days.ts';
import { seesInteraction } from './generate.ts';
import type { PlatformAccount, PlatformProvince } from './model.ts';

/** `fail` must be found, `fine` must not be accused, `hidden` nobody could see: it must be undetermined. */
export type AccountTruth = 'fail' | 'fine' | 'hidden';
export type Expected = Record<
  Extract<AccountIndicatorId, 'account-not-updated' | 'account-no-interaction' | 'account-unavailable'>,
  AccountTruth
>;

/** What a perfect inspector would say of every account on `date`, by account name, platform and operator. */
export function platformTruth(world: PlatformProvince, date: string): Map<string, Expected> {
  const later = dayOf(date) - dayOf(world.baseDate);
  return new Map(world.accounts.map((account) => [truthKey(account), expectedOf(account, later)]));
}

export function truthKey({
  name,
  platform,
  operator,
}: Pick<PlatformAccount, 'name' | 'platform' | 'operator'>): string {
  return `${platform} ${operator} ${name}`;
}

function expectedOf(account: PlatformAccount, later: number): Expected {
  const { source, trouble, presence, interaction, hasPersonsLook } = account;
  const isBlind = source === 'hidden' || (trouble !== null && trouble !== 'token-expired');
  const all = (truth: AccountTruth): Expected => ({
    'account-not-updated': truth,
    'account-no-interaction': truth,
    'account-unavailable': truth,
  });
  if (isBlind && !hasPersonsLook) return all('hidden');
  if (isBlind) return { ...all('fine'), 'account-not-updated': account.newestAge >= 14 ? 'fail' : 'fine' };
  if (presence === 'renamed') return { ...all('fine'), 'account-unavailable': 'fail' };
  if (presence !== 'present') return { ...all('hidden'), 'account-unavailable': 'fail' };
  const sees = seesInteraction(source);
  return {
    'account-not-updated': account.newestAge + later >= 14 ? 'fail' : 'fine',
    'account-no-interaction':
      sees && interaction !== 'works' ? 'fail' : source === 'feed' && !hasPersonsLook ? 'hidden' : 'fine',
    'account-unavailable': 'fine',
  };
}
