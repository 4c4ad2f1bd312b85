import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPageRecipes, recipeFor } from '../../src/accounts/page-recipe.ts';
import { readAccountPage } from '../../src/accounts/read-account-page.ts';
import { epochMs } from '../../src/clock.ts';
import { corpusFile, hasCorpus } from '../helpers/corpus.ts';

const RECIPES = loadPageRecipes(path.resolve(import.meta.dirname, '../../config/accounts/pages.yaml'));
const MOMENT = { now: epochMs(Date.parse('2021-01-10T10:00:00+08:00')), zone: 'Asia/Shanghai' };
const read = (html: string, url: string, ...names: string[]) =>
  readAccountPage(html, url, MOMENT, recipeFor(url, RECIPES), names);
const page = (body: string, title = '') =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;

describe('a page in the place of an account', () => {
  it.each([
    ['<div class="weui-msg"><h2 class="weui-msg__title">链接已过期</h2></div>', 'expired'],
    ['<p>该公众号已迁移</p><p>该公众号已迁移至新的帐号，原帐号已回收</p>', 'moved'],
    ['<p>此帐号已自主注销，内容无法查看</p>', 'deleted'],
    ['<p>此帐号已被屏蔽，内容无法查看</p>', 'frozen'],
    ['<p>该应用已下架</p>', 'undownloadable'],
  ])('%s says that it is %s', (body, state) => {
    expect(read(page(body), 'https://mp.weixin.qq.com/s/x').presence.state).toBe(state);
  });

  it('that tells of one deleted post says nothing of its account', () => {
    const reading = read(page('<p>该内容已被发布者删除</p>'), 'https://mp.weixin.qq.com/s/x');
    expect(reading).toMatchObject({ posts: null, lostPost: '该内容已被发布者删除' });
    expect(reading.presence.state).toBe('present');
  });

  it('is not taken from a post that quotes such words', () => {
    const post = `<li class="post"><a href="/1">用户不存在时怎么办</a><span>2021-01-08</span></li>`;
    const reading = read(page(`<ul>${post.repeat(30)}</ul>`), 'https://example.org/u/1');
    expect(reading.presence.state).toBe('present');
  });
});

describe('the history of an official account', () => {
  const sent = (datetime: number, title: string) =>
    `{"app_msg_ext_info":{"content_url":"/s?a=1&amp;b=2","title":"${title}"},"comm_msg_info":{"datetime":${datetime},"type":49}}`;

  it('is read off its script: names, dates, addresses', () => {
    const script = `var msgList = {"list":[${sent(1610000000, '旧')},${sent(1610200000, '新')}]};\n var x = 1;`;
    const body = `<strong class="profile_nickname">
 甲市发布
</strong><script>${script}</script>`;
    const { presence, posts } = read(page(body), 'https://mp.weixin.qq.com/profile?x=1');
    expect(presence.shownName).toBe('甲市发布');
    expect(posts).toMatchObject({ listed: 2, dated: 2, basis: 'listed' });
    expect(posts?.newest).toMatchObject({
      ...{ title: '新', date: '2021-01-09', url: 'https://mp.weixin.qq.com/s?a=1&b=2' },
    });
  });

  it('that is cut off or no list at all is read as nothing', () => {
    for (const script of ['var msgList = {"list":[', 'var msgList = "";', 'var msgList = {"list": 5};'])
      expect(read(page(`<script>${script}</script>`), 'https://mp.weixin.qq.com/profile').posts).toSatisfy(
        (posts: { dated: number } | null) => posts === null || posts.dated === 0,
      );
  });
});

describe('a recipe', () => {
  const item =
    '<div class="c" id="M_1"><span class="ctt">动态</span><span class="ct">01月08日 10:00</span></div>';

  it('knows the account’s page by its name, and takes no other page for it', () => {
    const own = read(page(item, '甲市发布的微博'), 'https://weibo.cn/u/1');
    expect(own.presence.shownName).toBe('甲市发布');
    expect(own.posts?.newest?.date).toBe('2021-01-08');
    const other = read(page(item, '评论列表'), 'https://weibo.cn/comment/1');
    expect(other.presence.shownName).toBeNull();
    expect(other.posts).toBeNull();
  });

  it('counts of a search only the account’s own posts, and does not call the newest of them the newest there is', () => {
    const found = (name: string, day: string) =>
      `<li d="1"><h4><a href="/a">题</a></h4><span class="s2">${name}</span><span class="s3" data-lastmodified="${Date.parse(`${day}T10:00:00+08:00`) / 1000}"></span></li>`;
    const html = page(`<ul>${found('别人', '2021-01-09')}${found('甲市发布', '2020-12-01')}</ul>`);
    const { posts } = read(html, 'https://weixin.sogou.com/weixin?query=1', '甲市发布');
    expect(posts).toMatchObject({ listed: 1, basis: 'single', newest: { date: '2020-12-01' } });
  });
});

