import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import QRCode from 'qrcode';
import { dayOf, iso } from '../days.ts';
import { html, type Page } from './answers.ts';
import { generatePlatforms, type PlatformOptions } from './generate.ts';
import type { PlatformProvince } from './model.ts';
import { credentialsYaml, PAGES } from './operator-files.ts';
import { type HostLoad, PLATFORM_HOSTS, PlatformServer } from './platform-server.ts';
import { type Expected, platformTruth } from './truth.ts';

export interface RunningPlatforms {
  port: number;
  world: PlatformProvince;
  /** `2024-06-20T10:00:00+08:00`: give it as --as-of. */
  asOf(): string;
  /** Moves the clock of the platforms; nothing new is posted. */
  setDate(date: string): void;
  truth(): Map<string, Expected>;
  load(): Map<string, HostLoad>;
  /** Writes an operator's files; gives the path of the configuration. */
  write(
    dir: string,
    parts?: { minDelayMs?: number; timeoutMs?: number; concurrency?: number },
  ): Promise<string>;
  close(): Promise<void>;
}

const HOUR = 10;

/** Makes the platforms of a province and serves them on loopback, in this process. */
export async function startPlatforms(
  options: PlatformOptions & { port?: number },
): Promise<RunningPlatforms> {
  const world = generatePlatforms(options);
  const sites = await leadSites(world);
  let day = dayOf(options.date);
  const seconds = () => day * 86_400 + (HOUR - 8) * 3600;
  const server = new PlatformServer(world, seconds(), (host, target) => {
    const site = sites.find((one) => one.host === host);
    if (site === undefined) return null;
    if (target === '/qr.png') return { bytes: site.qr };
    return target === '/' ? { page: site.home } : { page: html('Not Found', 404) };
  });
  const port = await server.listen(options.port ?? 0);
  return {
    ...{ port, world },
    asOf: () => `${iso(day)}T${HOUR}:00:00+08:00`,
    setDate(date) {
      day = dayOf(date);
      server.now = seconds();
    },
    truth: () => platformTruth(world, iso(day)),
    load: () => server.load,
    async write(dir, { minDelayMs = 0, timeoutMs = 4_000, concurrency = 16 } = {}) {
      mkdirSync(dir, { recursive: true });
      const put = (name: string, text: string) => writeFileSync(path.join(dir, name), text, { mode: 0o600 });
      put('accounts.csv', accountsCsv(world));
      put('sites.csv', sitesCsv(sites));
      put('leads.csv', leadsCsv(world));
      put('looks.csv', looksCsv(world, iso(day)));
      put('credentials.yaml', credentialsYaml(world));
      put('pages.yaml', PAGES);
      put('xunjian.yaml', configYaml(port, sites, { minDelayMs, timeoutMs, concurrency }));
      return path.join(dir, 'xunjian.yaml');
    },
    close: () => server.close(),
  };
}

interface LeadSite {
  host: string;
  name: string;
  sponsor: string;
  region: string;
  level: string;
  home: Page;
  qr: Buffer;
}

/** One site for each unreported account that leaves a trace on a page, and one that owns those found by a list. */
async function leadSites({ unreported }: PlatformProvince): Promise<LeadSite[]> {
  return Promise.all(
    unreported.map(async (lead, i) => {
      const url = `https://pages.platform-mn.cn/u/${lead.id}`;
      const label = lead.platform === 'wechat_subscription' ? '微信公众号' : '小红书';
      const trace =
        lead.how === 'words'
          ? `<p>${label}：<a href="${url}">${lead.name}</a></p>`
          : lead.how === 'qr'
            ? `<div class="ewm"><img src="/qr.png" alt="二维码"><p>扫码关注${label}</p></div>`
            : '';
      return {
        ...{
          host: `www.site${i + 1}-mn.gov.cn`,
          sponsor: lead.sponsor,
          region: lead.region,
          level: lead.level,
        },
        name: `${lead.sponsor}网站`,
        home: html(
          `<h1>${lead.sponsor}</h1><ul><li><a href="/a.html">工作动态</a></li></ul><footer>${trace}<p>网站标识码：61000000${i}0</p></footer>`,
        ),
        qr: await QRCode.toBuffer(url, { width: 220 }),
      };
    }),
  );
}

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (header: string, rows: readonly (readonly string[])[]) =>
  `${header}\n${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`;

function accountsCsv({ accounts }: PlatformProvince): string {
  return csv(
    'account_name,platform,operator,supervisor,region,feed_url,handle,declared,state,level',
    accounts.map(({ name, platform, operator, supervisor, region, feedUrl, handle, level }) => [
      ...[name, platform, operator, supervisor, region, feedUrl ?? '', handle ?? '', 'yes', 'normal', level],
    ]),
  );
}

function sitesCsv(sites: readonly LeadSite[]): string {
  return csv(
    'site_code,site_name,home_url,sponsor,supervisor,region,level,type',
    sites.map(({ host, name, sponsor, region, level }, i) => [
      ...[
        `61000001${String(i).padStart(2, '0')}`,
        name,
        `http://${host}/`,
        sponsor,
        '陕西省人民政府',
        region,
        level,
        'department',
      ],
    ]),
  );
}

/** A list as an office gets it from a platform's search: with the operator that the platform names. */
function leadsCsv({ unreported, accounts }: PlatformProvince): string {
  const listed = unreported.filter(({ how }) => how === 'list');
  const known = accounts.slice(0, 5);
  return csv('account_name,platform,operator', [
    ...listed.map(({ name, platform, operator }) => [name, platform, operator]),
    ...known.map(({ name, platform, operator }) => [name, platform, operator]),
  ]);
}

/** What people saw of the accounts that no machine sees whole. */
function looksCsv({ accounts }: PlatformProvince, date: string): string {
  return csv(
    'account_name,platform,operator,newest,interaction,by',
    accounts
      .filter(({ hasPersonsLook }) => hasPersonsLook)
      .map(({ name, platform, operator, newestAge, source }) => [
        ...[
          name,
          platform,
          operator,
          source === 'hidden' ? iso(dayOf(date) - newestAge) : '',
          'yes',
          '市级检查员',
        ],
      ]),
  );
}

function configYaml(
  port: number,
  sites: readonly LeadSite[],
  { minDelayMs, timeoutMs, concurrency }: { minDelayMs: number; timeoutMs: number; concurrency: number },
): string {
  const hosts = [...PLATFORM_HOSTS, ...sites.map(({ host }) => host)];
  return `timezone: Asia/Shanghai
vantage: province
database: sqlite:data/xunjian.db
evidence: data/evidence
inventory: { sites: sites.csv, columns: none.csv, accounts: accounts.csv }
accounts: { credentials: credentials.yaml, pages: pages.yaml, concurrency: ${concurrency} }
network:
  userAgent: "Xunjian/0.1 (+https://example.gov.cn/xunjian; proving province)"
  resolve:
${hosts.map((host) => `    "${host}": "127.0.0.1:${port}"`).join('\n')}
  perHost: { concurrency: 4, minDelayMs: ${minDelayMs} }
  perAddress: { concurrency: 64 }
  timeoutMs: ${timeoutMs}
`;
}
