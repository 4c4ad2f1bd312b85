import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PLATFORM_HOSTS, PlatformServer } from '../accounts/platform-server.ts';
import { CANARY_HOSTS } from '../answer.ts';
import { Certificates } from '../certificates.ts';
import { type Day, dayOf, iso } from '../days.ts';
import { LetterDesk } from '../letters/letter-desk.ts';
import type { LetterAnswer } from '../letters/letter-kind.ts';
import { page } from '../letters/letter-pages.ts';
import { type LetterSite, letterLinks, serveLetters } from '../letters/serve-letters.ts';
import { chinaDay } from '../letters/workdays.ts';
import type { Province } from '../model.ts';
import { type Mounted, PageServer } from '../page-server.ts';
import { World } from '../state.ts';
import type { Cast } from './cast.ts';
import { letterSystem } from './letter-systems.ts';
import { operatorFiles } from './operator-files.ts';
import { platformsOn, traceOn } from './platform-accounts.ts';
import { servedProvince } from './served-sites.ts';

export interface RunningQuarter {
  /** Moves every clock of the province: pages, platforms and offices are as they were at that instant. */
  setNow(ms: number): void;
  /** What the picture shows that a site asks for; null when it shows none. */
  picture(siteCode: string): string | null;
  /** Requests so far. */
  requests(): { sites: number; platforms: number };
  /** Sites that got more letters than one. */
  twice(): string[];
  /** Writes registries and configuration; gives the path of the configuration. */
  write(folder: string): string;
  close(): Promise<void>;
}

/** Before the first look of the script. */
const BEGIN = Date.parse('2023-11-01T00:00:00+08:00');

/** Serves the quarter's sites with their letter systems, and the account platforms, on loopback in this process. */
export async function startQuarter(cast: Cast): Promise<RunningQuarter> {
  const systems = cast.letters.sites.flatMap((script) => letterSystem(script, cast.letters) ?? []);
  const byHost = new Map(systems.map((system) => [system.host, system]));
  const province = withEntries(servedProvince(cast.plans, chinaDay(BEGIN)), byHost);
  const desk = new LetterDesk();
  let now = BEGIN;
  const mounted: Mounted = {
    hosts: new Set(byHost.keys()),
    answer(host, request) {
      const system = byHost.get(host);
      if (system === undefined) return null;
      return serveLetters(system, desk, request, now) ?? besideLetters(system, request.target);
    },
  };
  let day: Day = dayOf(chinaDay(now));
  const certificates = new Certificates(new Date(), new Date(now));
  const pages = new PageServer(new World(province, day), { slowMs: 20_000, certificates });
  pages.mounted = mounted;
  const platforms = new PlatformServer(platformsOn(cast.accounts, iso(day)), now / 1000, () => null);
  const ports = { pages: await pages.listen(0), platforms: await platforms.listen(0) };
  return {
    setNow(ms) {
      now = ms;
      platforms.now = Math.floor(ms / 1000);
      const today = dayOf(chinaDay(ms));
      if (today === day) return;
      day = today;
      pages.setWorld(new World(province, day));
      platforms.setWorld(platformsOn(cast.accounts, iso(day)));
    },
    picture(siteCode) {
      const site = province.sites.find((one) => one.siteCode === siteCode);
      return site === undefined ? null : desk.pictureOf(site.host);
    },
    requests: () => ({
      sites: total(Object.values(pages.counters.all())),
      platforms: total([...platforms.load.values()]),
    }),
    twice: () => systems.filter(({ host }) => desk.of(host).length > 1).map(({ siteName }) => siteName),
    write(folder) {
      mkdirSync(folder, { recursive: true });
      const hosts = province.sites.map(({ host }) => host);
      const files = { ...operatorFiles(cast), 'xunjian.yaml': configYaml(ports, hosts) };
      for (const [name, text] of Object.entries(files))
        writeFileSync(path.join(folder, name), text, { mode: 0o600 });
      return path.join(folder, 'xunjian.yaml');
    },
    async close() {
      await pages.close();
      await platforms.close();
    },
  };
}

/** Pages to which those of a letter system lead, as on a site of its own. */
function besideLetters({ host, kind }: LetterSite, target: string): LetterAnswer | null {
  if (target === '/hdjl/') return page('互动交流', kind.entry(host));
  const name = { '/xxgk/': '信息公开', '/ft/': '在线访谈', '/xf/': '网上信访' }[target];
  return name === undefined ? null : page(name, `<p>${name}</p>`);
}

const total = (counts: readonly { requests: number }[]) =>
  counts.reduce((sum, { requests }) => sum + requests, 0);

/** Sites with the way to their letter systems and with traces of unreported accounts on their home pages. */
function withEntries(province: Province, systems: ReadonlyMap<string, LetterSite>): Province {
  const sites = province.sites.map((site) => {
    const system = systems.get(site.host);
    const accountTrace = traceOn(site.sponsor);
    return {
      ...site,
      ...(system === undefined ? {} : { letterEntry: letterLinks(system) }),
      ...(accountTrace === '' ? {} : { accountTrace }),
    };
  });
  return { ...province, sites };
}

/** What pages of the sites load from other hosts. */
const COMPONENT_HOSTS = ['dcs.conac.cn', 'zfwzgl.www.gov.cn'];

/** The script's hosts alone: others are out of sight. Spacing and numbers at once are loopback's. */
function configYaml(
  { pages, platforms }: { pages: number; platforms: number },
  hosts: readonly string[],
): string {
  const resolve = [
    ...[...hosts, ...CANARY_HOSTS, ...COMPONENT_HOSTS].map((host) => [host, pages] as const),
    ...PLATFORM_HOSTS.map((host) => [host, platforms] as const),
  ];
  return `# Written by xunjian demo --script --served: a rehearsal against the simulated province of the script.
timezone: Asia/Shanghai
database: sqlite:../xunjian.db
evidence: ../evidence
inventory: { sites: sites.csv, columns: columns.csv, accounts: accounts.csv }
accounts: { credentials: credentials.yaml, pages: pages.yaml, concurrency: 16 }
network:
  userAgent: "Xunjian/0.1 (+https://example.gov.cn/xunjian; proving province)"
  resolve:
${resolve.map(([host, port]) => `    "${host}": "127.0.0.1:${port}"`).join('\n')}
  perHost: { concurrency: 8, minDelayMs: 0 }
  perAddress: { concurrency: 64 }
  canaries: [${CANARY_HOSTS.map((host) => `"http://${host}/"`).join(', ')}]
browser: { executable: auto, contexts: 4 }
letters: { deskWaitSeconds: 6 }
`;
}
