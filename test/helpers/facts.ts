import path from 'node:path';
import { epochMs } from '../../src/clock.ts';
import { loadRuleSet } from '../../src/config/rule-set.ts';
import type { CivilDate } from '../../src/domain/civil-date.ts';
import type { ColumnKind, Site } from '../../src/domain/site.ts';
import type { ColumnFacts, Seen, SiteFacts } from '../../src/domain/site-facts.ts';

export const RULES = loadRuleSet(path.resolve(import.meta.dirname, '../../config/rules/national-2019.yaml'));

export const SITE: Site = {
  siteCode: '6108000001',
  name: '榆林市人民政府',
  homeUrl: 'https://www.yl.gov.cn/',
  sponsor: '榆林市人民政府办公室',
  supervisor: '陕西省人民政府办公厅',
  region: '榆林市',
  level: 'city',
  type: 'portal',
  sponsorKind: 'organ',
};

export const day = (text: string) => text as CivilDate;

export function seen<T>(value: T, tier: 'http' | 'browser' = 'http'): Seen<T> {
  return { seen: true, value, evidence: ['sha256:00'], tier };
}

export function column(
  name: string,
  kind: ColumnKind,
  latest: string | null,
  options: Partial<ColumnFacts> = {},
): ColumnFacts {
  const list = seen({
    latest: latest as CivilDate | null,
    items: 10,
    basis: 'list' as const,
    latestItem: null,
    selector: 'ul',
  });
  return {
    name,
    url: `https://www.yl.gov.cn/${name}/`,
    kind,
    kindFrom: 'name',
    level: 1,
    limitDays: null,
    list,
    ...options,
  };
}

/** What one look at noon of `date` saw of a site without faults, with some parts replaced. */
export function look(
  date: string,
  parts: Partial<SiteFacts> = {},
  tier: 'http' | 'browser' = 'http',
): SiteFacts {
  return {
    siteCode: SITE.siteCode,
    homeUrl: SITE.homeUrl,
    at: epochMs(Date.parse(`${date}T12:00:00+08:00`)),
    vantage: 'test',
    address: seen({ homeUrl: SITE.homeUrl, finalUrl: SITE.homeUrl, hosts: ['www.yl.gov.cn'] }, tier),
    tls: { seen: false, reason: 'not_observed', detail: 'none', fault: null, evidence: [] },
    home: seen(
      {
        title: '榆林',
        latest: day(date),
        latestItem: null,
        dated: 9,
        leadsOn: false,
        secondLevel: { looked: 0, unread: 0 },
        meta: {},
      },
      tier,
    ),
    columns: seen([], tier),
    identity: seen(
      {
        siteCode: SITE.siteCode,
        icp: ['陕ICP备05000001号'],
        police: '61080202000001',
        sponsor: '榆林市人民政府办公室',
        badge: true,
        findErrorEntry: true,
        meta: {},
        footerComplete: true,
        trace: {},
      },
      tier,
    ),
    systems: seen([], tier),
    links: seen({ checked: 1, broken: [] }, tier),
    channel: seen(
      {
        state: 'open',
        formUrl: 'https://www.yl.gov.cn/write',
        fields: [],
        path: [],
        unanswered: [],
        detail: null,
      },
      tier,
    ),
    ...parts,
  };
}
