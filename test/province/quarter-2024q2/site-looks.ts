import { epochMs } from '../../../src/clock.ts';
import type { CivilDate } from '../../../src/domain/civil-date.ts';
import type { Exchange } from '../../../src/domain/exchange.ts';
import type { EvidenceId } from '../../../src/domain/outcome.ts';
import type { Site } from '../../../src/domain/site.ts';
import type { ColumnFacts, Observed, Seen, SiteFacts, SystemFacts } from '../../../src/domain/site-facts.ts';
import { publishedRegions } from './published-tables.ts';
import { type ScriptSite, UNDECIDED } from './registry.ts';

/**
 * The quarter's looks at the sites, as facts: two in April that agree on the problems that were dispatched, two in June
 * after they were mended. One look of each pair is the browser's, for only then is a failure confirmed.
 */
export const LOOKS = {
  aprilFirst: { at: '2024-04-10T02:00:00+08:00', tier: 'http' },
  aprilSecond: { at: '2024-04-12T02:00:00+08:00', tier: 'browser' },
  juneFirst: { at: '2024-06-20T02:00:00+08:00', tier: 'http' },
  juneSecond: { at: '2024-06-24T02:00:00+08:00', tier: 'browser' },
} as const;
export type LookName = keyof typeof LOOKS;

/** What is wrong with a site, and until which look. */
type Fault =
  | { is: 'stale'; column: string }
  | { is: 'blank'; column: string }
  | { is: 'identity' }
  | { is: 'system'; system: string };

/** Faults in the order a unit's problems are laid on its sites: the first round, the second, the third. */
const ROUNDS: readonly Fault[] = [
  { is: 'stale', column: '规划计划' },
  { is: 'identity' },
  { is: 'blank', column: '统计信息' },
  { is: 'stale', column: '人事信息' },
];

/** Confirmed in June and not dispatched when the bulletin was signed: the text names them. */
const NAMED: Readonly<Record<string, readonly Fault[]>> = {
  陕西省人力资源和社会保障厅: [{ is: 'system', system: '办事服务' }],
  '全国公共资源交易平台（陕西省）': [
    { is: 'system', system: '金融服务平台' },
    { is: 'system', system: '行政监督平台' },
    { is: 'system', system: '药械集中采购平台' },
  ],
  陕西省人民政府国有资产监督管理委员会: [
    { is: 'stale', column: '重大项目' },
    { is: 'stale', column: '意见征集' },
  ],
};

export interface SitePlan {
  script: ScriptSite;
  /** Found in April, mended in May. */
  mended: readonly Fault[];
  /** Found in June. */
  named: readonly Fault[];
  /** Set aside by a person: stays as it is. */
  exempted: Fault | null;
  isUndecided: boolean;
}

/** Lays the problems of annex 3 on the invented sites of each unit, a round at a time. */
export function planSites(sites: readonly ScriptSite[]): SitePlan[] {
  const mended = new Map<ScriptSite, Fault[]>();
  const invented = sites.filter(({ isPublished }) => !isPublished);
  const undecided = new Set(invented.slice(-UNDECIDED));
  for (const { unit, site_problems: count } of publishedRegions()) {
    const own = invented.filter((script) => script.site.region === unit && !undecided.has(script));
    for (let index = 0; index < Number(count) && unit !== '合计'; index += 1) {
      const script = own[index % own.length];
      const fault = ROUNDS[Math.floor(index / own.length)];
      if (script === undefined || fault === undefined)
        throw new Error(`${unit} has too few sites for its problems`);
      mended.set(script, [...(mended.get(script) ?? []), fault]);
    }
  }
  const set = invented.findLast((script) => !mended.has(script) && !undecided.has(script));
  return sites.map((script) => ({
    script,
    mended: mended.get(script) ?? [],
    named: NAMED[script.site.name] ?? [],
    exempted: script === set ? { is: 'stale', column: '招标公告' } : null,
    isUndecided: undecided.has(script),
  }));
}

/** The page that a look keeps as evidence. */
export function evidencePage(
  site: Site,
  at: string,
  tier: 'http' | 'browser',
): { exchange: Exchange; bytes: Uint8Array } {
  // To the minute: the same script gives the same pages, however long a command took.
  const bytes = new TextEncoder().encode(
    `<!doctype html><meta charset="utf-8"><title>${site.name}</title><p>2024年第二季度演示：${at.slice(0, 16)} 看到的页面</p>`,
  );
  const exchange: Exchange = {
    ...{ url: site.homeUrl, finalUrl: site.homeUrl, method: 'GET', tier, at: epochMs(Date.parse(at)) },
    ...{ vantage: 'script-2024Q2', hops: [], status: 200, headers: { 'content-type': 'text/html' } },
    ...{ body: null, wireBytes: bytes.length, tls: null, failure: null },
    timing: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 0 },
  };
  return { exchange, bytes };
}

