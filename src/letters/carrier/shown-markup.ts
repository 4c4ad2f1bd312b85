import type { Frame } from 'playwright';

/** What the HTTP tier reads of a page at most, in characters. */
const MAX_CHARS = 8 * 1024 * 1024;

/**
 * The document as markup in which everything the browser keeps from sight is marked: `hidden` where nothing is drawn,
 * an off-screen style where a field is drawn where no eye falls. The page itself is left as it is.
 */
const SHOWN = `(() => {
  const root = document.documentElement;
  const copy = root.cloneNode(true);
  const own = [root, ...root.querySelectorAll('*')];
  const twin = [copy, ...copy.querySelectorAll('*')];
  const inHead = new Set(document.head ? document.head.querySelectorAll('*') : []);
  for (let i = 0; i < own.length && i < twin.length; i++) {
    const element = own[i];
    if (element === document.head || inHead.has(element) || /^(SCRIPT|STYLE|OPTION|BR|AREA|MAP|FRAME|FRAMESET)$/.test(element.tagName)) continue;
    const isField = /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
    // Radios, boxes and file pickers are hidden behind drawn ones; their wrapper decides.
    if (isField && /^(radio|checkbox|file|hidden)$/.test(element.type)) continue;
    if (element.checkVisibility && !element.checkVisibility({ visibilityProperty: true })) {
      twin[i].setAttribute('hidden', '');
      continue;
    }
    if (!isField) continue;
    const box = element.getBoundingClientRect();
    const isOff = box.right + window.scrollX <= 0 || box.bottom + window.scrollY <= 0 || box.width <= 2 || box.height <= 2;
    if (isOff || !element.checkVisibility({ opacityProperty: true }))
      twin[i].setAttribute('style', 'position:absolute;left:-9999px');
  }
  return ('<!DOCTYPE html>' + copy.outerHTML).slice(0, ${MAX_CHARS});
})()`;

/** Marked markup of one frame; rejects while the frame moves to another page. */
export async function shownMarkup(frame: Frame): Promise<string> {
  return String(await frame.evaluate<unknown>(SHOWN)).slice(0, MAX_CHARS);
}
