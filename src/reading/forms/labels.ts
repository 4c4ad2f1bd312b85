import { folded } from '../page-dom.ts';
import { behindColon, runAhead, type Unit, wordsAhead } from './controls.ts';
import type { Group } from './groups.ts';
import {
  attr,
  climb,
  contains,
  elementsIn,
  lowerBound,
  type MapEntry,
  type PageMap,
  textOf,
} from './page-map.ts';
import { TextRun } from './text-run.ts';
import { plainLabel, roleOfLabel } from './words.ts';

export type LabelSource =
  | 'label'
  | 'row'
  | 'header'
  | 'before'
  | 'placeholder'
  | 'value'
  | 'attribute'
  | 'after'
  | 'none';

export interface LabelFinding {
  /** As it stands on the page, folded. */
  text: string;
  source: LabelSource;
  /** All words that stand in the field's own row besides, and its placeholder and title: what rules are read from. */
  hints: string[];
  /** A mark such as `*` stands by the label or in the row. */
  starred: boolean;
}

const STAR = /[*★※✱﹡＊]/;
const BLOCK = /^(td|dd|li|p|div|tr|form|body|label)$/;
const ONLY_STAR = /^[*★※✱﹡＊\s:：]+$/;
/** Words that explain a field and do not name it. */
const HINT =
  /^[（(【[]|^[*＊]?\s*(必填|必选|选填|可选|可不填)|^(请|如|例|注|提示|说明[:：]|为了|您?可以|最多|最少|不超过|限|至少|还可|还能|已输入|看不清|点击|换一|格式|支持|不能|不得|字数|\d+\s*[/／]\s*\d+|注意)|字(以内|之内|符)|^\d+$|^[-—–~]$|^[^\p{L}\p{N}]+$/u;

/** A lone field is often asked for in so many words: 请输入查询码： */
const ASKED_FOR = /^请您?(?:务必|正确)?(?:输入|填写|选择)\S{2,12}[:：]$/;

const REQUEST = /^请您?(?:务必|正确)?(?:输入|填写)您?的?[\u4e00-\u9fff]{2,10}[:：]?$/;

/** 内容（1000字以内） names its field; a remark in brackets alone explains it. */
function isHint(text: string): boolean {
  const named = text.replace(/[（(【[][^）)】\]]{0,40}[）)】\]]\s*[:：]?$/, '').trim();
  return HINT.test(named === '' ? text : named) && !ASKED_FOR.test(text);
}

/** Classes that draw the star of a required field. */
const REQUIRED_CLASS =
  /(?:^|\s)(?:is-?required|required|require|must|bitian|field-required|form-required|ant-form-item-required|van-(?:cell|field)--required|el-form-item--required)(?:\s|$)/i;

/** Whether the row of the field, or the element of its label, bears such a class. */
function isMarkedByClass(map: PageMap, unit: Unit, scope: MapEntry, label: TextRun | null): boolean {
  const marks = (e: MapEntry): boolean => REQUIRED_CLASS.test(attr(e, 'class'));
  if (label !== null && climb(label.within, marks, 2) !== null) return true;
  const id = attr(unit.entry, 'id');
  if (id !== '' && map.labelFor.get(id)?.some(marks)) return true;
  for (let e = unit.entry.parent; e && e.at >= scope.at; e = e.parent) if (marks(e)) return true;
  return false;
}

