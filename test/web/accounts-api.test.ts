import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountService, accountService } from './helpers/account-service.ts';

const SCREEN = PNG.sync.write(new PNG({ width: 3, height: 2 }));
const KEY = 'account:wechat_subscription:mn_0';

let service: AccountService;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  service = await accountService([
    ['甲市发布', '甲市人民政府办公室', '西安市'],
    ['乙县发布', '乙县人民政府办公室', '榆林市'],
    ['丙局', '甲市财政局', '西安市'],
  ]);
  tokens.viewer = await service.token('viewer');
  tokens.operator = await service.token('operator', { name: '张三' });
  tokens.unit = await service.token('operator', { unit: '乙县人民政府办公室' });
});
afterAll(() => service.close());

const call = (method: 'GET' | 'POST', url: string, who: string, payload?: object) =>
  service.server.inject({
    ...{ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${tokens[who]}` } },
    ...(payload === undefined ? {} : { payload }),
  });
const names = async (url: string, who: string) =>
  (await call('GET', url, who)).json().items.map((item: { accountName: string }) => item.accountName);

describe('accounts over the API', () => {
  it('are listed by region and name, and what nobody saw waits for a person', async () => {
    const { items, next } = (await call('GET', '/accounts', 'viewer')).json();
    expect(items.map((item: { title: string }) => item.title)).toEqual([
      '甲市财政局“丙局”微信订阅号',
      '甲市人民政府办公室“甲市发布”微信订阅号',
      '乙县人民政府办公室“乙县发布”微信订阅号',
    ]);
    expect(next).toBeNull();
    expect(items[1]).toMatchObject({
      ...{ accountKey: KEY, handle: 'mn_0', lookedAt: null, unseen: true, verdict: 'undetermined' },
    });
    expect(await names('/accounts?name=财政', 'viewer')).toEqual(['丙局']);
    expect(await names('/accounts?platform=weibo', 'viewer')).toEqual([]);
    expect(await names('/accounts', 'unit')).toEqual(['乙县发布']);
  });

  it('take a person’s look with a screenshot, once, and stand as it showed', async () => {
    const look = {
      ...{ newest: '2024-05-01', interaction: 'yes', checkedAt: '2024-06-24T09:30' },
      screenshot: SCREEN.toString('base64'),
    };
    const recorded = await call('POST', `/accounts/${KEY}/looks`, 'operator', look);
    expect(recorded.statusCode, recorded.body).toBe(201);
    expect(recorded.json()).toEqual({ accountKey: KEY, by: '张三', added: true });
    expect((await call('POST', `/accounts/${KEY}/looks`, 'operator', look)).json().added).toBe(false);
    const [one] = (await call('GET', '/accounts?name=甲市发布', 'viewer')).json().items;
    expect(one).toMatchObject({ verdict: 'unqualified', by: '张三', unseen: false });
    expect(one.outcomes[0]).toMatchObject({
      ...{ indicator: 'account-not-updated', outcome: 'fail', standing: 'confirmed' },
      message: expect.stringContaining('2024-05-01'),
    });
    expect(await names('/accounts?unseen=true', 'viewer')).toEqual(['丙局', '乙县发布']);
  });

  it('refuse what cannot be read, in one line, and keep nothing of it', async () => {
    const refusals: [object, number, string][] = [
      [{}, 400, 'USAGE'],
      [{ newest: '2024-06-25' }, 400, 'USAGE'],
      [{ newest: '昨天' }, 400, 'USAGE'],
      [{ newest: 'none', checkedAt: '2024-06-25' }, 400, 'USAGE'],
      [{ newest: 'none', screenshot: Buffer.from('<svg/>').toString('base64') }, 400, 'USAGE'],
      [{ newest: 'none', screenshot: 'no base64!' }, 400, 'REQUEST_INVALID'],
      [{ newest: 'none', verdict: 'qualified' }, 400, 'REQUEST_INVALID'],
    ];
    for (const [payload, status, code] of refusals) {
      const refused = await call(
        'POST',
        '/accounts/account:wechat_subscription:mn_2/looks',
        'operator',
        payload,
      );
      expect([refused.statusCode, refused.json().code], JSON.stringify(payload)).toEqual([status, code]);
    }
    const unknown = await call('POST', '/accounts/account:none/looks', 'operator', { newest: 'none' });
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'TARGET_UNKNOWN']);
    const [one] = (await call('GET', '/accounts?name=丙局', 'viewer')).json().items;
    expect(one.lookedAt).toBeNull();
  });

  it('take no look from a viewer or from a unit', async () => {
    for (const who of ['viewer', 'unit']) {
      const refused = await call('POST', `/accounts/${KEY}/looks`, who, { newest: 'none' });
      expect([refused.statusCode, refused.json().code]).toEqual([403, 'FORBIDDEN']);
    }
  });
});
