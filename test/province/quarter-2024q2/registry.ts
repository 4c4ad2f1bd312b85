import path from 'node:path';
import { loadReportProfile, type ReportProfile } from '../../../src/config/report-profile.ts';
import type { Site, SiteLevel, SiteType } from '../../../src/domain/site.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import {
  type PublishedLetter,
  publishedFigures,
  publishedLetters,
  publishedRegions,
} from './published-tables.ts';

/** What became of a site's test letter in the quarter; null when it was not tested. */
export type LetterFate = 'same_day' | 'on_time' | 'late' | 'none' | 'channel_unavailable' | 'pending' | null;

export interface ScriptSite {
  site: Site;
  fate: LetterFate;
  /** Whether the name was published; the others are invented and say so (演示). */
  isPublished: boolean;
  /** Something of the published text that a registry would have otherwise; kept as it was printed. */
  quirk: string | null;
}

/** What the printed tables have otherwise than a registry would. */
export const QUIRKS: Readonly<Record<string, string>> = {
  西县人民政府: '区划名单中没有西县（西乡县）；照原表',
  陕西省文物局: '省级单位印在市级部门网站中；照原表登记为市级',
  '公祭轩辕黄帝网(陕西省黄帝陵文化园区管理委员会)': '网站名与主办单位写在一处；照原表',
  '榆林经济开发区（榆神工业区）': '网站名与单位名写法不一：单位照转发通知',
};

/** Sponsors whose name is not the site's. */
const SPONSORS: Readonly<Record<string, string>> = {
  '榆林经济开发区（榆神工业区）': '榆林市经济技术开发区（榆神工业区）管理委员会',
  '公祭轩辕黄帝网(陕西省黄帝陵文化园区管理委员会)': '陕西省黄帝陵文化园区管理委员会',
};

/** Places the profile's list by 行政区划 cannot tell. */
const REGIONS: Readonly<Record<string, string>> = {
  西县人民政府: '汉中市',
  陕西省文物局: '省直单位',
  陕西省蔡家坡经济技术开发区管理委员会: '宝鸡市',
  '全国公共资源交易平台(咸阳市)咸阳市公共资源交易中心': '咸阳市',
};

const FATES = {
  当日回复: 'same_day',
  未及时回复: 'late',
  未回复: 'none',
  渠道不可用: 'channel_unavailable',
} as const;

/** Sites whose names the text gives without a line in annex 2. Their letters are not known, so they were sent none. */
const NAMED_IN_TEXT: readonly [string, string][] = [
  ['陕西省人力资源和社会保障厅', '省直单位'],
  ['陕西省人民政府国有资产监督管理委员会', '省直单位'],
  ['陕西省商务厅', '省直单位'],
];

export const UNDECIDED = 2;
const PENDING = 1;

/** Where the shipped profile lists the province's reporting units and their places. */
export function shippedProfile(): ReportProfile {
  return loadReportProfile(path.join(PACKAGE_ROOT, 'config/report/province.yaml'));
}

/** All sites of the quarter: the published ones in the published order, then the invented ones. */
export function scriptSites(): ScriptSite[] {
  const { regions } = shippedProfile();
  const regionOf = (name: string, type: PublishedLetter['site_type']): string => {
    const set = REGIONS[name];
    if (set !== undefined) return set;
    if (type === '省级部门网站') return '省直单位';
    const byName = regions.find(({ name: region }) => name.startsWith(region.replace(/(市|示范区)$/, '')));
    const byPlace = regions.find(({ places }) => places.some((place) => name.startsWith(place)));
    const found = byName ?? byPlace;
    if (found === undefined) throw new Error(`no region for ${name}`);
    return found.name;
  };
  let next = 0;
  const make = (
    name: string,
    region: string,
    level: SiteLevel,
    type: SiteType,
    rest: { fate: LetterFate; isPublished: boolean },
  ): ScriptSite => {
    next += 1;
    const siteCode = `61${String(regions.findIndex((one) => one.name === region) + 1).padStart(2, '0')}00${String(next).padStart(4, '0')}`;
    const site: Site = {
      ...{ siteCode, name, homeUrl: `http://www.s${siteCode}.gov.cn/`, sponsor: SPONSORS[name] ?? name },
      ...{ supervisor: region === '省直单位' ? '陕西省人民政府办公厅' : `${region}人民政府办公室` },
      ...{ region, level, type, sponsorKind: 'organ' },
    };
    return { site, ...rest, quirk: QUIRKS[name] ?? null };
  };
  const published = publishedLetters().map(({ category, site_type: type, site_name: name }) => {
    const isPortal = type === '政府门户类网站';
    const level: SiteLevel = type === '省级部门网站' ? 'province' : isPortal ? 'county' : 'city';
    return make(name, regionOf(name, type), level, isPortal ? 'portal' : 'department', {
      fate: FATES[category],
      isPublished: true,
    });
  });
  const named = NAMED_IN_TEXT.map(([name, region]) =>
    make(name, region, 'province', 'department', { fate: null, isPublished: true }),
  );
  const { sites, letters } = publishedFigures();
  const onTime = letters.repliedInTime - letters.sameDay;
  const all = sites.inspected + UNDECIDED;
  // Every unit gets invented sites in turn: enough to carry the problems of its line in annex 3.
  const units = publishedRegions().flatMap(({ unit }) => (unit === '合计' ? [] : [unit]));
  const invented = Array.from({ length: all - published.length - named.length }, (_, index) => {
    const region = units[index % units.length] ?? '';
    const no = String(Math.floor(index / units.length) + 1).padStart(2, '0');
    const isProvince = region === '省直单位';
    const name = isProvince ? `陕西省演示单位${no}` : `${region}演示单位${no}`;
    const fate: LetterFate = index < onTime ? 'on_time' : index < onTime + PENDING ? 'pending' : null;
    return make(name, region, isProvince ? 'province' : 'city', 'department', { fate, isPublished: false });
  });
  return [...published, ...named, ...invented];
}
