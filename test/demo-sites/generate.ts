/** A handful of generated government sites with known faults: what the demo scans and tests resume over. */

export const DEMO_FAULTS = [
  'none',
  'stale-column',
  'system-off-domain',
  'identity-missing',
  'channel-missing',
  'home-stale',
] as const;
export type DemoFault = (typeof DEMO_FAULTS)[number];

export interface DemoSite {
  siteCode: string;
  name: string;
  host: string;
  fault: DemoFault;
}

const PLACES = ['青川', '白石', '柳河', '长岭', '云台', '南湖', '北原', '东山', '西坪', '清水'];

/** `count` sites; the same number gives the same sites. */
export function demoSites(count: number): DemoSite[] {
  return Array.from({ length: count }, (_, i) => ({
    siteCode: `61${String(10_000_001 + i).padStart(8, '0')}`,
    name: `${PLACES[i % PLACES.length]}${i >= PLACES.length ? Math.floor(i / PLACES.length) + 1 : ''}县人民政府`,
    host: `www.demo${i + 1}.gov.cn`,
    fault: DEMO_FAULTS[i % DEMO_FAULTS.length] ?? 'none',
  }));
}

/** The outcome a perfect inspector reports for each fault: indicator ids that fail. */
export const DEMO_TRUTH: Readonly<Record<DemoFault, readonly string[]>> = {
  none: [],
  'stale-column': ['column-not-updated'],
  'system-off-domain': ['system-off-domain'],
  'identity-missing': ['identity-incomplete'],
  'channel-missing': ['interaction-poor'],
  'home-stale': ['home-not-updated', 'column-not-updated'],
};

interface DemoColumn {
  folder: string;
  name: string;
  /** Days since its newest item. */
  age: number;
}

function columnsOf(fault: DemoFault): DemoColumn[] {
  const stale = fault === 'home-stale';
  return [
    { folder: 'gzdt', name: '工作动态', age: stale ? 40 : 1 },
    { folder: 'xwdt', name: '新闻动态', age: stale ? 20 : 2 },
    { folder: 'tzgg', name: '通知公告', age: stale ? 30 : fault === 'stale-column' ? 240 : 12 },
    { folder: 'zcwj', name: '政策文件', age: 45 },
    { folder: 'ldxx', name: '领导信息', age: 700 },
  ];
}

/** The page at `path` of the site on the day `today` (YYYY-MM-DD), or null where there is none. */
export function demoPage(site: DemoSite, path: string, today: string): string | null {
  const columns = columnsOf(site.fault);
  if (path === '/' || path === '/index.html') {
    const blocks = columns
      .slice(0, 4)
      .map(
        (column) =>
          `<div class="block"><h3>${column.name}</h3><a class="more" href="/${column.folder}/">更多</a>${list(site, column, today, 5)}</div>`,
      );
    return page(site, '首页', '', blocks.join('\n'));
  }
  const column = columns.find(({ folder }) => path === `/${folder}/` || path === `/${folder}/index.html`);
  if (column !== undefined) return page(site, column.name, crumb(column.name), list(site, column, today, 12));
  if (path === '/hdjl/') {
    const way =
      site.fault === 'channel-missing'
        ? '<p>欢迎来电来访。</p>'
        : '<p><a href="/hdjl/write.html">我要写信</a></p>';
    return page(site, '互动交流', crumb('互动交流'), way);
  }
  if (path === '/hdjl/write.html' && site.fault !== 'channel-missing')
    return page(site, '我要写信', crumb('我要写信'), LETTER_FORM);
  return null;
}

const LETTER_FORM = `<form action="/hdjl/submit" method="post"><table>
<tr><th>姓名*</th><td><input name="xm"></td></tr><tr><th>联系电话*</th><td><input name="dh"></td></tr>
<tr><th>标题*</th><td><input name="bt"></td></tr><tr><th>内容*</th><td><textarea name="nr"></textarea></td></tr>
</table><input type="submit" value="提交"></form>`;

const crumb = (name: string) =>
  `<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="./">${name}</a></div>`;

function list(site: DemoSite, { folder, name, age }: DemoColumn, today: string, length: number): string {
  const items = Array.from({ length }, (_, i) => {
    const date = dayBefore(today, age + i * 3);
    return `<li><a href="/${folder}/${date.slice(0, 7).replace('-', '')}/t${date.replaceAll('-', '')}_${1000 + i}.html">${site.name.slice(0, 2)}${name}第${i + 1}号信息：部署推进年度重点工作</a><span>${date}</span></li>`;
  });
  return `<ul class="news">${items.join('\n')}</ul>`;
}

function page(site: DemoSite, title: string, breadcrumb: string, body: string): string {
  const nav = columnsOf(site.fault).map(({ folder, name }) => `<li><a href="/${folder}/">${name}</a></li>`);
  const box =
    site.fault === 'system-off-domain'
      ? '<li><a href="http://letters.demo-vendor.com:8005/write">县长信箱</a></li>'
      : '';
  const police = site.fault === 'identity-missing' ? '' : `公网安备 6101020200${site.siteCode.slice(-4)}号`;
  return `<!doctype html><html><head><meta charset="utf-8"><title>${title}-${site.name}</title>
<meta name="SiteName" content="${site.name}"><meta name="SiteIDCode" content="${site.siteCode}"></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li>${nav.join('')}<li><a href="/hdjl/">互动交流</a></li>${box}</ul></div>
${breadcrumb}<div class="main">${body}</div>
<div class="footer">主办单位：${site.name}办公室 网站标识码：${site.siteCode} 陕ICP备0500${site.siteCode.slice(-4)}号-1 ${police}
<a href="https://bszs.conac.cn/sitename?method=show&id=0"><img alt="党政机关" src="/dzjg.png"></a>
<a href="https://zfwzzc.www.gov.cn/check_web/errorInfo_jumpInto?site_code=${site.siteCode}">我为政府网站找错</a></div></body></html>`;
}

function dayBefore(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
