import type { Button, ButtonKind } from './buttons.ts';
import type { Unit } from './controls.ts';
import { attr, climb, contains, lowerBound, type MapEntry, type PageMap } from './page-map.ts';

/** Fields and buttons that belong together, whether or not a `<form>` says so. */
export interface Group {
  /** The `<form>` that owns them; null when a script gathers them. */
  form: MapEntry | null;
  /** The element that holds the group: the form, or the lowest element around all of it. */
  root: MapEntry;
  units: Unit[];
  buttons: Button[];
}

/** Kinds of buttons around which fields gather: each can be the end of a form of its own. */
const CORE = new Set<ButtonKind>(['submit', 'search', 'lookup', 'login', 'register', 'vote']);
const MAX_GROUPS = 80;

export function groupUnits(map: PageMap, units: Unit[], buttons: Button[]): Group[] {
  const owner = formOwners(map);
  const formUnits = new Map<MapEntry | null, Unit[]>();
  const formButtons = new Map<MapEntry | null, Button[]>();
  for (const unit of units) add(formUnits, owner(unit.entry), unit);
  for (const button of buttons) add(formButtons, owner(button.entry), button);

  const groups: Group[] = [];
  for (const [form, own] of formUnits) {
    const ownButtons = formButtons.get(form) ?? [];
    if (form === null) groups.push(...gather(map, null, own, ownButtons));
    else if (isSeveral(own, ownButtons)) groups.push(...gather(map, form, own, ownButtons));
    else groups.push({ form, root: form, units: own, buttons: ownButtons });
  }
  borrowButtons(groups, formButtons.get(null) ?? []);
  return groups.sort((a, b) => (a.units[0]?.at ?? 0) - (b.units[0]?.at ?? 0)).slice(0, MAX_GROUPS);
}

function add<K, T>(into: Map<K, T[]>, key: K, value: T): void {
  const list = into.get(key);
  if (list) list.push(value);
  else into.set(key, [value]);
}

/**
 * Which form a control belongs to. A `<form>` written straight into a table is emptied by the parser, yet owns
 * the controls that follow it inside that table: browsers keep that tie, trees do not show it.
 */
export function formOwners(map: PageMap): (entry: MapEntry) => MapEntry | null {
  const forms = map.byTag.get('form') ?? [];
  const emptied = forms.filter(
    (f) => f.end - f.at <= 1 && /^(table|tbody|thead|tfoot|tr)$/.test(f.parent?.tag ?? ''),
  );
  return (entry) => {
    const named = attr(entry, 'form');
    if (named !== '') {
      const form = map.byId.get(named)?.find((e) => e.tag === 'form');
      if (form) return form;
    }
    const around = climb(entry.parent, (e) => e.tag === 'form', 400);
    if (around) return around;
    const before = emptied[lowerBound(emptied, entry.at) - 1];
    const table = before ? climb(before.parent, (e) => e.tag === 'table', 4) : null;
    return before && table && contains(table, entry) ? before : null;
  };
}

/** One `<form>` around the whole page (ASP.NET) holds a search box, a login box and the letter alike. */
function isSeveral(units: Unit[], buttons: Button[]): boolean {
  const kinds = new Set(buttons.filter((b) => CORE.has(b.kind)).map((b) => b.kind));
  if (kinds.size < 2 || units.length < 3) return false;
  const cores = coresOf(units, buttons);
  const apart = cores.filter((c) => !cores.some((o) => o !== c && contains(c.root, o.root)));
  const aside = apart.filter((c) => c.kinds.has('search') || c.kinds.has('login'));
  return apart.length > 1 && aside.length > 0;
}

interface Core {
  root: MapEntry;
  kinds: Set<ButtonKind>;
  buttons: Button[];
  units: Unit[];
}

/** For each button that could end a form, the lowest element around it that holds a field. */
function coresOf(units: Unit[], buttons: Button[]): Core[] {
  const cores = new Map<MapEntry, Core>();
  const holds = (e: MapEntry): boolean =>
    (units[lowerBound(units, e.at)]?.at ?? Number.POSITIVE_INFINITY) < e.end;
  for (const button of buttons) {
    if (!CORE.has(button.kind)) continue;
    const root = climb(button.entry.parent, holds, 80);
    if (root === null) continue;
    const core = cores.get(root) ?? { root, kinds: new Set(), buttons: [], units: [] };
    core.kinds.add(button.kind);
    core.buttons.push(button);
    cores.set(root, core);
  }
  return [...cores.values()].sort((a, b) => a.root.at - b.root.at);
}

