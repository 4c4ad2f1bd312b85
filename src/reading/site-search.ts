import type { SearchForm, SearchReading } from '../domain/page-reading.ts';
import { absoluteUrl } from './absolute-url.ts';
import { attr, contains, lowerBound, type MapEntry, type PageMap } from './forms/page-map.ts';

const WORDS = /搜\s*[索寻一]|检\s*索|全文查询|站内查询|关键[字词]/;
const NAMES = /search|sousuo|souso|jiansuo|(^|[\s_-])(so|ss)([\s_-]|$)/i;
/** Forms that ask for a number or a code look one thing up; they do not search the site. */
const LOOKUP = /查询码|受理|编号|信件|办件|证号|身份证|手机|订阅|邮箱|密码|验证码/;
const TYPED = new Set(['', 'text', 'search']);
/** A page named so is there for searching. */
const LINK = /^(高级|智能|全文|全站|站内|信息|网站)?(搜索|检索)$/;
const MAX_FORMS = 3;
const MAX_LINKS = 3;

/**
 * How a page lets its visitor search the site: plain forms with one field for words, pages named for it, and whether
 * anything at all speaks of searching. Null when nothing does.
 */
export function readSiteSearch(
  map: PageMap,
  links: readonly { text: string; url: string }[],
  base: string,
): SearchReading | null {
  const forms: SearchForm[] = [];
  for (const form of map.byTag.get('form') ?? []) {
    const found = searchForm(map, form, base);
    if (found !== null) forms.push(found);
    if (forms.length >= MAX_FORMS) break;
  }
  const named = links.filter(({ text, url }) => LINK.test(text.trim()) && /^https?:/.test(url));
  const trace = traceOf(map);
  if (forms.length === 0 && named.length === 0 && trace === null) return null;
  const urls = [...new Set(named.map(({ url }) => url))];
  // A form says how; a page named for it is there; words and pictures may be of another thing.
  const confidence = forms.length > 0 ? 0.9 : named.length > 0 ? 0.8 : 0.5;
  return { forms, links: urls.slice(0, MAX_LINKS), trace, confidence };
}

function searchForm(map: PageMap, form: MapEntry, base: string): SearchForm | null {
  if (within(map, 'textarea', form).length > 0) return null;
  const inputs = within(map, 'input', form);
  const typeOf = (entry: MapEntry) => attr(entry, 'type').trim().toLowerCase();
  if (inputs.some((entry) => /password|file/.test(typeOf(entry)))) return null;
  const typed = inputs.filter((entry) => TYPED.has(typeOf(entry)));
  const [field] = typed;
  if (field === undefined || typed.length > 1 || attr(field, 'name') === '') return null;
  const action = attr(form, 'action').trim();
  const url = action === '' || /^(javascript:|#)/i.test(action) ? null : absoluteUrl(action, base);
  // A handler that always says no sends the words by script.
  if (url === null || !/^https?:/.test(url) || /return\s+false\s*;?\s*$/.test(attr(form, 'onsubmit')))
    return null;
  const said = wordsOf(map, form, inputs);
  if (LOOKUP.test(said)) return null;
  const names = [form, ...inputs].map((entry) => `${namesOf(entry)} ${attr(entry, 'action')}`).join(' ');
  if (!WORDS.test(said) && !NAMES.test(names)) return null;
  return {
    action: url,
    method: attr(form, 'method').trim().toLowerCase() === 'post' ? 'post' : 'get',
    field: attr(field, 'name'),
    rest: restOf([...inputs, ...within(map, 'select', form)], typeOf),
    charset: attr(form, 'accept-charset').trim().toLowerCase() || null,
  };
}

/** Elements of a tag inside a form; a page of forms is looked through once, not once a form. */
function within(map: PageMap, tag: string, { at, end }: MapEntry): MapEntry[] {
  const all = map.byTag.get(tag) ?? [];
  return all.slice(lowerBound(all, at), lowerBound(all, end));
}

/** What goes along with the words: hidden fields, the choices made beforehand. */
function restOf(entries: readonly MapEntry[], typeOf: (entry: MapEntry) => string): Record<string, string> {
  const rest: Record<string, string> = {};
  for (const entry of entries) {
    const name = attr(entry, 'name');
    if (name === '') continue;
    if (entry.tag === 'select') rest[name] = chosen(entry);
    else if (typeOf(entry) === 'hidden') rest[name] = attr(entry, 'value');
    else if (/radio|checkbox/.test(typeOf(entry)) && 'checked' in entry.el.attribs)
      rest[name] = attr(entry, 'value') || 'on';
  }
  return rest;
}

function chosen({ el }: MapEntry): string {
  const options = el.children.flatMap((child) =>
    'attribs' in child && child.name === 'option' ? [child.attribs] : [],
  );
  return (options.find((attribs) => 'selected' in attribs) ?? options[0])?.value ?? '';
}

function wordsOf(map: PageMap, form: MapEntry, inputs: readonly MapEntry[]): string {
  const from = lowerBound(map.runs, form.at);
  const runs = map.runs.slice(from, from + 20).filter((run) => contains(form, run.within));
  const shown = inputs.map(
    (entry) => `${attr(entry, 'placeholder')} ${attr(entry, 'value')} ${attr(entry, 'title')}`,
  );
  return [...runs.map(({ text }) => text), ...shown].join(' ').slice(0, 400);
}

const namesOf = (entry: MapEntry) =>
  `${attr(entry, 'id')} ${attr(entry, 'name')} ${attr(entry, 'class')}`.slice(0, 200);

const SHOWN = ['placeholder', 'value', 'title', 'alt'] as const;
const WAYS = ['src', 'href', 'onclick', 'action'] as const;
const NAMED = ['id', 'name', 'class'] as const;

function speaksOfIt(attribs: Readonly<Record<string, string>>): boolean {
  for (const name of SHOWN) {
    const words = attribs[name];
    if (words !== undefined && WORDS.test(words)) return true;
  }
  for (const name of NAMED) {
    const words = attribs[name];
    if (words !== undefined && NAMES.test(words.slice(0, 200))) return true;
  }
  for (const name of WAYS) {
    const words = attribs[name];
    if (words !== undefined && /search|sousuo/i.test(words.slice(0, 200))) return true;
  }
  return false;
}

/** The first thing that speaks of searching: a control, a picture, a frame, a button in words. */
function traceOf(map: PageMap): SearchReading['trace'] {
  for (const tag of ['input', 'button', 'form', 'img', 'a', 'iframe', 'i', 'span', 'div'] as const) {
    for (const entry of map.byTag.get(tag) ?? []) {
      if (!speaksOfIt(entry.el.attribs)) continue;
      const shown = SHOWN.map((name) => attr(entry, name)).join(' ');
      const ways = WAYS.map((name) => attr(entry, name).slice(0, 200)).join(' ');
      const text = `${namesOf(entry)} ${shown} ${ways}`.replace(/\s+/g, ' ').trim();
      return { selector: tag, text: text.slice(0, 120) };
    }
  }
  const run = map.runs.find(({ text }) => text.length <= 12 && WORDS.test(text));
  return run === undefined ? null : { selector: run.within.tag, text: run.text };
}
