import type { EpochMs } from '../clock.ts';
import { addDays, civilDateOf } from '../domain/civil-date.ts';
import { type ObservedCategory, type ObservedLetter, siteClassOf } from '../domain/quarter-observations.ts';
import type { Site } from '../domain/site.ts';
import { chineseCalendar, workdayAfter } from '../domain/workday-calendar.ts';
import type { LetterReturn } from '../store/return-repository.ts';

export interface LetterTerms {
  zone: string;
  deadlineWorkdays: number;
  closeAfterDays: number;
  asOf: EpochMs;
}

/** The category of a letter that was handed in (STANDARDS §6.2). What nobody looked at past a limit is undetermined. */
export function returnCategory(letter: LetterReturn, terms: LetterTerms): ObservedCategory {
  const { zone, deadlineWorkdays, closeAfterDays, asOf } = terms;
  const { submittedAt, repliedAt, watchedUntil, unavailableAt } = letter;
  if (submittedAt === null) return unavailableAt === null ? 'undetermined' : 'channel_unavailable';
  const sent = civilDateOf(submittedAt, zone);
  const deadline = workdayAfter(chineseCalendar, sent, deadlineWorkdays);
  const byDays = addDays(sent, closeAfterDays);
  const closes = byDays > deadline ? byDays : deadline;
  if (repliedAt !== null && repliedAt <= asOf) {
    const replied = civilDateOf(repliedAt, zone);
    if (replied === sent) return 'same_day';
    if (replied <= deadline) return 'on_time';
    return replied <= closes ? 'late' : 'none';
  }
  const today = civilDateOf(asOf, zone);
  const watched = civilDateOf(watchedUntil < asOf ? watchedUntil : asOf, zone);
  if (today <= deadline) return 'pending';
  if (watched <= deadline) return 'undetermined';
  if (today <= closes) return 'overdue';
  return watched > closes ? 'none' : 'undetermined';
}

/** The campaign's letters in the registry's order. */
export function observedLetters(
  returns: readonly LetterReturn[],
  sites: ReadonlyMap<string, Site>,
  terms: LetterTerms,
): ObservedLetter[] {
  const byKey = new Map(returns.map((letter) => [letter.siteKey, letter]));
  return [...sites].flatMap(([key, site]): ObservedLetter[] => {
    const letter = byKey.get(key);
    if (letter === undefined) return [];
    const category = returnCategory(letter, terms);
    return [
      {
        ...{ id: `letter:${letter.campaign}/${key}`, site, siteClass: siteClassOf(site), category },
        quality: null,
      },
    ];
  });
}
