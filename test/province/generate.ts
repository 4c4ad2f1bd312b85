import { domainToASCII } from 'node:url';
import type { SiteLevel, SiteType } from '../../src/domain/site.ts';
import { columnsOf } from './columns.ts';
import type { Day } from './days.ts';
import { layFaults } from './lay-faults.ts';
import {
  CHANNELS,
  DATE_STYLES,
  DIALECTS,
  type DialectId,
  type Dress,
  type Province,
  type ProvinceSite,
  type ProvinceSize,
} from './model.ts';
import { CITY_OFFICES, INSTITUTIONS, PROVINCE_OFFICES, REGIONS } from './names.ts';
import { chance, pick, shuffled } from './random.ts';

/** Sites a size has. `full` is the number of government sites of the 2024 Q2 bulletin. */
export const SITE_COUNTS: Readonly<Record<ProvinceSize, number>> = { small: 12, demo: 40, full: 552 };

export interface ProvinceOptions {
  seed: number;
  size: ProvinceSize;
  /** Day for which the faults are laid out; the virtual clock starts there. */
  base: Day;
  /** Deals the dialects anew without changing sites, columns and faults. @default 0 */
  dialectSeed?: number;
}

/** Makes the province: pure, the same options give the same province to the last letter. */
export function generateProvince({ seed, size, base, dialectSeed = 0 }: ProvinceOptions): Province {
  const drafts = choose(candidates(), size, seed);
  const deal = shuffled(DIALECTS, seed, 'dialects', dialectSeed);
  const sites = drafts.map((draft, i) => {
    const dialect = deal[i % deal.length];
    if (dialect === undefined) throw new Error('no dialects');
    return toSite(draft, dialect, seed);
  });
  const slots = new Map(sites.map(({ siteCode }, i) => [siteCode, i % deal.length]));
  return { seed, size, base, sites, faults: layFaults(sites, { seed, size, base, slots }) };
}

interface Draft {
  siteCode: string;
  name: string;
  host: string;
  sponsor: string;
  supervisor: string;
  region: string;
  short: string;
  level: SiteLevel;
  type: SiteType;
  isInstitution: boolean;
}

/** Every office that could have a site, region by region, portals first. */
function candidates(): Draft[][] {
  const regions = REGIONS.map(({ name, slug, code, counties }): Draft[] => {
    const isZone = name === '杨凌示范区';
    const government = isZone ? '杨凌农业高新技术产业示范区管委会' : `${name}人民政府`;
    const common = { region: name, supervisor: government };
    const portal: Draft = {
      ...common,
      siteCode: `${code}0001`,
      name: government,
      host: `www.${slug}-mn.gov.cn`,
      sponsor: `${government}办公室`,
      short: name,
      level: 'city',
      type: 'portal',
      isInstitution: false,
    };
    const countyPortals = counties.map((county): Draft => {
      const own = county.name.endsWith('区') ? `${name}${county.name}人民政府` : `${county.name}人民政府`;
      return {
        ...common,
        siteCode: `${county.code}0001`,
        name: own,
        host: `www.${county.slug}-mn.gov.cn`,
        sponsor: `${own}办公室`,
        short: county.name,
        level: 'county',
        type: 'portal',
        isInstitution: false,
      };
    });
    const offices = CITY_OFFICES.map((office, i): Draft => {
      const own = `${name}${office.name}`;
      return {
        ...common,
        siteCode: `${code}${String(i + 2).padStart(4, '0')}`,
        name: own,
        host: `${office.slug}.${slug}-mn.gov.cn`,
        sponsor: own,
        short: `${name.replace('示范区', '')}${office.name}`,
        level: 'city',
        type: INSTITUTIONS.has(office.name) ? 'other' : 'department',
        isInstitution: INSTITUTIONS.has(office.name),
      };
    });
    return [portal, ...countyPortals, ...offices];
  });
  const provincial = PROVINCE_OFFICES.map((office, i): Draft => {
    const own = `陕西省${office.name}`;
    return {
      siteCode: `610000${String(i + 2).padStart(4, '0')}`,
      name: own,
      host: `${office.slug}.shaanxi-mn.gov.cn`,
      sponsor: own,
      supervisor: '陕西省人民政府',
      region: '省直单位',
      short: `省${office.name}`,
      level: 'province',
      type: INSTITUTIONS.has(office.name) ? 'other' : 'department',
      isInstitution: INSTITUTIONS.has(office.name),
    };
  });
  return [...regions, provincial];
}

