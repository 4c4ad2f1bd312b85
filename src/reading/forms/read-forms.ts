import type { FieldReading, FieldRole, FormReading, Trace } from '../../domain/page-reading.ts';
import type { PageDom } from '../page-dom.ts';
import { Sign } from '../text-signs.ts';
import { collectButtons } from './buttons.ts';
import { captchaWidget } from './captcha.ts';
import { collectUnits, optionsOf, type Unit } from './controls.ts';
import { fieldRole, type RoleFinding } from './field-role.ts';
import { eitherOrOf, fieldRules, isRequired, saysAllRequired } from './field-rules.ts';
import { type Group, groupUnits } from './groups.ts';
import { presenceReader } from './honeypot.ts';
import { type LabelFinding, labelReader } from './labels.ts';
import { lengthsByRole } from './length-rules.ts';
import { attr, lowerBound, mapPage, type PageMap } from './page-map.ts';
import { isNumberField, purposeOf } from './purpose.ts';
import { selectorOf } from './selector-of.ts';
import { settleRoles } from './settle-roles.ts';
import { submitControl } from './submit-control.ts';
import { type HidingOf, hidingReader } from './visibility.ts';
import { plainLabel } from './words.ts';

/**
 * Every form of a page: what it is for, what each field asks for and how it is sent. No network, no rendering.
 *
 * Selectors pick out exactly the control they name; for radios and boxes that are one choice the selector lists
 * all its inputs, in the order of `options`.
 *
 * @param dom the parsed page, or its map where that was made already
 * @param url address of the page, against which `action` is resolved
 */
export function readForms(dom: PageDom | PageMap, url: string): FormReading[] {
  const map = mapPage(dom);
  const units = collectUnits(map);
  if (units.length === 0) return [];
  const hidingOf = hidingReader(map);
  const notices = noticesOf(map);
  return groupUnits(map, units, collectButtons(map))
    .filter((group) => !isShownOnly(group))
    .map((group) => readGroup(map, group, hidingOf, notices, url))
    .filter((form) => form.fields.some((f) => f.role !== 'honeypot'));
}

/** Fields that nobody can change and nothing sends show what was written, as pages of old systems do. */
function isShownOnly({ units, buttons }: Group): boolean {
  const isFixed = ({ members }: Unit): boolean =>
    members.every(({ el }) => 'disabled' in el.attribs || 'readonly' in el.attribs);
  return units.every(isFixed) && !buttons.some(({ kind }) => kind !== 'aside' && kind !== 'unknown');
}

interface Draft {
  unit: Unit;
  label: LabelFinding;
  found: RoleFinding;
  trap: boolean;
}

function readGroup(
  map: PageMap,
  group: Group,
  hidingOf: HidingOf,
  notices: string[],
  url: string,
): FormReading {
  const labelOf = labelReader(map, group);
  const presenceOf = presenceReader(map, group, hidingOf);
  const shared = sharedNames(group);
  const drafts: Draft[] = [];
  for (const unit of group.units) {
    const label = labelOf(unit);
    const presence = presenceOf(unit, label);
    if (presence === 'absent') continue;
    const found = fieldRole(map, group, unit, label, shared);
    drafts.push({ unit, label, found, trap: presence === 'trap' });
  }
  settleRoles(drafts);
  const formTexts = textsOf(map, group);
  const allRequired = saysAllRequired([...formTexts, ...notices]);
  const stated = lengthsByRole([...formTexts, ...notices]);
  const seenRoles = new Set<FieldRole>();
  const fields = drafts.map((draft): FieldReading => {
    const field = fieldOf(map, draft, allRequired);
    const words = stated.get(field.role);
    if (words && !seenRoles.has(field.role)) field.rules = mergeLengths(field.rules, words.rules);
    seenRoles.add(field.role);
    return field;
  });
  markEitherOr(fields, [...formTexts, ...notices]);

  // Passwords folded away for whoever keeps his letter secret make no login of it.
  const shown = drafts.filter(({ trap }) => !trap).map(({ unit }) => unit);
  const found = purposeOf(map, { ...group, units: shown }, fields);
  if (found.purpose === 'lookup') nameLookupCode(fields);
  const submit = submitControl(group, found.purpose);
  const selector = selectorOf(map, group.root);
  const trace: Trace[] = found.trace.map((t) => ({ selector, text: `${found.purpose}: ${t.text}` }));
  for (const { unit, label } of drafts) {
    if (label.text !== '')
      trace.push({
        selector: memberSelector(map, unit),
        text: `${label.source}: ${label.text.slice(0, 80)}`,
      });
  }
  for (const [role, rule] of stated) trace.push({ selector, text: `${role}: ${rule.words}` });
  if (found.special) trace.push({ selector, text: `special channel: ${found.special}` });
  const widget = captchaWidget(map, group);
  const captcha = fields.some((f) => f.role === 'captcha') || (widget !== null && found.purpose !== 'search');
  if (widget && captcha) trace.push({ selector, text: `captcha: ${widget}` });
  return {
    selector,
    purpose: found.purpose,
    captcha,
    submit: submit ? selectorOf(map, submit.entry) : null,
    action: actionOf(group, url),
    method: methodOf(group, submit?.native ?? false),
    fields,
    confidence: round(found.confidence * (submit || found.purpose === 'search' ? 1 : 0.8)),
    trace: trace.slice(0, 80),
    ...(found.special ? { special: found.special } : {}),
  };
}

