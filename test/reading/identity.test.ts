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
