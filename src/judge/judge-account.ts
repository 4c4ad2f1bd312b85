import type { EpochMs } from '../clock.ts';
import type { RuleSet } from '../config/rule-set.ts';
import type { Account, RegisteredAccount } from '../domain/account.ts';
import type {
  AccountFacts,
  AccountPart,
  Authority,
  PostsFacts,
  Sight,
  SightSeen,
} from '../domain/account-facts.ts';
import type { AccountContext, AnyAccountProbe } from '../domain/account-probe.ts';
import { type CivilDate, civilDateOf, daysBetween } from '../domain/civil-date.ts';
import type { Judgement, Outcome } from '../domain/outcome.ts';
import { undetermined } from '../domain/probe.ts';
import { quarterOf } from '../domain/quarter.ts';
import { FAULT_KEY, type IndicatorJudgement, LAPSED_KEY, UNSEEN_KEY } from './judge-look.ts';
import type { PersonsWord } from './judge-site.ts';
import { settleAccount } from './settle-account.ts';

/** All that is known of an account, oldest look first. */
export interface AccountDossier {
  registered: RegisteredAccount;
  /** Other accounts in normal use of the same operator on the same platform. */
  siblings: readonly Account[];
  looks: readonly AccountFacts[];
  /** Said at or before the judging time, oldest first. */
  words: readonly PersonsWord[];
}

export interface AccountJudgeOptions {
  rules: RuleSet;
  probes: readonly AnyAccountProbe[];
  zone: string;
  /** Judging time; null judges at the newest look's own time. */
  asOf: EpochMs | null;
  /**
   * A check of a whole period: parts count that were seen from then on, however long before the newest look, and each is
   * judged on the day it was seen (docs/decisions/021). @default null, what was seen in the confirmation window, as of now
   */
  periodSince?: EpochMs | null;
}

/** What one look says by itself: only such looks agree with each other, never one with itself carried on. */
export interface JudgedAccountLook {
  day: CivilDate;
  at: EpochMs;
  authority: Authority;
  /** The person who looked; null for adapters. */
  by: string | null;
  /** A person's look with a screenshot: their word can be followed back. */
  hasEvidence: boolean;
  judgements: IndicatorJudgement[];
}

const PARTS: readonly AccountPart[] = ['presence', 'posts', 'interaction'];

/**
 * Judges an account. Each part is taken from the newest look that saw it within the confirmation window, for an adapter
 * may see the posts and a person the interaction; a post that any look saw stays posted. Pure. Empty when nothing looked.
 */
export function judgeAccount(dossier: AccountDossier, options: AccountJudgeOptions): Outcome[] {
  const outcomes = settledOutcomes(dossier, options);
  return outcomes.map((outcome) => {
    if (outcome.outcome !== 'fail') return outcome;
    const repeated = earlierQuarters(outcome, dossier, options);
    return repeated.length === 0 ? outcome : { ...outcome, facts: { ...outcome.facts, repeated } };
  });
}

function settledOutcomes(dossier: AccountDossier, options: AccountJudgeOptions): Outcome[] {
  const { registered, words } = dossier;
  const { zone, rules, periodSince = null } = options;
  const newest = dossier.looks.at(-1);
  if (newest === undefined) return [];
  const now = options.asOf ?? newest.at;
  const today = civilDateOf(now, zone);
  const isInPeriod = ({ at }: AccountFacts) => periodSince !== null && at >= periodSince;
  const looks = dossier.looks.filter(
    (look) =>
      isInPeriod(look) || daysBetween(civilDateOf(look.at, zone), today) <= rules.confirmation.windowDays,
  );
  // What is older than the window is judged alone: it says what was, and confirms nothing.
  const counted = looks.length > 0 ? looks : [newest];
  const judged = counted.map((look) => judgedAlone(look, dossier, options));
  const merged = periodSince === null ? counted : counted.filter(isInPeriod);
  const judgements = options.probes.flatMap((probe) => judgeTogether(probe, merged, dossier, options, today));
  return settleAccount({ accountKey: registered.key, judgements, looks: judged, words, today, rules });
}

