import type { CivilDate } from '../domain/civil-date.ts';
import type { EvidenceId, Outcome, Standing } from '../domain/outcome.ts';
import { findingIdOf, subjectKeyOf } from './finding-id.ts';
import type { IndicatorJudgement } from './judge-look.ts';
import type { JudgedLook, PersonsWord } from './judge-site.ts';

interface Material {
  siteKey: string;
  /** Oldest first; the last one is what outcomes are made of. */
  looks: readonly JudgedLook[];
  words: readonly PersonsWord[];
  today: CivilDate;
}

/**
 * Gives each failure of the newest look its standing (DESIGN "How outcomes are settled"): a person's word first;
 * else `confirmed` by an agreeing look on another calendar day, one of the two read off the rendered page; else
 * `suspected`. A pass in between breaks the streak: what was mended once starts anew.
 */
export function settle({ siteKey, looks, words, today }: Material): Outcome[] {
  const newest = looks.at(-1);
  if (newest === undefined) return [];
  return newest.judgements.map((judgement): Outcome => {
    if (judgement.outcome !== 'fail') return { ...judgement, standing: null };
    const streak = streakOf(judgement, looks);
    const id = findingIdOf(siteKey, judgement.indicator, judgement.subject);
    const since = streak[0]?.at ?? newest.at;
    const own = words.filter((w) => w.findingId === id);
    const word = own.filter((w) => w.at >= since).at(-1);
    // 例外 stands until its day, whatever was seen between: only a later word of a person takes it back.
    const standing = own.at(-1);
    if (standing?.word === 'exempt' && (standing.until ?? '') >= today) return exempted(judgement, standing);
    const evidence = [...new Set([...judgement.evidence, ...renderedEvidence(streak)])];
    return { ...judgement, evidence, standing: standingOf(word, streak, judgement.agreed === true) };
  });
}

interface Agreeing {
  day: CivilDate;
  at: number;
  rendered: boolean;
  evidence: readonly EvidenceId[];
}

/** A finding that this look read over HTTP rests as well on the earlier one that was read in the browser, picture and all. */
function renderedEvidence(streak: readonly Agreeing[]): readonly EvidenceId[] {
  return streak.findLast(({ rendered }) => rendered)?.evidence ?? [];
}

/** The looks that agree on this failure, back from the newest until one that did not find it; unread ones are passed over. */
function streakOf(failure: IndicatorJudgement, looks: readonly JudgedLook[]): Agreeing[] {
  const streak: Agreeing[] = [];
  for (const look of [...looks].reverse()) {
    const same = look.judgements.filter((j) => j.indicator === failure.indicator);
    const found = same.find((j) => subjectKeyOf(j.subject) === subjectKeyOf(failure.subject));
    if (found?.outcome === 'fail') {
      streak.unshift({ day: look.day, at: look.at, rendered: found.rendered, evidence: found.evidence });
      continue;
    }
    const undecided = found?.outcome === 'undetermined' || same.every((j) => j.outcome === 'undetermined');
    if (!undecided) break;
  }
  return streak;
}

function standingOf(
  word: PersonsWord | undefined,
  streak: readonly Agreeing[],
  isAgreedAlready: boolean,
): Standing {
  if (word?.word === 'confirm') return 'confirmed';
  if (word?.word === 'dismiss') return 'dismissed';
  const isAgreed = streak.some((one) =>
    streak.some((other) => other.day > one.day && (one.rendered || other.rendered)),
  );
  return isAgreed || isAgreedAlready ? 'confirmed' : 'suspected';
}

function exempted(judgement: IndicatorJudgement, { until, why, by }: PersonsWord): Outcome {
  return {
    ...judgement,
    outcome: 'not_applicable',
    standing: null,
    facts: { ...judgement.facts, exempt: { until, why, by } },
  };
}
