import { describe, expect, it } from 'vitest';
import { readHtml } from './read-html.ts';

const foot = (html: string) =>
  readHtml(
    `<html><head><title>示例县</title></head><body><p>正文</p><div class="footer">${html}</div></body></html>`,
  ).identity;

describe('what the foot of a page says of the site', () => {
  it('is read where numbers are typed in full-width digits or with blanks inside', () => {
    expect(foot('网站标识码 ：&nbsp;６１０８２２０００１ 陕公网安备 61082202000001 号')).toMatchObject({
      siteCode: '6108220001',
      police: '61082202000001',
    });
    expect(foot('网站标识码：6108 220001').siteCode).toBe('6108220001');
  });

  it('bears the badge where the registration’s own script writes it, percent-encoded', () => {
    const script =
      "<script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='http://dcs.conac.cn/js/27/CA2700001.js'%3E%3C/script%3E\"));</script>";
    expect(foot(script).badge).toBe(true);
    expect(foot('<script>var host = "www.example.gov.cn";</script>').badge).toBe(false);
  });
});

describe('what stands at the foot of a page', () => {
  const footer = (html: string) => foot(`联系电话：029-12345678 ${html}`);

  it('is read in every spelling that was seen', () => {
    const spellings: [string, Record<string, unknown>][] = [
      ['网站标识码（6108000001）', { siteCode: '6108000001' }],
      ['网站标识码【6108000001】', { siteCode: '6108000001' }],
      ['网站标识码BM16000001', { siteCode: 'bm16000001' }],
      ['网站标识码：61080000012', { siteCode: null }],
      ['<span>网站标识码：</span><a>61</a><a>08000001</a>', { siteCode: '6108000001' }],
      ['陕ICP备05000001', { icp: ['陕ICP备05000001号'] }],
      ['备案编号：陕 ICP 备 05000001 号 － 1', { icp: ['陕ICP备05000001号-1'] }],
      ['公安备案号：61082202000001', { police: '61082202000001' }],
      ['公安机关备案编号：61082202000001号', { police: '61082202000001' }],
      [
        '<a href="https://beian.mps.gov.cn/#/query/webSearch?code=61082202000001"><img src="a.png"></a>',
        { police: '61082202000001' },
      ],
      ['主办：中共示例县委 示例县人民政府 承办：县委网信办', { sponsor: '中共示例县委 示例县人民政府' }],
      ['示例县人民政府办公室主办 桂ICP备06001517', { sponsor: '示例县人民政府办公室' }],
      ['示例县人民政府办公室主办 示例县信息中心承办', { sponsor: '示例县人民政府办公室' }],
      ['版权所有：示例县人民政府 主办单位：示例县政府办公室', { sponsor: '示例县政府办公室' }],
      ['版权所有 © 示例县人民政府 未经授权禁止转载', { sponsor: '示例县人民政府' }],
      ['示例县人民政府版权所有 主办：示例县人民政府办公室', { sponsor: '示例县人民政府办公室' }],
      [
        '主办单位：示例县政府办公室 联系电话：0912-1234567 地址：示例路1号',
        { sponsor: '示例县政府办公室', contact: '0912-1234567' },
      ],
      ['<a href="/map/">[ 网 站 地 图 ]</a>', { siteMap: 'https://www.example.gov.cn/map/' }],
      [
        '<a href="https://zfwzzc.www.gov.cn/check_web/errorInfo_zzy.action?site_code=6108000001"><img src="zc.png"></a>',
        { findErrorEntry: true },
      ],
    ];
    for (const [html, read] of spellings)
      expect([html, footer(html)]).toEqual([html, expect.objectContaining(read)]);
  });
});
