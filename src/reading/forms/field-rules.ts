import type { FieldRole, FieldRules } from '../../domain/page-reading.ts';
import type { Unit } from './controls.ts';
import type { LabelFinding } from './labels.ts';
import { lengthsIn } from './length-rules.ts';
import { toHalfWidth } from './words.ts';

/** Validation marks of the libraries in use: jQuery Validation, Validform, easyUI, layui, bootstrapValidator, Vue. */
const REQUIRED_CODE =
  /(^|[\s"'[{,:|_-])(required|notnull|not-null|notempty|not_empty|noempty|isnull:false|must|bitian|btx|need|mandatory)([\s"'\]},:|_-]|$)/i;
const OPTIONAL_CODE = /required\s*[:=]\s*["']?(false|0)|ignore=/i;

/** `（*必填）` and nothing else beside the field; within a sentence it explains the mark. */
const MARK = /^[（(【[]?\s*[*＊★]?\s*(?:必填|必选)项?\s*[）)】\]]?$/;

/** Whether the page itself says a field has to be filled. What only a script would find out later is not said. */
export function isRequired(unit: Unit, label: LabelFinding, allRequired: boolean): boolean {
  const words = [label.text, ...label.hints].join(' ');
  if (/选填|非必填|可不填|可选填|可空|可为空|不必填|非必须|optional/i.test(words)) return false;
  const attribs = unit.members.map((m) => m.el.attribs);
  const stated = attribs.some((a) => 'required' in a || a['aria-required'] === 'true');
  if (stated || label.starred) return true;
  if ([label.text, ...label.hints].some((text) => MARK.test(text.trim()))) return true;
  if (
    /必填|必选|必须(填|选|输)|不能为空|不可为空|不得为空|required/i.test(words) &&
    !/[*＊★].{0,12}必填/.test(words)
  )
    return true;
  for (const a of attribs) {
    const code = [
      a.class,
      a['lay-verify'],
      a['data-options'],
      a['data-rule'],
      a['data-validate'],
      a.check,
      a['data-bv-notempty'],
      a.rules,
      a.validate,
      a.valid,
      a['data-val-required'] ? 'required' : '',
    ].join(' ');
    if (OPTIONAL_CODE.test(code)) continue;
    if (REQUIRED_CODE.test(code) || a['data-bv-notempty'] === 'true' || 'notnull' in a || 'nullmsg' in a)
      return true;
    if (/^\*|^s\d|^(zh|n|m|e|p)\d*-?\d*$/.test(a.datatype ?? '') && !('ignore' in a)) return true;
    if (/^(true|1|yes|y)$/i.test(a['data-required'] ?? a.isrequired ?? a.must ?? a.notnull ?? ''))
      return true;
  }
  return allRequired;
}

/** The page says that every field has to be filled. */
export function saysAllRequired(texts: readonly string[]): boolean {
  return texts.some(
    (t) =>
      /(以上|以下|下列|所有|全部|各项|每项).{0,8}(均|都|全|全部)?(为|是)?.{0,2}(必填|必须填|必须如实填|不能为空)/.test(
        t.slice(0, 300),
      ) && !/[*＊★]/.test(t.slice(0, 300)),
  );
}

/** Lengths and formats stated on the field or beside it. */
export function fieldRules(unit: Unit, role: FieldRole, label: LabelFinding): FieldRules {
  const rules: FieldRules = {};
  if (unit.control === 'input' || unit.control === 'textarea' || unit.control === 'editor') {
    for (const text of [label.text, ...label.hints]) {
      const lengths = lengthsIn(text);
      if (lengths.minLength !== undefined) rules.minLength ??= lengths.minLength;
      if (lengths.maxLength !== undefined) rules.maxLength ??= lengths.maxLength;
    }
    const { attribs } = unit.entry.el;
    const max = whole(attribs.maxlength) ?? whole(attribs['data-maxlength']);
    const min = whole(attribs.minlength) ?? whole(attribs['data-minlength']);
    // Validform's s10-25, n6-16, *6-200 state a range; a browser's own limit (524288) states nothing.
    const typed = /^(?:\*|s|n|zh|m)(\d{1,5})(?:-(\d{1,5}))$/i.exec(attribs.datatype ?? '');
    if (typed) {
      rules.minLength ??= Number(typed[1]);
      rules.maxLength ??= Number(typed[2]);
    }
    if (max !== null && max > 0 && max < 100_000) rules.maxLength = Math.min(max, rules.maxLength ?? max);
    if (min !== null && min > 0) rules.minLength = Math.max(min, rules.minLength ?? 0);
  }
  const format = formatOf(unit, role, label);
  if (format) rules.format = format;
  return rules;
}

function whole(value: string | undefined): number | null {
  return value !== undefined && /^\s*\d{1,6}\s*$/.test(value) ? Number(value) : null;
}

function formatOf(unit: Unit, role: FieldRole, label: LabelFinding): FieldRules['format'] | null {
  const { attribs } = unit.entry.el;
  const code =
    `${attribs.class ?? ''} ${attribs['lay-verify'] ?? ''} ${attribs.datatype ?? ''} ${attribs['data-options'] ?? ''} ${attribs.onclick ?? ''} ${attribs.onfocus ?? ''}`.slice(
      0,
      500,
    );
  const words = toHalfWidth([label.text, ...label.hints].join(' ')).slice(0, 400);
  if (unit.control !== 'input') return null;
  if (unit.type === 'email' || role === 'email') return 'email';
  if (role === 'id_number') return 'id_number';
  if (unit.type === 'tel' || role === 'phone') return 'phone';
  if (unit.type === 'date' || /WdatePicker|laydate|datepicker|datetimepicker/i.test(code)) return 'date';
  if (/\d\s*位(的)?(纯)?数字|^[^a-z]*数字[^a-z]*$/i.test(words) && role !== 'captcha' && role !== 'content')
    return 'digits';
  if (unit.type === 'number') return 'digits';
  return null;
}

/** 电话或邮箱至少填一项 and its like: the roles of which one has to be filled. */
export function eitherOrOf(texts: readonly string[]): FieldRole[][] {
  const found: FieldRole[][] = [];
  for (const text of texts) {
    for (const clause of text.slice(0, 2_000).split(/[,，。;；!！\n]/)) {
      if (clause.length > 80) continue;
      const either =
        /(至少|最少|必须|务必|请|任|需)?\s*(要|需|选|填|任)?(填|选|写|输入|留|提供|任填|任选)(写|入|报)?\s*(其中)?\s*(之)?\s*(一|1)\s*(项|个|种|样)?|[二两三]选一|任(意)?(填|选|留)?一(项|种|个)|两者.{0,4}(必|选).{0,2}一|至少.{0,6}(一|1)\s*(项|个|种)|二者.{0,4}一/;
      if (!either.test(clause)) continue;
      const roles: FieldRole[] = [];
      if (/电话|手机|座机|联系号码/.test(clause)) roles.push('phone');
      if (/邮箱|邮件|e-?mail/i.test(clause)) roles.push('email');
      if (/地址|住址/.test(clause)) roles.push('address');
      if (/身份证|证件号/.test(clause)) roles.push('id_number');
      if (roles.length >= 2) found.push(roles);
    }
  }
  return found;
}
