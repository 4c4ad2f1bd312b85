import type { Day } from './days.ts';
import type { Fault, ProvinceSite, ProvinceSize } from './model.ts';
import { shuffled } from './random.ts';
import { SCENARIOS } from './scenarios/all.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** Share of sites with a scenario: enough for every one of them several times, and as many sites without fault. */
const FAULTY_PERCENT: Readonly<Record<ProvinceSize, number>> = { small: 60, demo: 60, full: 55 };

interface Laying {
  seed: number;
  size: ProvinceSize;
  base: Day;
  /** Which of the dealt dialects a site has, by number: dealing anew leaves the faults where they are. */
  slots: ReadonlyMap<string, number>;
}

/** Lays scenarios on sites, each on sites of ever other dialects; changes addresses where a scenario moves its site. */
export function layFaults(sites: ProvinceSite[], { seed, size, base, slots }: Laying): Fault[] {
  const free = new Set(shuffled(sites, seed, 'faults'));
  const wanted = Math.floor((sites.length * FAULTY_PERCENT[size]) / 100);
  const seen = new Map<string, Set<number>>();
  const faults: Fault[] = [];
  for (let i = 0, hit = 0; hit < wanted && i < wanted * 3; i++) {
    const scenario = SCENARIOS[i % SCENARIOS.length];
    if (scenario === undefined) break;
    const site = bestSite(scenario, free, seen, slots);
    if (site === undefined) continue;
    free.delete(site);
    const laid = scenario.lay(site, base);
    if (laid.change !== undefined) Object.assign(site, laid.change);
    for (const [n, { effects, from, to }] of [laid, ...(laid.later ?? [])].entries())
      faults.push({
        id: n === 0 ? `${scenario.id}@${site.siteCode}` : `${scenario.id}@${site.siteCode}+${n}`,
        scenario: scenario.id,
        siteCode: site.siteCode,
        from: from === undefined ? 0 : base + from,
        to: to === undefined ? null : base + to,
        effects,
      });
    hit += 1;
  }
  return faults;
}

function bestSite(
  scenario: Scenario,
  free: ReadonlySet<ProvinceSite>,
  seen: Map<string, Set<number>>,
  slots: ReadonlyMap<string, number>,
): ProvinceSite | undefined {
  const slotOf = ({ siteCode }: ProvinceSite) => slots.get(siteCode) ?? 0;
  const had = seen.get(scenario.id) ?? new Set<number>();
  const suiting = [...free].filter((site) => scenario.suits?.(site) ?? true);
  const site = suiting.find((each) => !had.has(slotOf(each))) ?? suiting[0];
  if (site !== undefined) seen.set(scenario.id, had.add(slotOf(site)));
  return site;
}
