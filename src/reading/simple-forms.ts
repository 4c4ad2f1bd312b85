import type { Element } from 'domhandler';
import type { FieldReading, FieldRole, FormReading } from '../domain/page-reading.ts';
import { absoluteUrl, type PageDom, selectorOf, textOf, textPieces } from './page-dom.ts';

const ROLE_WORDS: readonly [FieldRole, RegExp][] = [
  ['sms_code', /短信(验证)?码|手机验证码|sms/i],
  ['captcha', /验证码|校验码|captcha|yzm|checkcode|verify/i],
  ['query_code', /查询(密)?码|查询密码|querycode/i],
  ['id_number', /身份证|证件号|idcard|sfz/i],
  ['phone', /电话|手机|联系方式|phone|mobile|tel\b/i],
  ['email', /邮箱(?!.*信箱)|邮件|e-?mail/i],
  ['address', /地址|住址|address/i],
  ['title', /标题|主题|题目|事由|title|subject|topic/i],
  ['content', /内容|正文|问题描述|诉求|留言|content|message|question/i],
  ['name', /姓\s*名|写信人|来信人|联系人|称呼|昵称|^name$|username|xingming/i],
  ['department', /部门|收信|受理单位|提交对象|写给|dept/i],
  ['category', /类型|类别|分类|type|category/i],
  ['public', /公开|保密|public/i],
  ['attachment', /附件|file|attach/i],
  ['agree', /同意|已阅读|agree/i],
];

/** The forms of a page with the role of each field: enough to know what a form is for. */
export function readSimpleForms(dom: PageDom, base: string): FormReading[] {
  const forms: FormReading[] = [];
  dom.nodes.forEach(({ element, end }, index) => {
    if (element?.name === 'form') forms.push(toForm(dom, index, end, element, base));
  });
  const body = dom.nodes.findIndex(({ element }) => element?.name === 'body');
  const inForms = new Set(forms.flatMap((form) => form.fields.map((field) => field.selector)));
  const flat = dom.nodes[body];
  if (flat?.element && !forms.some(({ purpose }) => purpose === 'letter')) {
    const loose = toForm(dom, body, flat.end, flat.element, base);
    const fields = loose.fields.filter(({ selector }) => !inForms.has(selector));
    if (loose.purpose === 'letter' && fields.length >= 2) forms.push({ ...loose, fields, method: 'script' });
  }
  return forms;
}

function toForm(dom: PageDom, start: number, end: number, element: Element, base: string): FormReading {
  const fields: FieldReading[] = [];
  let submit: string | null = null;
  let password = false;
  for (let i = start; i < end && fields.length < 200; i++) {
    const control = dom.nodes[i]?.element;
    if (!control) continue;
    const type = (control.attribs.type ?? 'text').toLowerCase();
    if (isSubmit(control, dom, i)) submit ??= selectorOf(control);
    if (!['input', 'textarea', 'select'].includes(control.name) || /^(hidden|submit|button|image|reset)$/.test(type)) continue;
    if (type === 'password') password = true;
    fields.push(toField(dom, i, control, type));
  }
  const text = textOf(dom, start).slice(0, 2000);
  return {
    selector: selectorOf(element),
    purpose: purposeOf(fields, password, `${text} ${element.attribs.action ?? ''} ${element.attribs.id ?? ''}`),
    captcha: fields.some(({ role }) => role === 'captcha'),
    submit,
    action: absoluteUrl(element.attribs.action, base),
    method: /post/i.test(element.attribs.method ?? '') ? 'post' : 'get',
    fields,
    confidence: 0.7,
    trace: [],
  };
}

function purposeOf(fields: readonly FieldReading[], password: boolean, words: string): FormReading['purpose'] {
  const has = (role: FieldRole) => fields.some((field) => field.role === role);
  const area = fields.some(({ control }) => control === 'textarea' || control === 'editor');
  if (area && (has('title') || has('phone') || has('name') || has('content'))) return 'letter';
  if (password && fields.length <= 6) return 'login';
  if (!area && (has('query_code') || (/查询/.test(words) && (has('id_number') || has('phone'))))) return 'lookup';
  if (fields.length <= 2 && /搜|search|检索|query/i.test(words)) return 'search';
  return 'other';
}

function toField(dom: PageDom, index: number, control: Element, type: string): FieldReading {
  const { name = '', id = '', placeholder = '', title = '', value = '' } = control.attribs;
  const label = labelOf(dom, index);
  const words = `${label} ${placeholder} ${title} ${control.name === 'input' && type === 'text' ? value : ''}`;
  const role = roleOf(words.replace(/\s+/g, '')) ?? roleOf(`${name} ${id}`) ?? (control.name === 'textarea' ? 'content' : type === 'file' ? 'attachment' : 'other');
  const controls = { textarea: 'textarea', select: 'select' } as const;
  const kind = type === 'radio' || type === 'checkbox' || type === 'file' ? type : 'input';
  return {
    role,
    label: label.slice(0, 60),
    selector: selectorOf(control),
    required: 'required' in control.attribs || /[*＊]|必填/.test(words),
    control: control.name === 'textarea' || control.name === 'select' ? controls[control.name] : kind,
    options: [],
    rules: {},
    confidence: 0.7,
  };
}

function roleOf(words: string): FieldRole | null {
  return ROLE_WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** The words before a control: its label, its row's first cell, the text that runs up to it. */
function labelOf(dom: PageDom, index: number): string {
  for (let i = index - 1, seen = 0; i >= 0 && seen < 12; i--, seen++) {
    const text = dom.nodes[i]?.text?.replace(/\s+/g, ' ').trim();
    if (text && text !== '*') return text.slice(-60);
    if (dom.nodes[i]?.element?.name === 'input' && textPieces(dom, i).length > 0) break;
  }
  return '';
}

function isSubmit(element: Element, dom: PageDom, index: number): boolean {
  const { type = '', value = '', onclick = '' } = element.attribs;
  if (element.name === 'input' && /^(submit|image)$/i.test(type)) return true;
  const words = `${value} ${['button', 'a'].includes(element.name) ? textOf(dom, index) : ''} ${onclick}`;
  return ['button', 'input', 'a', 'img'].includes(element.name) && /提\s*交|发\s*送|submit/i.test(words) && !/重置|返回/.test(words);
}