function judgedAlone(
  look: AccountFacts,
  dossier: AccountDossier,
  options: AccountJudgeOptions,
): JudgedAccountLook {
  const day = civilDateOf(look.at, options.zone);
  const context = contextOn(day, [look], dossier, options);
  return {
    ...{ day, at: look.at, authority: look.authority, by: look.by },
    hasEvidence: PARTS.some((part) => look[part].evidence.length > 0),
    judgements: options.probes.flatMap((probe) => {
      const unseen = probe.needs.map((part) => look[part]).find(({ seen }) => !seen);
      const found = unseen === undefined ? judgeSafely(probe, look, context) : [notSeen(unseen)];
      return found.map((judgement) => ({ ...judgement, indicator: probe.id }));
    }),
  };
}

/** One probe over what all looks of the window brought, as of `today`. */
function judgeTogether(
  probe: AnyAccountProbe,
  looks: readonly AccountFacts[],
  dossier: AccountDossier,
  options: AccountJudgeOptions,
  today: CivilDate,
): IndicatorJudgement[] {
  const merged = mergedParts(looks);
  const own = (judgement: Judgement) => ({ ...judgement, indicator: probe.id });
  const unseen = probe.needs.map((part) => merged.parts[part]).find(({ seen }) => !seen);
  if (unseen !== undefined) return [own(notSeen(unseen))];
  const judgedOn = (day: CivilDate) =>
    judgeSafely(probe, merged.parts, contextOn(day, looks, dossier, options));
  const oldest = probe.needs.map((part) => merged.seenAt[part]).sort((a, b) => a - b)[0];
  const seenOn = oldest === undefined ? today : civilDateOf(oldest as EpochMs, options.zone);
  if ((options.periodSince ?? null) !== null) return judgedOn(seenOn).map(own);
  const now = judgedOn(today);
  if (seenOn >= today) return now.map(own);
  // A failure that time alone would make of an older look is none: what was posted since was not seen.
  const failedThen = judgedOn(seenOn).some(({ outcome }) => outcome === 'fail');
  return now.map((judgement) =>
    judgement.outcome === 'fail' && !failedThen ? own(lapsed(judgement, seenOn)) : own(judgement),
  );
}

type Parts = Pick<AccountFacts, AccountPart>;

function mergedParts(looks: readonly AccountFacts[]): { parts: Parts; seenAt: Record<AccountPart, number> } {
  const last = looks.at(-1);
  if (last === undefined) throw new Error('judging needs a look');
  const seenAt: Record<AccountPart, number> = { presence: last.at, posts: last.at, interaction: last.at };
  const newestSeen = <K extends AccountPart>(part: K): AccountFacts[K] => {
    const look = [...looks].reverse().find((one) => one[part].seen);
    if (look !== undefined) seenAt[part] = look.at;
    // Of several reasons why it was not seen, a look that tried and failed says more than one that cannot see it.
    const tried = [...looks].reverse().find((one) => !one[part].seen && unseenCode(one[part]) !== null);
    return (look ?? tried ?? last)[part];
  };
  const posts = newestSeen('posts');
  return {
    parts: {
      presence: newestSeen('presence'),
      posts: posts.seen ? withEarlierPosts(posts, looks) : posts,
      interaction: newestSeen('interaction'),
    },
    seenAt,
  };
}

function unseenCode(sight: Sight<unknown>): string | null {
  return sight.seen ? null : sight.code;
}

/** A bridge that lags must not hide what another look saw: the newest post over all looks of the window counts. */
function withEarlierPosts(
  posts: SightSeen<PostsFacts>,
  looks: readonly AccountFacts[],
): SightSeen<PostsFacts> {
  let { newest, newestOriginal, basis } = posts.value;
  const evidence = new Set(posts.evidence);
  for (const look of looks) {
    if (!look.posts.seen) continue;
    const { value } = look.posts;
    if (value.newest !== null && value.newest.date > (newest?.date ?? '')) {
      newest = value.newest;
      basis = 'listed';
      for (const id of look.posts.evidence) evidence.add(id);
    }
    if (value.newestOriginal !== null && value.newestOriginal.date > (newestOriginal?.date ?? ''))
      newestOriginal = value.newestOriginal;
  }
  return { ...posts, value: { ...posts.value, newest, newestOriginal, basis }, evidence: [...evidence] };
}

