import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountResult } from '../../src/run/account-result.ts';
import { PlatformInspector } from '../province/accounts/check-platforms.ts';
import type { PlatformAccount, Trouble } from '../province/accounts/model.ts';
import { type RunningPlatforms, startPlatforms } from '../province/accounts/start-platforms.ts';

let platforms: RunningPlatforms;
let inspector: PlatformInspector;
let results: AccountResult[];

beforeAll(async () => {
  platforms = await startPlatforms({ seed: 42, accounts: 400, date: '2024-06-20' });
  inspector = await PlatformInspector.open(platforms);
  ({ results } = await inspector.check());
}, 120_000);
afterAll(() => platforms.close());

function resultOf(wanted: (account: PlatformAccount) => boolean): AccountResult {
  const account = platforms.world.accounts.find(wanted);
  const result = results.find(
    (one) =>
      account !== undefined &&
      [one.platform, one.operator, one.accountName].join() ===
        [account.platform, account.operator, account.name].join(),
  );
  if (result === undefined) throw new Error('the province has no such account');
  return result;
}

const TYPED: readonly (readonly [Trouble, string, string, string])[] = [
  ['quota', 'quota_used_up', 'us', 'rate_limited'],
  ['wrong-secret', 'credentials_wrong', 'us', 'login_required'],
  ['not-allowed', 'address_not_allowed', 'us', 'vantage_fault'],
  ['error-500', 'platform_error', 'site', 'not_observed'],
  ['half', 'answer_unreadable', 'site', 'not_observed'],
  ['busy', 'platform_busy', 'site', 'not_observed'],
  ['slow', 'headers_timeout', 'path', 'timeout_ours'],
];
const WEIBO_TYPED: typeof TYPED = [
  ['quota', 'quota_used_up', 'us', 'rate_limited'],
  ['login', 'login_wall', 'challenge', 'login_required'],
  ['error-500', 'platform_error', 'site', 'not_observed'],
  ['half', 'answer_unreadable', 'site', 'not_observed'],
  ['slow', 'headers_timeout', 'path', 'timeout_ours'],
];

describe('the official-account API', () => {
  it.each(TYPED)(
    'in trouble "%s" it is %s, the fault of %s, and no finding',
    (trouble, code, fault, reason) => {
      const { outcomes, verdict } = resultOf((one) => one.trouble === trouble && one.source === 'wechat_api');
      expect(verdict).toBe('undetermined');
      const stale = outcomes.find(({ indicator }) => indicator === 'account-not-updated');
      expect(stale).toMatchObject({ outcome: 'undetermined', reason, facts: { code, fault } });
      expect(outcomes.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    },
  );

  it('renews a token that the platform calls expired, and sees the account all the same', () => {
    const { outcomes, facts } = resultOf(
      (one) => one.trouble === 'token-expired' && one.presence === 'present',
    );
    expect(facts.source).toBe('wechat_api');
    expect(outcomes.filter(({ outcome }) => outcome === 'undetermined')).toEqual([]);
  });

  it('counts what was only mass-sent: the list of published articles does not have it', () => {
    const account = (one: PlatformAccount) =>
      one.source === 'wechat_api' &&
      one.massSentOnly &&
      one.trouble === null &&
      one.newestAge < 10 &&
      one.newestAge > 0;
    const { outcomes } = resultOf(account);
    expect(outcomes.find(({ indicator }) => indicator === 'account-not-updated')?.outcome).toBe('pass');
  });

  it('does not take a menu whose links are dead for interaction', () => {
    const { outcomes } = resultOf((one) => one.interaction === 'dead-menu' && one.trouble === null);
    const found = outcomes.find(({ indicator }) => indicator === 'account-no-interaction');
    expect(found).toMatchObject({ outcome: 'fail', standing: 'suspected' });
    expect(found?.message).toContain('菜单链接失效');
  });

  it('keeps tokens over commands, so that a second look asks for none', async () => {
    const api = 'api.weixin.qq.com';
    const before = platforms.load().get(api)?.requests ?? 0;
    platforms.setDate('2024-06-20');
    const again = await inspector.check();
    expect(again.summary.looked, 'looked at today already').toBe(0);
    expect(platforms.load().get(api)?.requests).toBe(before);
  });

  it('leaves no secret and no token in database, evidence or results', () => {
    const secrets = platforms.world.accounts.flatMap(({ source, secret, appId }) =>
      source === 'wechat_api' ? [secret, `${appId}-1`, `${appId}-2`] : [],
    );
    const text = JSON.stringify(results);
    const kept = readdirSync(path.join(inspector.folder, 'data'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
    for (const secret of secrets) {
      expect(text.includes(secret)).toBe(false);
      expect(kept.some((bytes) => bytes.includes(secret))).toBe(false);
    }
    expect(secrets.length).toBeGreaterThan(50);
  });
});

describe('Weibo’s JSON', () => {
  it.each(WEIBO_TYPED)(
    'in trouble "%s" it is %s, the fault of %s, and no finding',
    (trouble, code, fault, reason) => {
      const { outcomes, verdict } = resultOf((one) => one.trouble === trouble && one.source === 'weibo_json');
      expect(verdict).toBe('undetermined');
      const stale = outcomes.find(({ indicator }) => indicator === 'account-not-updated');
      expect(stale).toMatchObject({ outcome: 'undetermined', reason, facts: { code, fault } });
      expect(stale?.message, 'a list for people is in their language').toMatch(/^未能查看：[^a-z]+$/);
      expect(outcomes.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    },
  );
});

describe('sources that see a part', () => {
  it('say no_source for what a feed cannot show', () => {
    const { facts } = resultOf((one) => one.source === 'feed');
    expect(facts.source).toBe('feed');
    expect(facts.posts).toHaveProperty('newest');
    expect(facts.interaction).toMatchObject({ unseen: { reason: 'no_source' } });
  });

  it('are those the registry names: a page with a recipe is read as a page', () => {
    expect(resultOf((one) => one.source === 'weibo_page').facts.source).toBe('page');
    expect(resultOf((one) => one.source === 'weibo_json').facts.source).toBe('weibo_json');
  });

  it('tell reposts from posts of one’s own', () => {
    const { facts } = resultOf(
      (one) =>
        one.source === 'weibo_json' &&
        one.repostOver !== null &&
        one.presence === 'present' &&
        one.trouble === null,
    );
    expect(facts.posts).toMatchObject({ newest: { isRepost: true }, newestOriginal: { isRepost: false } });
  });

  it('read deleted, frozen and renamed off the platform’s own words', () => {
    for (const presence of ['deleted', 'frozen', 'renamed'] as const) {
      const { outcomes } = resultOf((one) => one.presence === presence && one.trouble === null);
      const found = outcomes.find(({ indicator }) => indicator === 'account-unavailable');
      expect(found, presence).toMatchObject({ outcome: 'fail', standing: 'suspected' });
    }
  });

  it('name an account that nobody can see as undetermined, with no request', () => {
    const { outcomes, cost } = resultOf((one) => one.source === 'hidden');
    expect(cost.requests).toBe(0);
    expect(outcomes.find(({ indicator }) => indicator === 'account-not-updated')).toMatchObject({
      ...{ outcome: 'undetermined', reason: 'no_source' },
    });
  });
});
