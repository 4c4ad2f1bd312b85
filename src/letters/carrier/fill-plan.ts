import type { FieldReading, FormReading } from '../../domain/page-reading.ts';
import type { LetterTask } from '../letter-carrier.ts';
import { type FittedLetter, fitLetter } from './fit-letter.ts';
import { ownQueryCode } from './own-query-code.ts';

/** What is to be done to one field. `secret`: a persona's value, never told. */
export type FillStep =
  | { do: 'write'; field: FieldReading; value: string; secret: boolean }
  | { do: 'choose'; field: FieldReading }
  | { do: 'tick'; field: FieldReading }
  /** A list that the page draws itself behind a read-only box; a box one may write in is left to `otherwise`. */
  | { do: 'pick'; field: FieldReading; otherwise: FillStep | null };

/** Why a form is not for us to fill: it asks for what the persona has not, or what a machine must not do. */
export interface FillObstacle {
  obstacle: 'sms' | 'identity' | 'attachment' | 'length' | 'no_content';
  words: string;
}

export interface FillPlan {
  steps: FillStep[];
  captcha: FieldReading | null;
  /** A query code that the form lets its writer choose. */
  queryCode: string | null;
  letter: FittedLetter;
}

/** Decides what goes into each field of a form, by role. Pure; what can be chosen is seen in the browser. */
export function planFill(form: FormReading, task: LetterTask): FillPlan | FillObstacle {
  const fields = withContent(form.fields);
  const letter = fitLetter(task.letter, fields);
  if (letter === null) return { obstacle: 'length', words: '没有一种写法符合表单写明的字数' };
  if (!fields.some(({ role }) => role === 'content'))
    return { obstacle: 'no_content', words: '表单没有正文栏' };
  const steps: FillStep[] = [];
  let queryCode: string | null = null;
  for (const field of fields) {
    if (field.role === 'sms_code') return { obstacle: 'sms', words: `要求短信验证码（${field.label}）` };
    if (field.role === 'query_code') queryCode = ownQueryCode(task.letterId, field.rules);
    const done = steps.some((step) => step.field.role === field.role && step.do === 'write');
    const value = pickable(field, valueFor(field, { task, letter, queryCode, again: done }));
    if (value === 'missing') {
      if (field.role === 'id_number') return { obstacle: 'identity', words: `必须填写${field.label}` };
      return { obstacle: 'attachment', words: `必须上传${field.label}` };
    }
    if (value !== null) steps.push(value);
  }
  const captcha = fields.find(({ role }) => role === 'captcha') ?? null;
  return { steps, captcha, queryCode, letter };
}

/** What goes into a form that asks who writes and what about before it shows the letter's own boxes. */
export function planLeadIn(form: FormReading, task: LetterTask): FillStep[] | FillObstacle {
  const steps: FillStep[] = [];
  for (const field of form.fields) {
    const value = pickable(
      field,
      valueFor(field, { task, letter: task.letter, queryCode: null, again: false }),
    );
    if (value === 'missing') return { obstacle: 'identity', words: `必须填写${field.label}` };
    if (value !== null) steps.push(value);
  }
  return steps;
}

/** A plain box for what is usually chosen may be a drawn list: only the browser tells. */
function pickable(field: FieldReading, step: FillStep | 'missing' | null): FillStep | 'missing' | null {
  if (step === 'missing' || field.control !== 'input' || !PICKED.includes(field.role)) return step;
  return { do: 'pick', field, otherwise: step };
}

const PICKED: readonly FieldReading['role'][] = ['category', 'department', 'public', 'address', 'other'];

/** Where no field says it is the text of the letter, the one large box is. */
function withContent(fields: readonly FieldReading[]): FieldReading[] {
  if (fields.some(({ role }) => role === 'content')) return [...fields];
  const box = fields.find(
    ({ role, control }) => role === 'other' && (control === 'textarea' || control === 'editor'),
  );
  return fields.map((field) => (field === box ? { ...field, role: 'content' } : field));
}

interface Given {
  task: LetterTask;
  letter: FittedLetter;
  queryCode: string | null;
  /** Another field of this role is filled already. */
  again: boolean;
}

function valueFor(field: FieldReading, given: Given): FillStep | 'missing' | null {
  const { persona } = given.task;
  const { role, control, required } = field;
  const write = (value: string, secret: boolean): FillStep => ({ do: 'write', field, value, secret });
  if (role === 'honeypot' || role === 'captcha') return null;
  if (role === 'attachment' || control === 'file') return required ? 'missing' : null;
  if (role === 'agree') return { do: 'tick', field };
  if (control === 'select' || control === 'radio') return { do: 'choose', field };
  if (control === 'checkbox') return role === 'public' || required ? { do: 'choose', field } : null;
  switch (role) {
    case 'name':
      return write(persona.name, true);
    case 'phone':
      return write(persona.phone, true);
    case 'email':
      return write(persona.email, true);
    case 'address':
      return write(persona.address, true);
    case 'id_number':
      if (!required) return null;
      return persona.idNumber === null ? 'missing' : write(persona.idNumber, true);
    case 'title':
      return given.again && !required ? null : write(given.letter.title, false);
    case 'content':
      return given.again && !required ? null : write(given.letter.content, false);
    case 'query_code':
      return given.queryCode === null ? null : write(given.queryCode, false);
    case 'department':
    case 'category':
      return required ? write(role === 'category' ? '咨询' : given.task.site.sponsor, false) : null;
    default:
      return otherValue(field, given.task, given.queryCode);
  }
}

/** Small things that some forms want to know and no letter depends on. */
function otherValue(field: FieldReading, { persona }: LetterTask, queryCode: string | null): FillStep | null {
  const { label, required, rules } = field;
  if (/确认|再次|重复/.test(label) && /密码|查询码/.test(label) && queryCode !== null)
    return { do: 'write', field, value: queryCode, secret: false };
  if (/邮政编码|邮编/.test(label))
    return persona.postcode === null && !required
      ? null
      : { do: 'write', field, value: persona.postcode ?? '000000', secret: true };
  if (!required) return null;
  if (rules.format === 'date' || /日期|生日|出生年月/.test(label))
    return { do: 'write', field, value: birthdayOf(persona), secret: true };
  const value = /年龄/.test(label)
    ? '40'
    : /性别/.test(label)
      ? '男'
      : /职业|身份/.test(label)
        ? '职工'
        : rules.format === 'digits'
          ? '0'.repeat(rules.minLength ?? 1)
          : '无';
  return { do: 'write', field, value, secret: false };
}

/** The one date that forms insist on is the writer's birthday; any grown-up's will do where no identity number tells it. */
function birthdayOf({ idNumber }: LetterTask['persona']): string {
  const told = /^\d{6}(\d{4})(\d{2})(\d{2})/.exec(idNumber ?? '');
  return told === null ? '1984-06-15' : `${told[1]}-${told[2]}-${told[3]}`;
}
