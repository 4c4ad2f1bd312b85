import type { UndeterminedReason } from '../domain/outcome.ts';
import type { Language } from '../domain/probe.ts';
import { type DeclaredColumn, type Site, siteKeyOf } from '../domain/site.ts';
import { XunjianError } from '../errors.ts';
import type { HttpClient } from '../net/http-client.ts';
import { observeSite, type SiteLook } from '../observe/observe-site.ts';
import { nothingSeen, unseen } from '../observe/unseen.ts';
import { READER_VERSION } from '../reading/reader-version.ts';
import { crawlDelayMs } from '../reading/robots.ts';
import type { Look, Run } from '../store/store.ts';
import { awaitLine } from './await-line.ts';
import { doubtedPages, shownPages } from './doubted-pages.ts';
import { judgeStored, judgeWith, resultOf } from './judge-stored.ts';
import { openRun, type RunRequest } from './open-run.ts';
import { isAlive, SELF } from './process-identity.ts';
import type { SiteResult } from './site-result.ts';
import { type ProgressWatch, watchProgress } from './watch-progress.ts';
import type { Workspace } from './workspace.ts';

export interface ScanOptions extends RunRequest {
  declared: readonly DeclaredColumn[];
  pages: number;
  language: Language;
  signal: AbortSignal;
  onStart(start: { run: Run; total: number; done: number; resumed: boolean }): void;
  onResult(result: SiteResult): void;
  /** An error of ours spoilt one site's look; the run goes on and the site is `undetermined(probe_fault)`. */
  onTrouble?(site: Site, error: unknown): void;
  /** Our own line is down: the run waits for it. */
  onLineDown?(): void;
  /** Milliseconds from one look for our line to the next, while it is down. @default one minute */
  lineCheckMs?: number;
  /** After so long without any answer what is under way is given up. Milliseconds. @default STANDSTILL_MS */
  standstillMs?: number;
}

export interface ScanSummary {
  runId: number | null;
  /** Sites looked at by this call. */
  looked: number;
  interrupted: boolean;
  /** Sites of which nothing could be seen, each with its reason. */
  unseen: { siteCode: string | null; siteName: string; reason: UndeterminedReason; detail: string }[];
}

/**
 * Looks at every site that is due. An unfinished run goes on where it was, to the page: what it has on disk is not
 * fetched again. Sites of which pages timed out are looked at once more at the end, slowly: page by page, side by
 * side, each within its budget of time. Each site gives one result.
 */
export async function scan(workspace: Workspace, options: ScanOptions): Promise<ScanSummary> {
  const summary: ScanSummary = { runId: null, looked: 0, interrupted: false, unseen: [] };
  for (let opened = await openRun(workspace, options); opened !== null && !options.signal.aborted; ) {
    await lookAtRun(workspace, opened, summary, options);
    // A run taken up from an earlier day leaves the sites it had done then due today.
    opened = opened.resumed && !options.signal.aborted ? await openRun(workspace, options) : null;
    if (opened?.run.id === summary.runId) opened = null;
  }
  return { ...summary, interrupted: options.signal.aborted };
}

async function lookAtRun(
  workspace: Workspace,
  { run, resumed }: { run: Run; resumed: boolean },
  summary: ScanSummary,
  options: ScanOptions,
): Promise<void> {
  const { store, clock } = workspace;
  summary.runId = run.id;
  const planned = await store.runs.sites(run.id);
  const done = planned.filter(({ state }) => state === 'done').length;
  options.onStart({ run, total: planned.length, done, resumed });
  const client6 = await workspace.client6();
  const watch = watchProgress(clock, options.standstillMs);
  const context: RunContext = {
    ...{ workspace, runId: run.id, client6, watch, summary, options, awaitingLine: null },
  };
  let failed: { error: unknown } | null = null;
  const pass = async (slow: boolean, atOnce: number): Promise<void> => {
    const worker = async (): Promise<void> => {
      while (!options.signal.aborted && failed === null) {
        await context.awaitingLine;
        if (options.signal.aborted) return;
        const site = await store.runs.claim(run.id, SELF, isAlive, { troubled: slow });
        if (site === null) return;
        if (await scanSite(context, site, slow)) summary.looked += 1;
      }
    };
    // Whatever ends one ends all, when what they have under way has ended: nothing goes on behind an error.
    const guarded = () =>
      worker().catch((error: unknown) => {
        failed ??= { error };
      });
    await Promise.all(Array.from({ length: atOnce }, guarded));
    if (failed !== null) throw (failed as { error: unknown }).error;
  };
  const { sites: atOnce } = workspace.config.scan;
  try {
    await pass(false, atOnce);
    await pass(true, atOnce);
  } finally {
    watch.end();
  }
  const left = (await store.runs.sites(run.id)).filter(({ state }) => state !== 'done').length;
  if (left === 0) await store.runs.close(run.id, clock.now());
}

interface RunContext {
  workspace: Workspace;
  runId: number;
  client6: HttpClient | null;
  watch: ProgressWatch;
  summary: ScanSummary;
  options: ScanOptions;
  /** While our own line is down nothing new is begun; null while it is not known to be. Never rejects. */
  awaitingLine: Promise<void> | null;
}

