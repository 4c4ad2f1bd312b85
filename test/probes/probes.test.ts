import { describe, expect, it } from 'vitest';
import { SITE_PROBES } from '../../probes/all.ts';
import type { Judgement } from '../../src/domain/outcome.ts';
import type { ColumnKind, Site } from '../../src/domain/site.ts';
import type { ColumnFacts, SiteFacts } from '../../src/domain/site-facts.ts';
import { judgeLook } from '../../src/judge/judge-look.ts';
import { column, day, look, RULES, SITE, seen } from '../helpers/facts.ts';

const TODAY = '2024-06-20';

function outcomeOf(indicator: string, parts: Partial<SiteFacts>, site: Site = SITE): Judgement[] {
  const context = {
    ...{ site, rules: RULES, today: day(TODAY), isSetAside: () => false },
    zone: 'Asia/Shanghai',
    earlier: [],
  };
  return judgeLook(look(TODAY, parts), SITE_PROBES, context).filter(
    (judgement) => judgement.indicator === indicator,
  );
}

function home(latest: string | null, more: object = {}): Partial<SiteFacts> {
  const base = look(TODAY).home;
  return base.seen
    ? { home: { ...base, value: { ...base.value, latest: latest === null ? null : day(latest), ...more } } }
    : {};
}

describe('home-not-updated', () => {
  it.each([
    ['2024-06-20', 'pass'],
    ['2024-06-11', 'pass'],
    ['2024-06-10', 'notice'],
    ['2024-06-07', 'notice'],
    ['2024-06-06', 'fail'],
  ])(
    'with its newest item of %s on 2024-06-20 it says %s: fourteen days exactly is over, ten is near',
    (latest, outcome) => {
      expect(outcomeOf('home-not-updated', home(latest))).toMatchObject([{ outcome }]);
    },
  );

  it('does not fail an entrance page while a second-level page could not be read', () => {
    const parts = home('2024-05-01', { leadsOn: true, secondLevel: { looked: 4, unread: 1 } });
    expect(outcomeOf('home-not-updated', parts)).toMatchObject([
      { outcome: 'undetermined', reason: 'not_observed' },
    ]);
  });

  it('leaves a page without any date open', () => {
    expect(outcomeOf('home-not-updated', home(null))).toMatchObject([{ outcome: 'undetermined' }]);
  });
});

describe('column-not-updated', () => {
  const one = (facts: ColumnFacts) => outcomeOf('column-not-updated', { columns: seen([facts]) });

  it.each([
    ['news', '2024-06-07', 'notice'],
    ['news', '2024-06-06', 'fail'],
    ['notice', '2023-12-21', 'notice'],
    ['notice', '2023-12-20', 'fail'],
    ['policy', '2023-12-20', 'fail'],
  ] as const)('a %s column with its newest item of %s is a %s', (kind, latest, outcome) => {
    expect(one(column('栏目', kind, latest))).toMatchObject([{ outcome, subject: { column: '栏目' } }]);
  });

  it('gives static columns no limit, columns named 人事 a year, and the inventory the last word', () => {
    expect(one(column('领导信息', 'static', '2019-01-01'))).toMatchObject([{ outcome: 'not_applicable' }]);
    expect(one(column('人事信息', 'other', '2023-06-20'))).toMatchObject([{ outcome: 'fail' }]);
    expect(one(column('人事信息', 'other', '2023-06-21'))).toMatchObject([{ outcome: 'notice' }]);
    expect(one(column('人事信息', 'other', '2024-06-01'))).toMatchObject([{ outcome: 'pass' }]);
    expect(one(column('栏目', 'other', '2024-06-12', { limitDays: 8 }))).toMatchObject([{ outcome: 'fail' }]);
  });

  describe('of a column whose name and tag say different kinds', () => {
    const said = (kind: ColumnKind, kindElse: ColumnKind, latest: string, more: Partial<ColumnFacts> = {}) =>
      one(
        column('工作动态', kind, latest, {
          ...{ kindElse, kindConfidence: 0.4, ...more },
          kindTrace: { selector: 'meta[name=ColumnType]', text: '通知公告 ≠ 工作动态' },
        }),
      );

    it('says nothing sure where it is stale by one of them, whichever that is', () => {
      for (const [kind, kindElse] of [
        ['news', 'notice'],
        ['notice', 'news'],
        ['news', 'other'],
        ['news', 'static'],
      ] as const)
        expect(said(kind, kindElse, '2024-05-20')).toMatchObject([
          {
            ...{ outcome: 'undetermined', reason: 'selector_lost', said: { key: 'unsure' } },
            facts: { kind, kindElse, trace: { text: '通知公告 ≠ 工作动态' } },
          },
        ]);
    });

    it('says what both say: stale by the longer limit, or fresh', () => {
      for (const [kind, kindElse] of [
        ['news', 'notice'],
        ['notice', 'news'],
      ] as const) {
        expect(said(kind, kindElse, '2023-11-20')).toMatchObject([
          { outcome: 'fail', facts: { limit: { months: 6 } } },
        ]);
        expect(said(kind, kindElse, '2024-06-19')).toMatchObject([{ outcome: 'pass' }]);
      }
    });

    it('says nothing where the kind that it is taken for has no limit, and what a limit of its own says', () => {
      expect(said('static', 'news', '2020-01-01')).toMatchObject([{ outcome: 'not_applicable' }]);
      expect(said('news', 'other', '2024-06-01', { limitDays: 5 })).toMatchObject([{ outcome: 'fail' }]);
    });

    it('compares no dates of it as those of news', () => {
      const one = (kindConfidence: number) =>
        outcomeOf('date-forged', {
          columns: seen([column('工作动态', 'news', TODAY, { kindElse: 'notice', kindConfidence })]),
        });
      expect(one(0.4)).toMatchObject([{ outcome: 'not_applicable' }]);
      expect(one(0.8)).toMatchObject([{ outcome: 'pass' }]);
    });

    it('judges by the kind alone where that is sure, and in looks that did not say how sure', () => {
      expect(said('news', 'notice', '2024-05-20', { kindConfidence: 0.8 })).toMatchObject([
        { outcome: 'fail' },
      ]);
      expect(one(column('工作动态', 'news', '2024-05-20'))).toMatchObject([{ outcome: 'fail' }]);
    });
  });

  it('counts a list that bears no date anywhere as not updated', () => {
    const list = seen({
      latest: null,
      items: 5,
      basis: 'undated' as const,
      latestItem: null,
      selector: 'ul',
    });
    expect(one(column('工作动态', 'news', null, { list }))).toMatchObject([
      { outcome: 'fail', said: { key: 'undated' } },
    ]);
  });
});

