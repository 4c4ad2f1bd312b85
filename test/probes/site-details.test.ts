import { describe, expect, it } from 'vitest';
import { SITE_PROBES } from '../../probes/all.ts';
import { epochMs } from '../../src/clock.ts';
import type { TlsFacts } from '../../src/domain/exchange.ts';
import type { SiteIndicatorId } from '../../src/domain/outcome.ts';
import type { Site } from '../../src/domain/site.ts';
import type { SearchTry, SiteFacts, TaggedPage } from '../../src/domain/site-facts.ts';
import { judgeSite } from '../../src/judge/judge-site.ts';
import { column, day, look, RULES, SITE, seen } from '../helpers/facts.ts';

const HTTPS: Site = SITE;

function outcomesOf(indicator: SiteIndicatorId, parts: Partial<SiteFacts>, site = HTTPS) {
  const options = { rules: RULES, probes: SITE_PROBES, zone: 'Asia/Shanghai', asOf: null };
  const outcomes = judgeSite({ site, looks: [look('2024-06-20', parts)], words: [] }, options);
  return outcomes.filter((outcome) => outcome.indicator === indicator);
}

describe('https-invalid', () => {
  const at = (text: string) => epochMs(Date.parse(text));
  const tls: TlsFacts = {
    ...{
      authorized: true,
      problem: null,
      subject: 'www.yl.gov.cn',
      issuer: 'CFCA',
      names: [],
      protocol: 'TLSv1.3',
    },
    ...{ validFrom: at('2024-01-01'), validTo: at('2025-01-01') },
  };
  const judge = (parts: Partial<TlsFacts>) =>
    outcomesOf('https-invalid', { tls: seen({ ...tls, ...parts }) });

  it('passes a valid certificate and warns of one that soon expires', () => {
    expect(judge({})).toMatchObject([{ outcome: 'pass' }]);
    expect(judge({ validTo: at('2024-07-01') })).toMatchObject([
      { outcome: 'notice', said: { key: 'soon' } },
    ]);
  });

  it('judges dates by the certificate and the day of the look, not by our machine’s clock', () => {
    expect(judge({ validTo: at('2024-06-01') })).toMatchObject([
      { outcome: 'fail', said: { key: 'expired' } },
    ]);
    expect(judge({ validFrom: at('2024-07-01') })).toMatchObject([
      { outcome: 'fail', said: { key: 'early' } },
    ]);
    expect(judge({ problem: 'CERT_HAS_EXPIRED' })).toMatchObject([{ outcome: 'pass' }]);
  });

  it('fails a name that is not the site’s and a self-signed certificate', () => {
    expect(judge({ problem: 'ERR_TLS_CERT_ALTNAME_INVALID' })).toMatchObject([{ outcome: 'fail' }]);
    expect(judge({ problem: 'DEPTH_ZERO_SELF_SIGNED_CERT' })).toMatchObject([{ outcome: 'fail' }]);
  });

  it.each([
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'SELF_SIGNED_CERT_IN_CHAIN',
  ])('never accuses on %s alone: the gap may be in our trust store', (problem) => {
    expect(judge({ problem })).toMatchObject([{ outcome: 'notice' }]);
  });

  it('compares the names itself where the chain does not verify, for then nobody did', () => {
    const problem = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
    const named = (names: string[]) => judge({ problem, names });
    expect(named(['DNS:www.other.gov.cn'])).toMatchObject([{ outcome: 'fail', said: { key: 'name' } }]);
    for (const own of ['DNS:www.yl.gov.cn', 'DNS:*.yl.gov.cn'])
      expect(named([own])).toMatchObject([{ outcome: 'notice', said: { key: 'chain' } }]);
    expect(named(['DNS:*.gov.cn'])).toMatchObject([{ outcome: 'fail' }]);
    expect(named([])).toMatchObject([{ outcome: 'notice' }]);
  });

  it('does not apply to a site without HTTPS', () => {
    expect(outcomesOf('https-invalid', {}, { ...SITE, homeUrl: 'http://www.yl.gov.cn/' })).toMatchObject([
      { outcome: 'not_applicable' },
    ]);
  });
});

describe('link-broken', () => {
  const broken = {
    url: 'http://a/',
    foundOn: '',
    status: 404,
    code: null,
    evidence: [],
    tier: 'http' as const,
  };
  it('fails each link that is gone, under its own address', () => {
    const links = seen({
      checked: 9,
      broken: [broken, { ...broken, url: 'http://b/', tier: 'browser' as const }],
    });
    expect(outcomesOf('link-broken', { links })).toMatchObject([
      { outcome: 'fail', subject: { url: 'http://a/' }, rendered: false },
      { outcome: 'fail', subject: { url: 'http://b/' }, rendered: true },
    ]);
  });
  it('passes where all open', () => {
    expect(outcomesOf('link-broken', {})).toMatchObject([{ outcome: 'pass' }]);
  });
});

