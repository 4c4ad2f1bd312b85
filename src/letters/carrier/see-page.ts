import type { Frame, Page } from 'playwright';
import type { FormReading, LinkReading } from '../../domain/page-reading.ts';
import { mapPage } from '../../reading/forms/page-map.ts';
import { readForms } from '../../reading/forms/read-forms.ts';
import { readLinks } from '../../reading/links.ts';
import { type PageDom, parsePage } from '../../reading/page-dom.ts';
import { type WallKind, wallKind } from '../../reading/receipt/wall-kind.ts';
import { shownMarkup } from './shown-markup.ts';

/** One document of a page, read as the browser shows it now. */
export interface SeenFrame {
  frame: Frame;
  url: string;
  html: string;
  dom: PageDom;
  forms: FormReading[];
  links: LinkReading[];
  wall: { kind: WallKind; words: string } | null;
}

const MAX_FRAMES = 12;

const framesOf = (page: Page) =>
  page
    .frames()
    .filter((frame) => frame === page.mainFrame() || /^(https?:|about:srcdoc)/.test(frame.url()))
    .slice(0, MAX_FRAMES);

/** The links of every document of the page; those in `shown` are not read again. */
export async function linksOn(page: Page, shown: ReadonlyMap<Frame, string>): Promise<LinkReading[]> {
  const read = framesOf(page).map(async (frame) => {
    const html = shown.get(frame) ?? (await settledMarkup(frame));
    return html === null ? [] : readLinks(parsePage(html), frame.url());
  });
  return (await Promise.all(read).catch(() => [])).flat();
}

/** Reads every document of the page, the main one first. What cannot be read is left out. */
export async function seePage(page: Page): Promise<SeenFrame[]> {
  const frames = framesOf(page);
  const seen: SeenFrame[] = [];
  for (const frame of frames) {
    const html = await settledMarkup(frame);
    if (html === null) continue;
    const url = frame.url();
    const dom = parsePage(html);
    const map = mapPage(dom);
    const wall = wallKind(map);
    seen.push({
      ...{ frame, url, html, dom },
      forms: readForms(map, url),
      links: readLinks(dom, url),
      wall: wall === null ? null : { kind: wall.kind, words: wall.words.text },
    });
  }
  return seen;
}

/** A page that moves on while it is read is read again; null for one that never stands still. */
async function settledMarkup(frame: Frame): Promise<string | null> {
  for (let tries = 0; tries < 3; tries++) {
    try {
      return await shownMarkup(frame);
    } catch {
      if (frame.isDetached()) return null;
      await frame.waitForLoadState('domcontentloaded', { timeout: 5_000 }).catch(() => undefined);
    }
  }
  return null;
}
