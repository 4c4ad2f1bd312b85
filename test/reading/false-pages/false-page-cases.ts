import { expect, it } from 'vitest';
import { readHtml } from '../read-html.ts';

/** Pages as servers, walls and templates write them, in texts of our own, bare or within a site's menus and foot. */

export const ARTICLE = 'https://www.example.gov.cn/zw/202406/t20240620_1234.html';
export const COLUMN = 'https://www.example.gov.cn/zw/tzgg/';
export const LETTERS = 'https://www.example.gov.cn/hd/xx.html';
export const HOME = 'https://www.example.gov.cn/';

const MENU = ['首页', '政务公开', '办事服务', '互动交流', '走进示例', '专题专栏'];
const HEAD = `<div class="header"><div class="nav"><ul>${MENU.map((name, i) => `<li><a href="/n${i}/">${name}</a></li>`).join('')}</ul></div></div>`;
const FOOT =
  '<div class="footer"><p>主办：示例县人民政府办公室 网站标识码：6108220001 陕ICP备05000001号-1 陕公网安备61082202000001号 <a href="/map.html">网站地图</a></p></div>';

export function pageOf(body: string, title = '示例县人民政府'): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;
}

/** Within the menus and the foot that all pages of the site have. */
export function framed(body: string, title?: string): string {
  return pageOf(HEAD + body + FOOT, title);
}

/** What it is, its markup, the kind, the detail (`*`: any), its address. */
export type FalsePageCase = readonly [string, string, string, string | null, string];

/** One test a page: what it is taken for, and on which words. */
export function areReadAs(cases: readonly FalsePageCase[]): void {
  for (const [name, html, kind, detail, url] of cases) {
    it(`are ${kind}${detail === null ? '' : ` (${detail})`}: ${name}`, () => {
      const page = readHtml(html, url);
      expect(page.kind).toBe(kind);
      if (detail !== '*') expect(page.detail).toBe(detail);
      if (kind === 'error' || kind === 'challenge') expect(page.kindTrace?.text).toBeTruthy();
    });
  }
}
