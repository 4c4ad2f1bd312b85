import type { Page } from 'playwright';
import type { Persona } from '../../src/letters/letter-carrier.ts';
import type { LETTER } from '../../test/letters/carrier/bench-table.ts';

type Letter = Pick<typeof LETTER, 'title' | 'content'>;
export type HandScript = (page: Page, home: string, letter: Letter, persona: Persona) => Promise<void>;

/** How somebody who knows each form scripts it: selectors by hand, nothing looked for. Ends when the receipt shows. */

const fill = async (page: Page | ReturnType<Page['frameLocator']>, values: Record<string, string>) => {
  for (const [name, value] of Object.entries(values)) await page.locator(`[name="${name}"]`).fill(value);
};

const person = ({ name, phone, email, address }: Persona) => ({ name, phone, email, address });
const words = ({ title, content }: Letter) => ({ title, content });

export const HAND_SCRIPTS: Readonly<Record<string, HandScript>> = {
  async plain(page, home, letter, persona) {
    await page.goto(home);
    await page.click('text=我要写信');
    await fill(page, { ...person(persona), ...words(letter) });
    await page.click('input[type=submit]');
    await page.waitForSelector('text=受理编号');
  },
  async jact(page, home, letter, persona) {
    await page.goto(home);
    await page.click('text=领导信箱');
    await page.click('text=我要写信');
    await page.selectOption('[name=sysunit]', { label: '市政府办公室' });
    await fill(page, { ...person(persona), ...words(letter) });
    await page.locator('[name=open]').nth(1).check();
    await page.check('[name=agree]');
    await page.click('input[type=submit]');
    await page.waitForSelector('text=查询码');
  },
  async 'strict-lengths'(page, home, letter, persona) {
    await page.goto(home);
    await page.click('text=市长信箱');
    await page.selectOption('[name=type]', { label: '我要咨询' });
    await page.selectOption('[name=dept]', { label: '市政府办公室' });
    const { name, phone, email } = persona;
    await fill(page, { name, phone, email, ...words(letter) });
    await page.click('input[type=submit]');
    await page.waitForSelector('text=查询码');
  },
  async iframe(page, home, letter, persona) {
    await page.goto(home);
    await page.click('.hd a');
    await page.click('text=咨询投诉');
    const frame = page.frameLocator('iframe');
    await fill(frame, { ...person(persona), ...words(letter) });
    await frame.locator('input[type=submit]').click();
    await frame.locator('text=受理编号').waitFor();
  },
  async 'confirm-dialog'(page, home, letter, persona) {
    const said = new Promise<void>((resolve) =>
      page.on('dialog', (dialog) => {
        if (dialog.type() === 'alert') resolve();
        void dialog.accept();
      }),
    );
    await page.goto(home);
    await page.click('text=我要写信');
    await fill(page, { ...person(persona), ...words(letter) });
    await page.click('input[type=submit]');
    await said;
  },
  async 'ajax-layer'(page, home, letter, persona) {
    await page.goto(home);
    await page.click('text=我要写信');
    await page.fill('#xm', persona.name);
    await page.fill('#sj', persona.phone);
    await page.fill('#bt', letter.title);
    await page.fill('#nr', letter.content);
    await page.click('#tj');
    await page.waitForSelector('.layer');
  },
  async editor(page, home, letter, persona) {
    await page.goto(home);
    await page.click('text=我要写信');
    await fill(page, { ...person(persona), title: letter.title });
    await page.fill('.w-e-text', letter.content);
    await page.click('input[type=submit]');
    await page.waitForSelector('text=受理编号');
  },
  async multipart(page, home, letter, persona) {
    await page.goto(home);
    await page.click('text=我要写信');
    await fill(page, { ...person(persona), ...words(letter) });
    await page.click('input[type=submit]');
    await page.waitForSelector('text=受理编号');
  },
};
