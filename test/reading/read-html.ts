import type { CivilDate } from '../../src/domain/civil-date.ts';
import type { ListReading, PageReading } from '../../src/domain/page-reading.ts';
import { readPage } from '../../src/reading/read-page.ts';

export const TODAY = '2024-06-28' as CivilDate;
export const COLUMN_URL = 'https://www.example.gov.cn/xxgk/tzgg/index.html';

/** Reads markup as a page of the example site. */
export function readHtml(html: string, url: string = COLUMN_URL, today: CivilDate = TODAY): PageReading {
  return readPage({
    bytes: new TextEncoder().encode(html),
    url,
    contentType: 'text/html; charset=utf-8',
    today,
  });
}

/** Reads markup as the browser has it after the page's scripts ran. */
export function readRendered(html: string, url: string = COLUMN_URL): PageReading {
  return readPage({
    ...{ bytes: new TextEncoder().encode(html), url, contentType: 'text/html; charset=utf-8' },
    ...{ today: TODAY, rendered: true },
  });
}

/** A column page as the common templates build it, around its list. */
export function columnPage(list: string, name = '通知公告'): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${name}-示例县人民政府</title></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zjxx/">走进示例</a></li><li><a href="/xxgk/">信息公开</a></li><li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>
<div class="position">您的位置：<a href="/">首页</a> &gt; <a href="/xxgk/">信息公开</a> &gt; <a href="/xxgk/tzgg/">${name}</a></div>
<div class="content">${list}</div>
<div class="footer">主办单位：示例县人民政府办公室 网站标识码：6108220001 陕ICP备05000001号-1 陕公网安备 61082202000001号</div>
</body></html>`;
}

export function mainOf(page: PageReading): ListReading | undefined {
  return page.lists.find((list) => list.main);
}

/** Dates of the main list, in order. */
export function datesOf(page: PageReading): (string | null)[] {
  return (mainOf(page)?.items ?? []).map(({ date }) => date);
}
