import type { Element } from 'domhandler';
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

/** A place with the steps up to the element that tells it. */
export interface KnownPlace extends Placed {
  steps: number;
}

const NOWHERE: KnownPlace = { place: null, depth: 0, steps: 0 };

/** Which part of the page a node stands in, by tags and by the names of the elements around it. */
export function placeAt(dom: PageDom, index: number): Placed {
  const known = placeOf(dom, index);
  return known.steps < MAX_STEPS ? known : NOWHERE;
}

/** Items of one list stand in one place: what is above them is asked once. */
function placeOf(dom: PageDom, index: number): KnownPlace {
  const flat = dom.nodes[index];
  if (flat === undefined) return NOWHERE;
  const before = dom.places[index];
  if (before !== undefined) return before;
  const { element, parent } = flat;
  let found = element === null ? null : ownPlace(element);
  if (found === null) {
    const above = placeOf(dom, parent);
    const deeper = element !== null && isEntry(element) ? 1 : 0;
    found = { place: above.place, depth: above.depth + deeper, steps: above.steps + 1 };
  }
  dom.places[index] = found;
  return found;
}

function isEntry({ name }: Element): boolean {
  return name === 'li' || name === 'dd' || name === 'dl';
}

/** What an element says of its place by itself; null where what is around it decides. */
function ownPlace({ name, attribs }: Element): KnownPlace | null {
  if (name === 'body' || name === 'html') return NOWHERE;
  if (name === 'footer') return FOOTER;
  if (name === 'aside') return ASIDE;
  const { class: classes, id } = attribs;
  const words = classes === undefined ? (id ?? '') : id === undefined ? classes : `${classes} ${id}`;
  const found = words === '' ? undefined : placeNamed(words.trim());
  const depth = name === 'li' || name === 'dd' ? 1 : 0;
  if (found === 'nav' && SIDE_MENU.test(words)) return { place: 'aside', depth, steps: 0 };
  if (found !== undefined) return { place: found as Placed['place'], depth, steps: 0 };
  if (name === 'nav' || name === 'header') return NAVIGATION;
  return HEADING.test(name) ? IN_HEADING : null;
}
const FOOTER: KnownPlace = { place: 'footer', depth: 0, steps: 0 };
const ASIDE: KnownPlace = { place: 'aside', depth: 0, steps: 0 };
const NAVIGATION: KnownPlace = { place: 'nav', depth: 0, steps: 0 };
const IN_HEADING: KnownPlace = { place: 'heading', depth: 0, steps: 0 };
const HEADING = /^h[1-6]$/;
