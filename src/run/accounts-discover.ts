import PQueue from 'p-queue';
import { type Door, openDoor } from '../accounts/door.ts';
import { readFeedLeads } from '../accounts/feed.ts';
import { followLead } from '../accounts/follow-lead.ts';
import { leadsOnPage } from '../accounts/leads-on-page.ts';
import { recipeFor } from '../accounts/page-recipe.ts';
import { platformLink } from '../accounts/platform-links.ts';
import { MAX_IMAGE_BYTES, qrText } from '../accounts/qr-code.ts';
import { type EpochMs, epochMs } from '../clock.ts';
import { type Account, plainName } from '../domain/account.ts';
import { type AccountLead, leadKeyOf } from '../domain/account-lead.ts';
import type { Language } from '../domain/probe.ts';
import type { Site } from '../domain/site.ts';
import { readLeads } from '../inventory/read-leads.ts';
import { type JudgedLead, judgeLead, sayLead } from '../judge/judge-lead.ts';
import { doorParts } from './accounts-check.ts';
import { syncAccounts } from './accounts-registry.ts';
import { keepProofFile } from './keep-proof.ts';
import type { Workspace } from './workspace.ts';

export interface DiscoverOptions {
  registry: readonly Account[];
  /** All sites: their sponsors are units of the inventory. */
  units: readonly Site[];
  /** The sites whose home pages are looked at. */
  sites: readonly Site[];
  /** CSV files of accounts as a platform shows them (src/inventory/read-leads.ts); kept as evidence of their leads. */
  lists: readonly string[];
  /** Feeds whose authors are leads. */
  feeds: readonly string[];
  language: Language;
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  onStart(total: number): void;
  onStep(label: string): void;
}

/** One line of `accounts discover --json`. */
export type LeadResult = ReturnType<typeof leadResult>;

/**
 * Looks for traces of accounts on the home pages of sites, in feeds and lists, follows them to their platforms, and holds
 * them against the registry. Every lead is kept; those that seem unreported wait for a person.
 */
export async function discoverAccounts(
  workspace: Workspace,
  options: DiscoverOptions,
): Promise<LeadResult[]> {
  const { store, clock, config } = workspace;
  await syncAccounts(workspace, options.registry);
  const parts = doorParts(workspace, options);
  const found = await leadsOfLists(workspace, options.lists);
  const queue = new PQueue({ concurrency: config.accounts.concurrency });
  options.onStart(options.sites.length + options.feeds.length);
  const step = async (label: string, work: (door: Door) => Promise<AccountLead[]>) => {
    if (options.signal.aborted) return;
    found.push(...(await work(openDoor(parts))));
    options.onStep(label);
  };
  await Promise.all([
    ...options.sites.map((site) => queue.add(() => step(site.name, (door) => leadsOfSite(site, door)))),
    ...options.feeds.map((url) => queue.add(() => step(url, (door) => readFeedLeads(url, door)))),
  ]);
  const followed = await Promise.all(
    distinct(found).map((lead) => queue.add(() => followLead(lead, openDoor(parts)))),
  );
  const leads = distinct(followed.filter((lead) => lead !== undefined));
  const at = clock.now();
  await store.accounts.appendLeads(leads.map((lead) => ({ at, lead })));
  return judgedLeads(workspace, leads, unitsOf(options), null, options.language);
}

/** All files are read before any is kept. */
async function leadsOfLists(workspace: Workspace, files: readonly string[]): Promise<AccountLead[]> {
  const lists = files.map((file) => ({ file, leads: readLeads(file) }));
  const found: AccountLead[] = [];
  for (const { file, leads } of lists) {
    const evidence = [await keepProofFile(workspace, file, workspace.clock.now())];
    found.push(...leads.map((lead) => ({ ...lead, evidence })));
  }
  return found;
}

