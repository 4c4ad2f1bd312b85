import { attr, type MapEntry, nthOfType, type PageMap } from './page-map.ts';

/** Ids made anew by each rendering (ExtJS, layui, GUIDs) would not be found again tomorrow. */
const PASSING = /\d{5,}|^(ext-|gen|layui-|ui-id-|el-id-|react-|:r)|[0-9a-f]{8}-[0-9a-f]{4}/i;

function quote(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&').replace(/[\n\r\f]/g, (c) => `\\${c.charCodeAt(0).toString(16)} `)}"`;
}

function byId(id: string): string {
  return /^[A-Za-z_][\w-]*$/.test(id) ? `#${id}` : `[id=${quote(id)}]`;
}

/** A CSS selector that picks out exactly this element of the page: by id, by name, else by its place. */
export function selectorOf(map: PageMap, entry: MapEntry): string {
  const own = anchor(map, entry);
  if (own) return own;
  const name = attr(entry, 'name');
  if (name !== '' && name.length <= 80) {
    const named = `${entry.tag}[name=${quote(name)}]`;
    const same = map.byName.get(`${entry.tag} ${name}`) ?? [];
    if (same.length === 1) return named;
    const form = formAnchor(map, entry);
    if (form && same.filter((e) => e.at >= form.entry.at && e.at < form.entry.end).length === 1) {
      return `${form.selector} ${named}`;
    }
  }
  return pathOf(map, entry);
}

function anchor(map: PageMap, entry: MapEntry): string | null {
  const id = attr(entry, 'id');
  if (id === '' || id.length > 80 || PASSING.test(id)) return null;
  return map.byId.get(id)?.length === 1 ? byId(id) : null;
}

function formAnchor(map: PageMap, entry: MapEntry): { entry: MapEntry; selector: string } | null {
  let form: MapEntry | null = entry.parent;
  while (form && form.tag !== 'form') form = form.parent;
  if (!form) return null;
  const id = anchor(map, form);
  if (id) return { entry: form, selector: id };
  const name = attr(form, 'name');
  const same = map.byName.get(`form ${name}`) ?? [];
  return name !== '' && same.length === 1 ? { entry: form, selector: `form[name=${quote(name)}]` } : null;
}

function pathOf(map: PageMap, entry: MapEntry): string {
  const steps: string[] = [];
  for (let e: MapEntry | null = entry; e; e = e.parent) {
    const known = e === entry ? null : anchor(map, e);
    if (known) {
      steps.push(known);
      break;
    }
    if (e.tag === 'body' || e.tag === 'html') {
      steps.push(e.tag);
      if (e.tag === 'body') break;
    } else steps.push(`${e.tag}:nth-of-type(${nthOfType(map, e)})`);
  }
  return steps.reverse().join(' > ');
}
