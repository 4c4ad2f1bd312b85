import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAccounts, readColumns, readInventory, readSites } from '../../src/inventory/read-inventory.ts';
import { errorOf } from '../helpers/error-of.ts';

const SITES = 'site_code,site_name,home_url,sponsor,supervisor,region,level,type';
const ACCOUNTS = 'account_name,platform,operator,supervisor,region,feed_url,handle,declared';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xunjian-inventory-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const absent = () => path.join(folder, 'absent.csv');

function put(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

function site(
  code: string,
  rest: Partial<Record<'name' | 'url' | 'level' | 'type' | 'region', string>> = {},
) {
  const { name = '甲市人民政府', url = `http://www.s${code}.gov.cn`, level = 'city', type = 'portal' } = rest;
  return [code, name, url, '甲市人民政府办公室', '甲市人民政府', rest.region ?? '甲市', level, type].join(
    ',',
  );
}

describe('sites', () => {
  it('are read with BOM, CRLF, quoted commas and line breaks, and report the line a row begins on', () => {
    const text = [SITES, site('6100000001', { name: '"甲市,\n人民政府"' }), '', site('61000000')].join(
      '\r\n',
    );
    const { rows, refused } = readSites(put('sites.csv', `\uFEFF${text}\r\n`));
    expect(rows).toMatchObject([{ siteCode: '6100000001', name: '甲市,\n人民政府' }]);
    expect(refused).toMatchObject([{ line: 5, reason: 'site_code "61000000" is no 网站标识码' }]);
  });

  it('are read from GB18030 files', () => {
    // 甲市 in GB18030; the rest of the row is ASCII.
    const bytes = Buffer.concat([
      Buffer.from(`${SITES}\n6100000001,`),
      Buffer.from([0xbc, 0xd7, 0xca, 0xd0]),
      Buffer.from(',http://www.jia.gov.cn,o,o,r,city,portal\n'),
    ]);
    expect(readSites(put('sites.csv', bytes)).rows[0]?.name).toBe('甲市');
  });

  it('accept Chinese words for level, type and sponsor kind, and ministries’ codes', () => {
    const file = put(
      'sites.csv',
      `${SITES},sponsor_kind\n${site('BM12000001', { level: '省级', type: '部门网站' })},事业单位\n`,
    );
    expect(readSites(file).rows[0]).toMatchObject({
      siteCode: 'bm12000001',
      level: 'province',
      type: 'department',
      sponsorKind: 'institution',
    });
  });

  it.each([
    ['a code with a letter', site('610000000x'), /site_code "610000000x"/],
    [
      'a URL without a scheme',
      site('6100000001', { url: 'www.jia.gov.cn' }),
      /home_url "www.jia.gov.cn" is no web address|user name/,
    ],
    [
      'a URL with a password',
      site('6100000001', { url: 'http://a:b@www.jia.gov.cn' }),
      /is no web address|user name/,
    ],
    ['an ftp URL', site('6100000001', { url: 'ftp://www.jia.gov.cn' }), /is no web address|user name/],
    ['an unknown level', site('6100000001', { level: 'village' }), /level "village" is unknown/],
    ['a level named like a property of objects', site('6100000001', { level: 'constructor' }), /is unknown/],
    ['an empty region', site('6100000001', { region: '' }), /region is empty/],
    ['a cell too many', `${site('6100000001')},more`, /has 9 cells, the header 8/],
    ['a cell too few', '6100000001,甲市', /has 2 cells, the header 8/],
  ])('refuse %s', (_, row, reason) => {
    const { rows, refused } = readSites(put('sites.csv', `${SITES}\n${row}\n`));
    expect(rows).toEqual([]);
    expect(refused).toEqual([
      expect.objectContaining({
        line: 2,
        reason: expect.stringMatching(reason),
        remedy: expect.stringMatching(/./),
      }),
    ]);
  });

  it('keep the first of two rows with one code', () => {
    const rows = [site('6100000001'), site('6100000001', { url: 'http://b.gov.cn' })];
    const { rows: good, refused } = readSites(put('sites.csv', [SITES, ...rows].join('\n')));
    expect(good).toMatchObject([{ homeUrl: 'http://www.s6100000001.gov.cn/' }]);
    expect(refused).toMatchObject([{ line: 3, reason: 'site 6100000001 stands already on line 2' }]);
  });

  it('know the columns that one page shows by the number behind its hash, and no other hash', () => {
    const rows = ['#15001', '#15002', '#top'].map(
      (hash, i) =>
        `6100000001,栏目${i},http://www.a.gov.cn/${i < 2 ? 'gkmlpt/index' : 'tzgg/'}${hash},notice`,
    );
    const file = put('columns.csv', ['site_code,column_name,url,kind', ...rows].join('\n'));
    const { rows: good, refused } = readColumns(file, new Set(['6100000001']));
    expect(refused).toEqual([]);
    expect(good.map(({ url }) => url)).toEqual([
      'http://www.a.gov.cn/gkmlpt/index#15001',
      'http://www.a.gov.cn/gkmlpt/index#15002',
      'http://www.a.gov.cn/tzgg/',
    ]);
  });

  it('refuse a reporting unit that is written in two ways', () => {
    const rows = [site('6100000001', { region: '榆林市' }), site('6100000002', { region: '榆林' })];
    const { refused } = readSites(put('sites.csv', [SITES, ...rows].join('\n')));
    expect(refused).toMatchObject([{ line: 3, reason: 'region "榆林" is written "榆林市" on line 2' }]);
  });

  it.each([
    ['an empty file', '', /header lacks site_code/],
    ['a header that lacks a column', `${SITES.replace(',region', '')}\n`, /:1: the header lacks region/],
    ['a misspelt optional column', `${SITES},sponsorKind\n`, /unknown column "sponsorKind"/],
    ['a column named twice', `${SITES},type\n`, /names type twice/],
    ['an open quote', `${SITES}\n"6100000001,甲\n`, /:\d+: /],
    ['binary data', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xff]), /workbook/],
  ])('make %s an error of the file', (_, content, message) => {
    const error = errorOf(() => readSites(put('sites.csv', content)));
    expect(error.code).toBe('INVENTORY_INVALID');
    expect(error.message).toMatch(message);
    expect(error.remedy).not.toBe('');
  });

  it('pass over columns of the operator’s own and padding cells', () => {
    const file = put('sites.csv', `${SITES},备注\n${site('6100000001')},好,,\n`);
    expect(readSites(file)).toMatchObject({ rows: [{ siteCode: '6100000001' }], refused: [] });
  });
});

