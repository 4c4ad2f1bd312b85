import { publishedRegions } from './published-tables.ts';
import { type ScriptSite, UNDECIDED } from './registry.ts';

/** What is wrong with a site, and until which look. */
export type SiteFault =
  | { is: 'stale'; column: string }
  | { is: 'blank'; column: string }
  | { is: 'identity' }
  | { is: 'system'; system: string };

/** Faults in the order a unit's problems are laid on its sites: the first round, the second, the third. */
const ROUNDS: readonly SiteFault[] = [
  { is: 'stale', column: '规划计划' },
  { is: 'identity' },
  { is: 'blank', column: '统计信息' },
  { is: 'stale', column: '人事信息' },
];

/** Confirmed in June and not dispatched when the bulletin was signed: the text names them. */
const NAMED: Readonly<Record<string, readonly SiteFault[]>> = {
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
  mended: readonly SiteFault[];
  /** Found in June. */
  named: readonly SiteFault[];
  /** Set aside by a person: stays as it is. */
  exempted: SiteFault | null;
  isUndecided: boolean;
}

/** Lays the problems of annex 3 on the invented sites of each unit, a round at a time. */
export function planSites(sites: readonly ScriptSite[]): SitePlan[] {
  const mended = new Map<ScriptSite, SiteFault[]>();
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