export function isFaultyAt({ mended, named, exempted }: SitePlan, look: LookName): boolean {
  return exempted !== null || (look.startsWith('april') ? mended : named).length > 0;
}

/** What one look saw of a site. */
export function factsOf(plan: SitePlan, look: LookName, evidence: EvidenceId[]): SiteFacts {
  const { site } = plan.script;
  const { at, tier } = LOOKS[look];
  const today = at.slice(0, 10) as CivilDate;
  const faults = [
    ...(look.startsWith('april') ? plan.mended : plan.named),
    ...(plan.exempted === null ? [] : [plan.exempted]),
  ];
  const seen = <T>(value: T): Seen<T> => ({ seen: true, value, evidence, tier });
  const walled: Observed<never> = {
    ...{
      seen: false,
      reason: 'challenged',
      detail: 'a challenge wall (412)',
      fault: 'challenge',
      evidence: [],
    },
  };
  const isWalled = plan.isUndecided;
  const url = (name: string) => new URL(`${encodeURIComponent(name)}/`, site.homeUrl).href;
  const column = (
    name: string,
    latest: CivilDate | null,
    basis: 'list' | 'empty',
    limitDays: number | null,
  ): ColumnFacts => ({
    ...{ name, url: url(name), kind: 'other', kindFrom: 'inventory', level: 2, limitDays },
    list: seen({ latest, items: latest === null ? 0 : 15, basis, latestItem: null, selector: 'ul' }),
  });
  const names = new Set(
    [...plan.mended, ...plan.named, ...faults].flatMap((fault) => ('column' in fault ? [fault.column] : [])),
  );
  const columns = [...names].map((name) => {
    const fault = faults.find((one) => 'column' in one && one.column === name);
    if (fault?.is === 'stale') return column(name, '2022-11-08' as CivilDate, 'list', 365);
    return fault?.is === 'blank' ? column(name, null, 'empty', 365) : column(name, today, 'list', 365);
  });
  const systems = faults.flatMap((fault, index): SystemFacts[] =>
    fault.is === 'system'
      ? [
          {
            ...{
              name: fault.system,
              url: `https://sys${index}.${site.siteCode}.example.com/`,
              role: 'own',
              government: false,
            },
            ...{ host: `sys${index}.${site.siteCode}.example.com`, foundOn: site.homeUrl, evidence, tier },
            trace: { reader: 'script-2024Q2', rule: 'script' } as never,
          },
        ]
      : [],
  );
  const hasIdentityFault = faults.some(({ is }) => is === 'identity');
  return {
    ...{
      siteCode: site.siteCode,
      homeUrl: site.homeUrl,
      at: epochMs(Date.parse(at)),
      vantage: 'script-2024Q2',
    },
    address: isWalled
      ? walled
      : seen({ homeUrl: site.homeUrl, finalUrl: site.homeUrl, hosts: [new URL(site.homeUrl).host] }),
    tls: { seen: false, reason: 'not_observed', detail: 'not part of the script', fault: null, evidence: [] },
    home: isWalled
      ? walled
      : seen({
          ...{ title: site.name, latest: today, latestItem: null, dated: 20, leadsOn: false, meta: {} },
          secondLevel: { looked: 0, unread: 0 },
        }),
    columns: isWalled ? walled : seen(columns),
    identity: isWalled
      ? walled
      : seen({
          ...{
            siteCode: site.siteCode,
            icp: ['陕ICP备05000001号'],
            police: '61010002000001',
            sponsor: site.sponsor,
          },
          ...{ badge: true, findErrorEntry: !hasIdentityFault, meta: {}, footerComplete: true, trace: {} },
        }),
    systems: isWalled ? walled : seen(systems),
    links: isWalled ? walled : seen({ checked: 20, broken: [] }),
    channel: isWalled
      ? walled
      : seen({
          state: 'open',
          formUrl: new URL('write', site.homeUrl).href,
          fields: [],
          path: [],
          unanswered: [],
          detail: null,
        }),
  };
}
