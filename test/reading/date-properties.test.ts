import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate, civilDate, daysBetween } from '../../src/domain/civil-date.ts';
import { datesIn, narrow, wholeDate } from '../../src/reading/dates.ts';
import { resolveDate, resolveDates } from '../../src/reading/resolve-dates.ts';
import { urlDate } from '../../src/reading/url-date.ts';
import { columnPage, datesOf, readHtml, TODAY } from './read-html.ts';

const START = '2000-01-01' as CivilDate;
const days = fc.integer({ min: 0, max: daysBetween(START, TODAY) }).map((n) => addDays(START, n));
const partsOf = (date: CivilDate) => date.split('-').map(Number) as [number, number, number];

/** Ways to write one day so that nobody can take it for another. */
const FORMS: readonly ((y: number, m: number, d: number) => string)[] = [
  (y, m, d) => civilDate(y, m, d) ?? '',
  (y, m, d) => `${y}-${m}-${d}`,
  (y, m, d) => `${y}/${m}/${d}`,
  (y, m, d) => `${y}.${m}.${d}`,
  (y, m, d) => `${y}年${m}月${d}日`,
  (y, m, d) => `[${y}-${m}-${d}]`,
  (y, m, d) => `（${y}/${m}/${d}）`,
  (y, m, d) => `发布时间：${y}-${m}-${d} 08:30:05`,
  (y, m, d) => ` ${y} - ${m} - ${d} `,
  (y, m, d) => `${d}日 ${y}年${m}月`,
];
const forms = fc.constantFrom(...FORMS);

describe('dates in text', () => {
  it('come back as the day that was written, in every form', () => {
    fc.assert(
      fc.property(days, forms, (day, form) => {
        const found = wholeDate(form(...partsOf(day)));
        expect(found === null ? null : resolveDate(found, TODAY, null)).toBe(day);
      }),
    );
  });

  it('are days of the calendar, whatever the text', () => {
    const noise = fc.string({
      unit: fc.constantFrom(...'0123456789年月日-/.:：[]（） 号第今昨天前发布时间'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(noise, (text) => {
        for (const found of [...datesIn(narrow(text)), ...[wholeDate(text)].flatMap((d) => d ?? [])]) {
          const day = resolveDate(found, TODAY, null);
          if (found.year !== null && day !== null) expect(civilDate(...partsOf(day))).toBe(day);
          expect(found.end).toBeGreaterThan(found.start);
        }
      }),
    );
  });

  it('are none where the digits belong to an index number, a document number or a telephone', () => {
    const number = fc.integer({ min: 1, max: 99_999 }).map((n) => String(n).padStart(5, '0'));
    fc.assert(
      fc.property(days, number, (day, n) => {
        const [year] = partsOf(day);
        for (const text of [
          `0233621J/${year}-${n}`,
          `示政发〔${year}〕${n}号`,
          `029-${year}${n.slice(0, 4)}`,
        ])
          expect(wholeDate(text)).toBeNull();
      }),
    );
  });

  it('without a year are the last such day that is not in the future', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [, month, date] = partsOf(day);
        const found = wholeDate(`${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);
        const resolved = found === null ? null : resolveDate(found, TODAY, null);
        if (resolved === null) return expect(month === 2 && date === 29).toBe(true);
        expect(resolved <= TODAY).toBe(true);
        expect(resolved.slice(5)).toBe(day.slice(5));
        const later = civilDate(Number(resolved.slice(0, 4)) + 1, month, date);
        if (later !== null) expect(later > TODAY).toBe(true);
      }),
    );
  });

  it('without years in a falling list of the last eleven months are all told apart', () => {
    const list = fc.array(fc.integer({ min: 0, max: 330 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(list, (ages) => {
        const falling = [...ages].sort((a, b) => a - b).map((age) => addDays(TODAY, -age));
        const written = falling.map((day) => wholeDate(day.slice(5)));
        expect(
          resolveDates(
            written,
            falling.map(() => null),
            TODAY,
          ),
        ).toEqual(falling);
      }),
    );
  });

  it('in an address are the day that the address names', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [y, m, d] = partsOf(day);
        const joined = day.replace(/-/g, '');
        for (const path of [
          `/tzgg/${joined.slice(0, 6)}/t${joined}_12345.html`,
          `/art/${y}/${m}/${d}/art_12_345.html`,
          `/news/${day}/1.html`,
          `/2024/${joined}093005123456/index.html`,
        ])
          expect(urlDate(`https://www.example.gov.cn${path}`)).toBe(day);
      }),
    );
  });

  it('of a list are read as they were written, whatever the order of the items', () => {
    fc.assert(
      fc.property(fc.array(days, { minLength: 3, maxLength: 15 }), forms, (list, form) => {
        const rows = list.map(
          (day, i) =>
            `<li><a href="/xxgk/tzgg/content_${i}.html">关于第${i + 1}号事项的通知</a><span>${form(...partsOf(day))}</span></li>`,
        );
        expect(datesOf(readHtml(columnPage(`<ul>${rows.join('')}</ul>`)))).toEqual(list);
      }),
      { numRuns: 60 },
    );
  });
});
