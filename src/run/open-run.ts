import type { EpochMs } from '../clock.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import { judgeSite } from '../judge/judge-site.ts';
import type { Run, RunKind } from '../store/store.ts';
import type { Workspace } from './workspace.ts';

export interface RunRequest {
  kind: RunKind;
  sites: readonly Site[];
  /** Start a new run although one is unfinished, over all sites although some are not due. */
  fresh: boolean;
}

/**
 * The unfinished run of this kind, else a new one over what is due; null when nothing is. A site is due when its last
 * finished look lies on an earlier day, or in a night that began on one and is over: so the second look that confirms or
 * clears what is suspected comes by itself.
 */
export async function openRun(
  workspace: Workspace,
  { kind, sites, fresh }: RunRequest,
): Promise<{ run: Run; resumed: boolean } | null> {
  const { store, clock } = workspace;
  if (!fresh) {
    const unfinished = await store.runs.unfinished(kind);
    if (unfinished !== null) return { run: unfinished, resumed: true };
  }
  const due = fresh ? sites : await dueSites(workspace, sites);
  if (due.length === 0) return null;
  const ordered = kind === 'scan' ? await suspectedFirst(workspace, due) : due;
  return {
    run: await store.runs.open(kind, workspace.rehearsalStart ?? clock.now(), ordered),
    resumed: false,
  };
}

/** What a night that begins before midnight looked at after it is due again after so long: by the next night, not in the same. */
const NIGHT_MS = 12 * 3_600_000;

async function dueSites({ store, clock, config }: Workspace, sites: readonly Site[]): Promise<Site[]> {
  const last = await store.runs.lastLooked();
  const now = clock.now();
  const dayOf = (at: EpochMs) => civilDateOf(at, config.timezone);
  const today = dayOf(now);
  return sites.filter((site) => {
    const look = last.get(siteKeyOf(site));
    if (look === undefined || dayOf(look.at) < today) return true;
    return dayOf(look.runOpenedAt) < today && now - look.at >= NIGHT_MS;
  });
}

/** Sites whose last look found a failure go first: should the night be cut short, what is open was looked at again. */
async function suspectedFirst(workspace: Workspace, sites: readonly Site[]): Promise<Site[]> {
  const { store, rules, probes, config } = workspace;
  const last = await store.runs.lastLookBegan();
  const suspected = new Set<Site>();
  for (const site of sites) {
    const at = last.get(siteKeyOf(site));
    if (at === undefined) continue;
    const looks = (await store.readings.ofSite(siteKeyOf(site), at, at)).map(({ facts }) => facts);
    const options = { rules, probes, zone: config.timezone, asOf: null };
    const outcomes = judgeSite({ site, looks, words: [] }, options);
    if (outcomes.some(({ outcome }) => outcome === 'fail')) suspected.add(site);
  }
  return [...sites.filter((site) => suspected.has(site)), ...sites.filter((site) => !suspected.has(site))];
}
