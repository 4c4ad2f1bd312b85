import { epochMs } from '../../src/clock.ts';
import type { Account, RegisteredAccount } from '../../src/domain/account.ts';
import { type AccountFacts, postsOf, type Sight } from '../../src/domain/account-facts.ts';
import { day } from '../helpers/facts.ts';

export const ACCOUNT: Account = {
  name: '陕西金融',
  platform: 'wechat_subscription',
  operator: '陕西省地方金融管理局',
  supervisor: '陕西省人民政府',
  region: '省直单位',
  feedUrl: null,
  handle: 'sxjr',
  declared: true,
  state: 'normal',
  level: 'province',
  formerNames: [],
};

export const REGISTERED: RegisteredAccount = { key: 'account:wechat_subscription:sxjr', account: ACCOUNT };

export const seenPart = <T>(value: T): Sight<T> => ({ seen: true, value, evidence: ['sha256:00'] });

export const unseenPart: Sight<never> = {
  ...{ seen: false, reason: 'no_source', code: null, fault: null, detail: 'not shown', evidence: [] },
};

export const posted = (date: string, isRepost = false) =>
  seenPart(postsOf([{ title: '动态', url: null, date: day(date), isRepost }], false));

export const works = (isWorking: boolean | null, whole = true) =>
  seenPart({
    ways: [{ way: 'menu' as const, works: isWorking, detail: '' }],
    ...{ whole, menuDigest: null },
  });

/** What one look at noon of `date` saw of an account without faults, with some parts replaced. */
export function accountLook(date: string, parts: Partial<AccountFacts> = {}): AccountFacts {
  return {
    accountKey: REGISTERED.key,
    at: epochMs(Date.parse(`${date}T12:00:00+08:00`)),
    ...{ vantage: 'test', source: 'wechat_api', authority: 'platform', by: null, requests: 3 },
    presence: seenPart({ state: 'present', shownName: null, shownOperator: null, words: null }),
    posts: posted(date),
    interaction: works(true),
    ...parts,
  };
}
