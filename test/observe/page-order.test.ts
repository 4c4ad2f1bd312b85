import { describe, expect, it } from 'vitest';
import { PageBook, requestKeyOf, type Want } from '../../src/observe/page-book.ts';
import type { Look } from '../../src/store/store.ts';

describe('the pages of a look', () => {
  it('come plain before rendered, whichever answer came first: the rendered one takes the plain one’s place', () => {
    const book = new PageBook();
    const add = (want: Want) => {
      const look = { requestKey: requestKeyOf(want) } as unknown as Look;
      book.add(requestKeyOf(want), { look, reading: null, data: null });
    };
    add({ role: 'column', url: 'http://a.gov.cn/b', tier: 'browser' });
    add({ role: 'column', url: 'http://a.gov.cn/b' });
    add({ role: 'home', url: 'http://a.gov.cn/a' });
    expect(book.pages.map(({ look }) => look.requestKey)).toEqual([
      'http GET http://a.gov.cn/a',
      'http GET http://a.gov.cn/b',
      'browser GET http://a.gov.cn/b',
    ]);
  });
});
