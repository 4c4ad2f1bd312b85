import type { RuleSet } from '../config/rule-set.ts';
import type { Account } from '../domain/account.ts';
import { platformName } from '../domain/platform-names.ts';
import type { CheckVerdict, ObservedAccount, ObservedReason } from '../domain/quarter-observations.ts';
import { findingIdOf } from '../judge/finding-id.ts';
import type { AccountReturn } from '../store/return-repository.ts';

/** What tells two accounts apart, as the registry does. */
export function accountKeyOf({ platform, name, operator }: Account): string {
  return `${platform} ${name} ${operator}`;
}

export function accountFindingId(accountKey: string, indicator: string): string {
  return findingIdOf(`account:${accountKey}`, indicator, null);
}

/** The newest check of each indicator of each account. */
export function newestChecks(checks: readonly AccountReturn[]): Map<string, AccountReturn[]> {
  const byAccount = new Map<string, Map<string, AccountReturn>>();
  for (const check of checks) {
    const own = byAccount.get(check.accountKey) ?? new Map<string, AccountReturn>();
    own.set(check.indicator, check);
    byAccount.set(check.accountKey, own);
  }
  return new Map([...byAccount].map(([key, own]) => [key, [...own.values()]]));
}

/** The sampled accounts of a quarter with their verdicts. A check by a person needs no second look. */
export function observedAccounts(
  checks: readonly AccountReturn[],
  quarter: string,
  rules: RuleSet,
): ObservedAccount[] {
  const sampled = new Set(
    checks.filter(({ sample }) => sample === quarter).map(({ accountKey }) => accountKey),
  );
  const inSample = checks.filter(({ accountKey }) => sampled.has(accountKey));
  const newest = newestChecks(inSample);
  // In the order the sample drew them, not in that of earlier quarters' checks.
  return [...sampled].flatMap((key): ObservedAccount[] => {
    const own = newest.get(key) ?? [];
    const [first] = own;
    if (first === undefined) return [];
    const { account } = first;
    const { verdict, reasons } = judge(key, own, rules);
    return [
      {
        ...{ id: `account:${key}`, name: account.name, platform: platformName(account.platform) },
        ...{ operator: account.operator, region: account.region, verdict, reasons, repeated: [] },
      },
    ];
  });
}

function judge(
  key: string,
  checks: readonly AccountReturn[],
  rules: RuleSet,
): { verdict: CheckVerdict; reasons: ObservedReason[] } {
  const vetoes = checks.filter(
    ({ indicator }) => rules.indicators[indicator as keyof typeof rules.indicators]?.severity === 'veto',
  );
  const reasonsOf = (result: AccountReturn['result']) =>
    vetoes
      .filter((check) => check.result === result)
      .map(({ indicator, message, evidence }) => ({
        ...{ findingId: accountFindingId(key, indicator), indicator, message },
        evidence: evidence === '' ? [] : [evidence],
      }));
  const failed = reasonsOf('fail');
  if (failed.length > 0) return { verdict: 'unqualified', reasons: failed };
  const open = reasonsOf('undetermined');
  if (open.length > 0 || vetoes.length === 0) return { verdict: 'undetermined', reasons: open };
  return { verdict: 'qualified', reasons: [] };
}
