import { describe, expect, it } from 'vitest';
import { ACCOUNT_PROBES } from '../../probes/all-accounts.ts';
import { epochMs } from '../../src/clock.ts';
import type { RuleSet } from '../../src/config/rule-set.ts';
import type { AccountFacts } from '../../src/domain/account-facts.ts';
import type { AccountIndicatorId, Outcome } from '../../src/domain/outcome.ts';
import { accountVerdictOf } from '../../src/judge/account-verdict.ts';
import { findingIdOf } from '../../src/judge/finding-id.ts';
import { type AccountDossier, judgeAccount } from '../../src/judge/judge-account.ts';
import type { PersonsWord } from '../../src/judge/judge-site.ts';
import { RULES } from '../helpers/facts.ts';
import { ACCOUNT, accountLook, posted, REGISTERED, seenPart, unseenPart, works } from './account-facts.ts';

const ZONE = 'Asia/Shanghai';

function judge(
  looks: AccountFacts[],
  more: Partial<AccountDossier> & { asOf?: string; rules?: RuleSet } = {},
) {
  const { asOf, rules = RULES, ...dossier } = more;
  return judgeAccount(
    { registered: REGISTERED, siblings: [], words: [], looks, ...dossier },
    {
      rules,
      probes: ACCOUNT_PROBES,
      zone: ZONE,
      asOf: asOf === undefined ? null : epochMs(Date.parse(asOf)),
    },
  );
}

function of(outcomes: readonly Outcome[], id: AccountIndicatorId): Outcome {
  const found = outcomes.find(({ indicator }) => indicator === id);
  if (found === undefined) throw new Error(`no outcome of ${id}`);
  return found;
}

function withRules(id: AccountIndicatorId, thresholds: object): RuleSet {
  const rule = RULES.indicators[id];
  return {
    ...RULES,
    indicators: { ...RULES.indicators, [id]: { ...rule, thresholds: { ...rule.thresholds, ...thresholds } } },
  } as RuleSet;
}

const word = (said: PersonsWord['word'], date: string, id: AccountIndicatorId): PersonsWord => ({
  findingId: findingIdOf(REGISTERED.key, id, null),
  ...{ word: said, until: null, why: '看过', by: '张三', at: epochMs(Date.parse(`${date}T18:00:00+08:00`)) },
});

describe('账号内容不更新', () => {
  it.each([
    ['2024-06-20', 'pass'],
    ['2024-06-11', 'pass'],
    ['2024-06-10', 'notice'],
    ['2024-06-07', 'notice'],
    ['2024-06-06', 'fail'],
  ])('with a newest post of %s on 20 June it is a %s: ten days warn, fourteen are over', (date, outcome) => {
    const found = of(judge([accountLook('2024-06-20', { posts: posted(date) })]), 'account-not-updated');
    expect(found.outcome).toBe(outcome);
  });

  it('lets the rule set say whether a repost is an update', () => {
    const posts = seenPart({
      ...{
        newest: { title: '转', url: null, date: '2024-06-19' as never, isRepost: true },
        listed: 2,
        dated: 2,
      },
      newestOriginal: { title: '原', url: null, date: '2024-05-01' as never, isRepost: false },
      basis: 'listed' as const,
    });
    const looks = [accountLook('2024-06-20', { posts })];
    expect(of(judge(looks), 'account-not-updated').outcome).toBe('pass');
    const rules = withRules('account-not-updated', { reposts: false });
    expect(of(judge(looks, { rules }), 'account-not-updated').outcome).toBe('fail');
    const original = withRules('account-not-updated', { original: { months: 1 } });
    expect(of(judge(looks, { rules: original }), 'account-not-updated').outcome).toBe('notice');
  });

  it('lets the rule set say whether a change of the menu is an update', () => {
    const menu = (menuDigest: string) => seenPart({ ways: [], whole: true, menuDigest });
    const old = posted('2024-05-01');
    const looks = [
      accountLook('2024-06-10', { posts: old, interaction: menu('a') }),
      accountLook('2024-06-20', { posts: old, interaction: menu('b') }),
    ];
    expect(of(judge(looks), 'account-not-updated').outcome).toBe('fail');
    const rules = withRules('account-not-updated', { menuChanges: true });
    expect(of(judge(looks, { rules }), 'account-not-updated').outcome).toBe('pass');
  });

  it('does not call an account stale on one old article that somebody gave us', () => {
    const single = seenPart({
      ...{
        newest: { title: '', url: null, date: '2024-01-01' as never, isRepost: false },
        newestOriginal: null,
      },
      ...{ listed: 1, dated: 1, basis: 'single' as const },
    });
    expect(of(judge([accountLook('2024-06-20', { posts: single })]), 'account-not-updated')).toMatchObject({
      ...{ outcome: 'undetermined', reason: 'no_source' },
    });
  });

  it('counts a post that another look saw, though a bridge lags behind', () => {
    const looks = [
      accountLook('2024-06-18', { source: 'person', authority: 'person', posts: posted('2024-06-17') }),
      accountLook('2024-06-20', { source: 'feed', authority: 'reader', posts: posted('2024-05-01') }),
    ];
    expect(of(judge(looks), 'account-not-updated').outcome).toBe('pass');
  });

  it('makes no failure of the time that passed since the last look', () => {
    const looks = [accountLook('2024-06-20', { posts: posted('2024-06-15') })];
    const later = of(judge(looks, { asOf: '2024-07-10T10:00:00+08:00' }), 'account-not-updated');
    expect(later).toMatchObject({ outcome: 'undetermined', reason: 'not_observed' });
  });
});

