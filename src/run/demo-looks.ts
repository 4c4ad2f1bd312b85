import { type EpochMs, epochMs } from '../clock.ts';
import type { Account } from '../domain/account.ts';
import type { AccountFacts } from '../domain/account-facts.ts';
import type { AccountLead } from '../domain/account-lead.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import type { SiteFacts } from '../domain/site-facts.ts';
import type { WirePage } from '../store/evidence-store.ts';
import type { LetterRecord } from '../store/letter-repository.ts';
import { syncAccounts } from './accounts-registry.ts';
import type { Workspace } from './workspace.ts';

/** A quarter's script as the province's folder gives it (test/province/quarter-2024q2/play.ts). */
export interface QuarterScript {
  /** Files of the operator's configuration, by name. */
  files: Readonly<Record<string, string>>;
  /** The quarter with its looks stored as facts. */
  steps: readonly ScriptStep[];
  /** The quarter with its looks made by the public commands at what the province serves. */
  servedSteps: readonly ScriptStep[];
  documents: { asOf: string; bulletin: readonly string[]; notices: readonly string[] };
  sites: readonly Site[];
  plans: readonly SitePlan[];
  looks: Readonly<Record<string, { at: string; tier: 'http' | 'browser' }>>;
  factsOf(plan: SitePlan, look: string, evidence: EvidenceId[]): SiteFacts;
  isFaultyAt(plan: SitePlan, look: string): boolean;
  evidencePage(
    site: Site,
    at: string,
    tier: 'http' | 'browser',
  ): Pick<WirePage, 'exchange'> & { bytes: Uint8Array };
  accounts: readonly AccountPlan[];
  accountKeys: readonly string[];
  accountLooks: Readonly<Record<string, string>>;
  isLookedAt(plan: AccountPlan, look: string): boolean;
  faultsAt(plan: AccountPlan, look: string): readonly unknown[];
  accountFactsOf(plan: AccountPlan, key: string, look: string, evidence: EvidenceId[]): AccountFacts;
  leads: readonly AccountLead[];
  letterLedgers(
    evidence: EvidenceId[],
  ): readonly (Pick<LetterRecord, 'events' | 'looks'> & { letterId: string })[];
}

interface SitePlan {
  script: { site: Site };
}

interface AccountPlan {
  account: Account;
}

export type ScriptStep =
  | { is: 'looks'; look: string }
  | { is: 'accounts'; look: string }
  | { is: 'leads'; at: string }
  | { is: 'letters' }
  | { is: 'command'; at: string; args: readonly string[]; desk?: true }
  | { is: 'say'; zh: string; en: string };

/** Stores what a step of looks says. Commands are no matter of this. */
export async function storeStep(
  workspace: Workspace,
  script: QuarterScript,
  step: Exclude<ScriptStep, { is: 'say' | 'command' }>,
): Promise<void> {
  switch (step.is) {
    case 'looks':
      return storeLooks(workspace, script, step.look);
    case 'accounts':
      return storeAccountLooks(workspace, script, step.look);
    case 'leads':
      return storeLeads(workspace, script, step.at);
    case 'letters':
      return storeLetters(workspace, script);
  }
}

const instant = (text: string): EpochMs => epochMs(Date.parse(text));

/**
 * Stores one look at every site of the script as a finished run, through the repositories a scan writes to. What is
 * judged from it is derived like from any other look.
 */
async function storeLooks(workspace: Workspace, script: QuarterScript, look: string): Promise<void> {
  const { store } = workspace;
  const began = script.looks[look];
  if (began === undefined) throw new Error(`the script has no look "${look}"`);
  const at = instant(began.at);
  const run = await store.runs.open('scan', at, script.sites);
  for (const plan of script.plans) {
    const { site } = plan.script;
    const siteKey = siteKeyOf(site);
    const ids = script.isFaultyAt(plan, look) ? [await page(workspace, script, site, began)] : [];
    const facts = script.factsOf(plan, look, ids);
    await store.readings.append({ runId: run.id, siteKey, readerVersion: 'script', readAt: at, facts });
    await store.runs.finish(run.id, siteKey, at);
  }
  await store.runs.close(run.id, at);
}

/** Stores one look at the script's accounts, after the registry, as `accounts check` does. */
async function storeAccountLooks(workspace: Workspace, script: QuarterScript, look: string): Promise<void> {
  await syncAccounts(
    workspace,
    script.accounts.map(({ account }) => account),
  );
  const [site] = script.sites;
  const at = script.accountLooks[look];
  if (site === undefined || at === undefined) throw new Error(`the script has no look "${look}"`);
  const evidence = [await page(workspace, script, site, { at, tier: 'http' })];
  for (const [index, plan] of script.accounts.entries()) {
    if (!script.isLookedAt(plan, look)) continue;
    const ids = script.faultsAt(plan, look).length > 0 ? evidence : [];
    const facts = script.accountFactsOf(plan, script.accountKeys[index] ?? '', look, ids);
    await workspace.store.accounts.appendLook(facts);
  }
}

async function storeLeads(workspace: Workspace, script: QuarterScript, at: string): Promise<void> {
  const [site] = script.sites;
  if (site === undefined) throw new Error('the script has no site');
  const evidence = [await page(workspace, script, site, { at, tier: 'http' })];
  const leads = script.leads.map((lead) => ({ at: instant(at), lead: { ...lead, evidence } }));
  await workspace.store.accounts.appendLeads(leads);
}

/** Appends the script's timelines to the letters that were planned, as carrier and watcher append them. */
async function storeLetters(workspace: Workspace, script: QuarterScript): Promise<void> {
  const { letters } = workspace.store;
  const [campaign] = await letters.campaigns();
  const [site] = script.sites;
  if (campaign === undefined || site === undefined) throw new Error('no campaign is planned');
  const at = new Date(campaign.plannedAt).toISOString();
  const evidence = [await page(workspace, script, site, { at, tier: 'browser' })];
  await letters.record({ campaigns: [], letters: [], entries: script.letterLedgers(evidence) });
}

async function page(
  { evidence }: Workspace,
  script: QuarterScript,
  site: Site,
  { at, tier }: { at: string; tier: 'http' | 'browser' },
): Promise<EvidenceId> {
  const stored = { requestHead: '', responseHead: 'HTTP/1.1 200 OK' };
  return evidence.put({ ...script.evidencePage(site, at, tier), ...stored });
}
