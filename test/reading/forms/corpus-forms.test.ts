import { describe, expect, it } from 'vitest';
import { measureForms } from '../../../bench/reading-forms.ts';

const measure = measureForms();

// The labelled pages stand beside the checkout and are never copied into it: without them there is nothing to test.
describe.skipIf(measure === null)('forms of the corpus (skipped where ../shared/corpus is absent)', () => {
  it('reads every role and required mark of the letter and look-up pages', () => {
    expect(measure?.letterForms.filter((f) => !f.right)).toEqual([]);
    expect(measure?.letterForms.length).toBeGreaterThan(0);
  });

  it('knows what most forms of the wide web are for, letters above all', () => {
    const { forms, purposes } = measure ?? { forms: { right: 0, total: 1 }, purposes: new Map() };
    expect(forms.right / forms.total).toBeGreaterThan(0.92);
    const letter = purposes.get('letter');
    expect(letter.hit / (letter.hit + letter.extra)).toBeGreaterThan(0.9);
    expect(letter.hit / (letter.hit + letter.missed)).toBeGreaterThan(0.9);
  });

  it.each(['name', 'email', 'phone', 'content', 'captcha'])(
    'is right about nearly every %s it reads in a contact form',
    (role) => {
      const found = measure?.contactRoles.get(role) ?? { hit: 0, extra: 1, missed: 1 };
      expect(found.hit / (found.hit + found.extra)).toBeGreaterThan(0.94);
    },
  );
});