describe('columns-not-updated', () => {
  const stale = (count: number, kind: 'news' | 'notice' | 'other' = 'news', level = 1) =>
    Array.from({ length: count }, (_, i) =>
      column(`人事${kind}${level}-${i}`, kind, '2022-01-01', { level }),
    );
  const blank = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      column(`空白${i}`, 'other', null, {
        list: seen({ latest: null, items: 0, basis: 'empty' as const, latestItem: null, selector: 'ul' }),
      }),
    );
  const unseen = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      column(`未读${i}`, 'news', null, {
        list: { seen: false, reason: 'challenged', detail: 'wall', fault: null, evidence: [] },
      }),
    );
  const unsure = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      column(`工作动态${i}`, 'news', '2024-05-20', { level: 2, kindElse: 'notice', kindConfidence: 0.4 }),
    );
  const all = (columns: ColumnFacts[]) => outcomeOf('columns-not-updated', { columns: seen(columns) });

  it.each([
    ['4 stale news columns', stale(4), 'pass'],
    ['5 stale news columns', stale(5), 'fail'],
    ['5 stale second-level notice columns', stale(5, 'notice', 2), 'pass'],
    ['7 stale columns of the long term', stale(7, 'other'), 'notice'],
    ['9 stale columns of the long term', stale(9, 'other'), 'notice'],
    ['10 stale columns of the long term', stale(10, 'other'), 'fail'],
    ['11 stale columns of the long term', stale(11, 'other'), 'fail'],
    ['2 blank columns', blank(2), 'pass'],
    ['4 blank columns', blank(4), 'notice'],
    ['5 blank columns', blank(5), 'fail'],
    ['4 stale and 1 unread news column', [...stale(4), ...unseen(1)], 'undetermined'],
    ['3 stale and 1 unread news column', [...stale(3), ...unseen(1)], 'pass'],
    ['4 stale columns and 1 of no sure kind', [...stale(4), ...unsure(1)], 'undetermined'],
    ['5 stale columns and 1 of no sure kind', [...stale(5), ...unsure(1)], 'fail'],
    ['5 columns of no sure kind', unsure(5), 'undetermined'],
    ['4 columns of no sure kind', unsure(4), 'pass'],
  ] as const)('with %s', (_, columns, outcome) => {
    expect(all([...columns])).toMatchObject([{ outcome }]);
  });

  it('leaves out columns that a person set aside', () => {
    const context = {
      site: SITE,
      rules: RULES,
      ...{ today: day(TODAY), zone: 'Asia/Shanghai', earlier: [] },
      isSetAside: (_: string, { column: name }: { column?: string }) => name === '人事news1-0',
    };
    const judged = judgeLook(look(TODAY, { columns: seen(stale(5)) }), SITE_PROBES, context);
    expect(judged.filter(({ indicator }) => indicator === 'columns-not-updated')).toMatchObject([
      { outcome: 'pass' },
    ]);
  });
});

