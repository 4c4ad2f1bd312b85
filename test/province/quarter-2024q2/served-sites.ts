import type { ColumnKind } from '../../../src/domain/site.ts';
import { limitOf } from '../columns.ts';
import { dayOf } from '../days.ts';
import { columnUrl } from '../inventory.ts';
import type { DialectId, Dress, Effect, Fault, Province, ProvinceColumn, ProvinceSite } from '../model.ts';
import { between, pick } from '../random.ts';
import type { SiteFault, SitePlan } from './site-plans.ts';

/** Families whose lists stand in the page as it comes: a browser is needed to confirm failures alone. */
const FAMILIES: readonly DialectId[] = ['trs', 'boda', 'empire', 'kaipuyun', 'ilist', 'catalogue'];
/** The day on which a stale column got its last item before the gap. */
export const STALE_SINCE = '2022-11-08';
/** What was found in April was mended on this day. */
const MENDED_ON = '2024-05-20';
/** What was found in June had come by this day. */
const BROKEN_ON = '2024-06-01';

type Plan = readonly [name: string, slug: string, kind: ColumnKind, form: ProvinceColumn['form']];

/** What every site has. */
const CORE: readonly Plan[] = [
  ['工作动态', 'gzdt', 'news', 'list'],
  ['通知公告', 'tzgg', 'notice', 'list'],
  ['政策文件', 'zcwj', 'policy', 'list'],
  ['互动交流', 'hdjl', 'interaction', 'interaction'],
];
/** What only some have: those on which a fault is laid, and others in turn. */
const MORE: readonly Plan[] = [
  ['规划计划', 'ghjh', 'other', 'list'],
  ['统计信息', 'tjxx', 'other', 'list'],
  ['人事信息', 'rsxx', 'other', 'list'],
  ['重大项目', 'zdxm', 'other', 'list'],
  ['意见征集', 'yjzj', 'other', 'list'],
  ['招标公告', 'zbgg', 'other', 'list'],
];
/** Columns that no rule knows by their names: the inventory states their limit, days. */
const DECLARED_LIMIT_DAYS: Readonly<Record<string, number>> = { 重大项目: 365, 意见征集: 365, 招标公告: 365 };
const USUAL = 3;

/** The script's sites as the province serves them: five to eight columns each, a screenful of items, a whole footer. */
export function servedProvince(plans: readonly SitePlan[], date: string): Province {
  const sites = plans.map(siteOf);
  return {
    ...{ seed: 2024, size: 'full', base: dayOf(date), sites },
    faults: plans.flatMap((plan, index) => faultsOf(plan, sites[index] as ProvinceSite)),
  };
}

const faultyColumns = ({ mended, named, exempted }: SitePlan) =>
  [...mended, ...named, ...(exempted === null ? [] : [exempted])].flatMap((fault) =>
    'column' in fault ? [fault.column] : [],
  );

function siteOf(plan: SitePlan): ProvinceSite {
  const { site } = plan.script;
  const { siteCode: key } = site;
  const dialect = pick(FAMILIES, key, 'dialect');
  const dress: Dress = {
    ...{ charset: 'utf-8', declares: pick(['both', 'meta', 'header'] as const, key, 'declares') },
    dateStyle: pick(['iso', 'slash', 'dots', 'chinese', 'brackets'] as const, key, 'style'),
    dateBeforeLink: dialect === 'ilist',
    ...{ nav: 'plain', foot: 'plain', clock: pick(['none', 'server'] as const, key, 'clock') },
    ...{ oddSpacing: false, emptyMeta: false, tabs: false, search: 'own', robots: 'none' },
    channel: pick(['table-form', 'dl-form', 'iframe-form'] as const, key, 'channel'),
  };
  return {
    ...site,
    ...{ host: new URL(site.homeUrl).hostname, short: site.name, dialect, dress, few: 2 },
    columns: columnsOf(plan),
  };
}

function columnsOf(plan: SitePlan): ProvinceColumn[] {
  const { siteCode: key } = plan.script.site;
  const faulty = new Set(faultyColumns(plan));
  const extra = between(1, USUAL, key, 'columns');
  const more = MORE.filter(([name], index) => faulty.has(name) || index < extra);
  return [...CORE, ...more].map(([name, slug, kind, form], index): ProvinceColumn => {
    const limit = limitOf(kind, name);
    return {
      ...{ no: index + 1, name, slug, kind, form, level: 1, parent: null, limit },
      cadence: kind === 'news' ? between(1, 3, key, slug) : between(10, 40, key, slug),
      onHome: kind === 'news' || kind === 'notice',
      pinned: false,
      declaredLimitDays: DECLARED_LIMIT_DAYS[name] ?? null,
    };
  });
}

/** Faults of April last until they are mended; those of June are there when the quarter ends, the exception for good. */
function faultsOf(plan: SitePlan, site: ProvinceSite): Fault[] {
  const { siteCode } = site;
  const [mendedOn, brokenOn] = [dayOf(MENDED_ON), dayOf(BROKEN_ON)];
  const fault = (id: string, effects: Effect[], from: number, to: number | null): Fault => ({
    ...{ id: `${id}@${siteCode}`, scenario: id, siteCode, from, to, effects },
  });
  const laid = (faults: readonly SiteFault[], id: string, from: number, to: number | null) =>
    faults.map((one, index) => {
      // A gap shows by its own days and leaves a trace behind.
      const isGap = one.is === 'stale';
      return fault(`${id}-${index}`, [effectOf(one, site, to, index)], isGap ? 0 : from, isGap ? null : to);
    });
  return [
    ...laid(plan.mended, 'april', 0, mendedOn),
    ...laid(plan.named, 'june', brokenOn, null),
    ...laid(plan.exempted === null ? [] : [plan.exempted], 'exempted', 0, null),
    ...(plan.isUndecided ? [fault('wall', [{ is: 'wall', how: 'wall-412' }], 0, null)] : []),
  ];
}

function effectOf(fault: SiteFault, site: ProvinceSite, until: number | null, index: number): Effect {
  switch (fault.is) {
    case 'stale':
      return { is: 'column-gap', column: columnNo(site, fault.column), since: dayOf(STALE_SINCE), until };
    case 'blank':
      return { is: 'column-blank', column: columnNo(site, fault.column) };
    case 'identity':
      return { is: 'identity-without', parts: ['findErrorEntry'] };
    case 'system':
      return { is: 'system', name: fault.system, url: systemUrl(site.siteCode, index) };
  }
}

export const systemUrl = (siteCode: string, index: number) => `http://sys${index}.${siteCode}.example.com/`;

function columnNo({ columns, siteCode }: ProvinceSite, name: string): number {
  const column = columns.find((one) => one.name === name);
  if (column === undefined) throw new Error(`${siteCode} has no column ${name}`);
  return column.no;
}

/** Where the column of a script's site stands: in what is served and in what is stored alike. */
export function scriptColumnUrl(plan: SitePlan, name: string): string {
  const site = siteOf(plan);
  return columnUrl(site, columnNo(site, name));
}
