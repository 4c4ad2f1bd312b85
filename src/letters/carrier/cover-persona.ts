import type { Frame, Page } from 'playwright';
import { MAX_CHARS, SERIALISE } from '../../browser/page-content.ts';

/**
 * Finds a persona's values in a document however they are split over elements or spaced, and lays a style over them:
 * text by a highlight, fields by their place. Nothing of the page is changed, so that a form may be sent afterwards.
 * False where that cannot be done.
 */
const COVER = (values: readonly string[]) => `((values) => {
  if (typeof Highlight !== 'function' || !CSS.highlights || !document.adoptedStyleSheets) return false;
  const passing = /[\\s\\u200b-\\u200d\\u2060\\ufeff\\-–—]/;
  const squeeze = (text) => [...text.normalize('NFKC').toLowerCase()].filter((c) => !passing.test(c)).join('');
  const wanted = values.map(squeeze).filter((value) => value.length > 1);
  const bears = (text) => typeof text === 'string' && text !== '' && wanted.some((value) => squeeze(text).includes(value));
  const ranges = [];
  const undo = [];
  const cover = (root) => {
    const fields = [], drawn = [], marked = [];
    const place = (element) => {
      const steps = [];
      for (let at = element; at && at.parentNode; at = at.parentElement) {
        if (at === document.documentElement) { steps.unshift(':root'); break; }
        steps.unshift(':nth-child(' + (1 + [...at.parentNode.children].indexOf(at)) + ')');
      }
      return steps.join(' > ');
    };
    const chars = [], nodes = [], offsets = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === 3) {
        const parent = node.parentElement;
        if (parent && /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|TEXTAREA|OPTION)$/.test(parent.tagName)) continue;
        if (parent && parent.ownerSVGElement && bears(node.nodeValue)) drawn.push(parent);
        let offset = 0;
        for (const c of node.nodeValue) {
          for (const one of squeeze(c)) { chars.push(one); nodes.push(node); offsets.push(offset); }
          offset += c.length;
        }
        continue;
      }
      if (node.shadowRoot) cover(node.shadowRoot);
      if (/^(INPUT|TEXTAREA)$/.test(node.tagName)) { if (bears(node.value) || bears(node.placeholder)) fields.push(node); }
      else if (node.tagName === 'SELECT') { if ([...node.selectedOptions].some((one) => bears(one.text))) fields.push(node); }
      else if ([...node.attributes].some(({ value }) => bears(value))) marked.push(node);
    }
    const all = chars.join('');
    if (all.length === chars.length)
      for (const value of wanted)
        for (let at = all.indexOf(value); at >= 0; at = all.indexOf(value, at + 1))
          for (let i = at; i < at + value.length; i++) {
            const range = document.createRange();
            range.setStart(nodes[i], offsets[i]);
            range.setEnd(nodes[i], Math.min(nodes[i].nodeValue.length, offsets[i] + String.fromCodePoint(nodes[i].nodeValue.codePointAt(offsets[i])).length));
            ranges.push(range);
          }
    const black = '{color:transparent!important;-webkit-text-fill-color:transparent!important;text-shadow:none!important;background:#333!important}';
    const rules = ['::highlight(xj-persona){color:transparent;-webkit-text-fill-color:transparent;text-shadow:none;background-color:#333}'];
    for (const field of fields) rules.push(place(field) + black, place(field) + '::placeholder{color:transparent!important}');
    for (const one of drawn) rules.push(place(one) + '{opacity:0!important}');
    for (const one of marked) rules.push(place(one) + '::before,' + place(one) + '::after{visibility:hidden!important}');
    const sheet = new CSSStyleSheet();
    for (const rule of rules) sheet.insertRule(rule, sheet.cssRules.length);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    undo.push(() => { root.adoptedStyleSheets = [...root.adoptedStyleSheets].filter((one) => one !== sheet); });
  };
  const lift = () => { CSS.highlights.delete('xj-persona'); for (const one of undo) one(); delete window.__xjLift; };
  Object.defineProperty(window, '__xjLift', { value: lift, configurable: true, enumerable: false });
  cover(document);
  CSS.highlights.set('xj-persona', new Highlight(...ranges));
  return true;
})(${JSON.stringify(values)})`;

const LIFT = 'typeof __xjLift === "function" && __xjLift()';

export interface CoveredPage {
  /** Null where a document cannot be covered: such a page is not photographed. */
  picture: Uint8Array | null;
  /** The documents as they stood right before, as far as they could be read. */
  contents: ReadonlyMap<Frame, string>;
}

/**
 * Reads the documents of a page and takes a picture while everything of a persona is covered on it. Where a document
 * gives way to another meanwhile the cover is gone with it, and browsers may never answer for the picture: both are
 * begun anew.
 */
export async function pictureWithout(
  page: Page,
  values: readonly string[],
  take: () => Promise<Uint8Array | null>,
): Promise<CoveredPage> {
  for (let tries = 1; ; tries++) {
    const move = nextMove(page);
    const contents = new Map<Frame, string>();
    const taken = coveredPicture(page, values, contents, take);
    const picture = await Promise.race([taken, move.made]).catch(() => null);
    move.forget();
    await Promise.all(page.frames().map((frame) => frame.evaluate(LIFT).catch(() => undefined)));
    if (picture !== MOVED) return { picture, contents };
    if (tries === TRIES) return { picture: null, contents };
  }
}

const TRIES = 3;
const MOVED = Symbol('moved');

/** Becomes {@link MOVED} when a document of the page gives way to another. */
function nextMove(page: Page): { made: Promise<typeof MOVED>; forget(): void } {
  let note = () => {};
  const made = new Promise<typeof MOVED>((resolve) => {
    note = () => resolve(MOVED);
  });
  page.on('framenavigated', note);
  return { made, forget: () => page.off('framenavigated', note) };
}

async function coveredPicture(
  page: Page,
  values: readonly string[],
  contents: Map<Frame, string>,
  take: () => Promise<Uint8Array | null>,
): Promise<Uint8Array | null> {
  const frames = page.frames().slice(0, MAX_FRAMES);
  if (page.frames().length > MAX_FRAMES) return null;
  const script = `({ html: ${SERIALISE}, isCovered: ${COVER(values)} })`;
  const covered = await Promise.all(
    frames.map((frame) =>
      frame.evaluate<{ html: unknown; isCovered: unknown }>(script).then(
        ({ html, isCovered }) => {
          contents.set(frame, String(html).slice(0, MAX_CHARS));
          return isCovered === true;
        },
        () => frame.isDetached() || !/^https?:/.test(frame.url()),
      ),
    ),
  );
  return covered.every((isDone) => isDone) ? take() : null;
}

/** A page of more documents is not read for letters either. */
const MAX_FRAMES = 30;
