import { type EpochMs, epochMs } from '../clock.ts';
import { classOfRole, EVIDENCE_CLASSES, type EvidenceClass } from '../domain/evidence-class.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import type { Site } from '../domain/site.ts';
import { siteKeyOf } from '../domain/site.ts';
import { XunjianError } from '../errors.ts';
import { judgeSite } from '../judge/judge-site.ts';
import { isAlive } from './process-identity.ts';
import type { Workspace } from './workspace.ts';

export interface PruneOptions {
  /** Counts what would go, and removes nothing. */
  dryRun: boolean;
  asOf: EpochMs | null;
  signal: AbortSignal;
}

export interface Pruned {
  asOf: EpochMs;
  removed: Record<EvidenceClass, { files: number; bytes: number }>;
  kept: { files: number; bytes: number };
}

const DAY_MS = 86_400_000;
/** A file nobody names may belong to a look that is being stored. */
export const ORPHAN_DAYS = 7;
const FOR_EVER_DAYS = 1_000_000;

/**
 * Removes stored pages and pictures that no class keeps any longer. Facts, readings and words of persons stay: verdicts
 * can be derived for ever, only what they were read off is gone. What any failure of a look rested on counts as `record`,
 * whatever became of it. Throws RUN_LOCKED while a scan is under way.
 */
export async function prune(workspace: Workspace, { dryRun, asOf, signal }: PruneOptions): Promise<Pruned> {
  const { store, evidence, clock } = workspace;
  if (store.evidenceUses.isInUse(isAlive))
    throw new XunjianError('RUN_LOCKED', 'a scan is under way', 'prune when it has ended');
  // A rehearsal's looks lie in its own time, the machine's clock years away; of real ones none is pruned ahead of time.
  const now =
    store.mode === 'rehearsal'
      ? (asOf ?? store.evidenceUses.newestLook() ?? clock.now())
      : epochMs(Math.min(asOf ?? clock.now(), clock.now()));
  const keptUntil = await keepsOf(workspace, now);
  const removed = Object.fromEntries(EVIDENCE_CLASSES.map((name) => [name, { files: 0, bytes: 0 }]));
  const kept = { files: 0, bytes: 0 };
  for (const file of evidence.files()) {
    signal.throwIfAborted();
    const use = keptUntil.get(file.id) ?? {
      class: 'orphan' as const,
      until: epochMs(file.modifiedAt + ORPHAN_DAYS * DAY_MS),
    };
    const isKept = use.until > (use.class === 'orphan' ? clock.now() : now);
    const sum = isKept ? kept : removed[use.class];
    if (sum === undefined) continue;
    sum.files += 1;
    sum.bytes += file.bytes;
    if (!isKept && !dryRun) evidence.remove(file.id);
  }
  return { asOf: now, removed: removed as Pruned['removed'], kept };
}

interface Keep {
  class: EvidenceClass;
  until: EpochMs;
}

/** Until when each piece of evidence is kept, by the strongest of its uses. */
async function keepsOf(workspace: Workspace, now: EpochMs): Promise<Map<EvidenceId, Keep>> {
  const { store, config } = workspace;
  const { recordDays, pageDays, attemptDays } = config.retention;
  const days: Record<EvidenceClass, number> = {
    record: recordDays === 0 ? FOR_EVER_DAYS : recordDays,
    page: pageDays,
    attempt: attemptDays,
    orphan: 0,
  };
  const keeps = new Map<EvidenceId, Keep>();
  const keep = (id: EvidenceId, kind: EvidenceClass, from: EpochMs) => {
    const until = epochMs(from + days[kind] * DAY_MS);
    const known = keeps.get(id);
    if (known === undefined || known.until < until) keeps.set(id, { class: kind, until });
  };
  const seen = new Map<EvidenceId, EpochMs>();
  for (const { id, role, at } of store.evidenceUses.ofLooks()) {
    keep(id, classOfRole(role), at);
    seen.set(id, epochMs(Math.max(at, seen.get(id) ?? 0)));
  }
  // Letters and problems bear no date here: as long as they are in the store they need theirs.
  for (const id of store.evidenceUses.ofRecords())
    keeps.set(id, { class: 'record', until: epochMs(Number.MAX_SAFE_INTEGER) });
  const sites = new Map((await store.runs.knownSites()).map((site) => [siteKeyOf(site), site]));
  const since = epochMs(now - (recordDays === 0 ? now : recordDays * DAY_MS));
  // What is younger than that goes by the look itself.
  const until = epochMs(now - Math.min(pageDays, attemptDays) * DAY_MS + DAY_MS);
  for (const { siteKey, facts } of store.evidenceUses.readings(since, until)) {
    const site = sites.get(siteKey);
    if (site === undefined) continue;
    for (const id of failedEvidence(workspace, site, facts)) keep(id, 'record', seen.get(id) ?? facts.at);
  }
  return keeps;
}

function failedEvidence(
  { rules, probes, config }: Workspace,
  site: Site,
  facts: Parameters<typeof judgeSite>[0]['looks'][number],
): EvidenceId[] {
  const options = { rules, probes, zone: config.timezone, asOf: null };
  return judgeSite({ site, looks: [facts], words: [] }, options).flatMap(({ outcome, evidence }) =>
    outcome === 'fail' ? evidence : [],
  );
}
