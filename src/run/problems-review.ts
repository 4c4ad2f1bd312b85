import type { EpochMs } from '../clock.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { daysOfQuarter, quarterAfter } from '../domain/quarter.ts';
import { type Site, siteKeyOf } from '../domain/site.ts';
import { XunjianError } from '../errors.ts';
import { findingIdOf } from '../judge/finding-id.ts';
import type { ProblemFile } from '../store/problem-repository.ts';
import { type JudgedSite, judgeStored } from './judge-stored.ts';
import { registeredSites } from './observe-quarter.ts';
import { newestChecks } from './quarter-accounts.ts';
import { returnCategory } from './quarter-letters.ts';
import type { Workspace } from './workspace.ts';

/** What the newest look says of the ticket's own thing, by the probe that found it. */
export interface Review {
  result: 'pass' | 'fail' | 'undetermined';
  said: string;
  evidence: readonly EvidenceId[];
}

/** Looks at a site once more; handed in, since a review of stored looks alone needs no network. */
export type LookAgain = (site: Site) => Promise<void>;

/**
 * 复核: a new look at the same thing by the same probe. Only a look later than the ticket's last step counts; `lookAgain`
 * makes one when there is none (null: what is stored has to do). A letter's ticket is reviewed by a later campaign's
 * letter, never by another letter of its own. Throws PROBLEM_STATE when there is nothing to review it by.
 */
export async function reviewOf(
  workspace: Workspace,
  { problem, events }: ProblemFile,
  asOf: EpochMs,
  lookAgain: LookAgain | null,
): Promise<Review> {
  const since = events.at(-1)?.at ?? problem.foundAt;
  const mustLook = (what: string) =>
    new XunjianError(
      'PROBLEM_STATE',
      `${problem.id}: nothing was looked at since its last step`,
      `${what}; a person may close it with --why`,
    );
  if (problem.origin === 'letter') return reviewByLetter(workspace, { problem, events }, asOf);
  if (problem.subjectKind === 'account') {
    const checks = newestChecks(await workspace.store.returns.accounts(asOf)).get(problem.subjectKey) ?? [];
    const check = checks.find(({ indicator }) => indicator === problem.indicator);
    if (check === undefined || check.checkedAt <= since)
      throw mustLook('check the account again and record it');
    return { result: check.result, said: check.message, evidence: [] };
  }
  const site = (await registeredSites(workspace)).find((known) => siteKeyOf(known) === problem.subjectKey);
  if (site === undefined)
    throw new XunjianError('TARGET_UNKNOWN', `no site ${problem.subjectKey}`, 'add it to the registry');
  let judged = await judgeStored(workspace, site, asOf);
  if ((judged === null || judged.facts.at <= since) && lookAgain !== null) {
    await lookAgain(site);
    judged = await judgeStored(workspace, site, null);
  }
  if (judged === null || judged.facts.at <= since) throw mustLook('look at the site again');
  return siteReview(problem, judged);
}

function siteReview(
  { findingId, indicator, subject, subjectKey }: ProblemFile['problem'],
  judged: JudgedSite,
): Review {
  const own = judged.outcomes.filter((outcome) => outcome.indicator === indicator);
  const wanted = findingId.replace(/w$/, '');
  const same = own.find((outcome) => findingIdOf(subjectKey, indicator, outcome.subject) === wanted);
  if (same !== undefined) {
    const { outcome, evidence } = same;
    const result = outcome === 'fail' ? 'fail' : outcome === 'undetermined' ? 'undetermined' : 'pass';
    return { result, said: `${indicator}: ${outcome}`, evidence };
  }
  const evidence = own[0]?.evidence ?? [];
  const isDecided = own.length > 0 && own.every(({ outcome }) => outcome !== 'undetermined');
  // The probe names only what fails. A column must still be there and have been read: one that was taken away may
  // have been hidden for the review, which a person has to say.
  const { columns } = judged.facts;
  const isStillThere =
    subject?.column === undefined ||
    (columns.seen && columns.value.some(({ url, list }) => url === subject.url && list.seen));
  return isDecided && isStillThere
    ? { result: 'pass', said: `${indicator}: no longer found`, evidence }
    : { result: 'undetermined', said: `${indicator}: not seen`, evidence };
}

async function reviewByLetter(
  { store, config }: Workspace,
  { problem }: ProblemFile,
  asOf: EpochMs,
): Promise<Review> {
  const { deadlineWorkdays, closeAfterDays } = config.letters;
  const terms = { zone: config.timezone, deadlineWorkdays, closeAfterDays, asOf };
  for (const quarter of laterQuarters(problem.period, asOf)) {
    const letter = (await store.returns.letters(quarter, asOf)).find(
      ({ siteKey }) => siteKey === problem.subjectKey,
    );
    if (letter === undefined) continue;
    const category = returnCategory(letter, terms);
    if (category === 'pending' || category === 'overdue') continue;
    const result =
      category === 'undetermined'
        ? 'undetermined'
        : category === 'same_day' || category === 'on_time'
          ? 'pass'
          : 'fail';
    return { result, said: `${quarter}: ${category}`, evidence: [] };
  }
  throw new XunjianError(
    'PROBLEM_STATE',
    `${problem.id} comes from a letter and no later campaign has a result for its site`,
    'wait for the next campaign, or close it with --why; no further test letter is sent for it',
  );
}

/** The quarters after `period` up to the one `asOf` lies in. */
function laterQuarters(
  period: ProblemFile['problem']['period'],
  asOf: EpochMs,
): ProblemFile['problem']['period'][] {
  const later: ProblemFile['problem']['period'][] = [];
  for (
    let next = quarterAfter(period, 1);
    Date.parse(daysOfQuarter(next).first) <= asOf;
    next = quarterAfter(next, 1)
  )
    later.push(next);
  return later;
}
