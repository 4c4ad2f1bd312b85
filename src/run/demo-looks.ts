import { epochMs } from '../clock.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import type { SiteFacts } from '../domain/site-facts.ts';
import type { WirePage } from '../store/evidence-store.ts';
import type { Workspace } from './workspace.ts';

/** A quarter's script as the province's folder gives it (test/province/quarter-2024q2/play.ts). */
export interface QuarterScript {
  SITES_CSV: string;
  FILES: Readonly<Record<string, () => string>>;
  STEPS: readonly ScriptStep[];
  ALL_SITES: readonly Site[];
  PLANS: readonly SitePlan[];
  LOOKS: Readonly<Record<string, { at: string; tier: 'http' | 'browser' }>>;
  factsOf(plan: SitePlan, look: string, evidence: EvidenceId[]): SiteFacts;
  isFaultyAt(plan: SitePlan, look: string): boolean;
  evidencePage(plan: SitePlan, look: string): Pick<WirePage, 'exchange'> & { bytes: Uint8Array };
  DOCUMENTS: { asOf: string; bulletin: readonly string[]; notices: readonly string[] };
}

interface SitePlan {
  script: { site: Site };
}

export type ScriptStep =
  | { is: 'looks'; look: string }
  | { is: 'command'; at: string; args: readonly string[] }
  | { is: 'say'; zh: string; en: string };

/**
 * Stores one look at every site of the script as a finished run, through the repositories a scan writes to. What is
 * judged from it is derived like from any other look.
 */
export async function storeLooks(workspace: Workspace, script: QuarterScript, look: string): Promise<void> {
  const { store, evidence } = workspace;
  const began = script.LOOKS[look];
  if (began === undefined) throw new Error(`the script has no look "${look}"`);
  const at = epochMs(Date.parse(began.at));
  const run = await store.runs.open('scan', at, script.ALL_SITES);
  for (const plan of script.PLANS) {
    const siteKey = siteKeyOf(plan.script.site);
    const ids = script.isFaultyAt(plan, look)
      ? [
          await evidence.put({
            ...script.evidencePage(plan, look),
            requestHead: '',
            responseHead: 'HTTP/1.1 200 OK',
          }),
        ]
      : [];
    const facts = script.factsOf(plan, look, ids);
    await store.readings.append({ runId: run.id, siteKey, readerVersion: 'script', readAt: at, facts });
    await store.runs.finish(run.id, siteKey, at);
  }
  await store.runs.close(run.id, at);
}
