import type { HiddenLead, PlatformAccount, PlatformProvince } from '../accounts/model.ts';
import { dayOf } from '../days.ts';
import { hex } from '../random.ts';
import { faultsAt } from './account-looks.ts';
import { ACCOUNT_LOOKS, type AccountLookName, type ScriptAccount, UNREPORTED } from './accounts.ts';

const LOOKS = Object.entries(ACCOUNT_LOOKS) as [AccountLookName, string][];
/** Ages of the newest post, days: of an account that is kept up, and of one that is not. */
const FRESH_AGE = 2;
const STALE_AGE = 40;

/** The script's accounts as their platforms show them on a day: posts and menus by what is wrong with each then. */
export function platformsOn(accounts: readonly ScriptAccount[], date: string): PlatformProvince {
  const look = lookOf(date);
  return {
    ...{ seed: 2024, baseDate: date },
    accounts: accounts.map((script, no) => platformAccount(script, no, look)),
    unreported: UNREPORTED.map(leadOf),
  };
}

/** The next look of the script at or after the day: what is true for it is true before it. */
function lookOf(date: string): AccountLookName {
  const next = LOOKS.find(([, at]) => dayOf(at.slice(0, 10)) >= dayOf(date)) ?? LOOKS.at(-1);
  if (next === undefined) throw new Error('the script has no looks');
  return next[0];
}

function platformAccount(script: ScriptAccount, no: number, look: AccountLookName): PlatformAccount {
  const { account, id, source } = script;
  const has = (indicator: string) => faultsAt(script, look).some((fault) => fault.indicator === indicator);
  const { name, platform, operator, supervisor, region, feedUrl, handle } = account;
  return {
    ...{ no, id, name, shownName: name, platform, operator, supervisor, region, feedUrl, handle },
    ...{ level: account.level ?? 'city', source },
    newestAge: has('account-not-updated') ? STALE_AGE : FRESH_AGE,
    interaction: has('account-no-interaction') ? 'none' : 'works',
    ...{ repostOver: null, massSentOnly: false, presence: 'present', trouble: null, hasPersonsLook: false },
    ...{ appId: `wx${hex(16, id, 'app')}`, secret: hex(32, id, 'secret') },
  };
}

function leadOf(
  { name, operator, region, isKnownBySite }: (typeof UNREPORTED)[number],
  index: number,
): HiddenLead {
  return {
    ...{ name, operator, region, sponsor: operator, platform: 'wechat_subscription', level: 'city' },
    ...{ how: isKnownBySite ? 'words' : 'list', isForeign: false, id: String(9_200_000_000 + index) },
  };
}

/** What the site of an unreported account's operator shows of it; empty for every other site. */
export function traceOn(sponsor: string): string {
  return UNREPORTED.map(leadOf)
    .filter((lead) => lead.how === 'words' && lead.sponsor === sponsor)
    .map(({ name }) => `<p>微信公众号：${name}</p>`)
    .join('');
}
