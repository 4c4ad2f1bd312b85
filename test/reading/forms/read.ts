import { load } from 'cheerio';
import { expect } from 'vitest';
import type { FormReading } from '../../../src/domain/page-reading.ts';
import { readForms } from '../../../src/reading/forms/read-forms.ts';
import { parsePage } from '../../../src/reading/page-dom.ts';

const $ = load('');

export const PAGE = 'https://www.test.gov.cn/hdjl/';

/** Reads a page given as HTML and proves that each selector picks out what it should. */
export function formsOf(html: string): FormReading[] {
  const dom = parsePage(html);
  const forms = readForms(dom, PAGE);
  const page = $(dom.document as never);
  for (const form of forms) {
    expect(page.find(form.selector), form.selector).toHaveLength(1);
    if (form.submit !== null) expect(page.find(form.submit), form.submit).toHaveLength(1);
    for (const field of form.fields) {
      const several = field.control === 'radio' || field.control === 'checkbox';
      expect(page.find(field.selector), field.selector).toHaveLength(several ? field.options.length : 1);
    }
  }
  return forms;
}

/** The one form of that purpose. */
export function formOf(html: string, purpose: FormReading['purpose'] = 'letter'): FormReading {
  const forms = formsOf(html);
  const found = forms.filter((f) => f.purpose === purpose);
  expect(
    found,
    `${purpose} among ${JSON.stringify(forms.map((f) => [f.purpose, f.fields.map((x) => x.label)]))}`,
  ).toHaveLength(1);
  return found[0] as FormReading;
}

/** `title* content captcha*`: roles in the page's order, `*` where required. */
export function roles(form: FormReading): string {
  return form.fields.map((f) => `${f.role}${f.required ? '*' : ''}`).join(' ');
}

/** The words or value of the control that sends the form. */
export function submitWords(html: string, form: FormReading): string {
  const found = $(parsePage(html).document as never).find(form.submit ?? 'none');
  return (found.attr('value') ?? found.attr('alt') ?? found.text()).trim();
}