describe('columns', () => {
  it('carry kind, level and limit, in English or Chinese', () => {
    const file = put(
      'columns.csv',
      'site_code,column_name,url,kind,level,limit_days\n6100000001,要闻,http://a.gov.cn/xw/,动态要闻,1,30\n6100000001,公告,http://a.gov.cn/gg/,notice,,\n',
    );
    expect(readColumns(file, new Set(['6100000001'])).rows).toEqual([
      {
        siteCode: '6100000001',
        name: '要闻',
        url: 'http://a.gov.cn/xw/',
        kind: 'news',
        level: 1,
        limitDays: 30,
      },
      { siteCode: '6100000001', name: '公告', url: 'http://a.gov.cn/gg/', kind: 'notice' },
    ]);
  });

  it('refuse a limit of zero and an unknown kind', () => {
    const file = put(
      'columns.csv',
      'site_code,column_name,url,kind,limit_days\n6100000001,a,http://a.gov.cn/1,news,0\n6100000001,b,http://a.gov.cn/2,新闻类,\n',
    );
    expect(readColumns(file, new Set(['6100000001'])).refused.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('limit_days'),
      'kind "新闻类" is unknown',
    ]);
  });
});

describe('accounts', () => {
  it('accept Chinese platform names and words for declared', () => {
    const file = put(
      'accounts.csv',
      `${ACCOUNTS}\n甲市发布,微信订阅号,甲市府办,甲市政府,甲市,,jiashi,已报送\n`,
    );
    expect(readAccounts(file).rows[0]).toEqual({
      name: '甲市发布',
      platform: 'wechat_subscription',
      operator: '甲市府办',
      supervisor: '甲市政府',
      region: '甲市',
      feedUrl: null,
      handle: 'jiashi',
      declared: true,
      state: 'normal',
      level: null,
      formerNames: [],
    });
  });

  it('with an empty declared cell are refused, not taken for unreported', () => {
    const file = put('accounts.csv', `${ACCOUNTS}\n甲市发布,weibo,甲市府办,甲市政府,甲市,,,\n`);
    expect(readAccounts(file)).toMatchObject({ rows: [], refused: [{ reason: 'declared is empty' }] });
  });
});

describe('the inventory', () => {
  it('is taken whole or not at all, and the error lists every bad row', () => {
    const sites = put('sites.csv', [SITES, site('6100000001'), site('61'), site('62')].join('\n'));
    const error = errorOf(() => readInventory({ sites, columns: absent() }, { skipBad: false }));
    expect(error.code).toBe('INVENTORY_INVALID');
    expect(error.message.split('\n')).toHaveLength(2);
    expect(error.place).toEqual({ file: sites, line: 3 });
    expect(error.remedy).toContain('--skip-bad');
    const { sites: good, refused } = readInventory({ sites, columns: absent() }, { skipBad: true });
    expect([good.length, refused.length]).toEqual([1, 2]);
  });

  it('refuses a column whose site it does not hold', () => {
    const sites = put('sites.csv', [SITES, site('6100000001')].join('\n'));
    const columns = put(
      'columns.csv',
      'site_code,column_name,url,kind\n6100000009,a,http://a.gov.cn/1,news\n',
    );
    const { refused } = readInventory({ sites, columns }, { skipBad: true });
    expect(refused).toMatchObject([
      { file: columns, line: 2, reason: 'site_code "6100000009" is not among the sites' },
    ]);
  });

  it('needs no registries of columns and accounts, but one of sites', () => {
    const sites = put('sites.csv', [SITES, site('6100000001')].join('\n'));
    expect(
      readInventory({ sites, columns: absent(), accounts: absent() }, { skipBad: false }).accounts,
    ).toEqual([]);
    expect(
      errorOf(() => readInventory({ sites: absent(), columns: absent() }, { skipBad: false })).code,
    ).toBe('INVENTORY_UNREADABLE');
  });

  it('has a sample that is good as it ships, on hosts that cannot exist', () => {
    const at = (name: string) => `data/sample/${name}.csv`;
    const files = { sites: at('sites'), columns: at('columns'), accounts: at('accounts') };
    const sample = readInventory(files, { skipBad: false });
    expect([sample.sites.length, sample.columns.length, sample.accounts.length]).toEqual([3, 2, 2]);
    const hosts = [...sample.sites.map(({ homeUrl }) => homeUrl), ...sample.columns.map(({ url }) => url)];
    expect(hosts.filter((url) => !new URL(url).hostname.endsWith('.example'))).toEqual([]);
  });
});
