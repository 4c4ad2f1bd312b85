import { ACCOUNT_PROBES } from '../../probes/all-accounts.ts';
import { type EpochMs, epochMs } from '../clock.ts';
import type { Account, NamedAccount, RegisteredAccount } from '../domain/account.ts';
import { leadKeyOf } from '../domain/account-lead.ts';
import { addDays, startOfDay } from '../domain/civil-date.ts';
import type { Outcome } from '../domain/outcome.ts';
import { daysOfQuarter, type Quarter } from '../domain/quarter.ts';
import type { ObservedAccount, ObservedException, ObservedReason } from '../domain/quarter-observations.ts';
import { REASON_NAMES } from '../domain/reason-names.ts';
import { accountVerdictOf } from '../judge/account-verdict.ts';
import { findingIdOf } from '../judge/finding-id.ts';
import { say } from '../judge/say.ts';
import { judgedAccount } from './accounts-judge.ts';
import { siblingsOf } from './accounts-registry.ts';
import type { Workspace } from './workspace.ts';

/** Keys of the accounts that were drawn in the quarter by `asOf`; null when no sample was. */
export async function drawnIn(
  { store, config }: Pick<Workspace, 'store' | 'config'>,
  quarter: Quarter,
  asOf: EpochMs,
): Promise<ReadonlySet<string> | null> {
  const since = startOfDay(daysOfQuarter(quarter).first, config.timezone);
  const end = startOfDay(addDays(daysOfQuarter(quarter).last, 1), config.timezone);
  const draws = await store.accounts.draws(since, epochMs(Math.min(asOf, end - 1)));
  return draws.length === 0 ? null : new Set(draws.flatMap(({ keys }) => keys));
}

/**
 * The accounts that were checked in the quarter with their verdicts at `asOf`, in the registry's order: the sample that was
 * drawn in it, else all in normal use that an adapter or a person looked at. One that was drawn and not looked at, or not
 * seen, is undetermined.
 */
export async function observedAccounts(
  workspace: Workspace,
  quarter: Quarter,
  asOf: EpochMs,
): Promise<{ accounts: ObservedAccount[]; exceptions: ObservedException[] }> {
  const { store, config, rules } = workspace;
  const since = startOfDay(daysOfQuarter(quarter).first, config.timezone);
  const registered = (await store.accounts.registered()).filter(({ account }) => account.state === 'normal');
  const siblings = siblingsOf(registered);
  const accounts: ObservedAccount[] = [];
  const exceptions: ObservedException[] = [];
  const drawn = await drawnIn(workspace, quarter, asOf);
  for (const one of registered) {
    const { key, account } = one;
    if (drawn !== null && !drawn.has(key)) continue;
    const judged = await judgedAccount(workspace, one, siblings.get(key) ?? [], { asOf });
    if (judged === null || judged.facts.at < since) {
      if (drawn === null) continue;
      const reason = {
        findingId: '',
        indicator: 'not_observed',
        message: REASON_NAMES.not_observed,
        evidence: [],
      };
      accounts.push({ id: key, account, verdict: 'undetermined', reasons: [reason], repeated: [] });
      continue;
    }
    const { outcomes } = judged;
    const reasonOf = (outcome: Outcome): ObservedReason => ({
      findingId: findingIdOf(key, outcome.indicator, outcome.subject),
      indicator: outcome.indicator,
      message: outcome.reason === null ? say(outcome, ACCOUNT_PROBES, 'zh') : REASON_NAMES[outcome.reason],
      evidence: outcome.evidence,
    });
    const { verdict } = accountVerdictOf(outcomes, rules);
    const isVeto = ({ indicator }: Outcome) => rules.indicators[indicator].severity === 'veto';
    const telling = outcomes.filter(
      (outcome) =>
        isVeto(outcome) &&
        (verdict === 'unqualified'
          ? outcome.outcome === 'fail' && outcome.standing === 'confirmed'
          : verdict === 'undetermined' &&
            (outcome.outcome === 'undetermined' || outcome.standing === 'suspected')),
    );
    accounts.push({ id: key, account, verdict, reasons: telling.map(reasonOf), repeated: [] });
    for (const outcome of outcomes) {
      const exempt = outcome.facts.exempt as { until: string; why: string } | undefined;
      if (exempt === undefined) continue;
      const { findingId, indicator } = reasonOf(outcome);
      const { name, region } = account;
      exceptions.push({ id: findingId, name, region, indicator, until: exempt.until, why: exempt.why });
    }
  }
  return { accounts, exceptions };
}

/** How print names the account of a key: as the registry has it, else as the lead it was found by. */
export async function accountNames({ store }: Pick<Workspace, 'store'>, asOf: EpochMs) {
  const names = new Map<string, NamedAccount>();
  for (const { lead } of await store.accounts.leads(asOf))
    names.set(leadKeyOf(lead), {
      ...{ name: lead.name ?? lead.handle ?? lead.url ?? '', platform: lead.platform ?? 'other' },
      operator: lead.operator ?? '',
    });
  for (const { key, account } of await store.accounts.registered()) names.set(key, account);
  return names;
}

/** An account by its key, with the others of its operator on its platform; null when it is not registered. */
export async function registeredAccount(
  { store }: Pick<Workspace, 'store'>,
  key: string,
): Promise<{ one: RegisteredAccount; siblings: readonly Account[] } | null> {
  const registered = await store.accounts.registered();
  const one = registered.find((known) => known.key === key);
  return one === undefined ? null : { one, siblings: siblingsOf(registered).get(key) ?? [] };
}
