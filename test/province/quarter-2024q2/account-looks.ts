import { epochMs } from '../../../src/clock.ts';
import type {
  AccountFacts,
  PostFacts,
  Sight,
  SightUnseen,
  WayFacts,
} from '../../../src/domain/account-facts.ts';
import { addDays, type CivilDate } from '../../../src/domain/civil-date.ts';
import type { EvidenceId } from '../../../src/domain/outcome.ts';
import { ACCOUNT_LOOKS, type AccountLookName, type ScriptAccount } from './accounts.ts';

const ORDER = Object.keys(ACCOUNT_LOOKS) as AccountLookName[];
const rank = (look: AccountLookName) => ORDER.indexOf(look);

/** Whether this look is made of the account: April's scan and June's of all, earlier ones of the one that comes up again. */
export function isLookedAt({ earlier, account }: ScriptAccount, look: AccountLookName): boolean {
  if (account.state !== 'normal') return false;
  return !/^(autumn|winter)/.test(look) || earlier.includes(look);
}

export function faultsAt({ faults }: ScriptAccount, look: AccountLookName) {
  return faults.filter(
    ({ from, mendedAt }) => rank(look) >= rank(from) && (mendedAt === null || rank(look) < rank(mendedAt)),
  );
}

/** An official account without menu, automatic reply and comments, as its platform's interface tells it. */
const NO_WAYS: WayFacts[] = [
  { way: 'auto_reply', works: false, detail: '未设置自动回复' },
  { way: 'comment', works: false, detail: '文章未开放评论' },
];

/** What one look saw of an account, as the platform's own interface tells it. */
export function accountFactsOf(
  script: ScriptAccount,
  accountKey: string,
  look: AccountLookName,
  evidence: EvidenceId[],
): AccountFacts {
  const at = epochMs(Date.parse(ACCOUNT_LOOKS[look]));
  const base: Omit<AccountFacts, 'presence' | 'posts' | 'interaction'> = {
    ...{ accountKey, at, vantage: 'script-2024Q2', source: 'wechat_api', authority: 'platform' },
    ...{ by: null, requests: 0 },
  };
  const detail = 'no interface and no page without a login';
  const unseen: SightUnseen = {
    seen: false,
    reason: 'no_source',
    code: null,
    fault: null,
    detail,
    evidence: [],
  };
  if (script.source === 'hidden') return { ...base, presence: unseen, posts: unseen, interaction: unseen };
  const has = (indicator: string) => faultsAt(script, look).some((fault) => fault.indicator === indicator);
  const seen = <T>(value: T): Sight<T> => ({ seen: true, value, evidence });
  const today = ACCOUNT_LOOKS[look].slice(0, 10) as CivilDate;
  const date = addDays(today, has('account-not-updated') ? -40 : -2);
  const newest: PostFacts = { title: '演示文章', url: null, date, isRepost: false };
  return {
    ...base,
    presence: seen({ state: 'present', shownName: null, shownOperator: null, words: null }),
    posts: seen({ newest, newestOriginal: newest, listed: 10, dated: 10, basis: 'listed' }),
    interaction: seen({
      ways: has('account-no-interaction') ? NO_WAYS : [{ way: 'menu', works: true, detail: '' }],
      ...{ whole: true, menuDigest: null },
    }),
  };
}
