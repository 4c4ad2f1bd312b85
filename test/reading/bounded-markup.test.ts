import { describe, expect, it } from 'vitest';
import { boundedMarkup, MAX_DEPTH, MAX_TAGS } from '../../src/reading/bounded-markup.ts';
import { columnPage, datesOf, mainOf, readHtml } from './read-html.ts';

const ROWS = Array.from(
  { length: 6 },
  (_, i) => `<li><a href="/a/${i}.html">关于第${i}号事项的通知</a><span>2024-06-1${i}</span></li>`,
).join('');
const LIST = `<ul>${ROWS}</ul>`;

describe('markup before it is parsed', () => {
  it('is left as it is where a page is like pages are', () => {
    const html = columnPage(LIST);
    expect(boundedMarkup(html)).toEqual({ html, bounded: false, cut: false });
  });

  it('loses its comments and nothing else', () => {
    expect(boundedMarkup('<p>a</p><!-- <p>b</p> --><p>c</p><!--> d <!---->e').html).toBe(
      '<p>a</p><p>c</p> d e',
    );
    expect(boundedMarkup('x<!-- a --!>y<!-- never closed <p>z</p>').html).toBe('xy');
    expect(boundedMarkup('<script>var a = "<!-- no comment -->";</script>').html).toContain('no comment');
  });

  it('loses pictures kept in attributes, and is no less complete for it', () => {
    const picture = `<img src="data:image/png;base64,${'A'.repeat(50_000)}" alt="图">`;
    const bounded = boundedMarkup(picture);
    expect(bounded).toEqual({ html: '<img src="" alt="图">', bounded: false, cut: false });
  });

  it('is told to be bounded where a visitor would see more', () => {
    expect(boundedMarkup('<div>'.repeat(MAX_DEPTH + 1)).bounded).toBe(true);
    expect(boundedMarkup(`<p>${'文'.repeat(150_000)}</p>`).bounded).toBe(true);
    expect(boundedMarkup(`<div ${'a="b" '.repeat(10_000)}>`).bounded).toBe(true);
    expect(boundedMarkup('<br>'.repeat(MAX_TAGS + 2)).cut).toBe(true);
    expect(boundedMarkup('</b>'.repeat(200_000)).cut).toBe(true);
  });

  it('keeps the content of a script up to its end tag, and no more of it than is ever looked at', () => {
    const { html } = boundedMarkup(`<script>${'a'.repeat(400_000)}</script><p>b</p>`);
    expect(html.length).toBeLessThan(310_000);
    expect(html).toMatch(/<\/script><p>b<\/p>$/);
  });
});

describe('pages far larger than any person reads', () => {
  it('are read as far as the bound, and told to be incomplete', () => {
    const links = Array.from({ length: 200_000 }, (_, i) => `<a href="/${i}.html">关于事项${i}的通知</a> `);
    const page = readHtml(columnPage(`<div>${links.join('')}</div>`));
    expect(page.complete).toBe(false);
    expect(page.links.length).toBeGreaterThan(1_000);
  });

  it('still give their list where it stands before the excess', () => {
    const page = readHtml(columnPage(`${LIST}<p>${'2018-07-27 '.repeat(500_000)}</p>`));
    expect(datesOf(page)).toHaveLength(6);
    expect(page.complete).toBe(false);
  });

  it('give their list from under a deep nest of wrappers', () => {
    const deep = 120;
    const page = readHtml(columnPage(`${'<div>'.repeat(deep)}${LIST}${'</div>'.repeat(deep)}`));
    expect(mainOf(page)?.latest).toBe('2024-06-15');
  });
});
