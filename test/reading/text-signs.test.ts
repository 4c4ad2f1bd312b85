import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TRAIL_WORD } from '../../src/reading/breadcrumb.ts';
import { wholeDate } from '../../src/reading/dates.ts';
import { NOTICE } from '../../src/reading/forms/read-forms.ts';
import { SEED } from '../../src/reading/nothing-found.ts';
import { folded } from '../../src/reading/page-dom.ts';
import { PAGER_WORDS, totalIn } from '../../src/reading/pager.ts';
import { OFFICE_ANSWERS, replyKeyOf, STATE_WORD } from '../../src/reading/replies/reply-words.ts';
import { TITLE_WORD } from '../../src/reading/replies/rows.ts';
import { Sign, signsIn } from '../../src/reading/text-signs.ts';

/** Texts that the pattern finds something in, made from it without its look-arounds; letters in either case where it takes both. */
function foundBy({ source, flags }: RegExp): fc.Arbitrary<string> {
  const pattern = new RegExp(source, flags);
  const plain = new RegExp(source.replace(/\(\?<?[=!][^()]*\)|\\b/g, ''), flags.replace('i', ''));
  return fc
    .tuple(fc.stringMatching(plain), fc.boolean())
    .map(([text, isUpper]) => (isUpper && flags.includes('i') ? text.toUpperCase() : text))
    .filter((text) => pattern.test(text));
}

describe('the signs of a text', () => {
  it.each<[string, RegExp, number]>([
    ['a trail', TRAIL_WORD, Sign.trail],
    ['what a pager says', PAGER_WORDS, Sign.paging],
    ['an office that answers', OFFICE_ANSWERS, Sign.answer],
    ['the state of a letter', STATE_WORD, Sign.state],
    ['the name of a column of titles', TITLE_WORD, Sign.title],
    ['the words of a search without results', SEED, Sign.nothing],
    ['a rule of a form', NOTICE, Sign.notice],
  ])('are there in every text with %s', (_what, pattern, sign) => {
    fc.assert(
      fc.property(foundBy(pattern), (text) => {
        expect(signsIn(text) & sign, text).not.toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('are there in every text that is a date or states a total', () => {
    const words = fc.constantFrom(
      ...['2024-06-28', '２０２４年６月２８日', '昨天', '前天', '刚刚', '3天前', '二〇二四年六月二十八日'],
      ...['共12条', '总数：3', 'total records: 9', '12条/2页', '共2页，31条', '发布时间：', '[', ' '],
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 3 }), (parts) => {
        const text = folded(parts.join(''));
        if (wholeDate(text) !== null) expect(signsIn(text) & Sign.day, text).not.toBe(0);
        if (totalIn(text) !== null) expect(signsIn(text) & Sign.paging, text).not.toBe(0);
      }),
    );
  });

  it('are there in every name of a column of titles', () => {
    const words = [
      '标题',
      '主题',
      '题目',
      '名称',
      '主旨',
      '题名',
      '咨询',
      '来信',
      '留言',
      '信件',
      '诉求',
      '提问',
    ];
    const named = ['', '信件', '来信', '办件', '咨询']
      .flatMap((before) => words.map((word) => `${before}${word}`))
      .filter((text) => replyKeyOf(text) === 'title');
    expect(named.length).toBeGreaterThan(20);
    for (const text of named) expect(signsIn(text) & Sign.title, text).not.toBe(0);
  });

  it('tell whether folding would change the text', () => {
    const piece = fc.constantFrom(
      '县',
      'a',
      ' ',
      '  ',
      '\n',
      '\u00a0',
      '\u3000',
      '\u200b',
      '\ufeff',
      '\u2003',
      '\u2028',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        expect((signsIn(text) & Sign.unfolded) !== 0 || text === '', JSON.stringify(text)).toBe(
          folded(text) !== text || text === '',
        );
      }),
    );
  });
});
