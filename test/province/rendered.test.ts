import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Day, dayOf, iso, partsOf, two } from './days.ts';
import { columnUrl } from './inventory.ts';
import { DIALECTS } from './model.ts';
import { type RunningProvince, startProvince } from './start-province.ts';
import { World } from './state.ts';

const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const executablePath = BROWSERS.find(existsSync);

/** A date in every way the province writes one. */
function spellings(day: Day): string[] {
  const { year, month, date } = partsOf(day);
  return [
    iso(day),
    iso(day).replaceAll('-', '.'),
    `${year}/${month}/${date}`,
    `${year}年${month}月${date}日`,
    `${year}-${month}-${date}`,
    `${two(month)}-${two(date)}`,
    `${two(date)}${year}-${two(month)}`,
  ];
}

/** Text of the page and its frames after scripts ran, tabs that a click would show included; blanks taken out. */
async function shown(page: Page): Promise<string> {
  const read = `(() => { const all = document.documentElement.cloneNode(true); all.querySelectorAll('script, style, noframes').forEach((e) => e.remove()); return all.textContent; })()`;
  const texts = await Promise.all(page.frames().map((frame) => frame.evaluate<string>(read)));
  return texts.join('\n').replace(/\s+/g, '');
}

describe.skipIf(executablePath === undefined)(
  'the province in a real browser (skipped where no Chromium is installed)',
  () => {
    let province: RunningProvince;
    let browser: Browser;

    beforeAll(async () => {
      province = await startProvince({ seed: 7, size: 'demo', faults: false });
      browser = await chromium.launch({
        ...(executablePath === undefined ? {} : { executablePath }),
        args: ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=MAP * 127.0.0.1:${province.port}`],
      });
    });
    afterAll(async () => {
      await browser?.close();
      await province?.close();
    });

    it.each(DIALECTS)('shows on %s pages the newest dates that the truth states', async (dialect) => {
      const world = new World(province.province, dayOf(province.date()), () => false);
      const site = province.province.sites.find(
        (s) => s.dialect === dialect && s.homeUrl === `http://${s.host}/`,
      );
      if (site === undefined) throw new Error(`no site of ${dialect}`);
      const state = world.state(site);
      const context = await browser.newContext();
      const page = await context.newPage();
      try {
        for (const column of site.columns
          .filter(({ limit, form }) => form === 'list' && limit !== null)
          .slice(0, 9)
          .filter((_, i) => i % 8 === 0)) {
          const latest = state.latest(column) ?? 0;
          const [article] = state.articles(column, { count: 1 }).articles;
          await page.goto(columnUrl(site, column.no), { waitUntil: 'networkidle' });
          const text = await shown(page);
          expect(text).toContain(article?.title.slice(0, 20).replace(/\s/g, ''));
          if (dialect !== 'pboc') expect(spellings(latest).some((s) => text.includes(s))).toBe(true);
        }
        await page.goto(site.homeUrl, { waitUntil: 'networkidle' });
        const home = await shown(page);
        const newest = Math.max(...state.homeColumns.map((column) => state.latest(column) ?? 0));
        if (dialect !== 'pboc') expect(spellings(newest).some((s) => home.includes(s))).toBe(true);
        expect(home).toContain('网站标识码');
        expect(home).toContain('互动交流');
      } finally {
        await context.close();
      }
    });
  },
);
