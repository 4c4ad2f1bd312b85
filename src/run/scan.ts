import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import PQueue from 'p-queue';
import { civilDateOf } from '../domain/civil-date.ts';
import type { Language } from '../domain/probe.ts';
import { type DeclaredColumn, type Site, siteKeyOf } from '../domain/site.ts';
import { XunjianError } from '../errors.ts';
import { observeSite, type SiteLook } from '../observe/observe-site.ts';
import { nothingSeen, unseen } from '../observe/unseen.ts';
import { READER_VERSION } from '../reading/reader-version.ts';
import type { ProcessId, Run, RunKind } from '../store/store.ts';
import { doubtedPages } from './doubted-pages.ts';
import { judgeStored, judgeWith, resultOf } from './judge-stored.ts';
import type { SiteResult } from './site-result.ts';
import type { Workspace } from './workspace.ts';

export interface ScanOptions {
  kind: RunKind;
  sites: readonly Site[];
  declared: readonly DeclaredColumn[];
  /** Start a new run although one is unfinished, over all sites although some are not due. */
  fresh: boolean;
  pages: number;
  language: Language;
  signal: AbortSignal;
  onStart(start: { run: Run; total: number; done: number; resumed: boolean }): void;
  onResult(result: SiteResult): void;
  /** An error of ours spoilt one site's look; the run goes on and the site is `undetermined(probe_fault)`. */
  onTrouble?(site: Site, error: unknown): void;
}

export interface ScanSummary {
  runId: number | null;
  /** Sites looked at by this call. */
  looked: number;
  interrupted: boolean;
}

const SELF: ProcessId = { host: hostname(), pid: process.pid, nonce: randomUUID() };

/**
 * Looks at every site that is due, each exactly once a run. An unfinished run goes on where it was, to the page: what
 * it has on disk is not fetched again.
 */
export async function scan(workspace: Workspace, options: ScanOptions): Promise<ScanSummary> {
  const { store, clock } = workspace;
  const { run, resumed } = await openRun(workspace, options);
  if (run === null) return { runId: null, looked: 0, interrupted: false };
  const planned = await store.runs.sites(run.id);
  options.onStart({
    run,
    total: planned.length,
    done: planned.filter(({ state }) => state === 'done').length,
    resumed,
  });
  let looked = 0;
  const concurrency = workspace.config.scan.sites;
  const queue = new PQueue({ concurrency });
  const worker = async (): Promise<void> => {
    while (!options.signal.aborted) {
      const site = await store.runs.claim(run.id, SELF, isAlive);
      if (site === null) return;
      if (await scanSite(workspace, run.id, site, options)) looked += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, () => queue.add(worker)));
  const left = (await store.runs.sites(run.id)).filter(({ state }) => state !== 'done').length;
  if (left === 0) await store.runs.close(run.id, clock.now());
  return { runId: run.id, looked, interrupted: options.signal.aborted };
}

async function openRun(
  workspace: Workspace,
  options: ScanOptions,
): Promise<{ run: Run | null; resumed: boolean }> {
  const { store, clock, config } = workspace;
  if (!options.fresh) {
    const unfinished = await store.runs.unfinished(options.kind);
    if (unfinished !== null) return { run: unfinished, resumed: true };
  }
  const due = options.fresh ? options.sites : await dueSites(workspace, options.sites, config.timezone);
  if (due.length === 0) return { run: null, resumed: false };
  return {
    run: await store.runs.open(options.kind, workspace.rehearsalStart ?? clock.now(), due),
    resumed: false,
  };
}

/** A site is due when its last finished look lies on an earlier day. */
async function dueSites({ store, clock }: Workspace, sites: readonly Site[], zone: string): Promise<Site[]> {
  const last = await store.runs.lastLooked();
  const today = civilDateOf(clock.now(), zone);
  return sites.filter((site) => {
    const at = last.get(siteKeyOf(site));
    return at === undefined || civilDateOf(at, zone) < today;
  });
}

/** True when the site's result is on disk; false when the run was interrupted meanwhile. */
async function scanSite(
  workspace: Workspace,
  runId: number,
  site: Site,
  options: ScanOptions,
): Promise<boolean> {
  const { store, clock } = workspace;
  const siteKey = siteKeyOf(site);
  const { language } = options;
  try {
    const known = await store.readings.ofRun(runId, siteKey);
    let cost = { requests: 0, bytes: 0, browserPages: 0, ms: 0 };
    if (known === null) {
      const look = await lookAt(workspace, runId, site, options);
      cost = look.cost;
      await store.readings.append({
        runId,
        siteKey,
        readerVersion: READER_VERSION,
        readAt: clock.now(),
        facts: look.facts,
      });
    }
    const judged = await judgeStored(workspace, site, null);
    await store.runs.finish(runId, siteKey, clock.now());
    if (judged !== null) options.onResult(resultOf(workspace, site, judged, { language, asOf: null, cost }));
    return true;
  } catch (error) {
    await store.runs.release(runId, siteKey);
    if (options.signal.aborted) return false;
    throw error;
  }
}

/** Looks at the site; an error of ours ends this look alone, unless the ground is gone from under every look. */
async function lookAt(
  workspace: Workspace,
  runId: number,
  site: Site,
  options: ScanOptions,
): Promise<SiteLook> {
  const { store, evidence, clock, config } = workspace;
  const { pages, signal } = options;
  const began = clock.now();
  try {
    const { vantage, timezone: zone } = config;
    const client = workspace.client();
    const { render } = workspace;
    const observer = { client, render, looks: store.looks, evidence, clock, vantage, zone };
    const declared = options.declared.filter(({ siteCode }) => siteCode === site.siteCode);
    return await observeSite(observer, {
      ...{ runId, site, declared, pages, signal },
      browserPages: config.scan.browserPages,
      doubts: async (facts) => doubtedPages(facts, await judgeWith(workspace, site, facts)),
    });
  } catch (error) {
    if (signal.aborted || isGroundGone(error)) throw error;
    options.onTrouble?.(site, error);
    const detail = error instanceof Error ? error.message : String(error);
    const why = unseen('probe_fault', `the look failed: ${detail}`);
    const cost = { requests: 0, bytes: 0, browserPages: 0, ms: 0 };
    return { facts: nothingSeen(site, began, config.vantage, { ...why, fault: 'us' }), cost };
  }
}

/** The store, the disk or the configuration fails: the next site would end the same way. */
function isGroundGone(error: unknown): boolean {
  if (error instanceof XunjianError) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(SQLITE_|ENOSPC|EROFS|EDQUOT|EACCES|EMFILE)/.test(code);
}

function isAlive(owner: ProcessId): boolean {
  if (owner.host !== SELF.host) return true;
  if (owner.pid === SELF.pid) return owner.nonce === SELF.nonce;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
