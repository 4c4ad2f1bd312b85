import { attr, type MapEntry, type PageMap } from './page-map.ts';

/** How an element is kept from sight: not shown at all, or drawn where no eye falls (the way of honeypots). */
export type Hiding = 'unshown' | 'out_of_sight';

export type HidingOf = (entry: MapEntry) => Hiding | null;

interface Rule {
  /** Outermost compound first. */
  compounds: Compound[];
  hiding: Hiding;
}

interface Compound {
  tag: string;
  id: string;
  classes: string[];
  attrs: { name: string; value: string }[];
}

/** Classes that hide in common frameworks; the page's own style sheet need not be at hand. */
const HIDING_CLASS =
  /(^|\s)(hide|hidden|d-none|dn|none|undis|layui-hide|am-hide|visually-hidden|visuallyhidden|sr-only|invisible|displayN|is-hidden)(\s|$)/;

const MAX_RULES = 300;

function hidingOfStyle(style: string): Hiding | null {
  const css = style.toLowerCase().replace(/\s+/g, '');
  if (css === '') return null;
  if (/(^|;)(display:none|visibility:(hidden|collapse))/.test(css)) return 'unshown';
  if (/(^|;)(left|top|right|bottom|text-indent|margin|margin-left|margin-top):-\d{3,}/.test(css))
    return 'out_of_sight';
  if (/(^|;)opacity:0?(\.0+)?(;|!|$)/.test(css)) return 'out_of_sight';
  if (/(^|;)clip:rect\((0|1px)/.test(css) || /clip-path:inset\((50|100)%/.test(css)) return 'out_of_sight';
  const tiny = /(^|;)(max-)?(height|width):[01](px)?(;|!|$)/;
  if (tiny.test(css) && /overflow:hidden|(^|;)border:(0|none)|position:absolute/.test(css))
    return 'out_of_sight';
  return null;
}

/** Reads what the page's attributes and inline style sheets hide. External sheets are not seen: the browser tier is. */
export function hidingReader(map: PageMap): HidingOf {
  const rules = readRules(map.style);
  const known = new Map<MapEntry, Hiding | null>();
  return (entry) => {
    const before = known.get(entry);
    if (before !== undefined) return before;
    const found = ownHiding(entry, rules);
    known.set(entry, found);
    return found;
  };
}

function ownHiding(entry: MapEntry, rules: Rule[]): Hiding | null {
  if ('hidden' in entry.el.attribs) return 'unshown';
  const byStyle = hidingOfStyle(attr(entry, 'style'));
  if (byStyle) return byStyle;
  const classes = attr(entry, 'class');
  if (HIDING_CLASS.test(classes)) return /visually|sr-only/.test(classes) ? 'out_of_sight' : 'unshown';
  const shown = /display:(block|inline|flex|table)/.test(attr(entry, 'style').replace(/\s+/g, ''));
  if (shown) return null;
  return rules.find((rule) => matches(rule, entry))?.hiding ?? null;
}

function matches(rule: Rule, entry: MapEntry): boolean {
  let i = rule.compounds.length - 1;
  const last = rule.compounds[i];
  if (!last || !fits(last, entry)) return false;
  i--;
  for (let e = entry.parent, n = 0; e && i >= 0 && n < 40; e = e.parent, n++) {
    const compound = rule.compounds[i];
    if (compound && fits(compound, e)) i--;
  }
  return i < 0;
}

function fits(c: Compound, entry: MapEntry): boolean {
  if (c.tag !== '' && c.tag !== entry.tag) return false;
  if (c.id !== '' && c.id !== attr(entry, 'id')) return false;
  if (!c.attrs.every((a) => (a.value === '' ? a.name in entry.el.attribs : attr(entry, a.name) === a.value)))
    return false;
  if (c.classes.length === 0) return true;
  const own = ` ${attr(entry, 'class')} `;
  return c.classes.every((name) => own.includes(` ${name} `));
}

/** Plain rules only: nothing inside @media (hidden on a phone is not hidden), no pseudo-classes. */
function readRules(css: string): Rule[] {
  const rules: Rule[] = [];
  const clean = css.replace(/\/\*[\s\S]{0,20000}?\*\//g, '');
  let from = 0;
  while (rules.length < MAX_RULES) {
    const open = clean.indexOf('{', from);
    if (open < 0) break;
    const head = clean.slice(from, open).trim();
    let close = clean.indexOf('}', open);
    if (close < 0) break;
    if (head.startsWith('@')) {
      close = endOfBlock(clean, open);
      from = close + 1;
      continue;
    }
    const hiding = hidingOfStyle(clean.slice(open + 1, close));
    if (hiding && head.length < 2_000) {
      for (const selector of head.split(',').slice(0, 50)) {
        const compounds = readSelector(selector);
        if (compounds) rules.push({ compounds, hiding });
      }
    }
    from = close + 1;
  }
  return rules;
}

function endOfBlock(css: string, open: number): number {
  let depth = 0;
  for (let i = open; i < css.length; i++) {
    if (css[i] === '{') depth++;
    else if (css[i] === '}' && --depth === 0) return i;
  }
  return css.length;
}

function readSelector(text: string): Compound[] | null {
  const parts = text
    .trim()
    .split(/[\s>]+/)
    .filter((p) => p !== '');
  if (parts.length === 0 || parts.length > 8) return null;
  const compounds: Compound[] = [];
  for (const part of parts) {
    const m = /^([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+|\[[\w-]+(?:=["']?[\w-]*["']?)?\])*)$/i.exec(part);
    if (!m) return null;
    const compound: Compound = {
      tag: m[1] === '*' ? '' : (m[1] ?? '').toLowerCase(),
      id: '',
      classes: [],
      attrs: [],
    };
    for (const piece of (m[2] ?? '').match(/[.#][\w-]+|\[[^\]]+\]/g) ?? []) {
      if (piece.startsWith('.')) compound.classes.push(piece.slice(1));
      else if (piece.startsWith('#')) compound.id = piece.slice(1);
      else {
        const [name = '', value = ''] = piece.slice(1, -1).split('=');
        compound.attrs.push({ name, value: value.replace(/["']/g, '') });
      }
    }
    if (
      compound.tag === '' &&
      compound.id === '' &&
      compound.classes.length === 0 &&
      compound.attrs.length === 0
    )
      return null;
    compounds.push(compound);
  }
  return compounds;
}