describe('未提供有效互动功能', () => {
  it('passes when one way works, fails only when every way was looked for', () => {
    const one = (isWorking: boolean | null, whole = true) =>
      of(
        judge([accountLook('2024-06-20', { interaction: works(isWorking, whole) })]),
        'account-no-interaction',
      );
    expect(one(true).outcome).toBe('pass');
    expect(one(false).outcome).toBe('fail');
    expect(one(null)).toMatchObject({ outcome: 'undetermined', reason: 'not_observed' });
    expect(one(false, false)).toMatchObject({ outcome: 'undetermined', reason: 'no_source' });
  });

  it('takes the interaction from a person and the posts from a machine', () => {
    const looks = [
      accountLook('2024-06-18', {
        ...{ source: 'person', authority: 'person', by: '李四' },
        ...{ presence: unseenPart, posts: unseenPart, interaction: works(true) },
      }),
      accountLook('2024-06-20', { source: 'feed', authority: 'reader', interaction: unseenPart }),
    ];
    const outcomes = judge(looks);
    expect(outcomes.filter(({ outcome }) => outcome === 'undetermined')).toEqual([]);
    expect(accountVerdictOf(outcomes, RULES).verdict).toBe('qualified');
  });
});

describe('how a failure is confirmed', () => {
  const stale = posted('2024-05-01');
  const standing = (looks: AccountFacts[], words: PersonsWord[] = []) =>
    of(judge(looks, { words }), 'account-not-updated').standing;
  const byBridge = { source: 'feed', authority: 'reader', posts: stale } as const;
  const byPerson = { source: 'person', authority: 'person', by: '李四', posts: stale } as const;

  it('suspects after one look', () => {
    expect(standing([accountLook('2024-06-20', { posts: stale })])).toBe('suspected');
  });

  it('confirms by an agreeing look on a later day when the platform itself told it', () => {
    const looks = [accountLook('2024-06-19', { posts: stale }), accountLook('2024-06-20', { posts: stale })];
    expect(standing(looks)).toBe('confirmed');
    const sameDay = accountLook('2024-06-20', { posts: stale, at: epochMs(looks[1]?.at ?? 0) });
    expect(standing([sameDay, sameDay])).toBe('suspected');
  });

  it('never confirms by a bridge or our own reader alone, however often', () => {
    expect(standing(['2024-06-16', '2024-06-18', '2024-06-20'].map((d) => accountLook(d, byBridge)))).toBe(
      'suspected',
    );
  });

  it('confirms by a person who agrees with a machine, and by a person with a screenshot', () => {
    const without = { ...stale, evidence: [] };
    const bare = accountLook('2024-06-20', {
      ...byPerson,
      posts: without,
      presence: unseenPart,
      interaction: unseenPart,
    });
    expect(standing([bare])).toBe('suspected');
    expect(standing([accountLook('2024-06-19', byBridge), bare])).toBe('confirmed');
    expect(standing([accountLook('2024-06-20', byPerson)])).toBe('confirmed');
  });

  it('breaks off when a look in between found it mended', () => {
    const looks = [
      accountLook('2024-06-01', { posts: stale }),
      accountLook('2024-06-04', { posts: posted('2024-06-04') }),
      accountLook('2024-06-20', { posts: posted('2024-06-04') }),
    ];
    expect(standing(looks)).toBe('suspected');
  });

  it('takes a person’s word over the machine’s', () => {
    const looks = [accountLook('2024-06-20', { posts: stale })];
    expect(standing(looks, [word('confirm', '2024-06-20', 'account-not-updated')])).toBe('confirmed');
    expect(standing(looks, [word('dismiss', '2024-06-20', 'account-not-updated')])).toBe('dismissed');
  });

  it('wants three days before a machine says that an account is gone', () => {
    const gone = seenPart({
      state: 'deleted' as const,
      shownName: null,
      shownOperator: null,
      words: '该账号已注销',
    });
    const on = (days: string[]) =>
      of(judge(days.map((d) => accountLook(d, { presence: gone }))), 'account-unavailable').standing;
    expect(on(['2024-06-19', '2024-06-20'])).toBe('suspected');
    expect(on(['2024-06-18', '2024-06-19', '2024-06-20'])).toBe('confirmed');
  });

  it('leaves what is unreported or double to a person', () => {
    const looks = ['2024-06-18', '2024-06-19', '2024-06-20'].map((d) => accountLook(d));
    const registered = { ...REGISTERED, account: { ...ACCOUNT, declared: false } };
    const outcomes = judge(looks, { registered, siblings: [{ ...ACCOUNT, name: '金融陕西' }] });
    expect(of(outcomes, 'account-unreported')).toMatchObject({ outcome: 'fail', standing: 'suspected' });
    expect(of(outcomes, 'account-duplicate')).toMatchObject({ outcome: 'fail', standing: 'suspected' });
  });
});

