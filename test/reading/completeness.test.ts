import { describe, expect, it } from 'vitest';
import { columnPage, readHtml } from './read-html.ts';

const PROSE = '欢迎您给我们来信，请认真填写以下内容，我们将在五个工作日内答复。'.repeat(5);

describe('whether a page is whole without its scripts', () => {
  it('is not where a script sets a form or a list into it', () => {
    for (const script of [
      `document.getElementById('app').innerHTML = '<form action="/submit"><input name="title"></form>';`,
      `var h = '<ul>'; for (var i = 0; i < rows.length; i++) h += '<li>' + rows[i] + '</li>'; box.innerHTML = h;`,
      `$('#box').append('<li>' + title + '</li>');`,
      `document.write("<a href='" + url + "'>" + title + "</a>");`,
    ])
      expect(
        readHtml(columnPage(`<p>${PROSE}</p><div id="app"></div><script>${script}</script>`)).complete,
      ).toBe(false);
  });

  it('is where a script only shows the day or counts visits', () => {
    const clock = `document.getElementById('today').innerHTML = d.getFullYear() + '年';`;
    expect(readHtml(columnPage(`<p>${PROSE}</p><script>${clock}</script>`)).complete).toBe(true);
  });
});
