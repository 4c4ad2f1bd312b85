import type { RegisteredAccount } from '../../../src/domain/account.ts';
import { keysOf, LEADS, type ScriptAccount, scriptAccounts } from './accounts.ts';
import { type LetterCast, letterCast } from './letter-systems.ts';
import { scriptSites } from './registry.ts';
import { planSites, type SitePlan } from './site-plans.ts';

/** Who plays: sites with what is laid on them, accounts, letters. Stored and served from the same. */
export interface Cast {
  plans: readonly SitePlan[];
  accounts: readonly ScriptAccount[];
  registered: readonly RegisteredAccount[];
  letters: LetterCast;
}

/** Everybody of the quarter. */
export function wholeCast(): Cast {
  const plans = planSites(scriptSites());
  const accounts = scriptAccounts();
  const letters = letterCast(plans.map(({ script }) => script));
  return { plans, accounts, registered: keysOf(accounts), letters };
}

/**
 * The first of each kind, as they are in the whole: every fault, every fate of a letter, every way to an account. For
 * tests that hold stored and served against each other.
 */
export function smallCast(): Cast {
  const whole = wholeCast();
  const { letters } = whole;
  const seen = new Set<string>();
  const bringsNew = (kinds: readonly string[]) => {
    const before = seen.size;
    for (const kind of kinds) seen.add(kind);
    return seen.size > before;
  };
  const traced = new Set(LEADS.map(({ operator }) => operator));
  const plans = whole.plans.filter(({ script, mended, named, exempted, isUndecided }) => {
    const faults = [...mended, ...named].map(({ is }) => is);
    const letter = script === letters.telephoned ? 'telephoned' : letters.byHand.has(script) ? 'by hand' : '';
    const special = [exempted === null ? '' : 'exempted', isUndecided ? 'undecided' : ''];
    const isNew = bringsNew([`${letter} ${script.fate}`, ...faults, ...special]);
    return isNew || traced.has(script.site.sponsor);
  });
  const accounts = whole.accounts.filter(({ account, faults, source, isUnseen }) => {
    const isNew = bringsNew([JSON.stringify(faults), `${source} ${isUnseen}`, account.state]);
    return isNew || traced.has(account.operator);
  });
  const scripts = new Set(plans.map(({ script }) => script));
  const sites = letters.sites.filter((script) => scripts.has(script));
  const byHand = new Set(sites.filter((script) => letters.byHand.has(script)));
  return { plans, accounts, registered: keysOf(accounts), letters: { ...letters, sites, byHand } };
}