/** Finds what names each field of a group, in every layout in use. */
export function labelReader(map: PageMap, group: Group): (unit: Unit) => LabelFinding {
  const units = group.units;
  const trailing = starsTrail(map, group);
  return (unit) => {
    const index = units.indexOf(unit);
    const previous = units[index - 1];
    const scope = scopeOf(unit, units, group);
    const choice = unit.control === 'radio' || (unit.control === 'checkbox' && unit.members.length > 1);
    const inScope = runsIn(map, scope.at, scope.end);
    const floor = Math.max(lastMember(previous)?.at ?? -1, group.root.at);
    const since = previous ? rowEnd(previous, unit) : -1;
    const between = withoutWordsOfChoice(map, unit, runsIn(map, floor, unit.at));
    const own = between.filter((r) => r.at >= since);
    const before = own.some((r) => usable(r.text)) ? own : between;
    const named =
      byLabelElement(map, unit, choice) ??
      byRow(unit, before, scope) ??
      byHeaderRow(map, unit, units) ??
      byNearestWords(unit, before, scope, group) ??
      byWordsAfter(map, unit, choice) ??
      byRequest(units, before);
    const text = named?.text ?? '';
    const explains = before.filter((r) => named?.run !== undefined && r.at > named.run.at && r.text !== text);
    const inRow = inScope.filter((r) => r.text !== text);
    const follows = sameLineAfter(map, unit, units[index + 1]);
    const attributes = [
      attr(unit.entry, 'placeholder'),
      attr(unit.entry, 'title'),
      attr(unit.entry, 'aria-label'),
    ];
    const hints = [
      ...new Set([
        ...inRow.map((r) => r.text),
        ...explains.map((r) => r.text),
        ...follows,
        ...attributes.map(folded),
      ]),
    ]
      .filter((h) => h !== '' && h !== text)
      .slice(0, 12);
    return {
      text,
      source: named?.source ?? 'none',
      hints,
      starred:
        STAR.test(ownWords(text, trailing && sharesLine(previous, unit)).slice(0, 40)) ||
        isStarred(map, unit, before, inScope, follows, named?.run ?? null) ||
        isMarkedByClass(map, unit, scope, named?.run ?? null),
    };
  };
}

/** `公开：是 ( ) 否 ( )`: what names the first choice is no label of the field. */
function withoutWordsOfChoice(map: PageMap, unit: Unit, runs: TextRun[]): TextRun[] {
  const run = unit.members.length > 1 && wordsAhead(map, unit) !== null ? runAhead(map, unit) : undefined;
  if (run === undefined) return runs;
  const label = run.text.slice(0, run.text.length - behindColon(run.text).length).trim();
  const { at, within, signs } = run;
  return runs.flatMap((r) => (r !== run ? [r] : label === '' ? [] : [new TextRun(label, at, within, signs)]));
}

/** Whether marks stand behind their fields on one line: `姓名：[ ] * 电话：[ ] *`. The first field tells. */
function starsTrail(map: PageMap, group: Group): boolean {
  const first = group.units[0];
  if (!first) return false;
  const ahead = map.runs[lowerBound(map.runs, first.at) - 1];
  const behind = map.runs[lowerBound(map.runs, first.at + 1)];
  return !(ahead && STAR.test(ahead.text)) && behind !== undefined && /^[*＊★※]/.test(behind.text);
}

function sharesLine(previous: Unit | undefined, unit: Unit): boolean {
  if (!previous) return false;
  const line = climb(unit.entry.parent, (e) => BLOCK.test(e.tag), 8);
  return line !== null && contains(line, previous.entry);
}

function ownWords(text: string, markIsOthers: boolean): string {
  return markIsOthers ? text.replace(/^[*＊★※]\s*/, '') : text;
}

interface Named {
  text: string;
  source: LabelSource;
  run?: TextRun;
}

function runsIn(map: PageMap, from: number, to: number): TextRun[] {
  const start = lowerBound(map.runs, from);
  const end = lowerBound(map.runs, to);
  return map.runs.slice(Math.max(start, end - 60), end);
}

function lastMember(unit: Unit | undefined): MapEntry | undefined {
  return unit?.members.at(-1);
}

/** The widest element around a field that holds no other field of the group: its row. */
function scopeOf(unit: Unit, units: Unit[], group: Group): MapEntry {
  let scope = unit.entry;
  const own = new Set(unit.members);
  const others = units.filter((u) => u !== unit);
  const last = lastMember(unit)?.at ?? unit.at;
  for (let e = unit.entry.parent, n = 0; e && e !== group.root && n < 40; e = e.parent, n++) {
    const here = e;
    if (others.some((o) => contains(here, o.entry) && !own.has(o.entry))) break;
    if (/^(form|body|html|table|tbody|fieldset|dl|ul|ol)$/.test(e.tag) && e.end > last) break;
    scope = e;
    if (/^(tr|dd|li)$/.test(e.tag) && e.end > last) break;
  }
  return scope;
}

function usable(text: string): boolean {
  return text !== '' && !ONLY_STAR.test(text);
}