/** True when the site's result is final and on disk; false when it waits for the second pass or the run was interrupted. */
async function scanSite(context: RunContext, site: Site, slow: boolean): Promise<boolean> {
  const { workspace, runId, options } = context;
  const { store, clock } = workspace;
  const siteKey = siteKeyOf(site);
  const { language } = options;
  try {
    const known = slow ? null : await store.readings.ofRun(runId, siteKey);
    let cost = { requests: 0, bytes: 0, browserPages: 0, ms: 0 };
    if (known === null) {
      const look = await lookAt(context, site, slow);
      cost = look.cost;
      await store.readings.append({
        runId,
        siteKey,
        readerVersion: READER_VERSION,
        readAt: clock.now(),
        facts: look.facts,
      });
      const { home } = look.facts;
      if (!home.seen && home.reason === 'vantage_fault') holdForLine(context);
      if (look.isTroubled && !slow && options.kind === 'scan') {
        await store.runs.postpone(runId, siteKey, 'pages timed out');
        return false;
      }
    }
    const judged = await judgeStored(workspace, site, null);
    if (judged?.facts.home.seen === false) {
      const { reason, detail } = judged.facts.home;
      context.summary.unseen.push({
        ...{ siteCode: site.siteCode === '' ? null : site.siteCode, siteName: site.name, reason, detail },
      });
    }
    await store.runs.finish(runId, siteKey, clock.now());
    if (judged !== null) options.onResult(resultOf(workspace, site, judged, { language, asOf: null, cost }));
    return true;
  } catch (error) {
    await store.runs.release(runId, siteKey);
    if (options.signal.aborted) return false;
    throw error;
  }
}

/** Holds up what would begin next until our own line is back. A probe has but one site. */
function holdForLine(context: RunContext): void {
  const { workspace, options } = context;
  if (options.kind !== 'scan' || context.awaitingLine !== null) return;
  context.awaitingLine = awaitLine({
    ...{ clock: workspace.clock, line: workspace.line(), signal: options.signal },
    mostMs: workspace.config.scan.lineOutageMinutes * 60_000,
    ...(options.onLineDown === undefined ? {} : { onWaiting: options.onLineDown }),
    ...(options.lineCheckMs === undefined ? {} : { checkMs: options.lineCheckMs }),
  })
    .catch(() => undefined)
    .then(() => {
      context.awaitingLine = null;
    });
}

/** Looks at the site; an error of ours ends this look alone, unless the ground is gone from under every look. */
async function lookAt(context: RunContext, site: Site, slow: boolean): Promise<SiteLook> {
  const { workspace, runId, client6, watch, options } = context;
  const { store, evidence, clock, config } = workspace;
  const { pages, signal } = options;
  const began = clock.now();
  try {
    const { vantage, timezone: zone } = config;
    const { render } = workspace;
    const client = workspace.client();
    const { timeoutMs, userAgent, perHost } = config.network;
    const product = userAgent.split(/[/\s(]/)[0] ?? '';
    const observer = {
      client,
      client6,
      render,
      looks: {
        ...store.looks,
        append(look: Omit<Look, 'id'>) {
          watch.touch();
          return store.looks.append(look);
        },
      },
      evidence,
      clock,
      vantage,
      zone,
      timeoutMs,
      slowDown: workspace.slowDown,
      hostWish: (robots: string) => {
        const wish = Math.min(crawlDelayMs(robots, product) ?? 0, perHost.maxCrawlDelayMs);
        return wish > 0 ? wish : null;
      },
    };
    const declared = options.declared.filter(({ siteCode }) => siteCode === site.siteCode);
    return await watch.guard((standstill) =>
      observeSite(observer, {
        ...{ runId, site, declared, pages, signal: AbortSignal.any([signal, standstill]) },
        ...{ browserPages: config.scan.browserPages, urgent: options.kind === 'probe' },
        ...{ slow, slowMs: config.scan.slowSeconds * 1000 },
        doubts: async (facts) => doubtedPages(facts, await judgeWith(workspace, site, facts)),
        shown: async (facts) => shownPages(facts, await judgeWith(workspace, site, facts)),
      }),
    );
  } catch (error) {
    if (signal.aborted || isGroundGone(error)) throw error;
    options.onTrouble?.(site, error);
    const detail = error instanceof Error ? error.message : String(error);
    const why = unseen('probe_fault', `the look failed: ${detail}`);
    const cost = { requests: 0, bytes: 0, browserPages: 0, ms: 0 };
    // What the first pass saw is not lost by an error in the second.
    const seen = slow ? await store.readings.ofRun(runId, siteKeyOf(site)) : null;
    const facts = seen?.facts ?? nothingSeen(site, began, config.vantage, { ...why, fault: 'us' });
    return { facts, isTroubled: false, cost };
  }
}

/** The store, the disk or the configuration fails: the next site would end the same way. */
function isGroundGone(error: unknown): boolean {
  if (error instanceof XunjianError) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(SQLITE_|ENOSPC|EROFS|EDQUOT|EACCES|EMFILE)/.test(code);
}
