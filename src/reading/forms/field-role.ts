import type { FieldRole } from '../../domain/page-reading.ts';
import { hasCodeImage } from './captcha.ts';
import type { Unit } from './controls.ts';
import { optionsOf } from './controls.ts';
import type { Group } from './groups.ts';
import type { LabelFinding } from './labels.ts';
import { attr, climb, contains, type PageMap } from './page-map.ts';
import { asksForSum, isReceiptNumberLabel, plainLabel, roleOfLabel, roleOfTokens } from './words.ts';

export interface RoleFinding {
  role: FieldRole;
  confidence: number;
  /** The words the role rests on when the field has no label. */
  words: string;
}

/** How far each place can be trusted to name the field. */
const TRUST: Record<LabelFinding['source'], number> = {
  label: 0.97,
  row: 0.95,
  header: 0.85,
  before: 0.85,
  placeholder: 0.88,
  value: 0.8,
  attribute: 0.8,
  after: 0.8,
  none: 0.3,
};

/** Roles that can only be typed in; a list of choices under such a label is something else. */
const TYPED = new Set<FieldRole>([
  'title',
  'content',
  'captcha',
  'sms_code',
  'query_code',
  'email',
  'phone',
  'id_number',
]);

const OWN_UNIT = /^(单位|机构|部门|科室|处室)(名称)?$/;

/** What a field asks for: its words first, then what is drawn into it, then its names, then its kind. */
export function fieldRole(
  map: PageMap,
  group: Group,
  unit: Unit,
  label: LabelFinding,
  sharedNames: ReadonlySet<string>,
): RoleFinding {
  if (unit.control === 'file') return { role: 'attachment', confidence: 0.97, words: '附件' };
  const plain = plainLabel(label.text);
  const isSum = unit.control === 'input' && [label.text, ...label.hints].some(asksForSum);
  const byWords = isSum ? 'captcha' : fitted(unit, roleOfLabel(plain), plain);
  const byLabel = byWords === 'address' && label.hints.some(explainsEmail) ? 'email' : byWords;
  const name = attr(unit.entry, 'name');
  const names = ownNames(
    sharedNames.has(name) && unit.control !== 'radio' ? '' : name,
    attr(unit.entry, 'id'),
  );
  const suggested = names.map((n) => fitted(unit, roleOfTokens(n), n)).find((r) => r !== null) ?? null;
  // A search box called `message` or `content` is none: a letter's body is never one line.
  const byName = suggested === 'content' && unit.control === 'input' ? null : suggested;
  const typeRole = roleOfType(unit);

  if (unit.control === 'radio' || unit.control === 'checkbox')
    return choiceRole(map, unit, byLabel, byName, label);
  if (unit.type === 'password') {
    const code = byLabel === 'query_code' || /查询|query/i.test(plain);
    return { role: code ? 'query_code' : 'other', confidence: 0.8, words: plain };
  }
  if (
    (byLabel === 'captcha' || byLabel === 'sms_code' || (byLabel === null && byName === 'captcha')) &&
    besideSmsButton(group, unit)
  ) {
    return { role: 'sms_code', confidence: 0.95, words: plain };
  }
  if (byLabel !== null && byLabel !== 'other') {
    const agrees = byName === byLabel || typeRole === byLabel;
    const base = TRUST[label.source];
    return {
      role: byLabel,
      confidence: agrees ? Math.min(0.99, base + 0.03) : byName && byName !== 'other' ? base - 0.1 : base,
      words: plain,
    };
  }
  const drawn = fitted(unit, hintRole(unit, label), plain);
  if (isReceiptNumberLabel(plain)) return { role: 'other', confidence: 0.85, words: plain };
  if (byLabel === 'other') return { role: 'other', confidence: TRUST[label.source], words: plain };
  if (drawn !== null && drawn !== 'other')
    return { role: drawn, confidence: 0.8, words: attr(unit.entry, 'placeholder') };
  if (typeRole !== null) return { role: typeRole, confidence: 0.75, words: plain };
  if (unit.type === 'text' && hasCodeImage(map, group, unit.entry))
    return { role: 'captcha', confidence: 0.75, words: plain };
  if (byName !== null)
    return { role: byName, confidence: plain === '' ? 0.65 : 0.55, words: name || attr(unit.entry, 'id') };
  if (unit.control === 'textarea' || unit.control === 'editor')
    return { role: 'content', confidence: 0.5, words: plain };
  return { role: 'other', confidence: plain === '' ? 0.3 : 0.6, words: plain || name };
}

/** `ctl00$MainContent$txtTitle`: ASP.NET writes the containers into name and id; the last word alone is the field's. */
function ownNames(name: string, id: string): [string, string] {
  const containers = name.split('$');
  if (containers.length === 1) return [name, id.replace(/content_?placeholder\d*/gi, '')];
  const own = containers.findLast((part) => /[a-z]{2}/i.test(part)) ?? '';
  return [own, id === containers.join('_') ? '' : id];
}

