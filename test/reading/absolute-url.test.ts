import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absoluteUrl } from '../../src/reading/absolute-url.ts';

/** What the URL standard makes of a link that leads to a page. */
function byTheStandard(href: string, base: string): string | null {
  if (!URL.canParse(href, base)) return null;
  const url = new URL(href, base);
  url.hash = '';
  return url.href;
}

const segment = fc.constantFrom('a', 'zwgk', 'xx_2', 't-1', '202406', '', '..', '.', '公告');
const path = fc.array(segment, { maxLength: 5 }).map((parts) => parts.join('/'));
const file = fc.constantFrom('', 'index.html', 't20240628_1.html', 'list', 'a.b.html', 'x.jsp?id=1', 'q#top');
const start = fc.constantFrom(
  '',
  '/',
  './',
  '../',
  '../../',
  '../../../../',
  '//www.b.gov.cn/',
  'https://b.gov.cn/',
);
const href = fc.tuple(start, path, file).map(([a, b, c]) => `${a}${b}${b === '' || c === '' ? '' : '/'}${c}`);
const base = fc
  .tuple(
    fc.constantFrom('http://www.a.gov.cn', 'https://a.gov.cn:8443', 'http://me:pw@www.a.gov.cn'),
    path,
    fc.constantFrom('', 'index.html', 'col.jsp?x=/y/z', '?id=/1/2'),
  )
  .map(([host, folder, name]) => `${host}/${folder}${folder === '' ? '' : '/'}${name}`);

describe('the address of a link', () => {
  it('is what the URL standard makes of it, put together by hand or not', () => {
    fc.assert(
      fc.property(href, base, (link, from) => {
        fc.pre(link !== '' && !link.startsWith('#'));
        expect(absoluteUrl(link, from)).toBe(byTheStandard(link, from));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['t20240628_1.html', 'http://a.gov.cn/zwgk/index.html', 'http://a.gov.cn/zwgk/t20240628_1.html'],
    ['./202406/t1.html', 'http://a.gov.cn/zwgk/', 'http://a.gov.cn/zwgk/202406/t1.html'],
    ['../../xw/', 'http://a.gov.cn/zwgk/tz/', 'http://a.gov.cn/xw/'],
    ['../../../x', 'http://a.gov.cn/zwgk/', 'http://a.gov.cn/x'],
    [' /x.html\n', 'http://a.gov.cn/', 'http://a.gov.cn/x.html'],
    ['?page=2', 'http://a.gov.cn/list', 'http://a.gov.cn/list?page=2'],
  ])('of %j on %s is %s', (link, from, wanted) => {
    expect(absoluteUrl(link, from)).toBe(wanted);
  });

  it.each([
    '',
    '  ',
    '#',
    '#top',
    'javascript:void(0)',
    'JavaScript:go()',
    'mailto:a@b.cn',
    'tel:12345',
    'ftp://a.gov.cn/x',
  ])('is none for %j', (link) => {
    expect(absoluteUrl(link, 'http://a.gov.cn/')).toBeNull();
  });

  it('is not put together on a page that has no address of the web', () => {
    expect(absoluteUrl('x.html', 'about:blank')).toBeNull();
    expect(absoluteUrl('http://a.gov.cn/x.html', 'about:blank')).toBe('http://a.gov.cn/x.html');
  });
});