describe('meta-tags-incomplete', () => {
  const page = (level: TaggedPage['level'], ...names: string[]): TaggedPage => ({
    ...{ url: `http://site/${level}`, level, evidence: [], tier: 'http' },
    meta: Object.fromEntries(names.map((name) => [name, 'x'])),
  });
  const SITE_TAGS = ['SiteName', 'SiteDomain', 'SiteIDCode'];

  it('asks site tags of every page, column and article tags of theirs', () => {
    expect(outcomesOf('meta-tags-incomplete', { tags: seen([page('home', ...SITE_TAGS)]) })).toMatchObject([
      { outcome: 'pass' },
    ]);
    const tags = seen([page('home', ...SITE_TAGS), page('article', ...SITE_TAGS, 'PubDate')]);
    expect(outcomesOf('meta-tags-incomplete', { tags })).toMatchObject([
      {
        outcome: 'fail',
        facts: { lacking: [{ level: 'article', missing: ['ArticleTitle', 'ContentSource'] }] },
      },
    ]);
  });
});

describe('interaction-poor by public letters', () => {
  const judge = (sentAt: string, more = {}) => {
    const letter = {
      title: '咨询',
      url: 'http://l/',
      sentAt: day(sentAt),
      foundOn: 'http://l/',
      tier: 'http' as const,
    };
    const { channel } = look('2024-06-20');
    if (!channel.seen) throw new Error('unseen');
    return outcomesOf('interaction-poor', {
      channel: seen({ ...channel.value, unanswered: [{ ...letter, ...more }] }),
    });
  };

  it('fails at three months exactly, warns at two, and looks back a year', () => {
    expect(judge('2024-03-20')).toMatchObject([{ outcome: 'fail', rendered: false }]);
    expect(judge('2024-03-21')).toMatchObject([{ outcome: 'notice', said: { key: 'soon' } }]);
    expect(judge('2024-04-21')).toMatchObject([{ outcome: 'pass' }]);
    expect(judge('2023-06-19')).toMatchObject([{ outcome: 'pass' }]);
  });
});

describe('columns-not-updated over columns that could not be read', () => {
  it('is open while unread columns of any kind might be blank, but not for pages that show no list', () => {
    const unread = (reason: 'not_observed' | 'selector_lost') =>
      Array.from({ length: 5 }, (_, i) =>
        column(`栏目${i}`, 'other', null, {
          list: { seen: false, reason, detail: '', fault: null, evidence: [] },
        }),
      );
    expect(outcomesOf('columns-not-updated', { columns: seen(unread('not_observed')) })).toMatchObject([
      { outcome: 'undetermined', reason: 'not_observed' },
    ]);
    expect(outcomesOf('columns-not-updated', { columns: seen(unread('selector_lost')) })).toMatchObject([
      { outcome: 'pass' },
    ]);
  });
});

describe('search-not-working', () => {
  const title = '全市第三次经济工作会议召开';
  const tried = (...tries: Partial<SearchTry>[]) =>
    outcomesOf('search-not-working', {
      search: seen({
        ...{ exists: true, action: 'https://www.yl.gov.cn/search' },
        tried: tries.map((one) => ({
          ...{ title, url: 'https://www.yl.gov.cn/a.html', askedAt: 'https://www.yl.gov.cn/search?q=x' },
          ...{ gave: 'nothing' as const, status: 200, ...one },
        })),
      }),
    });
  const said = { said: { selector: 'p', text: '没有找到相关结果' } };

  it('fails where the page of results says four times that there are none', () => {
    expect(tried(said, said, said, said)).toMatchObject([
      { outcome: 'fail', said: { key: 'nothing', params: { said: '没有找到相关结果' } } },
    ]);
  });

  it('is undetermined where it does not say so once, also in looks that did not note what it says', () => {
    expect(tried(said, said, {}, said)).toMatchObject([{ outcome: 'undetermined', reason: 'selector_lost' }]);
    expect(tried({}, {}, {}, {})).toMatchObject([{ outcome: 'undetermined', reason: 'selector_lost' }]);
    expect(tried({ gave: 'others' }, {})).toMatchObject([{ outcome: 'undetermined' }]);
  });

  it('is undetermined where its data did not come, and passes where a title is found all the same', () => {
    const lost = { unanswered: ['https://www.yl.gov.cn/search/data'] };
    expect(tried(lost, said)).toMatchObject([{ outcome: 'undetermined', reason: 'not_observed' }]);
    expect(tried(lost, { gave: 'found' })).toMatchObject([{ outcome: 'pass' }]);
  });

  it('is a notice where too few titles were tried', () => {
    expect(tried(said)).toMatchObject([{ outcome: 'notice', said: { key: 'few' } }]);
  });
});
