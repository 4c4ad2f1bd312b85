import type { FieldReading } from '../../domain/page-reading.ts';
import { attr, climb, type DomElement, lowerBound, type MapEntry, type PageMap, textOf } from './page-map.ts';
import type { TextRun } from './text-run.ts';
import { plainLabel, roleOfLabel } from './words.ts';

/** One field as a person sees it: a control, or the radios or boxes that are one choice together. */
export interface Unit {
  control: FieldReading['control'];
  /** The control, or the first of the group. */
  entry: MapEntry;
  /** All inputs of the group, in document order; one for a plain control. */
  members: MapEntry[];
  at: number;
  /** For inputs the type, lower case; else the tag. */
  type: string;
}

/** More controls than any form for people has; the rest of a hostile page is left unread. */
const MAX_UNITS = 600;

const NOT_FIELDS = new Set(['hidden', 'submit', 'button', 'reset', 'image']);

/** Every field of the page in document order, hidden ones included. */
export function collectUnits(map: PageMap): Unit[] {
  const editors = collectEditors(map);
  const taken = new Set(editors.flatMap((e) => e.replaces));
  const units: Unit[] = editors.map((e) => e.unit);
  const groups = new Map<string, Unit>();
  let count = 0;
  for (const entry of map.entries) {
    if (entry.tag !== 'input' && entry.tag !== 'textarea' && entry.tag !== 'select') continue;
    if (++count > MAX_UNITS) break;
    if (taken.has(entry)) continue;
    const type = entry.tag === 'input' ? attr(entry, 'type').trim().toLowerCase() || 'text' : entry.tag;
    if (NOT_FIELDS.has(type) || isPartOfList(entry)) continue;
    if (type === 'radio' || type === 'checkbox') {
      const key = groupKey(entry, type);
      const group = groups.get(key);
      if (group) {
        group.members.push(entry);
        continue;
      }
      const unit: Unit = { control: type, entry, members: [entry], at: entry.at, type };
      groups.set(key, unit);
      units.push(unit);
      continue;
    }
    const control =
      entry.tag === 'input' ? (type === 'file' ? 'file' : 'input') : (entry.tag as 'textarea' | 'select');
    units.push({ control, entry, members: [entry], at: entry.at, type });
  }
  return units.sort((a, b) => a.at - b.at);
}

/** A line without a name that a library draws over or into a list to choose from: `<select>` with its search box. */
function isPartOfList(entry: MapEntry): boolean {
  if (entry.tag !== 'input' || attr(entry, 'name') !== '' || attr(entry, 'id') !== '') return false;
  const drawn = climb(entry.parent, (e) => DRAWN_LIST.test(attr(e, 'class')) && besideList(e), 5);
  return drawn !== null;
}

const DRAWN_LIST = /select|chosen|dropdown/i;

/** Whether an element stands right behind a list to choose from, or holds one. */
function besideList({ el }: MapEntry): boolean {
  let before = el.prev;
  while (before !== null && before.type === 'text') before = before.prev;
  const isList = (node: object | null): boolean =>
    node !== null && 'name' in node && (node as DomElement).name === 'select';
  return isList(before) || el.children.some(isList);
}

/** Radios without a name are, to a person, one choice when they stand in one cell. */
function groupKey(entry: MapEntry, type: string): string {
  const form = climb(entry, (e) => e.tag === 'form');
  const name = attr(entry, 'name');
  if (name !== '') return `${type} ${form?.at ?? 'page'} ${name.replace(/\[\d*\]$/, '')}`;
  const cell = climb(entry.parent, (e) => e.tag !== 'label' && e.tag !== 'span' && e.tag !== 'font');
  return `${type} cell ${cell?.at ?? 'page'}`;
}

interface Editor {
  unit: Unit;
  /** The textarea an editor stands for, which a person no longer sees. */
  replaces: MapEntry[];
}

const EDITOR_FRAME = /ke-edit-iframe|ueditor_\d|cke_wysiwyg|tox-edit|xhe\w*|edui|eWebEditor|htmledit/i;

