import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import QRCode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { leadsOnPage } from '../../src/accounts/leads-on-page.ts';
import { MAX_IMAGE_BYTES, qrText } from '../../src/accounts/qr-code.ts';
import { epochMs } from '../../src/clock.ts';
import { type Account, plainName } from '../../src/domain/account.ts';
import type { AccountLead } from '../../src/domain/account-lead.ts';
import { judgeLead, sayLead } from '../../src/judge/judge-lead.ts';
import { ACCOUNT } from './account-facts.ts';

const HOME = 'https://www.jia.gov.cn/';
const onPage = (body: string) => leadsOnPage(`<html><body>${body}</body></html>`, HOME, []);
const named = (body: string) => onPage(body).leads.map(({ platform, name }) => [platform, name]);

describe('traces of accounts on a page', () => {
  it.each([
    ['<p>微信公众号：甲市发布</p>', 'wechat_subscription', '甲市发布'],
    ['<p>微信公众号“甲市发布”</p>', 'wechat_subscription', '甲市发布'],
    ['<p>关注“甲市发布”微信公众号</p>', 'wechat_subscription', '甲市发布'],
    ['<p>官方微博：@甲市发布</p>', 'weibo', '甲市发布'],
    ['<p>微信视频号：甲市视频</p>', 'wechat_channels', '甲市视频'],
    ['<p>抖音号：甲市融媒</p>', 'douyin', '甲市融媒'],
    ['<a href="https://weibo.com/u/5000000001">甲市发布</a>', 'weibo', '甲市发布'],
  ])('%s names %s %s', (body, platform, name) => {
    expect(named(body)).toEqual([[platform, name]]);
  });

  it.each([
    '<p>微信公众号：扫一扫关注</p>',
    '<p>微信公众号：二维码</p>',
    '<p>微信公众号：更多</p>',
    '<p>政务微博：点击进入</p>',
    '<a href="http://service.weibo.com/share/share.php?url=x">分享到微博</a>',
    '<a href="https://weibo.com/login.php">登录</a>',
    '<a href="/wx/list.html">微信矩阵</a>',
  ])('%s is no account', (body) => {
    expect(named(body)).toEqual([]);
  });

  it('are one lead where the name is the text of the link', () => {
    const { leads } = onPage('<p>新浪微博：<a href="https://weibo.com/u/5000000001">甲市发布</a></p>');
    expect(leads).toMatchObject([{ platform: 'weibo', name: '甲市发布', handle: '5000000001', way: 'link' }]);
  });

  it('may be pictures of codes, told by the words around them, a few at most', () => {
    const { codes } = onPage(
      `<p><img src="/logo.png" alt="网徽"></p><div><img src="/a.png" alt="二维码"><p>扫码关注微信公众号</p></div><p>${'工作动态'.repeat(40)}</p><img src="/ewm/x.png">`,
    );
    expect(codes).toEqual([
      { url: `${HOME}a.png`, platform: 'wechat_subscription' },
      { url: `${HOME}ewm/x.png`, platform: null },
    ]);
    const many = Array.from({ length: 50 }, (_, i) => `<img src="/ewm/${i}.png">`).join('');
    expect(onPage(many).codes.length).toBeLessThanOrEqual(8);
  });

  it('are found fast in a page made to be slow', () => {
    const began = performance.now();
    onPage(`${'微信公众号：'.repeat(20_000)}${'“'.repeat(50_000)}`);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('a QR code', () => {
  const url = 'https://weibo.com/u/5000000001';

  it('is read from PNG and JPEG', async () => {
    const png = await QRCode.toBuffer(url, { width: 220 });
    expect(qrText(png)).toBe(url);
    const { data, width, height } = PNG.sync.read(png);
    expect(qrText(jpeg.encode({ data, width, height }, 80).data)).toBe(url);
  });

  it('is not in a damaged, a huge or another picture, and none of them is an error', async () => {
    const png = await QRCode.toBuffer(url, { width: 220 });
    expect(qrText(png.subarray(0, 200))).toBeNull();
    expect(qrText(Buffer.from('GIF89a'))).toBeNull();
    expect(qrText(Buffer.alloc(MAX_IMAGE_BYTES + 1))).toBeNull();
    expect(qrText(PNG.sync.write(new PNG({ width: 40, height: 40 })))).toBeNull();
    const bomb = Buffer.from(PNG.sync.write(new PNG({ width: 1, height: 1 })));
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(qrText(bomb)).toBeNull();
  });
});

describe('漏报', () => {
  const LEAD: AccountLead = {
    ...{ platform: 'wechat_subscription', name: '陕西金融服务', handle: null, url: null },
    ...{ operator: '陕西省地方金融管理局', way: 'qr', foundOn: HOME, evidence: ['sha256:01'] },
  };
  const registered = (account: Partial<Account> = {}) => [{ key: 'k', account: { ...ACCOUNT, ...account } }];
  const units = new Set(['陕西省地方金融管理局'].map(plainName));
  const judged = (lead: Partial<AccountLead>, account: Partial<Account> = {}) =>
    judgeLead({ ...LEAD, ...lead }, { registered: registered(account), units, words: [] });

  it('is suspected when the platform names a unit of the inventory and no account fits', () => {
    const found = judged({});
    expect(found).toMatchObject({ state: 'unreported', outcome: 'fail', standing: 'suspected' });
    expect(sayLead(found, 'zh')).toContain('陕西省地方金融管理局“陕西金融服务”微信订阅号未纳入监管');
  });

  it('stands confirmed or dismissed by a person’s word alone', () => {
    const { findingId } = judged({});
    const word = { findingId, until: null, why: '核实', by: '张三', at: epochMs(1) };
    for (const [said, standing] of [
      ['confirm', 'confirmed'],
      ['dismiss', 'dismissed'],
    ] as const) {
      const words = [{ ...word, word: said }];
      expect(judgeLead(LEAD, { registered: registered(), units, words }).standing).toBe(standing);
    }
  });

  it.each([
    ['its present name', { name: '陕西金融' }, {}],
    ['a name in other width and spacing', { name: ' 陕西 金融 ' }, {}],
    ['a former name', { name: '陕西金融服务' }, { name: '陕西金融', formerNames: ['陕西金融服务'] }],
    ['its handle', { handle: 'SXJR' }, {}],
    ['its address', { url: 'https://weibo.com/u/1' }, { feedUrl: 'https://weibo.com/u/1' }],
    ['another kind of WeChat account', { platform: 'wechat_service', name: '陕西金融' } as const, {}],
    ['a closed account', { name: '陕西金融' }, { state: 'closed' } as const],
  ])('is not an account that is registered by %s', (_, lead, account) => {
    expect(judged(lead, account)).toMatchObject({ state: 'known', outcome: 'pass', standing: null });
  });

  it.each(['cancelled', 'withdrawn'] as const)('is an account that was %s and is there again', (state) => {
    expect(judged({ name: '陕西金融' }, { state }).state).toBe('unreported');
  });

  it('is not said of the same name under another operator, nor of strangers, nor where nobody is named', () => {
    expect(judged({ name: '陕西金融', operator: '某文化传媒公司' }).state).toBe('foreign');
    expect(judged({ operator: '某文化传媒公司' })).toMatchObject({ outcome: 'not_applicable' });
    expect(judged({ operator: null })).toMatchObject({ state: 'open', outcome: 'undetermined' });
  });
});
