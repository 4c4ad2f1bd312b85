import type { LinkReading } from '../domain/page-reading.ts';
import type { PageDom } from './page-dom.ts';

/** Names that designers give the parts of a page, most telling first. */
const PLACE_WORDS: readonly [RegExp, LinkReading['place']][] = [
  [/foot|(^|\s)bottom|copyright|yejiao|friend|yqlj|youqing|link_?box|(^|\s)bq(?=\s|$)/i, 'footer'],
  [/crumb|curmb|position|location|weizhi|dqwz|\bpath\b|dangqian|now-?site|(^|\s)wz(?=\s|$)/i, 'breadcrumb'],
  [/sitemap|site-map|wzdt/i, 'sitemap'],
  [
    /(^|[\s_-])s?(nav|navi|menu|mainnav|topnav)(?=$|[\s_-]|\d)|nav(bar|list|box|con|igation)?(?=$|\s)|menu|daohang|(^|\s)header|topbar/i,
    'nav',
  ],
  [/(^|[\s_-])(side|aside|lmenu|leftnav|subnav|leftbar)(?=$|[\s_-]|\d)|side-?bar|ejdh/i, 'aside'],
];
/** "list_left_nav", "subnav", "left-menu": a menu of columns beside the content, not the site's navigation. */
const SIDE_MENU = /left|side|sub|second|erji|ej|inner/i;
/** No honest page needs more steps from a link to its part. */
const MAX_STEPS = 16;

const named = new Map<string, LinkReading['place'] | undefined>();
/** Templates have a few hundred names; a hostile page may not fill the memory. */
const MAX_REMEMBERED = 5_000;

function placeNamed(words: string): LinkReading['place'] | undefined {
  if (named.has(words)) return named.get(words);
  if (named.size >= MAX_REMEMBERED) named.clear();
  const place = PLACE_WORDS.find(([pattern]) => pattern.test(words))?.[1];
  if (words.length <= 200) named.set(words, place);
  return place;
}

export interface Placed {
  place: 'footer' | 'breadcrumb' | 'nav' | 'aside' | 'sitemap' | 'heading' | null;
  /** Nesting of menus passed on the way up. */
  depth: number;
}

/** Which part of the page a node stands in, by tags and by the names of the elements around it. */
export function placeAt(dom: PageDom, index: number): Placed {
  let depth = 0;
  let at = index;
  for (let steps = 0; at >= 0 && steps < MAX_STEPS; steps++) {
    const flat = dom.nodes[at];
    const element = flat?.element;
    at = flat?.parent ?? -1;
    if (!element) continue;
    const { name, attribs } = element;
    if (name === 'body' || name === 'html') break;
    if (name === 'footer') return { place: 'footer', depth };
    if (name === 'aside') return { place: 'aside', depth };
    const words = `${attribs.class ?? ''} ${attribs.id ?? ''}`.trim();
    const found = words === '' ? undefined : placeNamed(words);
    if (name === 'li' || name === 'dd' || (name === 'dl' && found === undefined)) depth += 1;
    if (found === 'nav' && SIDE_MENU.test(words)) return { place: 'aside', depth };
    if (found !== undefined) return { place: found as Placed['place'], depth };
    if (name === 'nav' || name === 'header') return { place: 'nav', depth };
    if (/^h[1-6]$/.test(name)) return { place: 'heading', depth };
  }
  return { place: null, depth };
}
