import type { Trace } from '../domain/page-reading.ts';
import { absoluteUrl } from './absolute-url.ts';
import type { PageDom } from './page-dom.ts';

/** A page with more to say is no mere way on: its refresh is a reload, its script a menu. */
const LITTLE_TEXT = 200;
const LITTLE_SCRIPT = 800;
const SOON_SECONDS = 10;
/** Characters of a meta refresh that are read; blanks without end would cost the square of their number. */
const LONGEST_REFRESH = 500;

export interface WayOn {
  url: string;
  trace: Trace;
  confidence: number;
}

/** Where a page without content of its own sends its visitor: meta refresh, or a script that does nothing else. */
export function leadsTo(dom: PageDom, scripts: readonly string[], text: string, base: string): WayOn | null {
  if (text.length > LITTLE_TEXT) return null;
  for (const { element } of dom.nodes) {
    if (element?.name === 'meta' && /^refresh$/i.test(element.attribs['http-equiv'] ?? '')) {
      const stated = /^\s*([\d.]*)\s*[;,]?\s*(?:url\s*=\s*)?['"]?\s*([^'"\s>]+)/i.exec(
        (element.attribs.content ?? '').slice(0, LONGEST_REFRESH),
      );
      const url = stated === null || Number(stated[1] ?? 0) > SOON_SECONDS ? null : other(stated[2], base);
      if (url !== null) return wayOn(url, 'meta[http-equiv=refresh]', element.attribs.content ?? '', 0.95);
    }
    const onload = element?.name === 'body' ? element.attribs.onload : undefined;
    const url = onload === undefined ? null : target(onload, base);
    if (url !== null) return wayOn(url, 'body[onload]', onload ?? '', 0.9);
  }
  for (const script of scripts) {
    const url = script.trim().length <= LITTLE_SCRIPT ? target(script, base) : null;
    if (url !== null) return wayOn(url, 'script', LOCATION.exec(script)?.[0] ?? script, 0.8);
  }
  // One frame over the whole window: the page is what stands in it.
  const frames = dom.nodes.flatMap(({ element }) =>
    element?.name === 'frame' || element?.name === 'iframe' ? [element] : [],
  );
  const [only] = frames;
  const url =
    only !== undefined && frames.length === 1 && text.length < 20 ? other(only.attribs.src, base) : null;
  return url === null || only === undefined ? null : wayOn(url, only.name, only.attribs.src ?? '', 0.9);
}

function wayOn(url: string, selector: string, words: string, confidence: number): WayOn {
  return { url, trace: { selector, text: words.replace(/\s+/g, ' ').trim().slice(0, 120) }, confidence };
}

const LOCATION =
  /(?:^|[\s;{}(])(?:window\.|self\.|top\.|parent\.|document\.|this\.)*location(?:\.href)?\s*(?:=(?!=)|\.(?:replace|assign)\s*\()\s*['"]([^'"]{1,300})['"]/;

function target(script: string, base: string): string | null {
  // Under a condition (phones only, old browsers only) it does not lead every visitor on.
  if (
    /\b(?:if|switch)\b|\?[^'"]{0,80}:/.test(script.replace(/['"][^'"]{0,300}['"]/g, '""')) &&
    /userAgent|navigator|screen|width|protocol/.test(script)
  )
    return null;
  return other(LOCATION.exec(script)?.[1], base);
}

function other(target: string | undefined, base: string): string | null {
  const url = absoluteUrl(target, base);
  return url === null || url === base.replace(/#.*$/, '') ? null : url;
}