/** 发信人地址（必须是有效的E-mail）: an address to write to by mail. */
function explainsEmail(hint: string): boolean {
  return /^[（(]?[^没无或]{0,8}(?:e-?mail|邮箱|电子邮件)/i.test(hint);
}

/** A role the control cannot have is none: nobody types a title into a list of choices. */
function fitted(unit: Unit, role: FieldRole | null, words: string): FieldRole | null {
  if (role === null) return null;
  if (unit.control === 'select') {
    if (TYPED.has(role)) return role === 'content' || role === 'title' ? 'category' : 'other';
    if (role === 'name') return 'other';
  }
  if (unit.control === 'textarea' || unit.control === 'editor') {
    if (role === 'title' || role === 'category' || role === 'public' || role === 'name' || role === 'phone')
      return /内容|详|描述|正文|意见|建议|说明|content|message/i.test(words) ? 'content' : role;
  }
  if (unit.control === 'input' && (role === 'agree' || role === 'attachment')) return 'other';
  if (unit.control === 'input' && role === 'public') return 'other';
  // 单位 to type in is the writer's own; whom he writes to he chooses from a list.
  if (unit.control === 'input' && role === 'department' && OWN_UNIT.test(words)) return 'other';
  return role;
}

function roleOfType(unit: Unit): FieldRole | null {
  if (unit.type === 'email') return 'email';
  if (unit.type === 'tel') return 'phone';
  if (unit.type === 'url' || unit.type === 'search') return 'other';
  return null;
}

/** Placeholder and title, when the label itself says nothing known. */
function hintRole(unit: Unit, label: LabelFinding): FieldRole | null {
  for (const text of [
    attr(unit.entry, 'placeholder'),
    attr(unit.entry, 'title'),
    attr(unit.entry, 'aria-label'),
  ]) {
    const role = roleOfLabel(plainLabel(text));
    if (role !== null) return role;
  }
  if (label.source === 'value') return roleOfLabel(plainLabel(label.text));
  return null;
}

function choiceRole(
  map: PageMap,
  unit: Unit,
  byLabel: FieldRole | null,
  byName: FieldRole | null,
  label: LabelFinding,
): RoleFinding {
  const options = optionsOf(unit, map).map((o) => o.label);
  const all = options.join(' ');
  const plain = plainLabel(label.text);
  if (unit.control === 'checkbox' && unit.members.length === 1) {
    const words = `${plain} ${all}`;
    const own = roleOfLabel(plain) ?? roleOfLabel(plainLabel(all));
    if (own === 'agree' || /同意|已.{0,4}阅读|承诺|知晓/.test(words))
      return { role: 'agree', confidence: 0.92, words: all || plain };
    if (own === 'public' || /公开|保密|匿名/.test(words))
      return { role: 'public', confidence: 0.85, words: all || plain };
    if (byName === 'agree' || byName === 'public')
      return { role: byName, confidence: 0.6, words: all || plain };
    return { role: 'other', confidence: 0.5, words: all || plain };
  }
  if (byLabel === 'public' || /(愿意|不愿意|同意|不同意|不|可以?)?公开|保密/.test(all))
    return { role: 'public', confidence: byLabel === 'public' ? 0.95 : 0.85, words: plain || all };
  if (byLabel === 'agree' || (/我?已?(阅读|同意)/.test(all) && options.length <= 2))
    return { role: 'agree', confidence: 0.85, words: plain || all };
  if (byLabel === 'category' || byLabel === 'department')
    return { role: byLabel, confidence: 0.92, words: plain };
  if (options.filter((o) => /咨询|投诉|建议|求助|举报|表扬|感谢|反映/.test(o)).length >= 2)
    return { role: 'category', confidence: 0.85, words: plain || all };
  if (options.filter((o) => /(局|委|办|厅|部|县长|市长|处|科|中心)$/.test(o)).length >= 2)
    return { role: 'department', confidence: 0.75, words: plain || all };
  if (byLabel === null && (byName === 'public' || byName === 'category' || byName === 'department'))
    return { role: byName, confidence: 0.6, words: plain || all };
  return { role: 'other', confidence: plain === '' ? 0.3 : 0.7, words: plain || all };
}

/** A button that sends a code to the phone stands in the field's row. */
function besideSmsButton(group: Group, unit: Unit): boolean {
  const row = climb(unit.entry.parent, (e) => /^(tr|dd|li|p|div|td)$/.test(e.tag), 4);
  const wide = row?.tag === 'div' && row.parent && row.parent !== group.root ? row.parent : row;
  return group.buttons.some(
    (b) =>
      b.kind === 'aside' &&
      /(获取|发送|点击|免费|重新|语音|短信).{0,6}(验证|校验|动态|短信|码)|发送短信/.test(b.text) &&
      !/更换|刷新|换一|图|看不清/.test(b.text) &&
      wide !== null &&
      wide !== undefined &&
      contains(wide, b.entry) &&
      !group.units.some((u) => u !== unit && u.at > unit.at && u.at < b.at),
  );
}
