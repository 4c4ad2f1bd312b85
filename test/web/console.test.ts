import { type Browser, chromium, type Page } from 'playwright';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { epochMs } from '../../src/clock.ts';
import { findBrowser } from '../../src/run/find-browser.ts';
import { SELF } from '../../src/run/process-identity.ts';
import { type AccountService, accountService, NOW } from './helpers/account-service.ts';

const SCREEN = PNG.sync.write(new PNG({ width: 3, height: 2 }));
const HOSTILE = '<img src=x onerror=alert(1)>发布';

const executablePath = findBrowser('auto') ?? undefined;

describe.skipIf(executablePath === undefined)(
  'the console in a real browser (skipped where no Chromium is installed)',
  () => {
    let service: AccountService;
    let browser: Browser;
    let page: Page;
    let address: string;
    const refusedByPolicy: string[] = [];

    beforeAll(async () => {
      service = await accountService([
        ['甲市发布', '甲市人民政府办公室', '西安市'],
        [HOSTILE, '乙县人民政府办公室', '榆林市'],
      ]);
      address = await service.server.listen({ host: '127.0.0.1', port: 0 });
      browser = await chromium.launch({
        ...(executablePath === undefined ? {} : { executablePath }),
        args: ['--no-sandbox', '--disable-gpu'],
      });
      page = await browser.newPage();
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) refusedByPolicy.push(message.text());
      });
    });
    afterAll(async () => {
      await browser?.close();
      await service?.close();
    });

    it('lets nobody in without a token that holds', async () => {
      await page.goto(address);
      await page.fill('#token', 'xunjian_made-up');
      await page.click('#enter button');
      await page.getByText('令牌无效或已撤销').waitFor();
      expect(await page.isVisible('#accounts')).toBe(false);
      expect(await page.isVisible('#rehearsal')).toBe(true);
    });

    it('takes a person’s look at an account with its screenshot, in the name of the token', async () => {
      await page.fill('#token', await service.token('operator', { name: '张三' }));
      await page.click('#enter button');
      await page.locator('#rows tr', { hasText: '甲市发布' }).click();
      await page.fill('#newest', '2024-05-01');
      await page.check('input[name=interaction][value=no]');
      await page.fill('#checkedAt', '2024-06-24T09:30');
      await page.setInputFiles('#screenshot', { name: 's.png', mimeType: 'image/png', buffer: SCREEN });
      await page.locator('#preview').waitFor();
      await page.click('#look button');
      await page.getByText('已记录对“甲市发布”的查看').waitFor();
      expect(await page.locator('#rows tr').count()).toBe(1);
      await page.uncheck('#unseen');
      const row = page.locator('#rows tr', { hasText: '甲市发布' });
      await row.getByText('张三').waitFor();
      expect(await row.innerText()).toContain('2024-05-01');
      const [look] = await service.workspace.store.accounts.looks(
        ...(['account:wechat_subscription:mn_0', epochMs(0), epochMs(Date.parse(NOW))] as const),
      );
      expect(look).toMatchObject({ source: 'person', by: '张三' });
      const proof = look?.posts.seen === true ? look.posts.evidence[0] : undefined;
      expect(Buffer.from(await service.workspace.evidence.payload(proof as never)).equals(SCREEN)).toBe(true);
    });

    it('says what is missing or refused and keeps what was entered', async () => {
      await page.locator('#rows tr', { hasText: '甲市发布' }).click();
      await page.click('#look button');
      await page.getByText('请至少填写一项').waitFor();
      await page.fill('#checkedAt', '2024-06-24T09:30');
      await page.fill('#newest', '2024-06-25');
      await page.click('#look button');
      await page.getByText('晚于查看之日').waitFor();
      await page.fill('#checkedAt', '');
      await page.fill('#newest', '2024-07-01');
      await page.click('#look button');
      await page.getByText('after the day of the look').waitFor();
      expect(await page.inputValue('#newest')).toBe('2024-07-01');
    });

    it('shows a name full of markup as text', async () => {
      await page.locator('#rows tr', { hasText: HOSTILE }).click();
      expect(await page.innerText('#who')).toContain(HOSTILE);
      expect(await page.locator('#rows img, #who img').count()).toBe(0);
    });

    it('shows a captcha that waits and hands its answer to the desk', async () => {
      const { desk } = service.workspace.store;
      const at = epochMs(Date.parse(NOW));
      const id = await desk.ask(
        {
          ...{ letterId: 'l-1', siteCode: '6100000001', siteName: '示例县' },
          ...{ askedAt: at, expiresAt: epochMs(at + 300_000) },
        },
        SCREEN,
        SELF,
      );
      await page.click('a[href="#desk"]');
      const card = page.locator('.captcha', { hasText: '示例县' });
      await card.locator('img[src^="blob:"]').waitFor();
      await card.locator('input').fill('8k3d');
      await card.locator('button').click();
      await page.getByText('已提交').waitFor();
      expect(await desk.answerOf(id)).toBe('8k3d');
      await page.getByText('现在没有等待识别的验证码').waitFor();
    });

    it('runs nothing from elsewhere and nothing inline, and reads in English when asked', async () => {
      expect(refusedByPolicy).toEqual([]);
      await page.goto(`${address}/?lang=en`);
      await page.getByText('New-media accounts').waitFor();
      const inline = await page.evaluate<boolean>(
        "(() => { const script = document.createElement('script'); script.textContent = 'globalThis.ran = true'; document.body.append(script); return 'ran' in globalThis; })()",
      );
      expect(inline).toBe(false);
      expect(refusedByPolicy).toHaveLength(1);
    });
  },
);
