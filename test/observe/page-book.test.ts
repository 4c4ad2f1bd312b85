import { describe, expect, it } from 'vitest';
import { type LookedPage, PageBook, requestKeyOf } from '../../src/observe/page-book.ts';

/** Enough of a page for its place in the book. */
const pageAt = (url: string) => ({ look: { exchange: { url } }, reading: null, data: null }) as LookedPage;

describe('PageBook', () => {
  it('gives its pages in one order, whichever answer came first', () => {
    const urls = ['http://a.gov.cn/zwgk/', 'http://a.gov.cn/', 'http://a.gov.cn/bsfw/'];
    const bookOf = (order: readonly string[]) => {
      const book = new PageBook();
      for (const url of order) book.add(requestKeyOf({ role: 'column', url }), pageAt(url));
      return book.pages.map(({ look }) => look.exchange.url);
    };
    expect(bookOf(urls)).toEqual(bookOf([...urls].reverse()));
    expect(bookOf(urls)).toHaveLength(3);
  });
});
