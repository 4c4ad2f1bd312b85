import { encodeGb18030 } from '../gb18030.ts';
import { esc } from '../html.ts';
import type { Flow, LetterAnswer } from './letter-kind.ts';

/** Pages as letter systems show them. Pure text. */

export function page(title: string, body: string, status = 200): LetterAnswer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: document(title, body, 'utf-8'),
  };
}

export function gbPage(title: string, body: string): LetterAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=gb2312' },
    body: encodeGb18030(document(title, body, 'gb2312')),
  };
}

function document(title: string, body: string, charset: string): string {
  return `<!DOCTYPE html><html><head><meta charset="${charset}"><title>${esc(title)}</title><link rel="stylesheet" href="/letters.css"></head><body><div class="header"><a href="/">首页</a> <a href="/xxgk/">信息公开</a> <a href="/hdjl/">互动交流</a></div><div class="location">您的位置：<a href="/">首页</a> &gt; <a href="/hdjl/">互动交流</a> &gt; ${esc(title)}</div><div class="main"><h2>${esc(title)}</h2>${body}</div><div class="footer"><p>主办单位：某某市人民政府办公室 网站标识码：6100000000</p></div></body></html>`;
}

export function json(value: unknown, status = 200): LetterAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

export function redirect(to: string): LetterAnswer {
  return { status: 302, headers: { location: to }, body: '' };
}

export interface FormField {
  label: string;
  name: string;
  is?: 'text' | 'textarea' | 'select' | 'radio' | 'checkbox' | 'raw';
  required?: boolean;
  hint?: string;
  /** Of lists and radios; the first is chosen where `is` is radio. */
  options?: readonly string[];
  attributes?: string;
  html?: string;
}

/** The rows of a form as tables have them. */
export function rows(fields: readonly FormField[]): string {
  return fields
    .map((field) => {
      const star = field.required === true ? '<font color="red">*</font>' : '';
      const hint = field.hint === undefined ? '' : `<span class="hint">${esc(field.hint)}</span>`;
      return `<tr><td class="label">${esc(field.label)}${star}：</td><td>${control(field)}${hint}</td></tr>`;
    })
    .join('');
}

function control({ name, is = 'text', options = [], attributes = '', html = '' }: FormField): string {
  switch (is) {
    case 'textarea':
      return `<textarea name="${name}" rows="8" cols="60" ${attributes}></textarea>`;
    case 'select':
      return `<select name="${name}" ${attributes}><option value="">请选择</option>${options.map((option, i) => `<option value="${i + 1}">${esc(option)}</option>`).join('')}</select>`;
    case 'radio':
      return options
        .map(
          (option, i) =>
            `<input type="radio" name="${name}" value="${i}" ${i === 0 ? 'checked' : ''}>${esc(option)}`,
        )
        .join(' ');
    case 'checkbox':
      return `<label><input type="checkbox" name="${name}" value="1" ${attributes}>${esc(options[0] ?? '')}</label>`;
    case 'raw':
      return html;
    default:
      return `<input type="text" name="${name}" ${attributes}>`;
  }
}

export const PERSON: readonly FormField[] = [
  { label: '姓名', name: 'name', required: true },
  { label: '联系电话', name: 'phone', required: true },
  { label: '电子邮箱', name: 'email' },
  { label: '联系地址', name: 'address' },
];

export const LETTER: readonly FormField[] = [
  { label: '信件标题', name: 'title', required: true, attributes: 'size="60"' },
  { label: '信件内容', name: 'content', is: 'textarea', required: true },
];

export function form(
  fields: readonly FormField[],
  options: { action?: string; submit?: string; attributes?: string } = {},
): string {
  const { action = '/hdjl/submit', attributes = '' } = options;
  const submit = options.submit ?? '<input type="submit" value="提 交"> <input type="reset" value="重 置">';
  return `<form name="letter" method="post" action="${action}" ${attributes}><table class="letter">${rows(fields)}</table><p>${submit}</p></form>`;
}

/** 提交成功, with what the letter is looked up by. */
export function receiptBody(letter: { number: string; code: string }): string {
  return `<div class="success"><p>您的信件已提交成功，感谢您的来信！</p><p>受理编号：<b>${letter.number}</b></p><p>查询码：<b>${letter.code}</b></p><p>请牢记编号和查询码，以便查询办理结果。</p><p><a href="/hdjl/query">信件查询</a></p></div>`;
}

/** Missing fields as the server finds them; null when all that is asked for is there. */
export function missing(flow: Flow, names: readonly string[]): LetterAnswer | null {
  const lacks = names.filter((name) => (flow.fields.get(name) ?? '').trim() === '');
  if (lacks.length === 0) return null;
  return page('提示', `<script>alert('${lacks[0]} 不能为空');history.back();</script>`);
}