/** What the store's leads come to now, for `findings`: the newest sight of each. */
export async function storedLeadResults(
  workspace: Workspace,
  sites: readonly Site[],
  language: Language,
  asOf: EpochMs | null,
): Promise<LeadResult[]> {
  const until = asOf ?? epochMs(Number.MAX_SAFE_INTEGER);
  const newest = new Map<string, AccountLead>();
  for (const { lead } of await workspace.store.accounts.leads(until)) newest.set(leadKeyOf(lead), lead);
  const registry = (await workspace.store.accounts.registered()).map(({ account }) => account);
  return judgedLeads(workspace, [...newest.values()], unitsOf({ registry, units: sites }), asOf, language);
}

async function judgedLeads(
  { store }: Workspace,
  leads: readonly AccountLead[],
  units: ReadonlySet<string>,
  asOf: EpochMs | null,
  language: Language,
): Promise<LeadResult[]> {
  const registered = await store.accounts.registered();
  const until = asOf ?? epochMs(Number.MAX_SAFE_INTEGER);
  const results: LeadResult[] = [];
  for (const lead of leads) {
    const words = await store.decisions.ofSite(leadKeyOf(lead), until);
    results.push(leadResult(judgeLead(lead, { registered, units, words }), language));
  }
  return results.sort((a, b) => a.leadKey.localeCompare(b.leadKey));
}

/** Units of the inventory: who runs or supervises a site or an account. */
function unitsOf({ registry, units }: Pick<DiscoverOptions, 'registry' | 'units'>): ReadonlySet<string> {
  const names = [
    ...registry.flatMap(({ operator, supervisor }) => [operator, supervisor]),
    ...units.flatMap(({ sponsor, supervisor }) => [sponsor, supervisor]),
  ];
  return new Set(names.map(plainName).filter((name) => name !== ''));
}

async function leadsOfSite({ homeUrl }: Site, door: Door): Promise<AccountLead[]> {
  const answer = await door.ask({ url: homeUrl });
  if (answer.failure !== null || answer.text === '') return [];
  const { leads, codes } = leadsOnPage(answer.text, answer.finalUrl, door.recipes);
  const found = leads.map((lead) => ({ ...lead, evidence: answer.evidence }));
  for (const code of codes) {
    const image = await door.ask({ url: code.url, maxBytes: MAX_IMAGE_BYTES + 1 });
    const text = image.bytes === null ? null : qrText(image.bytes);
    if (text === null || !/^https?:\/\//i.test(text) || !URL.canParse(text)) continue;
    const known = platformLink(text);
    // Codes lead to pages of the site itself, to shops and to downloads as well.
    if (known === null && recipeFor(text, door.recipes) === null) continue;
    found.push({
      ...{ platform: known?.platform ?? code.platform, name: null, handle: known?.handle ?? null, url: text },
      ...{
        operator: null,
        way: 'qr',
        foundOn: answer.finalUrl,
        evidence: [...answer.evidence, ...image.evidence],
      },
    });
  }
  return found;
}

/** One lead an account; what one sight lacks another may have. */
function distinct(leads: readonly AccountLead[]): AccountLead[] {
  const byKey = new Map<string, AccountLead>();
  for (const lead of leads) {
    const key = leadKeyOf(lead);
    const known = byKey.get(key);
    byKey.set(
      key,
      known === undefined
        ? lead
        : {
            ...known,
            ...{
              name: known.name ?? lead.name,
              handle: known.handle ?? lead.handle,
              url: known.url ?? lead.url,
            },
            ...{ operator: known.operator ?? lead.operator },
            evidence: [...new Set([...known.evidence, ...lead.evidence])],
          },
    );
  }
  return [...byKey.values()];
}

function leadResult(judged: JudgedLead, language: Language) {
  const { key, findingId, state, outcome, standing, lead } = judged;
  return {
    leadKey: key,
    id: findingId,
    indicator: 'account-unreported' as const,
    outcome,
    standing,
    reason: outcome === 'undetermined' ? ('not_observed' as const) : null,
    state,
    name: lead.name,
    platform: lead.platform,
    handle: lead.handle,
    url: lead.url,
    operator: lead.operator,
    way: lead.way,
    foundOn: lead.foundOn,
    message: sayLead(judged, language),
    evidence: lead.evidence,
  };
}