function byLabelElement(map: PageMap, unit: Unit, choice: boolean): Named | null {
  const id = attr(unit.entry, 'id');
  if (!choice) {
    const marked = id === '' ? [] : (map.labelFor.get(id) ?? []).slice(0, 5).map((l) => textOf(l.el, 120));
    const text =
      marked.find((t) => usable(t) && !isHint(t)) ??
      (unit.control === 'checkbox' ? marked.find(usable) : undefined);
    if (text !== undefined) return { text, source: 'label' };
    const wrap = climb(unit.entry.parent, (e) => e.tag === 'label', 5);
    const wrapped = wrap ? textOf(wrap.el, 120) : '';
    if (usable(wrapped) && (unit.control === 'checkbox' || !isHint(wrapped)))
      return { text: wrapped, source: 'label' };
  }
  const by = attr(unit.entry, 'aria-labelledby');
  if (by !== '') {
    const text = by
      .split(/\s+/)
      .slice(0, 4)
      .map((ref) => map.byId.get(ref)?.[0])
      .map((e) => (e ? textOf(e.el, 80) : ''))
      .join(' ')
      .trim();
    if (usable(text)) return { text, source: 'label' };
  }
  return null;
}

/** `<dt>姓名</dt><dd>…`, `<th>姓名</th><td>…`, or the words before the control in its own row. */
function byRow(unit: Unit, before: TextRun[], scope: MapEntry): Named | null {
  const local = before.filter((r) => contains(scope, r) && !r.clickable);
  const inCell = local.filter((r) => sameCell(r, unit));
  const near = pick(inCell) ?? pick(local);
  if (near) return { text: near.text, source: 'row', run: near };
  const cell = climb(unit.entry, (e) => e.tag === 'dd' || e.tag === 'td', 12);
  if (!cell) return null;
  const wanted = cell.tag === 'dd' ? /^dt$/ : /^t[hd]$/;
  const side = before.filter((r) => {
    const own = climb(r.within, (e) => wanted.test(e.tag), 12);
    return own !== null && own !== cell && own.parent === cell.parent;
  });
  const named = pick(side);
  return named ? { text: named.text, source: 'row', run: named } : null;
}

function sameCell(run: TextRun, unit: Unit): boolean {
  const cell = climb(unit.entry, (e) => e.tag === 'td' || e.tag === 'dd', 12);
  return cell !== null && contains(cell, run);
}

/** Nearest words that name something, else nearest that are not a hint. */
function pick(runs: TextRun[]): TextRun | null {
  const near = runs
    .slice(-6)
    .reverse()
    .filter((r) => usable(r.text) && r.text.length <= 80);
  return (
    near.find(
      (r) => !isHint(r.text) && roleOfLabel(plainLabel(r.text)) !== null && plainLabel(r.text).length <= 20,
    ) ??
    near.find((r) => !isHint(r.text) && plainLabel(r.text).length <= 30) ??
    null
  );
}

/** A table whose first row names its columns and whose rows hold the controls. */
function byHeaderRow(map: PageMap, unit: Unit, units: Unit[]): Named | null {
  const cell = climb(unit.entry, (e) => e.tag === 'td', 12);
  const row = cell?.parent;
  if (!cell || row?.tag !== 'tr') return null;
  const sharesRow = units.some((u) => u !== unit && contains(row, u.entry) && !contains(cell, u.entry));
  if (!sharesRow) return null;
  const all = map.byTag.get('tr') ?? [];
  const here = lowerBound(all, row.at);
  const above = all
    .slice(Math.max(0, here - 12), here)
    .reverse()
    .filter((r) => r.parent === row.parent || r.parent?.parent === row.parent?.parent)
    .find((r) => !units.some((u) => contains(r, u.entry)));
  if (!above) return null;
  const column = cellsOf(row).indexOf(cell.el);
  const head = cellsOf(above)[column];
  const text = head ? textOf(head, 60) : '';
  return usable(text) ? { text, source: 'header' } : null;
}

function cellsOf(row: MapEntry): MapEntry['el'][] {
  return elementsIn(row.el).filter(({ name }) => name === 'td' || name === 'th');
}

/** Words above or before the row, unless what is drawn into the field says more: a heading names a whole section. */
function byNearestWords(unit: Unit, before: TextRun[], scope: MapEntry, group: Group): Named | null {
  const near = pick(before.filter((r) => !contains(scope, r) && !r.clickable && contains(group.root, r)));
  const drawn = byOwnAttributes(unit);
  if (near === null) return drawn;
  const weak = near.heading || roleOfLabel(plainLabel(near.text)) === null;
  if (weak && drawn && roleOfLabel(plainLabel(drawn.text)) !== null) return drawn;
  return { text: near.text, source: 'before', run: near };
}

