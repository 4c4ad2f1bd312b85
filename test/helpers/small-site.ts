import { mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { epochMs } from '../../src/clock.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { Site } from '../../src/domain/site.ts';
import { scan } from '../../src/run/scan.ts';
import type { SiteResult } from '../../src/run/site-result.ts';
import { openWorkspace, type Workspace } from '../../src/run/workspace.ts';
import { SITE } from './facts.ts';
import { temporaryFolder } from './run-cli.ts';

/** What a path answers: HTML, or the whole answer. */
export type Page = string | ((request: http.IncomingMessage, response: http.ServerResponse) => void);

/** A site on loopback whose pages a test may change between looks, and a workspace that rehearses on it. */
export interface SmallSite {
  pages: Map<string, Page>;
  /** Paths asked for, in order. */
  asked: string[];
  site: Site;
  port: number;
  /** One rehearsed look at `at`; what it says of the site. */
  look(at: string, options?: { pages?: number }): Promise<SiteResult>;
  /** A workspace over the same database and evidence. */
  open(at: string): Workspace;
  configFile: string;
  close(): Promise<void>;
}

export async function startSmallSite(
  extraConfig: readonly string[] = [],
  {
    ownResolve = false,
    resolveOf,
    perHost = 'concurrency: 4, minDelayMs: 0',
  }: { ownResolve?: boolean; resolveOf?: (port: number) => string[]; perHost?: string } = {},
): Promise<SmallSite> {
  const pages = new Map<string, Page>();
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const url = request.url ?? '/';
    asked.push(url);
    const page = pages.get(url) ?? articleOf(url) ?? resultsOf(url);
    if (typeof page === 'function') page(request, response);
    else {
      response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(page ?? '<h1>404 Not Found</h1>');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const site: Site = { ...SITE, homeUrl: 'http://www.yl.gov.cn/' };
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'config'));
  const configFile = path.join(folder, 'config/xunjian.yaml');
  writeFileSync(
    configFile,
    [
      'database: sqlite:../x.db',
      'evidence: ../evidence',
      'inventory: { sites: sites.csv, columns: columns.csv }',
      'network:',
      '  userAgent: "Xunjian-test/1 (+mailto:test@example.com)"',
      ...(ownResolve ? [] : (resolveOf?.(port) ?? [`  resolve: { "*.gov.cn": "127.0.0.1:${port}" }`])),
      `  perHost: { ${perHost} }`,
      ...extraConfig,
    ].join('\n'),
  );
  const header = 'site_code,site_name,home_url,sponsor,supervisor,region,level,type';
  const { siteCode, name, homeUrl, sponsor, supervisor, region, level, type } = site;
  const row = [siteCode, name, homeUrl, sponsor, supervisor, region, level, type].join(',');
  writeFileSync(path.join(folder, 'config/sites.csv'), `${header}\n${row}\n`);
  const config = loadConfig({ file: configFile, rehearsal: true, env: {} });
  const open = (at: string) =>
    openWorkspace({ config, rehearsalStart: epochMs(Date.parse(at)), mode: 'rehearsal' });

  return {
    ...{ pages, asked, site, port, configFile, open },
    async look(at, options = {}) {
      const workspace = open(at);
      const results: SiteResult[] = [];
      try {
        await scan(workspace, {
          ...{ kind: 'scan', sites: [site], declared: [], fresh: true, language: 'en' },
          pages: options.pages ?? 100,
          signal: new AbortController().signal,
          onStart: () => undefined,
          onResult: (result) => results.push(result),
        });
      } finally {
        await workspace.close();
      }
      const [result] = results;
      if (result === undefined) throw new Error('the look gave no result');
      return result;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const FOOT = `<div class="footer"><p>主办单位：榆林市人民政府办公室　联系电话：0912-3893000</p>
<p>网站标识码：6108000001　陕ICP备05000001号　<a href="http://www.beian.gov.cn/">陕公网安备 61080202000001号</a></p>
<script src="https://dcs.conac.cn/js/27/000/0000/60426/CA270000000604260001.js"></script>
<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=6108000001"><img alt="政府网站找错"></a></div>`;

/** The search in the head of every page. */
export const SEARCH_BOX =
  '<form action="/search"><input name="q" placeholder="站内搜索"><button>搜索</button></form>';

/** A page with navigation, search and foot as sites have them. */
export function pageOf(title: string, body: string, nav: Record<string, string> = {}): string {
  const links = Object.entries(nav).map(([text, url]) => `<li><a href="${url}">${text}</a></li>`);
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_榆林市人民政府</title>
<meta name="SiteName" content="榆林市人民政府"><meta name="SiteDomain" content="www.yl.gov.cn">
<meta name="SiteIDCode" content="6108000001"><meta name="ColumnName" content="${title}">
<meta name="ColumnDescription" content="${title}"><meta name="ColumnKeywords" content="${title}">
<meta name="ColumnType" content="${title}"></head><body>
<div class="header"><h1>榆林市人民政府</h1>${SEARCH_BOX}</div><ul class="nav"><li><a href="/">首页</a></li>${links.join('')}</ul>
<div class="position">当前位置：<a href="/">首页</a> &gt; ${title}</div>
<div class="main">${body}</div>${FOOT}</body></html>`;
}

/** A list as sites have it: titles with dates. */
export function listOf(dates: readonly string[], folder = 'art'): string {
  const items = dates.map(
    (date, i) =>
      `<li><a href="/${folder}/${date.replaceAll('-', '')}_${i}.html">市政府召开第${i + 1}次常务会议研究部署近期重点工作</a><span>${date}</span></li>`,
  );
  return `<div class="list"><h2>栏目列表</h2><ul class="news-list">${items.join('\n')}</ul></div>`;
}

/** The articles that lists lead to. */
function articleOf(url: string): string | undefined {
  const [, year, month, day] = /^\/art\/(\d{4})(\d{2})(\d{2})_\d+\.html$/.exec(url) ?? [];
  if (year === undefined) return undefined;
  const date = `${year}-${month}-${day}`;
  const body = `<div class="article"><h1>市政府召开常务会议研究部署近期重点工作</h1><p>发布时间：${date} 10:00　来源：市政府办公室</p><div class="content">${'<p>会议听取了有关情况的汇报，研究部署了近期重点工作，要求各部门各单位抓好落实。</p>'.repeat(6)}</div></div>`;
  return pageOf('正文', body).replace(
    '</head>',
    `<meta name="ArticleTitle" content="市政府召开常务会议"><meta name="PubDate" content="${date} 10:00"><meta name="ContentSource" content="市政府办公室"></head>`,
  );
}

/** What the search in the head answers: the title asked for. */
function resultsOf(url: string): string | undefined {
  const asked = /^\/search\?q=([^&]+)/.exec(url)?.[1];
  if (asked === undefined) return undefined;
  const title = decodeURIComponent(asked.replaceAll('+', ' ')).replace(/[<>&]/g, '');
  return pageOf(
    '搜索结果',
    `<ul><li><a href="/art/20240601_0.html">${title}</a><span>2024-06-01</span></li></ul>`,
  );
}

/** So many days, newest first, each a day before the other. */
export function daysBack(from: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.parse(`${from}T00:00:00Z`) - i * 86_400_000).toISOString().slice(0, 10),
  );
}
