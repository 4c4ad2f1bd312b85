import { epochMs } from '../../../src/clock.ts';
import type { CivilDate } from '../../../src/domain/civil-date.ts';
import type { Exchange } from '../../../src/domain/exchange.ts';
import type { EvidenceId } from '../../../src/domain/outcome.ts';
import type { Site } from '../../../src/domain/site.ts';
import type { ColumnFacts, Observed, Seen, SiteFacts, SystemFacts } from '../../../src/domain/site-facts.ts';
import { STALE_SINCE, scriptColumnUrl, systemUrl } from './served-sites.ts';
import type { SitePlan } from './site-plans.ts';

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
  const column = (
    name: string,
    latest: CivilDate | null,
    basis: 'list' | 'empty',
    limitDays: number | null,
  ): ColumnFacts => ({
    ...{ name, url: scriptColumnUrl(plan, name), kind: 'other', kindFrom: 'inventory', level: 2, limitDays },
    list: seen({ latest, items: latest === null ? 0 : 15, basis, latestItem: null, selector: 'ul' }),
  });
  const names = new Set(
    [...plan.mended, ...plan.named, ...faults].flatMap((fault) => ('column' in fault ? [fault.column] : [])),
  );
  const columns = [...names].map((name) => {
    const fault = faults.find((one) => 'column' in one && one.column === name);
    if (fault?.is === 'stale') return column(name, STALE_SINCE as CivilDate, 'list', 365);
    return fault?.is === 'blank' ? column(name, null, 'empty', 365) : column(name, today, 'list', 365);
  });
  const systems = faults.flatMap((fault, index): SystemFacts[] =>
    fault.is === 'system'
      ? [
          {
            ...{
              name: fault.system,
              url: systemUrl(site.siteCode, index),
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