function gather(map: PageMap, form: MapEntry | null, units: Unit[], buttons: Button[]): Group[] {
  const cores = coresOf(units, buttons).slice(0, MAX_GROUPS);
  const loose: Unit[] = [];
  for (const unit of units) {
    // Innermost core around the field; cores are in document order, so the last one that holds it.
    const home = cores.filter((c) => contains(c.root, unit.entry)).at(-1);
    if (home) home.units.push(unit);
    else loose.push(unit);
  }
  const filled = cores.filter((c) => c.units.length > 0);
  const orphans: Unit[] = [];
  for (const unit of loose) {
    const home = coreNear(filled, unit);
    if (home) home.units.push(unit);
    else orphans.push(unit);
  }
  const groups = filled.map((core): Group => {
    core.units.sort((a, b) => a.at - b.at);
    const root = around(map, [core.root, ...core.units.map((u) => u.entry)]);
    return { form, root, units: core.units, buttons: buttons.filter((b) => contains(root, b.entry)) };
  });
  if (orphans.length > 0) groups.push(...orphanGroups(map, form, orphans, buttons));
  return groups;
}

/** The core a field without one joins: the next in the page inside the nearest common element, never a search box far away. */
function coreNear(cores: Core[], unit: Unit): Core | null {
  let steps = 0;
  for (let e = unit.entry.parent; e && e.tag !== 'body' && steps < 14; e = e.parent, steps++) {
    const place = e;
    const near = cores.filter(
      (c) =>
        contains(place, c.root) &&
        (steps <= 3 || c.kinds.has('submit') || c.kinds.has('lookup') || c.kinds.has('vote')),
    );
    const next = near.find((c) => c.root.at > unit.at) ?? near.at(-1);
    if (next) return next;
  }
  return null;
}

/** Fields no button claims: one group when something to write in is among them, else nothing. */
function orphanGroups(map: PageMap, form: MapEntry | null, units: Unit[], buttons: Button[]): Group[] {
  const written = units.some((u) => u.control === 'textarea' || u.control === 'editor');
  if (!written && units.length < 3) return [];
  const root =
    form ??
    around(
      map,
      units.map((u) => u.entry),
    );
  return [{ form, root, units, buttons: buttons.filter((b) => contains(root, b.entry)) }];
}

/** The lowest element that holds them all. */
function around(map: PageMap, entries: MapEntry[]): MapEntry {
  const first = entries[0] ?? map.entries[0];
  if (first === undefined) throw new RangeError('a group of fields cannot be empty');
  const last = entries.reduce((end, e) => Math.max(end, e.at), first.at);
  const start = entries.reduce((min, e) => Math.min(min, e.at), first.at);
  return climb(isControl(first) ? first.parent : first, (e) => e.at <= start && e.end > last, 400) ?? first;
}

function isControl(entry: MapEntry): boolean {
  return /^(input|textarea|select|button|iframe)$/.test(entry.tag);
}

/** A form without a button of its own is sent by the one that stands right after it. */
function borrowButtons(groups: Group[], free: Button[]): void {
  const usable = free.filter((b) => b.kind !== 'unknown' && b.kind !== 'aside' && b.kind !== 'register');
  for (const group of groups) {
    if (group.form === null || group.buttons.some((b) => CORE.has(b.kind))) continue;
    const nextField = groups
      .filter((g) => g !== group)
      .map((g) => g.units[0]?.at ?? Number.POSITIVE_INFINITY)
      .filter((at) => at > group.root.end)
      .reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const secret = group.units.some((u) => u.type === 'password');
    const fits = (b: Button): boolean => (b.kind === 'login') === secret;
    const button = usable.find((b) => b.at >= group.root.end && b.at < nextField && fits(b));
    if (button && climb(button.entry, (e) => contains(e, group.root), 6))
      group.buttons.push({ ...button, native: false });
  }
}