function contextOn(
  today: CivilDate,
  looks: readonly AccountFacts[],
  { registered, siblings }: AccountDossier,
  { rules, zone }: AccountJudgeOptions,
): AccountContext {
  const seen = [...looks].reverse().find(({ presence }) => presence.seen)?.presence;
  const isPresent = seen?.seen === true ? seen.value.state === 'present' : null;
  const menuChanged = menuChangedOn(looks, zone);
  return { account: registered.account, rules, today, siblings, isPresent, menuChanged };
}

/** The day of the first look that saw the menu it has now, when an earlier one saw another. */
function menuChangedOn(looks: readonly AccountFacts[], zone: string): CivilDate | null {
  let digest: string | null = null;
  let changed: CivilDate | null = null;
  for (const look of looks) {
    const next = look.interaction.seen ? look.interaction.value.menuDigest : null;
    if (next === null) continue;
    if (digest !== null && digest !== next) changed = civilDateOf(look.at, zone);
    digest = next;
  }
  return changed;
}

function judgeSafely(probe: AnyAccountProbe, parts: Parts, context: AccountContext): Judgement[] {
  try {
    return probe.judge(parts as Parameters<AnyAccountProbe['judge']>[0], context);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [undetermined('probe_fault', FAULT_KEY, { params: { detail } })];
  }
}

function notSeen(sight: Sight<unknown>): Judgement {
  if (sight.seen) throw new Error('asked why a part was not seen that was');
  const { reason, detail, code, fault, evidence } = sight;
  return undetermined(reason, UNSEEN_KEY, {
    params: { detail },
    facts: { code, fault },
    basis: { evidence, tier: 'http' },
  });
}

function lapsed({ facts, evidence }: Judgement, day: CivilDate): Judgement {
  return undetermined('not_observed', LAPSED_KEY, {
    params: { day },
    facts,
    basis: { evidence, tier: 'http' },
  });
}

/** 经多次通报: quarters before this one in which the same failure stood confirmed, oldest first. */
function earlierQuarters(failure: Outcome, dossier: AccountDossier, options: AccountJudgeOptions): string[] {
  const newest = dossier.looks.at(-1);
  if (newest === undefined) return [];
  const { zone } = options;
  const current = quarterAt(options.asOf ?? newest.at, zone);
  const byQuarter = new Map<string, AccountFacts[]>();
  for (const look of dossier.looks) {
    const quarter = quarterAt(look.at, zone);
    if (quarter < current) byQuarter.set(quarter, [...(byQuarter.get(quarter) ?? []), look]);
  }
  return [...byQuarter].flatMap(([quarter, looks]) =>
    looks.some((_, i) => stoodConfirmed(failure, looks.slice(0, i + 1), looks[i + 1]?.at ?? null))
      ? [quarter]
      : [],
  );

  /** After some look of the quarter and before the next one: what was mended before the quarter's end was found all the same. */
  function stoodConfirmed(
    { indicator }: Outcome,
    looks: readonly AccountFacts[],
    until: EpochMs | null,
  ): boolean {
    const last = looks.at(-1);
    const words = dossier.words.filter(({ at }) =>
      until === null ? last !== undefined && quarterAt(at, zone) <= quarterAt(last.at, zone) : at < until,
    );
    return settledOutcomes({ ...dossier, looks, words }, { ...options, asOf: null, periodSince: null }).some(
      (one) => one.indicator === indicator && one.outcome === 'fail' && one.standing === 'confirmed',
    );
  }
}

const quarterAt = (at: EpochMs, zone: string) => quarterOf(civilDateOf(at, zone));