/** As many as the size asks for, each region in turn, so that even the smallest province has them all. */
function choose(regions: readonly Draft[][], size: ProvinceSize, seed: number): Draft[] {
  const wanted = SITE_COUNTS[size];
  const hosts = new Set<string>();
  const chosen: Draft[] = [];
  for (let turn = 0; chosen.length < wanted; turn++) {
    let any = false;
    for (const [i, drafts] of regions.entries()) {
      const [first, ...rest] = drafts;
      // The first is the city's own portal; the rest in an order of the seed, where the size leaves a choice.
      const draft = turn === 0 ? first : shuffled(rest, seed, i)[turn - 1];
      if (draft === undefined) continue;
      any = true;
      if (chosen.length < wanted) chosen.push(distinct(draft, hosts));
    }
    if (!any) throw new Error(`only ${chosen.length} sites can be made, ${wanted} are wanted`);
  }
  return chosen;
}

/** Two counties of one pinyin: the later one is called by its code as well. */
function distinct(draft: Draft, hosts: Set<string>): Draft {
  const host = hosts.has(draft.host)
    ? draft.host.replace('-mn', `${draft.siteCode.slice(2, 6)}-mn`)
    : draft.host;
  hosts.add(host);
  return { ...draft, host };
}

function toSite(draft: Draft, dialect: DialectId, seed: number): ProvinceSite {
  const key = `${seed}/${draft.siteCode}`;
  const host = domainToASCII(draft.host);
  return {
    ...{ siteCode: draft.siteCode, name: draft.name, host, homeUrl: `http://${draft.host}/` },
    ...{ sponsor: draft.sponsor, supervisor: draft.supervisor, region: draft.region, short: draft.short },
    ...{ level: draft.level, type: draft.type },
    sponsorKind: draft.isInstitution ? 'institution' : 'organ',
    dialect,
    dress: dressOf(dialect, key),
    columns: columnsOf(draft.type === 'portal' ? 'portal' : 'office', key, draft.short),
  };
}

function dressOf(dialect: DialectId, key: string): Dress {
  const isOld = dialect === 'gb-table' || dialect === 'frames';
  const gb = dialect === 'gb-table' || (isOld && chance(50, key, 'gb'));
  return {
    charset: gb ? 'gb18030' : 'utf-8',
    declares: gb
      ? pick(['header', 'meta', 'lie'], key, 'declares')
      : pick(['both', 'meta', 'header'], key, 'd'),
    dateStyle: chance(35, key, 'iso') ? 'iso' : pick(DATE_STYLES, key, 'style'),
    dateBeforeLink: dialect === 'ilist' || chance(25, key, 'before'),
    nav: isOld ? 'plain' : pick(['plain', 'dropdown', 'dropdown', 'script'], key, 'nav'),
    foot: isOld
      ? 'table'
      : dialect === 'fragments'
        ? 'fragment'
        : pick(['plain', 'plain', 'plain', 'script'], key, 'foot'),
    clock: pick(['none', 'server', 'script'], key, 'clock'),
    oddSpacing: chance(30, key, 'spacing'),
    emptyMeta: chance(12, key, 'empty-meta'),
    tabs: chance(30, key, 'tabs'),
    search: pick(['own', 'own', 'own-script', 'component'], key, 'search'),
    channel: pick(CHANNELS, key, 'channel'),
    robots: pick(['none', 'allow', 'partial'], key, 'robots'),
  };
}