describe('账号无法访问', () => {
  it('says that a name which the registry does not have is a change of name', () => {
    const presence = seenPart({
      state: 'present' as const,
      shownName: '三秦金融',
      shownOperator: null,
      words: null,
    });
    const looks = [accountLook('2024-06-20', { presence })];
    expect(of(judge(looks), 'account-unavailable')).toMatchObject({ outcome: 'fail', standing: 'suspected' });
    const rules = withRules('account-unavailable', { renamed: 'notice' });
    expect(of(judge(looks, { rules }), 'account-unavailable').outcome).toBe('notice');
  });

  it('does not take width, case or spaces for a change of name', () => {
    const presence = seenPart({
      state: 'present' as const,
      shownName: ' 陕西·金融 ',
      shownOperator: null,
      words: null,
    });
    expect(of(judge([accountLook('2024-06-20', { presence })]), 'account-unavailable').outcome).toBe('pass');
  });
});

describe('经多次通报', () => {
  it('names the quarters before in which the same failure stood confirmed', () => {
    const none = { interaction: works(false) };
    const looks = ['2023-12-18', '2023-12-19', '2024-03-18', '2024-03-19', '2024-06-19', '2024-06-20'].map(
      (d) => accountLook(d, none),
    );
    const found = of(judge(looks), 'account-no-interaction');
    expect(found.standing).toBe('confirmed');
    expect(found.facts.repeated).toEqual(['2023Q4', '2024Q1']);
  });

  it('does not count a quarter in which it was only suspected', () => {
    const none = { interaction: works(false) };
    const looks = ['2024-03-19', '2024-06-19', '2024-06-20'].map((d) => accountLook(d, none));
    expect(of(judge(looks), 'account-no-interaction').facts.repeated).toBeUndefined();
  });
});

describe('what nobody saw', () => {
  it('is undetermined by name and leaves the verdict open', () => {
    const looks = [
      accountLook('2024-06-20', { presence: unseenPart, posts: unseenPart, interaction: unseenPart }),
    ];
    const outcomes = judge(looks);
    expect(of(outcomes, 'account-not-updated')).toMatchObject({
      outcome: 'undetermined',
      reason: 'no_source',
    });
    expect(accountVerdictOf(outcomes, RULES).verdict).toBe('undetermined');
  });

  it('is never a finding when a probe of ours throws', () => {
    const thrower = {
      ...{ id: 'account-not-updated' as const, title: { zh: '', en: '' }, needs: [], strings: {} },
      judge: () => {
        throw new Error('ours');
      },
    };
    const [found] = judgeAccount(
      { registered: REGISTERED, siblings: [], words: [], looks: [accountLook('2024-06-20')] },
      { rules: RULES, probes: [thrower], zone: ZONE, asOf: null },
    );
    expect(found).toMatchObject({ outcome: 'undetermined', reason: 'probe_fault' });
  });
});
