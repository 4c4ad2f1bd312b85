/**
 * A look at markup before it is parsed. The HTML tree builder is worse than linear on what hostile or broken pages
 * nest: 2,000 unclosed `<font>` elements cost it 15 s, 100,000 nested `<div>` more (parse5 8.0, measured). Real pages
 * nest 20 to 80 deep, broken ones up to a few hundred.
 */
export const MAX_DEPTH = 256;

/**
 * Start tags read of one page. Building the tree costs 10–20 µs each, so this bounds a page to well under a second;
 * the largest portal pages have about 8,000.
 */
export const MAX_TAGS = 40_000;

export interface BoundedMarkup {
  html: string;
  /** Tags were left out because they nest too deep. */
  bounded: boolean;
  /** The page goes on after what is read. */
  cut: boolean;
}

const VOID = new Set([
  ...[
    'area',
    'base',
    'br',
    'col',
    'embed',
    'hr',
    'img',
    'input',
    'link',
    'meta',
    'param',
    'source',
    'track',
    'wbr',
  ],
]);
/** Elements that a next one of their kind closes; left open they do not nest. */
const SELF_CLOSING = new Set(['p', 'li', 'dd', 'dt', 'tr', 'td', 'th', 'option', 'thead', 'tbody']);
/** Content is text up to the end tag. */
const RAW = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'noframes']);

/** The HTML that may be parsed: `html` itself but for tags that nest too deep and what lies beyond `MAX_TAGS`. Linear. */
export function boundedMarkup(html: string): BoundedMarkup {
  let tags = 0;
  const open: string[] = [];
  const kept: string[] = [];
  let copied = 0;
  const drop = (from: number, to: number) => {
    kept.push(html.slice(copied, from));
    copied = to;
  };
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    const isEnd = html.charCodeAt(at + 1) === 47;
    const name = nameAt(html, at + (isEnd ? 2 : 1));
    if (name === '') {
      at += 1;
      continue;
    }
    const close = html.indexOf('>', at);
    const next = close < 0 ? html.length : close + 1;
    if (!isEnd) tags += 1;
    if (tags > MAX_TAGS) {
      kept.push(html.slice(copied, at));
      return { html: kept.join(''), bounded: kept.length > 1, cut: true };
    }
    if (isEnd) {
      const depth = open.lastIndexOf(name);
      if (depth >= 0) open.length = depth;
      // An end tag without a start makes the tree builder search everything that is open.
      else if (kept.length > 0) drop(at, next);
    } else if (RAW.has(name)) {
      const end = indexOfEnd(html, name, next);
      at = end < 0 ? html.length : end;
      continue;
    } else if (!VOID.has(name) && html.charCodeAt(next - 2) !== 47) {
      if (SELF_CLOSING.has(name) && open.at(-1) === name) open.pop();
      if (open.length >= MAX_DEPTH) drop(at, next);
      else open.push(name);
    }
    at = next;
  }
  if (kept.length === 0) return { html, bounded: false, cut: false };
  kept.push(html.slice(copied));
  return { html: kept.join(''), bounded: true, cut: false };
}

function nameAt(html: string, from: number): string {
  let end = from;
  for (let code = html.charCodeAt(end); isNameCode(code) && end - from < 24; code = html.charCodeAt(end))
    end += 1;
  return html.slice(from, end).toLowerCase();
}

function isNameCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

function indexOfEnd(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? -1;
}
