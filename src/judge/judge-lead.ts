import { accountUnreported } from '../../probes/account-unreported.ts';
import { PLATFORM_NAMES, plainName, type RegisteredAccount } from '../domain/account.ts';
import { type AccountLead, familyOf, leadKeyOf } from '../domain/account-lead.ts';
import type { Outcome, Standing } from '../domain/outcome.ts';
import type { Language } from '../domain/probe.ts';
import { findingIdOf } from './finding-id.ts';
import type { PersonsWord } from './judge-site.ts';

/** What a lead may be held against. */
export interface LeadContext {
  registered: readonly RegisteredAccount[];
  /** Names of units of the inventory, as `plainName` gives them. */
  units: ReadonlySet<string>;
  words: readonly PersonsWord[];
}

/** What became of a lead. `known`: it is registered; `foreign`: its operator is none of ours; `open`: who runs it is not known. */
export type LeadState = 'unreported' | 'known' | 'foreign' | 'open';

export interface JudgedLead {
  key: string;
  findingId: string;
  state: LeadState;
  outcome: Outcome['outcome'];
  standing: Standing | null;
  lead: AccountLead;
}

/**
 * 漏报: a lead is a failure only when the platform itself names an operator of the inventory and no registered account fits
 * by platform, name or handle, and operator. It stays suspected until a person confirms it. Pure.
 */
export function judgeLead(lead: AccountLead, { registered, units, words }: LeadContext): JudgedLead {
  const key = leadKeyOf(lead);
  const findingId = findingIdOf(key, 'account-unreported', null);
  const base = { key, findingId, lead, standing: null };
  if (registered.some((one) => isSame(one, lead))) return { ...base, state: 'known', outcome: 'pass' };
  if (lead.operator === null) return { ...base, state: 'open', outcome: 'undetermined' };
  if (!units.has(plainName(lead.operator))) return { ...base, state: 'foreign', outcome: 'not_applicable' };
  const word = words.filter((one) => one.findingId === findingId).at(-1)?.word;
  const standing = word === 'confirm' ? 'confirmed' : word === 'dismiss' ? 'dismissed' : 'suspected';
  return { ...base, state: 'unreported', outcome: 'fail', standing };
}

function isSame({ account }: RegisteredAccount, lead: AccountLead): boolean {
  // What was cancelled or taken out of the registry and is there again is not known any more.
  if (account.state === 'cancelled' || account.state === 'withdrawn') return false;
  if (lead.platform !== null && familyOf(lead.platform) !== familyOf(account.platform)) return false;
  const handles = [account.handle, account.feedUrl].flatMap((one) => one?.toLowerCase() ?? []);
  const isHandle =
    lead.handle !== null &&
    handles.some((one) => one === lead.handle?.toLowerCase() || endsWith(one, lead.handle));
  if (isHandle || (lead.url !== null && lead.url === account.feedUrl)) return true;
  const names = [account.name, ...account.formerNames].map(plainName);
  if (lead.name === null || !names.includes(plainName(lead.name))) return false;
  // The same name under another operator is somebody else's account.
  return lead.operator === null || plainName(lead.operator) === plainName(account.operator);
}

function endsWith(address: string, handle: string | null): boolean {
  return (
    handle !== null &&
    handle.length >= 5 &&
    new RegExp(`[/=]${handle.replace(/\W/g, '\\$&')}$`, 'i').test(address)
  );
}

/** The sentence that `findings` and `accounts discover` show. */
export function sayLead({ lead, state }: JudgedLead, language: Language): string {
  const name = lead.name ?? lead.handle ?? lead.url ?? '';
  const platform = lead.platform === null ? '' : PLATFORM_NAMES[lead.platform];
  switch (state) {
    case 'unreported':
      return (accountUnreported.strings.lead?.[language] ?? '')
        .replace(/^\{operator\}/, lead.operator === name ? '' : (lead.operator ?? ''))
        .replaceAll('{operator}', lead.operator ?? '')
        .replaceAll('{name}', name)
        .replaceAll('{platform}', platform);
    case 'known':
      return language === 'zh' ? `“${name}”${platform}已在名录中` : `“${name}” (${platform}) is registered`;
    case 'foreign':
      return language === 'zh'
        ? `“${name}”${platform}的主体${lead.operator ?? ''}不属于名录中的单位`
        : `“${name}” (${platform}) belongs to ${lead.operator ?? ''}, no unit of the inventory`;
    case 'open':
      return language === 'zh'
        ? `“${name}”${platform}的主体未能在平台上查明，请人工核实`
        : `who runs “${name}” (${platform}) was not seen on the platform: a person has to look`;
  }
}