describe('a search’s answer in JSON', () => {
  const post = (name: string, seconds: number, title: string) =>
    `<?xml version="1.0"?><DOCUMENT><item><display><title1><![CDATA[${title}]]></title1><sourcename><![CDATA[${name}]]></sourcename><date><![CDATA[2021-1-1]]></date><lastModified>${seconds}</lastModified></display></item></DOCUMENT>`;
  const url = 'https://weixin.sogou.com/weixinwap?query=1';

  it('is read post by post, the account’s own alone', () => {
    const items = [post('别人', 1610200000, '新'), post('甲市发布', 1609400000, '\ue40a甲\ue40b & <乙>')];
    const { posts } = read(JSON.stringify({ totalItems: 2, items }), url, '甲市发布');
    expect(posts).toMatchObject({
      ...{ listed: 1, basis: 'single', newest: { title: '甲 & <乙>', date: '2020-12-31' } },
    });
  });

  it('that holds no documents, or is cut off, is read as nothing', () => {
    for (const text of ['{"items":["x",1,null]}', '{"items":["<?xml version', '{"code":"need login"}'])
      expect(read(text, url, '甲市发布').posts).toBeNull();
  });
});

const FEEDS = 'pages/feeds';
const CASES: readonly (readonly [string, string, string | null, string | null])[] = [
  ...(
    [
      ['article_detail_backgroud-image', '华商报', '2018-04-06'],
      ['article_detail_mpvoice', '长江日报', '2018-03-19'],
      ['article_detail_qqmusic', '闲云野鹤古刹', '2018-04-07'],
    ] as const
  ).map(
    ([file, name, day]) =>
      [`chyroc__WechatSogou/test__file__${file}.html`, 'https://mp.weixin.qq.com/s/x', name, day] as const,
  ),
  ...[
    [
      'kingname__GeneralNewsExtractor/tests__wechat__1.html',
      'https://mp.weixin.qq.com/s/x',
      '爱否科技',
      '2020-02-12',
    ] as const,
  ],
  ...(
    [
      ['a4437630f3bdfa2757bae1595186ac063fe5ec25cf2f98116ece83cb', 'Dear-迪丽热巴', '2020-06-17'],
      ['4d5ed0a3ebd0303cb45edd544dbc0ab5e86d43e103405f0c60515884', null, null],
      ['63a98849ec82b2c87ec55bca03cbf5988f7eac233a23d86b4fdf5ffd', null, null],
      ['76233b3f90394581aac6f19cfa5d674a610e8b442b1f83de7673ab49', null, null],
      ['e97222acd5bc7d8d1bfbd3f352f8cad3e36fdd19e40b69e1c33fb3c3', null, null],
      ['ca5f2a555e8d62f728c66fa90afb2d54d19f8c898e164204a61bdf03', null, null],
    ] as const
  ).map(
    ([file, name, day]) =>
      [`dataabc__weiboSpider/tests__testdata__${file}.html`, 'https://weibo.cn/u/1', name, day] as const,
  ),
];

describe.skipIf(!hasCorpus)('the real pages of platforms', () => {
  it.each(CASES)('%s at %s: %s, newest %s', (file, url, name, day) => {
    const { presence, posts } = read(readFileSync(corpusFile(path.join(FEEDS, file)), 'utf8'), url);
    expect(presence.state).toBe('present');
    expect(presence.shownName).toBe(name);
    expect(posts?.newest?.date ?? null).toBe(day);
  });

  it.each([
    ['search-gaokao-article.html', '占豪', '2017-07-01'],
    ['search-gaokao-article.html', '阳光高考信息平台', '2017-06-28'],
    ['wapindex-wap-0612-wap_8-0.html', '车早茶', '2017-07-29'],
  ])('a search, %s: the newest of %s is of %s', (file, name, day) => {
    const html = readFileSync(
      corpusFile(path.join(FEEDS, `chyroc__WechatSogou/test__file__${file}`)),
      'utf8',
    );
    const { posts } = read(html, 'https://weixin.sogou.com/weixin?type=2', name);
    expect(posts).toMatchObject({ basis: 'single', newest: { date: day } });
  });

  it('a search’s answer in JSON: the date of each of its ten posts', () => {
    const text = readFileSync(
      corpusFile(path.join(FEEDS, 'chyroc__WechatSogou/test__file__search-gaokao-article.json')),
      'utf8',
    );
    const { items } = JSON.parse(text) as { items: string[] };
    const stated = items.map((item) => [
      /<sourcename><!\[CDATA\[(.*?)\]\]>/.exec(item)?.[1] ?? '',
      /<date><!\[CDATA\[(\d+)-(\d+)-(\d+)\]\]>/
        .exec(item)
        ?.slice(1)
        .map((part) => part.padStart(2, '0'))
        .join('-'),
    ]);
    expect(stated).toHaveLength(10);
    for (const [name, day] of stated) {
      const { posts } = read(text, 'https://weixin.sogou.com/weixinwap?type=2', name ?? '');
      expect(posts?.newest?.date, name).toBe(day);
    }
  });
});