function collectEditors(map: PageMap): Editor[] {
  const found: Editor[] = [];
  const add = (entry: MapEntry, source: MapEntry | null): void => {
    if (
      found.some((f) => f.unit.entry === entry || inside(f.unit.entry, entry) || inside(entry, f.unit.entry))
    )
      return;
    const unit: Unit = { control: 'editor', entry, members: [entry], at: entry.at, type: 'editor' };
    found.push({ unit, replaces: source && source !== entry ? [source] : source ? [entry] : [] });
  };
  // An editor already drawn: its frame or its editable block, with the hidden textarea beside it.
  for (const frame of (map.byTag.get('iframe') ?? []).slice(0, 50)) {
    if (!EDITOR_FRAME.test(`${attr(frame, 'class')} ${attr(frame, 'id')} ${attr(frame, 'src')}`)) continue;
    add(frame, nearTextarea(map, frame));
  }
  for (const tag of ['div', 'p', 'section', 'td', 'body']) {
    for (const block of map.byTag.get(tag) ?? []) {
      const editable = block.el.attribs.contenteditable;
      if (editable === undefined || editable === 'false' || found.length > 20) continue;
      if (/ql-clipboard|w-e-text-container/.test(attr(block, 'class'))) continue;
      add(block, nearTextarea(map, block));
    }
  }
  // An editor that a script will draw over an element: UE.getEditor('x'), KindEditor.create('#x')…
  const calls = map.script.matchAll(
    /(?:UE\.getEditor|UM\.getEditor|KindEditor\.create|K\.create|CKEDITOR\.replace|editor\.render|new\s+(?:window\.)?(?:wangEditor|E|Quill|Simditor)|createEditor|layedit\.build|tinymce\.init)\s*\(\s*(?:\{[^}]{0,200}?selector\s*:\s*)?(["'])((?:(?!\1)[^\n]){1,80})\1/gi,
  );
  let seen = 0;
  for (const call of calls) {
    if (++seen > 20) break;
    const target = editorTarget(map, call[2] ?? '');
    if (target) add(target, target);
  }
  for (const script of map.byTag.get('script') ?? []) {
    if (attr(script, 'type') === 'text/plain' && attr(script, 'id') !== '' && found.length < 20)
      add(script, null);
  }
  return found;
}

function inside(outer: MapEntry, inner: MapEntry): boolean {
  return inner.at > outer.at && inner.at < outer.end;
}

function nearTextarea(map: PageMap, entry: MapEntry): MapEntry | null {
  const textareas = (map.byTag.get('textarea') ?? []).slice(0, 500);
  for (let e = entry.parent, n = 0; e && n < 6; e = e.parent, n++) {
    const within = textareas.filter((t) => e !== null && inside(e, t));
    if (within.length === 1) return within[0] ?? null;
    if (within.length > 1 || e.tag === 'form' || e.tag === 'body') return null;
  }
  return null;
}

function editorTarget(map: PageMap, name: string): MapEntry | null {
  const named = /\[name=["']?([\w.[\]-]+?)["']?\]?$/.exec(name)?.[1] ?? name;
  const id = name.replace(/^#/, '');
  return map.byId.get(id)?.[0] ?? map.byName.get(`textarea ${named.replace(/\]$/, '')}`)?.[0] ?? null;
}

/** What can be chosen. For radios and boxes the words beside each, in the order of the group's members. */
export function optionsOf(unit: Unit, map: PageMap): { value: string; label: string }[] {
  if (unit.control === 'select') return selectOptions(unit.entry.el);
  if (unit.control !== 'radio' && unit.control !== 'checkbox') return [];
  const ahead = wordsAhead(map, unit);
  return unit.members.slice(0, 100).map((member, i) => ({
    value: member.el.attribs.value ?? 'on',
    label: ahead?.[i] ?? wordsBeside(map, member, unit.members[i + 1]),
  }));
}

/** `是 ( ) 否 ( )`: the words of each choice in front of it, where nothing stands behind the last. */
export function wordsAhead(map: PageMap, unit: Unit): string[] | null {
  const last = unit.members.at(-1);
  const run = runAhead(map, unit);
  if (last === undefined || run === undefined || unit.members.length < 2) return null;
  const words = unit.members.map((member, i) => wordsBeside(map, member, unit.members[i + 1]));
  if (
    words.pop() !== '' ||
    words.includes('') ||
    unit.members.some((member) => labelWords(map, member) !== '')
  )
    return null;
  const first = behindColon(run.text);
  const named = first !== run.text || /[:：]$/.test(map.runs[lowerBound(map.runs, run.at) - 1]?.text ?? '');
  // 性别 ( ) 男 ( ): the words in front name the whole choice.
  if (first === '' || first.length > 12 || (!named && roleOfLabel(plainLabel(first)) !== null)) return null;
  return [first, ...words];
}

/** The words right in front of a choice, in its own block. */
export function runAhead(map: PageMap, { at, entry }: Unit): TextRun | undefined {
  const block = blockOf(entry);
  const run = map.runs[lowerBound(map.runs, at) - 1];
  return run !== undefined && block !== null && run.at > block.at ? run : undefined;
}

/** What stands behind the last colon. */
export function behindColon(text: string): string {
  return text.slice(Math.max(text.lastIndexOf(':'), text.lastIndexOf('：')) + 1).trim();
}

function selectOptions(select: DomElement): { value: string; label: string }[] {
  const options: { value: string; label: string }[] = [];
  const stack = [...select.children].reverse();
  while (stack.length > 0 && options.length < 500) {
    const node = stack.pop();
    if (node === undefined || !('attribs' in node)) continue;
    const el = node as DomElement;
    if (el.name === 'option') {
      const label = textOf(el, 120);
      options.push({ value: el.attribs.value ?? label, label });
    } else stack.push(...[...el.children].reverse());
  }
  return options;
}

/** The words of one radio or box: its label, else the text that follows it up to the next control. */
export function wordsBeside(map: PageMap, member: MapEntry, next: MapEntry | undefined): string {
  const labelled = labelWords(map, member);
  if (labelled !== '') return labelled;
  const end = Math.min(
    next?.at ?? Number.POSITIVE_INFINITY,
    blockOf(member)?.end ?? Number.POSITIVE_INFINITY,
  );
  const follows = map.runs[lowerBound(map.runs, member.at + 1)];
  if (follows && follows.at < end) return follows.text.slice(0, 80);
  return attr(member, 'title') || '';
}

function labelWords(map: PageMap, member: MapEntry): string {
  const id = attr(member, 'id');
  const label = id === '' ? undefined : map.labelFor.get(id)?.[0];
  const words = label ? textOf(label.el, 80) : '';
  if (words !== '') return words;
  const wrap = climb(member.parent, (e) => e.tag === 'label', 4);
  return wrap ? textOf(wrap.el, 80) : '';
}

function blockOf(member: MapEntry): MapEntry | null {
  return climb(member.parent, (e) => /^(td|dd|li|p|div|tr|dl|form|body|fieldset)$/.test(e.tag), 8);
}
