import { ACCOUNT_PROBES } from '../../probes/all-accounts.ts';
import { blind } from '../accounts/account-source.ts';
import { sourceFailure, unseen } from '../accounts/source-failure.ts';
import { type EpochMs, epochMs } from '../clock.ts';
import type { Account, RegisteredAccount } from '../domain/account.ts';
import type { AccountFacts } from '../domain/account-facts.ts';
import { addDays, startOfDay } from '../domain/civil-date.ts';
import type { Language } from '../domain/probe.ts';
import { daysOfQuarter, type Quarter } from '../domain/quarter.ts';
import type { CheckVerdict, ObservedReason } from '../domain/quarter-observations.ts';
import { judgeAccount } from '../judge/judge-account.ts';
import { type AccountResult, accountResult } from './account-result.ts';
import { HISTORY_MS } from './accounts-judge.ts';
import { siblingsOf } from './accounts-registry.ts';
import { samplesOf } from './accounts-sample.ts';
import type { Workspace } from './workspace.ts';

/** An account of a quarter's check: what documents print, and the whole result behind it. */
export interface QuarterAccount {
  /** Its key, which outlives changes of name; begins with `account:`. */
  accountKey: string;
  /** As the registry had it at the as-of time. */
  account: Account;
  verdict: CheckVerdict;
  reasons: readonly ObservedReason[];
  repeated: readonly Quarter[];
  /** When it was last looked at in the quarter; null when it was not: then it is undetermined. */
  checkedAt: EpochMs | null;
  /** One line of `accounts check --json`. */
  result: AccountResult;
}

export interface QuarterAccountsOptions {
  language?: Language;
}

/**
 * The accounts drawn for a quarter (`accounts sample --quarter`), in the registry's order, judged from the same facts as
 * `accounts status`: looks of adapters and of persons, and persons' words. Where nothing was drawn, all in normal use that
 * were looked at in the quarter.
 *
 * - Looks count from the quarter's first day to its last, or to `asOf` where that is earlier; persons' words (`findings
 *   confirm`) up to `asOf`, which may lie after the quarter. Each part counts as it was last seen in the quarter and is
 *   judged on that day: what was current when it was checked does not run out before the bulletin is signed.
 * - `unqualified`: `reasons` are the confirmed veto failures. `undetermined`: what was not seen, and failures that nobody has
 *   confirmed yet. `reasons[].findingId` is the id of `findings list` and of the ticket; evidence are stored bodies.
 * - An account drawn and not looked at in the quarter is undetermined with the reason `not_observed`; so is one that was
 *   closed after it was drawn and before anybody looked.
 * - `repeated`: earlier quarters in which a failure of the same indicator stood confirmed, oldest first.
 * - Names, operators and regions are those the registry had at `asOf`.
 */
export async function quarterAccounts(
  workspace: Workspace,
  quarter: Quarter,
  asOf: EpochMs,
  { language = 'zh' }: QuarterAccountsOptions = {},
): Promise<QuarterAccount[]> {
  const { store, config, rules } = workspace;
  const windowMs = rules.confirmation.windowDays * 86_400_000;
  const samples = await samplesOf(workspace, quarter, asOf);
  const drawn = [...new Set(samples.flatMap(({ accounts }) => accounts))];
  const registered = await store.accounts.registered(asOf);
  const byKey = new Map(registered.map((one) => [one.key, one]));
  const siblings = siblingsOf(registered);
  const { first, last } = daysOfQuarter(quarter);
  const since = startOfDay(first, config.timezone);
  const until = epochMs(Math.min(asOf, startOfDay(addDays(last, 1), config.timezone) - 1));
  const found: QuarterAccount[] = [];
  const isDrawn = samples.length > 0;
  const keys = isDrawn ? drawn : inUse(registered);
  for (const key of keys) {
    const one = byKey.get(key);
    if (one === undefined) continue;
    const recent = await store.accounts.looks(key, epochMs(since - windowMs), until);
    const own = recent.filter(({ at }) => at >= since);
    // A look that saw nothing, after one that did, says nothing new.
    const facts = own.findLast(sawSomething) ?? own.at(-1) ?? notChecked(one, until, config.vantage);
    const isChecked = own.length > 0;
    if (!isChecked && !isDrawn) continue;
    const words = await store.decisions.ofSite(key, asOf);
    const judged = (looks: readonly AccountFacts[]) =>
      judgeAccount(
        { registered: one, siblings: siblings.get(key) ?? [], looks: isChecked ? looks : [facts], words },
        { rules, probes: ACCOUNT_PROBES, zone: config.timezone, asOf: null, periodSince: since },
      );
    let outcomes = judged(recent);
    // Two years of looks are read only where there is a failure that may have been there before.
    if (outcomes.some(({ outcome }) => outcome === 'fail'))
      outcomes = judged(await store.accounts.looks(key, epochMs(since - HISTORY_MS), until));
    const result = accountResult({
      ...{ registered: one, facts, outcomes, rules, probes: ACCOUNT_PROBES, language },
      ...{ names: [], zone: config.timezone, asOf: facts.at, requests: 0, ms: 0 },
    });
    found.push(quarterAccount(workspace, one, result, isChecked ? facts.at : null));
  }
  return found;
}

const sawSomething = ({ presence, posts, interaction }: AccountFacts) =>
  presence.seen || posts.seen || interaction.seen;

const inUse = (registered: readonly RegisteredAccount[]) =>
  registered.flatMap(({ key, account }) => (account.state === 'normal' ? [key] : []));

function notChecked({ key }: RegisteredAccount, at: EpochMs, vantage: string): AccountFacts {
  const why = unseen(sourceFailure('not_checked', 'nobody looked in this quarter'));
  return { accountKey: key, at, vantage, source: 'page', by: null, requests: 0, ...blind(why, 'reader') };
}

function quarterAccount(
  { rules }: Workspace,
  { key, account }: RegisteredAccount,
  result: AccountResult,
  checkedAt: EpochMs | null,
): QuarterAccount {
  const vetoes = result.outcomes.filter(({ indicator }) => rules.indicators[indicator].severity === 'veto');
  const isConfirmed = ({ outcome, standing }: (typeof vetoes)[number]) =>
    outcome === 'fail' && standing === 'confirmed';
  const isOpen = ({ outcome, standing }: (typeof vetoes)[number]) =>
    outcome === 'undetermined' || (outcome === 'fail' && standing === 'suspected');
  const telling =
    result.verdict === 'unqualified'
      ? vetoes.filter(isConfirmed)
      : result.verdict === 'undetermined'
        ? vetoes.filter(isOpen)
        : [];
  const repeated = telling.flatMap(({ facts }) => (facts.repeated as Quarter[] | undefined) ?? []);
  return {
    ...{ accountKey: key, account, verdict: result.verdict, checkedAt, result },
    repeated: [...new Set(repeated)].sort(),
    reasons: telling.map(
      ({ id, indicator, message, evidence }): ObservedReason => ({
        ...{ findingId: id, indicator, message, evidence },
      }),
    ),
  };
}