describe('domain rules', () => {
  const at = (homeUrl: string, sponsorKind: Site['sponsorKind'] = 'organ') =>
    outcomeOf(
      'domain-not-government',
      { address: { seen: false, reason: 'not_observed', detail: '', fault: null, evidence: [] } },
      { ...SITE, homeUrl, sponsorKind },
    )[0]?.outcome;

  it('wants .gov.cn or .政务 of an organ, and lets an institution have .cn and .公益', () => {
    expect(at('https://www.yl.gov.cn/')).toBe('pass');
    expect(at('http://榆林市政府.政务/')).toBe('pass');
    expect(at('https://www.ylcdc.cn/')).toBe('fail');
    expect(at('https://www.ylcdc.cn/', 'institution')).toBe('pass');
    expect(at('https://www.ylcdc.com/', 'institution')).toBe('fail');
    expect(at('http://1.2.3.4/')).toBe('fail');
    expect(at('https://gov.cn.evil.com/')).toBe('fail');
    expect(at('https://evilgov.cn/')).toBe('fail');
  });

  it('fails a site that redirects to a foreign domain', () => {
    const address = seen({ homeUrl: SITE.homeUrl, finalUrl: 'https://www.yulin.com/', hosts: [] });
    expect(outcomeOf('domain-not-government', { address })).toMatchObject([
      { outcome: 'fail', said: { key: 'redirect' } },
    ]);
  });

  it('judges only systems that are the site’s own', () => {
    const system = (role: 'own' | 'external' | 'component', host: string) => ({
      ...{ name: '县长信箱', url: `http://${host}/`, host, role, government: false },
      ...{ foundOn: SITE.homeUrl, evidence: [], tier: 'http' as const, trace: { selector: 'a', text: '' } },
    });
    expect(
      outcomeOf('system-off-domain', {
        systems: seen([system('external', 'a.com'), system('component', 'b.com')]),
      }),
    ).toMatchObject([{ outcome: 'pass' }]);
    expect(
      outcomeOf('system-off-domain', { systems: seen([system('own', 'letter.vendor.com:8005')]) }),
    ).toMatchObject([{ outcome: 'fail' }]);
    expect(
      outcomeOf('system-off-domain', { systems: seen([system('own', 'zwfw.shaanxi.gov.cn')]) }),
    ).toMatchObject([{ outcome: 'pass' }]);
  });

  it('leaves open what may be no system of the site', () => {
    const system = (name: string, confidence: number) => ({
      ...{ name, url: 'http://a.com/', host: 'a.com', role: 'own' as const, confidence, government: false },
      ...{ foundOn: SITE.homeUrl, evidence: [], tier: 'http' as const, trace: { selector: 'a', text: name } },
    });
    expect(
      outcomeOf('system-off-domain', {
        systems: seen([system('投诉举报须知', 0.4), system('县长信箱', 0.7)]),
      }),
    ).toMatchObject([
      { outcome: 'undetermined', reason: 'selector_lost', subject: { system: '投诉举报须知' } },
      { outcome: 'fail', subject: { system: '县长信箱' } },
    ]);
  });
});

describe('identity-incomplete', () => {
  const identity = (more: object) => {
    const base = look(TODAY).identity;
    return base.seen
      ? outcomeOf('identity-incomplete', { identity: { ...base, value: { ...base.value, ...more } } })
      : [];
  };

  it('names what is missing, and leaves it open when the footer could not be read whole', () => {
    expect(identity({ police: null })).toMatchObject([{ outcome: 'fail', facts: { missing: ['police'] } }]);
    expect(identity({ police: null, footerComplete: false })).toMatchObject([{ outcome: 'undetermined' }]);
  });

  it('leaves open which of two site codes on a page is its own', () => {
    expect(identity({ siteCode: '6108000002', confidence: { siteCode: 0.4 } })).toMatchObject([
      { outcome: 'undetermined', reason: 'selector_lost' },
    ]);
  });

  it('fails a site code that is not the registered one', () => {
    expect(identity({ siteCode: '6108000002' })).toMatchObject([
      { outcome: 'fail', said: { key: 'differs' } },
    ]);
  });
});

describe('interaction-poor', () => {
  const state = (value: string) => {
    const base = look(TODAY).channel;
    return base.seen
      ? outcomeOf('interaction-poor', {
          channel: { ...base, value: { ...base.value, state: value as 'open' } },
        })
      : [];
  };

  it('fails only a missing channel', () => {
    expect(state('open')).toMatchObject([{ outcome: 'pass' }]);
    expect(state('missing')).toMatchObject([{ outcome: 'fail' }]);
    expect(state('broken')).toMatchObject([{ outcome: 'notice' }]);
    expect(state('login_required')).toMatchObject([{ outcome: 'undetermined', reason: 'login_required' }]);
    expect(state('undetermined')).toMatchObject([{ outcome: 'undetermined', reason: 'not_observed' }]);
  });
});
