import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { loadReportProfile } from '../../src/config/report-profile.ts';
import type { BulletinText } from '../../src/report/check/bulletin-text.ts';
import { checkBulletin } from '../../src/report/check/check-bulletin.ts';

const PROFILE = loadReportProfile(path.resolve(import.meta.dirname, '../../config/report/province.yaml'));
const REFERENCE = path.resolve(import.meta.dirname, '../../../shared/reference');

const check = (text: string, annexes: Partial<BulletinText> = {}) =>
  checkBulletin({ text, annex1: null, annex2: null, annex3: null, ...annexes }, PROFILE);
const rules = (text: string, annexes: Partial<BulletinText> = {}) =>
  check(text, annexes).map(({ rule }) => rule);

const TITLE = '2024年第二季度全省政府网站与政务新媒体检查结果通报\n\n';
const region = (unit: string, problems: number, closed: number, rate: string) => ({
  ...{ no: '1', unit, rectification_rate: rate, problems: String(problems), closed: String(closed) },
  ...{
    site_problems: String(problems),
    site_closed: String(closed),
    account_problems: '0',
    account_closed: '0',
  },
});

describe('the checker of bulletins', () => {
  it('finds nothing in a text that agrees', () => {
    expect(
      rules(
        `${TITLE}本季度对552家政府网站进行了检查，合格率为100%。抽查账号1521个，其中1517个合格，A“甲”微信订阅号、B“乙”微信订阅号等4个账号不合格，合格率为99.74%。较上季度有所提高，2023年第二季度为98%。`,
      ),
    ).toEqual([]);
  });

  it('finds a quarter that is not the title’s', () => {
    expect(rules(`${TITLE}三季度，转办问题清单若干。`)).toEqual(['quarter']);
  });

  it('finds a rate that its own counts do not give', () => {
    expect(check(`${TITLE}共计294家，291家合格，合格率为98.9%。`)[0]?.message).toContain('291÷294=99.0%');
    expect(rules(`${TITLE}共计286家，251家按期，按期率为87.76%。`)).toEqual([]);
    expect(rules(`${TITLE}共计286家，251家按期，按期率为87.77%。`)).toEqual(['rate']);
  });

  it('finds a list that holds more names than it says', () => {
    expect(rules(`${TITLE}“甲县”网、“乙县”网、“丙县”网等2家网站未更新。`)).toEqual(['list-count']);
    expect(rules(`${TITLE}“甲、乙业务”网、“丙县”网等2家网站未更新。`)).toEqual([]);
  });

  it('finds letters that do not add up, across a broken page', () => {
    const text = (none: number) =>
      `${TITLE}共计10家政府网站的互动回应情况进行了咨询信件测试，7家网站在规定时间内进行了答复，按期答复率为70.00%。其中，“甲市人民政府”\n\n网等5家网站能够于当日回复信件；“乙”网未及时回复信件；“丙”网等${none}家网站未回复信件。`;
    expect(rules(text(2))).toEqual([]);
    expect(rules(text(3))).toEqual(['sum']);
  });

  it('finds in annex 3 wrong rates, sums and order', () => {
    const good = [
      region('西安市', 4, 4, '100.00%'),
      region('渭南市', 46, 45, '97.83%'),
      region('合计', 50, 49, '98.00%'),
    ];
    expect(rules(TITLE, { annex3: good })).toEqual([]);
    expect(rules(TITLE, { annex3: [region('西安市', 4, 4, '100%'), ...good.slice(1)] })).toEqual(['rate']);
    expect(rules(TITLE, { annex3: [good[1], good[0], good[2]].filter((row) => row !== undefined) })).toEqual([
      'annex-order',
    ]);
    expect(rules(TITLE, { annex3: [...good.slice(0, 2), region('合计', 51, 50, '98.04%')] })).toContain(
      'sum',
    );
  });

  it('finds a report that is due before its own signature', () => {
    expect(rules(`${TITLE}请于6月20日前将整改情况书面报省政府办公厅。\n\n2024年6月28日`)).toEqual(['date']);
  });

  it('holds apart units whose names only resemble each other', () => {
    const annex2 = [
      '陕西省住房和城乡建设厅',
      '陕西省住房和城乡建设厅综合服务中心',
      '西安高新技术产业开发区',
      '西安经济技术开发区管委会',
    ].map((site_name) => ({ category: '当日回复', site_type: '省级部门网站', site_name }));
    expect(rules(TITLE, { annex2 }).filter((rule) => rule === 'name-variant')).toEqual([]);
  });

  it.skipIf(!existsSync(REFERENCE))(
    'finds every slip known of the published bulletin, and nothing untrue',
    () => {
      const table = (name: string) =>
        parse(readFileSync(path.join(REFERENCE, name), 'utf8'), { columns: true, bom: true }) as Record<
          string,
          string
        >[];
      const slips = check(readFileSync(path.join(REFERENCE, 'bulletin-2024Q2.md'), 'utf8'), {
        annex1: table('annex1-unqualified-accounts.csv'),
        annex2: table('annex2-letter-test.csv'),
        annex3: table('annex3-problems-by-region.csv'),
      });
      expect(slips.map(({ rule, quote }) => `${rule} ${quote}`).sort()).toEqual([
        // Half-width brackets where the other names have full-width ones: true of these two names.
        'name-brackets 全国公共资源交易平台(咸阳市)咸阳市公共资源交易中心',
        'name-brackets 公祭轩辕黄帝网(陕西省黄帝陵文化园区管理委员会)',
        'name-form 公祭轩辕黄帝网(陕西省黄帝陵文化园区管理委员会)',
        'name-level 陕西省文物局',
        'name-place 西县人民政府',
        'name-variant 榆林经济开发区（榆神工业区）',
        'quarter 监管平台交办的问题清单，三季度，省监管平台转办的问题清单404',
      ]);
      expect(slips.find(({ rule }) => rule === 'name-variant')?.message).toContain('3种写法');
    },
  );
});