function fieldOf(map: PageMap, draft: Draft, allRequired: boolean): FieldReading {
  const { unit, label, found, trap } = draft;
  const role: FieldRole = trap ? 'honeypot' : found.role;
  return {
    role,
    label: labelWords(label, found),
    selector: memberSelector(map, unit),
    required: !trap && isRequired(unit, label, allRequired),
    control: unit.control,
    options: optionsOf(unit, map),
    rules: trap ? {} : fieldRules(unit, role, label),
    confidence: round(trap ? 0.8 : found.confidence),
  };
}

function labelWords(label: LabelFinding, found: RoleFinding): string {
  const plain = plainLabel(label.text);
  // 咨询内容，不超过1000字: the rule is read from it, the name stands before the comma.
  const name = plain.split(/[,;；，]/)[0]?.trim() ?? '';
  return (name === '' ? found.words : name).slice(0, 60);
}

function memberSelector(map: PageMap, unit: Unit): string {
  return [...new Set(unit.members.slice(0, 100).map((m) => selectorOf(map, m)))].join(', ');
}

/** Names that several different fields bear say nothing about any of them. */
function sharedNames(group: Group): Set<string> {
  const count = new Map<string, number>();
  for (const unit of group.units) {
    const name = attr(unit.entry, 'name');
    if (name !== '') count.set(name, (count.get(name) ?? 0) + 1);
  }
  return new Set([...count].filter(([, n]) => n > 1).map(([name]) => name));
}

export const NOTICE = /字|必填|至少|任选|选一|一项/;

/** Sentences anywhere on the page, and in what its scripts say, that may state a rule for a field. */
function noticesOf(map: PageMap): string[] {
  const texts: string[] = [];
  for (const run of map.runs) {
    if (texts.length >= 200) break;
    if (
      (run.signs & Sign.notice) !== 0 &&
      NOTICE.test(run.text) &&
      /标题|主题|内容|正文|信件|来信|留言|写信|电话|邮箱|必填|姓名|字数/.test(run.text)
    )
      texts.push(run.text);
  }
  let said = 0;
  for (const m of map.script.matchAll(/["']([^"'\n\\]{4,100})["']/g)) {
    if (++said > 5_000 || texts.length >= 260) break;
    const text = m[1] ?? '';
    if (/字/.test(text) && /标题|主题|内容|正文/.test(text)) texts.push(text);
  }
  return texts;
}

function textsOf(map: PageMap, group: Group): string[] {
  const from = lowerBound(map.runs, group.root.at);
  const to = lowerBound(map.runs, group.root.end);
  return map.runs.slice(from, Math.min(to, from + 300)).map((r) => r.text);
}

function mergeLengths(own: FieldReading['rules'], stated: FieldReading['rules']): FieldReading['rules'] {
  const rules = { ...own };
  if (stated.minLength !== undefined) rules.minLength = Math.max(stated.minLength, own.minLength ?? 0);
  if (stated.maxLength !== undefined)
    rules.maxLength = Math.min(stated.maxLength, own.maxLength ?? Number.POSITIVE_INFINITY);
  if (rules.minLength !== undefined && rules.maxLength !== undefined && rules.minLength > rules.maxLength)
    return own;
  return rules;
}

function markEitherOr(fields: FieldReading[], texts: string[]): void {
  for (const roles of eitherOrOf(texts)) {
    const members = roles
      .map((role) => fields.find((f) => f.role === role && f.control === 'input'))
      .filter((f): f is FieldReading => f !== undefined);
    if (members.length < 2) continue;
    for (const field of members) {
      field.rules.eitherOr = roles.join('|');
      field.required = false;
    }
  }
}

/** Where a look-up asks for a number alone, that number is its code; beside a code it is just a number. */
function nameLookupCode(fields: FieldReading[]): void {
  if (fields.some((f) => f.role === 'query_code')) return;
  const number = fields.filter((f) => f.role === 'other' && isNumberField(f));
  const only = number[0];
  if (number.length === 1 && only) only.role = 'query_code';
}

function actionOf(group: Group, url: string): string | null {
  const action = group.form ? attr(group.form, 'action').trim() : '';
  if (action === '' || /^(javascript:|#)/i.test(action)) return null;
  try {
    return new URL(action, url).href;
  } catch {
    return null;
  }
}

function methodOf(group: Group, native: boolean): FormReading['method'] {
  if (group.form === null) return 'script';
  const action = attr(group.form, 'action').trim();
  const handler = attr(group.form, 'onsubmit');
  if (/^javascript:/i.test(action) || /return\s+false\s*;?\s*$/.test(handler)) return 'script';
  if (!native && (action === '' || action === '#')) return 'script';
  return attr(group.form, 'method').trim().toLowerCase() === 'post' ? 'post' : 'get';
}

function round(n: number): number {
  return Math.round(Math.max(0, Math.min(1, n)) * 100) / 100;
}
