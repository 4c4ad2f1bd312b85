import { describe, expect, it } from 'vitest';
import type { FieldReading, FormReading } from '../../../src/domain/page-reading.ts';
import { chooseOption } from '../../../src/letters/carrier/choose-option.ts';
import { type FillStep, planFill } from '../../../src/letters/carrier/fill-plan.ts';
import type { LetterTask } from '../../../src/letters/letter-carrier.ts';
import { LETTER, PERSONA } from './bench-table.ts';

const SITE: LetterTask['site'] = {
  ...{
    siteCode: '6108000001',
    name: '榆林市人民政府',
    homeUrl: 'http://a.test/',
    sponsor: '榆林市人民政府办公室',
  },
  ...{ supervisor: '', region: '榆林市', level: 'city', type: 'portal', sponsorKind: 'organ' },
};
const TASK: LetterTask = {
  ...{ letterId: 'l-1', site: SITE, formUrl: null, letter: LETTER, persona: PERSONA, mode: 'live' },
};
const field = (
  role: FieldReading['role'],
  label: string,
  more: Partial<FieldReading> = {},
): FieldReading => ({
  ...{
    role,
    label,
    selector: `#${label}`,
    required: true,
    control: 'input',
    options: [],
    rules: {},
    confidence: 1,
  },
  ...more,
});
const formOf = (fields: FieldReading[]): FormReading => ({
  ...{ selector: 'form', purpose: 'letter', captcha: false, submit: '#go', action: null, method: 'post' },
  ...{ fields, confidence: 1, trace: [] },
});
const planOf = (fields: FieldReading[]) => {
  const plan = planFill(formOf(fields), TASK);
  if ('obstacle' in plan) throw new Error(plan.words);
  return plan;
};
const content = field('content', '内容', { control: 'textarea' });

/** The boxes that are written into, drawn lists that turn out to be plain boxes among them. */
const writingsOf = (steps: readonly FillStep[]): Extract<FillStep, { do: 'write' }>[] =>
  steps.flatMap((step) =>
    step.do === 'write'
      ? [step]
      : step.do === 'pick' && step.otherwise !== null
        ? writingsOf([step.otherwise])
        : [],
  );

describe('what goes into a form', () => {
  it('every box that gets something of the persona is known, so that its value is kept nowhere', () => {
    const { steps } = planOf([
      ...[field('name', '姓名'), field('phone', '电话'), field('address', '地址'), content],
      field('other', '出生日期', { rules: { format: 'date' } }),
    ]);
    const secret = writingsOf(steps).filter((step) => step.secret);
    expect(secret.map((step) => step.field.label)).toEqual(['姓名', '电话', '地址', '出生日期']);
    expect(secret.at(-1)?.value).toBe('1985-01-01');
  });

  it('a query code that is asked for twice is the same twice', () => {
    const { steps } = planOf([
      content,
      field('query_code', '查询密码', { rules: { maxLength: 6 } }),
      field('other', '确认密码'),
    ]);
    const [, first, second] = writingsOf(steps);
    expect(first?.value).toMatch(/^\d{6}$/);
    expect(second?.value).toBe(first?.value);
  });

  it('a place is the one of the site that is asked: its region, else its province', () => {
    const choose = (labels: string[]) =>
      labels[
        chooseOption(
          field('address', '所在地'),
          labels.map((label) => ({ value: label, label })),
          SITE,
        )
      ];
    expect(choose(['请选择', '北京市', '陕西省'])).toBe('陕西省');
    expect(choose(['西安市', '榆林市'])).toBe('榆林市');
    expect(choose(['请选择', '甲县'])).toBe('甲县');
  });
});
