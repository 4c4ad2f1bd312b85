import { sourceFailureName } from '../accounts/source-failure.ts';
import type { EpochMs } from '../clock.ts';
import { type RuleSet, ruleSetName } from '../config/rule-set.ts';
import { accountTitle, type RegisteredAccount } from '../domain/account.ts';
import type { AccountFacts, Sight } from '../domain/account-facts.ts';
import type { AnyAccountProbe } from '../domain/account-probe.ts';
import { isoInZone } from '../domain/civil-date.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Language } from '../domain/probe.ts';
import { REASON_NAMES } from '../domain/reason-names.ts';
import { accountVerdictOf } from '../judge/account-verdict.ts';
import { findingIdOf } from '../judge/finding-id.ts';
import { UNSEEN_KEY } from '../judge/judge-look.ts';
import { say } from '../judge/say.ts';

export interface AccountResultInput {
  registered: RegisteredAccount;
  /** Names it bore, oldest first. */
  names: readonly string[];
  facts: AccountFacts;
  outcomes: readonly Outcome[];
  rules: RuleSet;
  probes: readonly AnyAccountProbe[];
  language: Language;
  zone: string;
  asOf: EpochMs;
  /** Requests of this command for it; 0 where an earlier look was judged. */
  requests: number;
  ms: number;
}

/** One line of `accounts check --json` (docs/guides/accounts.md). */
export type AccountResult = ReturnType<typeof accountResult>;

export function accountResult(input: AccountResultInput) {
  const { registered, names, facts, outcomes, rules, probes, language, zone, asOf } = input;
  const { key, account } = registered;
  const { verdict, notExamined } = accountVerdictOf(outcomes, rules);
  return {
    accountKey: key,
    accountName: account.name,
    title: accountTitle(account),
    platform: account.platform,
    operator: account.operator,
    supervisor: account.supervisor,
    region: account.region,
    level: account.level,
    handle: account.handle,
    declared: account.declared,
    state: account.state,
    names,
    asOf: isoInZone(asOf, zone),
    ruleset: ruleSetName(rules),
    verdict,
    notExamined,
    outcomes: outcomes.map((outcome) => ({
      id: findingIdOf(key, outcome.indicator, outcome.subject),
      indicator: outcome.indicator,
      outcome: outcome.outcome,
      standing: outcome.standing,
      reason: outcome.reason,
      subject: { account: account.name },
      message: sentence(outcome, probes, language),
      facts: outcome.facts,
      evidence: outcome.evidence,
    })),
    facts: {
      source: facts.source,
      by: facts.by,
      lookedAt: isoInZone(facts.at, zone),
      presence: view(facts.presence),
      posts: view(facts.posts),
      interaction: view(facts.interaction),
    },
    cost: { requests: input.requests, ms: input.ms },
  };
}

/** The sentence, with the quarters in which it was found before; whether its unit was told then, tickets say. */
function sentence(outcome: Outcome, probes: readonly AnyAccountProbe[], language: Language): string {
  const said =
    language === 'zh' && outcome.said.key === UNSEEN_KEY
      ? unseenInWords(outcome)
      : say(outcome, probes, language);
  const { repeated } = outcome.facts;
  if (!Array.isArray(repeated) || repeated.length === 0) return said;
  const quarters = repeated.join(language === 'zh' ? '、' : ', ');
  return language === 'zh'
    ? `${said}（${quarters}亦曾确认）`
    : `${said} (found and confirmed before: ${quarters})`;
}

/** Details of what was not seen are in English, for logs; lists for people say it in their words. */
function unseenInWords({ facts, reason }: Outcome): string {
  // A source that cannot show a part by its nature has no code of failure.
  const code = typeof facts.code === 'string' ? facts.code : reason === 'no_source' ? 'not_shown' : null;
  return `未能查看：${sourceFailureName(code) ?? (reason === null ? '' : REASON_NAMES[reason])}`;
}

function view(sight: Sight<object>) {
  if (sight.seen) return { ...sight.value, evidence: sight.evidence };
  const { reason, code, fault, detail, evidence } = sight;
  return { unseen: { reason, code, fault, detail }, evidence };
}

/** Whether a result makes the command exit with 1: a failure that nobody dismissed. */
export function accountHasFailure({ outcomes }: AccountResult): boolean {
  return outcomes.some(({ outcome, standing }) => outcome === 'fail' && standing !== 'dismissed');
}
