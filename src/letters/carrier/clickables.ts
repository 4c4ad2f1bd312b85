import type { Frame, Locator } from 'playwright';

/** Something without an address that a visitor would press: a menu made by script, a 同意 with a countdown. */
export interface Clickable {
  frame: Frame;
  locator: Locator;
  text: string;
  disabled: boolean;
}

interface Found {
  index: number;
  text: string;
  disabled: boolean;
}

/**
 * Marks what can be pressed and has few words. Links with an address are left out unless `withLinks`: they are followed
 * by it.
 */
const COLLECT = (withLinks: boolean) => `(() => {
  const found = [];
  const seen = new Set();
  const all = document.querySelectorAll('a, button, input[type=button], input[type=submit], input[type=image], [onclick], [role=button], li, span, div, p, em, i, td, img');
  for (const element of all) {
    if (found.length >= 300) break;
    const native = /^(A|BUTTON|INPUT)$/.test(element.tagName) || element.hasAttribute('onclick') || element.getAttribute('role') === 'button';
    if (!native && (element.childElementCount > 2 || getComputedStyle(element).cursor !== 'pointer')) continue;
    if (element.tagName === 'A' && ${!withLinks}) {
      const href = (element.getAttribute('href') || '').trim();
      if (href !== '' && !/^(#|javascript:)/i.test(href)) continue;
    }
    const text = (element.innerText || element.value || element.alt || element.title || '').replace(/\\s+/g, '');
    if (text === '' || text.length > 20) continue;
    const parent = element.parentElement && element.parentElement.closest('[data-xj-press]');
    if (parent && seen.has(parent)) continue;
    seen.add(element);
    element.setAttribute('data-xj-press', String(found.length));
    found.push({ index: found.length, text, disabled: element.disabled === true || /(^|[\\s_-])(disabled|disable|gray|grey)([\\s_-]|$)/i.test(element.className) || element.getAttribute('aria-disabled') === 'true' });
  }
  return found;
})()`;

/** What can be pressed on one document, in document order. */
export async function clickablesOf(frame: Frame, withLinks = false): Promise<Clickable[]> {
  const found = await frame.evaluate<Found[]>(COLLECT(withLinks)).catch(() => []);
  return found.map(({ index, text, disabled }) => ({
    ...{ frame, text: String(text), disabled: disabled === true },
    locator: frame.locator(`[data-xj-press="${Number(index)}"]`).first(),
  }));
}
