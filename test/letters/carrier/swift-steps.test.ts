import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import type { FieldReading } from '../../../src/domain/page-reading.ts';
import { clickSpot } from '../../../src/letters/carrier/click-spot.ts';
import { checkWritten, writeSwiftly } from '../../../src/letters/carrier/fill-form.ts';
import type { FillStep } from '../../../src/letters/carrier/fill-plan.ts';
import { executable } from './bench-table.ts';

/** A page that notes every event of its boxes, and whether the browser itself made it. */
const NOTING = `<script>window.noted=[];for(const type of ['focus','input','change','blur'])addEventListener(type,e=>noted.push([type,e.target.id,e.isTrusted,e.inputType].join(' ')),true)</script>`;

const write = (id: string, value: string, control: FieldReading['control'] = 'input'): FillStep => ({
  do: 'write',
  field: {
    role: 'other',
    label: id,
    selector: `#${id}`,
    required: true,
    control,
    options: [],
    rules: {},
    confidence: 1,
  },
  ...{ value, secret: false },
});

describe.skipIf(executable === null)(
  'steps that take one round trip (skipped where no browser is installed)',
  () => {
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: executable ?? '' });
    });
    afterAll(() => browser?.close());
    beforeEach(async () => {
      page = await browser.newPage();
    });
    afterEach(() => page.close());

    it('boxes written in a row hear what they hear when a person types: trusted input, change on leaving', async () => {
      const body = `${NOTING}<input id="a" value="旧"><textarea id="b"></textarea><input id="c" maxlength="3"><button id="d">好</button>`;
      await page.setContent(body);
      const steps = [write('a', '王晓梅'), write('b', '第一行\n第二行'), write('c', '12345')];
      expect(await writeSwiftly(page.mainFrame(), steps)).toBe(3);
      await page.focus('#d');
      const own = await page.evaluate('noted.filter(one => !one.includes(" d "))');
      expect(await page.inputValue('#a')).toBe('王晓梅');
      expect(await page.inputValue('#b')).toBe('第一行\n第二行');
      expect(await page.inputValue('#c')).toBe('123');
      await expect(checkWritten(page.mainFrame(), steps)).rejects.toThrow('c 没有填进去');

      await page.setContent(body);
      for (const [selector, value] of [
        ['#a', '王晓梅'],
        ['#b', '第一行\n第二行'],
        ['#c', '12345'],
      ] as const) {
        await page.evaluate(`(box => { box.focus(); box.select(); })(document.querySelector('${selector}'))`);
        await page.keyboard.insertText(value);
      }
      await page.focus('#d');
      const typed = await page.evaluate('noted.filter(one => !one.includes(" d "))');
      expect(own).toEqual(typed);
      expect(own).toContain('change a true ');
    });

    it.each([
      ['read-only', '<input id="b" readonly>'],
      ['not drawn', '<input id="b" style="display:none">'],
      ['a picker of days', '<input id="b" type="date">'],
      ['not there yet', ''],
    ])('writing stops at a box that is %s, which is left to more care', async (_what, second) => {
      await page.setContent(`<input id="a">${second}<input id="c">`);
      const steps = [write('a', '一'), write('b', '二'), write('c', '三')];
      expect(await writeSwiftly(page.mainFrame(), steps)).toBe(1);
      expect(await page.inputValue('#c')).toBe('');
    });

    it('editors are left to the keyboard, for they listen to what comes before input', async () => {
      await page.setContent('<div id="e" contenteditable="true"></div>');
      expect(await writeSwiftly(page.mainFrame(), [write('e', '正文', 'editor')])).toBe(0);
    });

    it('a click spot within frames of the same site is told in the coordinates of the window', async () => {
      await page.setContent(
        `<div style="height:150px"></div><iframe style="margin-left:60px;border:5px solid;padding:7px" srcdoc="<p>须知</p><button id=go onclick=&quot;this.textContent='按下'&quot;>提交</button>"></iframe>`,
      );
      const frame = page.frames()[1];
      if (frame === undefined) throw new Error('no frame');
      await frame.waitForSelector('#go');
      const spot = await clickSpot<string>(systemClock, frame, '#go', {
        isStill: true,
        read: '(own) => own.id',
      });
      expect(spot?.read).toBe('go');
      await page.mouse.click(spot?.x ?? 0, spot?.y ?? 0);
      expect(await frame.textContent('#go')).toBe('按下');
    });

    it.each([
      ['covered', '<button id="go">提交</button><div style="position:fixed;inset:0">须知</div>'],
      ['disabled', '<button id="go" disabled>提交</button>'],
      ['out of sight', '<button id="go" style="visibility:hidden">提交</button>'],
      [
        'on its way',
        '<style>@keyframes m{to{margin-left:300px}}</style><button id="go" style="animation:m 5s linear">提交</button>',
      ],
      ['not there', ''],
    ])('no spot is told of a button that is %s', async (_what, body) => {
      await page.setContent(body);
      expect(await clickSpot(systemClock, page.mainFrame(), '#go', { isStill: true })).toBeNull();
    });

    it('no spot is told in a frame that something of its parent lies over', async () => {
      await page.setContent(
        '<iframe srcdoc="<button id=go>提交</button>"></iframe><div style="position:fixed;inset:0">须知</div>',
      );
      const frame = page.frames()[1];
      if (frame === undefined) throw new Error('no frame');
      await frame.waitForSelector('#go', { state: 'attached' });
      expect(await clickSpot(systemClock, frame, '#go', { isStill: true })).toBeNull();
    });
  },
);
