import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureOf } from '../../../src/browser/page-picture.ts';
import { systemClock } from '../../../src/clock.ts';
import { pictureWithout } from '../../../src/letters/carrier/cover-persona.ts';
import { executable } from './bench-table.ts';

interface Who {
  name: string;
  phone: string;
}
const WANG: Who = { name: '王晓梅', phone: '13800001234' };
const LI: Who = { name: '李建国', phone: '15922226789' };

/** A page that shows who wrote in every place a page has for it. */
const pageOf = (
  { name, phone }: Who,
  extra = '',
) => `<style>.q::after{content:attr(data-n)}.z{color:red!important;-webkit-text-fill-color:blue}</style>
<p class="z">尊敬的<b>${name.slice(0, 1)}</b>${name.slice(1)}：您的电话 ${phone.slice(0, 3)} ${phone.slice(3, 7)}-${phone.slice(7)} 已登记</p>
<p class="q" data-n="${name}">登记人</p>
<form onsubmit="return false"><input name="n" value="${name}"><input placeholder="${name}"><textarea rows="2">我是${name}，电话${phone}</textarea><select><option>${name}</option></select></form>
<svg width="200" height="40"><text x="5" y="20">${name}</text></svg><div id="s"></div>
<iframe width="300" height="60" srcdoc="<p>${name}在框架里</p>"></iframe><p>后面的话照旧</p>
<script>document.getElementById('s').attachShadow({mode:'open'}).innerHTML='<p>影子 ${name} <input value="${phone}"></p>'</script>${extra}`;

describe.skipIf(executable === null)('a picture of a page (skipped where no browser is installed)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executable ?? '' });
  });
  afterAll(() => browser?.close());

  async function shown(who: Who, extra = '') {
    const page = await browser.newPage({ viewport: { width: 700, height: 420 } });
    await page.setContent(pageOf(who, extra));
    const before = await page.content();
    const { picture, contents } = await pictureWithout(page, [who.phone, who.name], () =>
      pictureOf(page, systemClock),
    );
    return { page, before, contents, picture: picture === null ? null : Buffer.from(picture) };
  }

  it('is the same whoever wrote: nothing of a persona can be seen on it', async () => {
    const [one, other] = [await shown(WANG), await shown(LI)];
    expect(one.picture?.length).toBeGreaterThan(2_000);
    expect(one.picture?.equals(other.picture ?? Buffer.alloc(0))).toBe(true);
    // Uncovered they differ, and what nobody hides is seen.
    const bare = async ({ page }: { page: Page }) => Buffer.from((await pictureOf(page, systemClock)) ?? []);
    expect((await bare(one)).equals(await bare(other))).toBe(false);
    const elsewhere = await shown({ ...WANG }, '<p>另外一句</p>');
    expect(elsewhere.picture?.equals(one.picture ?? Buffer.alloc(0))).toBe(false);
  });

  it('is taken anew of a page that moves on meanwhile: the next document is covered too', async () => {
    const page = await browser.newPage();
    await page.setContent('<p>提交成功，正在跳转</p>');
    let [times, cover]: [number, unknown] = [0, null];
    const { picture, contents } = await pictureWithout(page, [WANG.phone, WANG.name], async () => {
      times += 1;
      if (times > 1) cover = await page.evaluate('typeof __xjLift');
      else await page.goto(`data:text/html;charset=utf-8,<p>${WANG.name}</p>`);
      return Buffer.from([times]);
    });
    expect({ picture, cover }).toEqual({ picture: Buffer.from([2]), cover: 'function' });
    expect(contents.get(page.mainFrame())).toContain(WANG.name);
  });

  it('does not wait for a browser that lost it in the change of documents, and is none of a page that never stands', async () => {
    const page = await browser.newPage();
    await page.setContent('<p>甲</p>');
    let times = 0;
    const { picture } = await pictureWithout(page, [WANG.name], async () => {
      times += 1;
      await page.goto(`data:text/html;charset=utf-8,<p>${times}</p>`);
      return new Promise<never>(() => {});
    });
    expect({ picture, times }).toEqual({ picture: null, times: 3 });
  });

  it('leaves the page as it was, so that the letter goes under its own name', async () => {
    const { page, before, contents } = await shown(WANG);
    expect(await page.content()).toBe(before);
    // Read in the same breath, before anything was covered.
    expect(contents.get(page.mainFrame())).toBe(before);
    expect(await page.inputValue('[name=n]')).toBe(WANG.name);
    expect(await page.evaluate('document.adoptedStyleSheets.length + CSS.highlights.size')).toBe(0);
  });

  it('is not taken where the page keeps us from covering it', async () => {
    const { picture } = await shown(WANG, '<script>window.Highlight=undefined</script>');
    expect(picture).toBeNull();
  });

  it('shows a long page whole, and one without end to its limit', async () => {
    const page = await browser.newPage({ viewport: { width: 700, height: 420 } });
    const heightOf = (png: Uint8Array | null) => (png === null ? 0 : Buffer.from(png).readUInt32BE(20));
    await page.setContent('<div style="height:2000px">长</div>');
    expect(heightOf(await pictureOf(page, systemClock))).toBeGreaterThan(2_000);
    await page.setContent('<div style="height:90000px">没有尽头</div>');
    expect(heightOf(await pictureOf(page, systemClock))).toBe(8_000);
  });
});
