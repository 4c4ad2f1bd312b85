import { describe, expect, it } from 'vitest';
import { SURE_ENOUGH } from '../../src/domain/page-reading.ts';
import { readListData } from '../../src/reading/list-data.ts';
import { parsePage } from '../../src/reading/page-dom.ts';
import { readReceipt } from '../../src/reading/receipt/read-receipt.ts';
import { answerQuality } from '../../src/reading/replies/answer-quality.ts';
import { COLUMN_URL, columnPage, mainOf, readHtml, TODAY } from './read-html.ts';

/** Whoever looks a verdict up must find what it rests on, and what is not sure must be told from what is. */

const TITLES = ['关于开展安全生产大检查的通知', '关于端午节值班安排的通知', '关于公布考核结果的公示'];
const LETTERS = `<table><tr><th>信件标题</th><th>来信时间</th><th>答复时间</th><th>答复单位</th></tr>${TITLES.map((t, i) => `<tr><td><a href="/l/${i}.html">${t}</a></td><td>2024-06-1${i}</td><td>2024-06-2${i}</td><td>人社局</td></tr>`).join('')}</table>`;
const PAPERS = `<table><tr><th>事项名称</th><th>受理时间</th><th>办结时间</th><th>办理状态</th></tr>${TITLES.map((t, i) => `<tr><td><a href="/p/${i}.html">${t}</a></td><td>2024-01-1${i}</td><td></td><td>待受理</td></tr>`).join('')}</table>`;

describe('what a judgement of reading rests on', () => {
  it('is told of a list without dates by its first item', () => {
    const list = `<ul>${TITLES.map((t, i) => `<li><a href="/a/10${i}0.html">${t}</a></li>`).join('')}</ul>`;
    expect(mainOf(readHtml(columnPage(list)))?.trace).toEqual([
      { selector: expect.stringContaining('ul'), text: TITLES[0] },
    ]);
  });

  it('is told of a list that came as data, also of an empty one', () => {
    const answer = (value: unknown) =>
      readListData('ucap', new TextEncoder().encode(JSON.stringify(value)), null, COLUMN_URL, TODAY).list;
    const results = TITLES.map((title, i) => ({
      title,
      url: `/a/${i}.html`,
      publishedTimeStr: `2024-06-1${i}`,
    }));
    expect(answer({ data: { results } })?.trace[0]?.text).toBe(`2024-06-12 ${TITLES[2]}`);
    expect(answer({ data: { results: [], total: 0 } })?.trace).not.toEqual([]);
  });

  it('is told of every part of a site’s identity, at the element that says it', () => {
    const { identity } = readHtml(
      '<html><body><p>正文</p><div class="foot"><p class="zb">主办单位：示例县人民政府办公室 联系电话：0912-1234567</p><p class="ba">网站标识码：6108220001 陕ICP备05000001号-1 <a href="http://www.beian.gov.cn/portal?recordcode=61082202000001">备案</a></p><a href="/map/">网站地图</a><a href="https://zfwzzc.www.gov.cn/x?site_code=1"><img alt="找错"></a><script src="https://dcs.conac.cn/js/1.js"></script></div></body></html>',
    );
    const parts = ['siteCode', 'icp', 'police', 'sponsor', 'contact', 'siteMap', 'badge', 'findErrorEntry'];
    expect(Object.keys(identity.trace).sort()).toEqual([...parts].sort());
    expect(Object.keys(identity.confidence ?? {}).sort()).toEqual([...parts].sort());
    expect(identity.trace.siteCode).toEqual({
      selector: expect.stringContaining('p.ba'),
      text: '网站标识码：6108220001',
    });
  });

  it('is told of where a page leads on to', () => {
    const page = readHtml(
      '<html><head><meta http-equiv="refresh" content="0;url=/zw/"></head><body></body></html>',
    );
    expect(page).toMatchObject({
      leadsTo: 'https://www.example.gov.cn/zw/',
      leadsToTrace: { selector: 'meta[http-equiv=refresh]', text: '0;url=/zw/' },
      leadsToConfidence: 0.95,
    });
    const script = readHtml('<html><body><script>location.href="/zw/";</script></body></html>');
    expect(script.leadsToTrace?.text).toContain('location.href');
    const frame = readHtml('<html><body><iframe src="/zw/"></iframe></body></html>');
    expect(frame.leadsToTrace).toEqual({ selector: 'iframe', text: '/zw/' });
    expect(readHtml(columnPage('<p>正文</p>')).leadsToTrace).toBeNull();
  });

  it('is told of receipts and answers with how sure they are', () => {
    const page = (said: string) => readReceipt(parsePage(`<html><body><div>${said}</div></body></html>`));
    const handed = page('<p>提交成功，受理编号：20240620001</p>');
    const said = page('<p>提交成功</p>');
    expect(handed.confidence).toBeGreaterThan(said.confidence);
    expect(said.confidence).toBeGreaterThanOrEqual(SURE_ENOUGH);
    expect(page('<p>欢迎访问县长信箱</p>')).toMatchObject({ outcome: 'unclear', confidence: 0 });
    expect(answerQuality('您好，可持身份证到大厅办理社保卡补办手续。').confidence).toBeGreaterThan(
      answerQuality('这件事我们觉得挺好的。').confidence,
    );
  });
});

describe('what is not sure', () => {
  it('is a site code beside another one, unless the page’s own tag says which is its own', () => {
    const page = (head: string) =>
      readHtml(
        `<html><head>${head}</head><body><p>正文</p><div class="foot">主管：示例市 网站标识码：6108000001 承办：示例县 网站标识码：6108220001</div></body></html>`,
      ).identity;
    expect(page('').confidence?.siteCode).toBeLessThan(SURE_ENOUGH);
    expect(page('<meta name="SiteIDCode" content="6108220001">')).toMatchObject({
      siteCode: '6108220001',
      confidence: { siteCode: 0.95 },
    });
  });

  it('is a list of papers in hand, which is read like one of letters and is none', () => {
    const letters = readHtml(columnPage(LETTERS, '来信选登'));
    expect(letters.kind).toBe('reply-list');
    for (const { confidence } of letters.replies) expect(confidence).toBeGreaterThanOrEqual(SURE_ENOUGH);
    const papers = readHtml(columnPage(PAPERS, '办件公示'));
    expect(papers.kind).not.toBe('reply-list');
    for (const { confidence } of papers.replies) expect(confidence).toBeLessThan(SURE_ENOUGH);
    // The same rows on a page of letters are letters.
    for (const { confidence } of readHtml(columnPage(PAPERS, '县长信箱')).replies)
      expect(confidence).toBeGreaterThanOrEqual(SURE_ENOUGH);
  });
});