/** Where the previous field's own surroundings end: what trails it there explains that field. */
function rowEnd(previous: Unit, unit: Unit): number {
  const last = lastMember(previous) ?? previous.entry;
  let end = last.end;
  for (let e: MapEntry | null = last, n = 0; e && n < 12; e = e.parent, n++) {
    if (contains(e, unit.entry)) break;
    end = e.end;
  }
  return end;
}

/** The words drawn into the field itself: a placeholder, or a value that scripts clear on focus. */
function byOwnAttributes(unit: Unit): Named | null {
  const placeholder = folded(attr(unit.entry, 'placeholder'));
  if (usable(placeholder)) return { text: placeholder, source: 'placeholder' };
  for (const name of ['aria-label', 'title', 'data-placeholder', 'data-label', 'nullmsg']) {
    const text = folded(attr(unit.entry, name));
    if (usable(text)) return { text, source: 'attribute' };
  }
  const value = folded(
    attr(unit.entry, 'value') || (unit.control === 'textarea' ? textOf(unit.entry.el, 120) : ''),
  );
  const typed = unit.control === 'textarea' || ['text', 'search', 'email', 'tel'].includes(unit.type);
  if (typed && usable(value) && (HINT.test(value) || roleOfLabel(plainLabel(value)) !== null))
    return { text: value, source: 'value' };
  if (unit.control === 'select') {
    const first = unit.entry.el.children.find((c) => 'attribs' in c && c.name === 'option');
    const text = first && 'children' in first ? textOf(first as MapEntry['el'], 60) : '';
    if (/选择|全部|所有|select|choose/i.test(text)) return { text, source: 'value' };
  }
  return null;
}

/** 请输入受理编号 before the only field to type in: an explanation elsewhere, the name here. */
function byRequest(units: Unit[], before: TextRun[]): Named | null {
  if (units.filter(({ control }) => control === 'input' || control === 'textarea').length !== 1) return null;
  const run = before.findLast((r) => !r.clickable && REQUEST.test(r.text));
  return run === undefined ? null : { text: run.text, source: 'before', run };
}

function byWordsAfter(map: PageMap, unit: Unit, choice: boolean): Named | null {
  if (choice || (unit.control !== 'checkbox' && unit.control !== 'radio')) return null;
  const next = map.runs[lowerBound(map.runs, unit.at + 1)];
  const block = climb(unit.entry.parent, (e) => /^(td|dd|li|p|div|form|body)$/.test(e.tag), 8);
  return next && block && contains(block, next) ? { text: next.text, source: 'after', run: next } : null;
}

/** Words right behind the control, before the next control or the end of its block. */
function sameLineAfter(map: PageMap, unit: Unit, next: Unit | undefined): string[] {
  const last = lastMember(unit) ?? unit.entry;
  const block = climb(last.parent, (e) => BLOCK.test(e.tag), 8);
  const end = Math.min(next?.at ?? Number.POSITIVE_INFINITY, block?.end ?? Number.POSITIVE_INFINITY);
  const run = map.runs[lowerBound(map.runs, last.at + 1)];
  if (!run || run.at >= end || run.heading) return [];
  // In `姓名：[ ] * 电话：[ ] *` the words behind belong to the next field; only the mark is ours.
  if (next && next.at < (block?.end ?? 0)) {
    const mark = /^[*＊★※]/.exec(run.text)?.[0];
    return mark ? [mark] : [];
  }
  return [run.text];
}

function isStarred(
  map: PageMap,
  unit: Unit,
  before: TextRun[],
  inScope: TextRun[],
  follows: string[],
  label: TextRun | null,
): boolean {
  if (follows.some((t) => /^[*★※✱﹡＊]/.test(t) && t.length <= 60)) return true;
  if (inScope.some((r) => ONLY_STAR.test(r.text) || (/^[*＊★※]/.test(r.text) && r.text.length <= 40)))
    return true;
  if (!label) {
    const marked = map.labelFor.get(attr(unit.entry, 'id'))?.[0];
    const run = marked ? before.find((r) => contains(marked, r)) : undefined;
    if (!run) return false;
    return starBeside(before, run);
  }
  return starBeside(before, label);
}

/** A star in an element of its own, next to the label. */
function starBeside(before: TextRun[], label: TextRun): boolean {
  const i = before.indexOf(label);
  const cell = climb(label.within, (e) => /^(td|th|dt|li|p|div|label|h\d)$/.test(e.tag), 6);
  for (const near of [before[i - 1], before[i + 1]]) {
    if (near && ONLY_STAR.test(near.text) && cell?.parent && contains(cell.parent, near)) return true;
  }
  return false;
}
