import type { EpochMs } from '../clock.ts';
import { type CivilDate, isoInZone } from '../domain/civil-date.ts';
import type { Language } from '../domain/probe.ts';
import { ORIGIN_NAMES, type ProblemStanding, STATE_NAMES } from '../domain/problem.ts';
import type { UnitDue } from '../report/unit-due.ts';
import type { Collected } from '../run/problems-collect.ts';
import type { Workspace } from '../run/workspace.ts';
import type { ProblemFile, Raised } from '../store/problem-repository.ts';

/** What became of a finding that was to be a ticket. */
export const RAISED: Readonly<Record<Language, Readonly<Record<Raised, string>>>> = {
  zh: { opened: '新登记', recurred: '往期再次发生', reopened: '重新打开', kept: '已有，未重复登记' },
  en: { opened: 'opened', recurred: 'recurs', reopened: 'opened again', kept: 'there already' },
};

/** What a collecting came to. */
export function collectedLine({ opened, recurred, reopened, kept }: Collected, language: Language): string {
  return language === 'zh'
    ? `新发现 ${opened}，往期再次发生 ${recurred}，本期重新打开 ${reopened}，已有 ${kept}\n`
    : `new ${opened}, recurring ${recurred}, opened again ${reopened}, there already ${kept}\n`;
}

/** One ticket on one line. */
export function problemLine(
  { problem, events }: ProblemFile,
  standing: ProblemStanding,
  city: CivilDate | null,
  language: Language,
): string {
  const zh = language === 'zh';
  const marks = [
    ...(problem.kind === 'warning' ? [zh ? '预警' : 'warning'] : []),
    ...(standing.overdue ? [zh ? '超期' : 'overdue'] : []),
    ...(standing.extensions > 0 ? [zh ? '已延期' : 'extended'] : []),
    ...(problem.recurs === null
      ? []
      : [zh ? `再次发生（前次 ${problem.recurs}）` : `recurs (${problem.recurs})`]),
    ...(events.at(-1)?.word === 'reopen' ? [zh ? '重新打开' : 'opened again'] : []),
  ];
  const state = [zh ? STATE_NAMES[standing.state] : standing.state, ...marks].join('·');
  const origin = zh ? ORIGIN_NAMES[problem.origin] : problem.origin;
  const due = daysOf(standing.due, city, language);
  const said = `${problem.region} ${problem.unit} ${problem.indicator} ${problem.message}`;
  return `${problem.id} [${state}] ${said}（${origin}）${due === '' ? '' : ` ${due}`}\n`;
}

function daysOf(due: CivilDate | null, city: CivilDate | null, language: Language): string {
  if (due === null) return '';
  if (language === 'zh') return `期限 ${due}${city === null || city === due ? '' : `（报市 ${city}）`}`;
  return `due ${due}${city === null || city === due ? '' : ` (city ${city})`}`;
}

/** One unit's days and counts on one line. */
export function unitDueLine(unit: UnitDue, language: Language): string {
  const { region, dueCity, due, dispatched, reported, closed, overdue } = unit;
  const days =
    due === null ? (language === 'zh' ? '全部办结' : 'all closed') : daysOf(due, dueCity, language);
  const counts =
    language === 'zh'
      ? `转办 ${dispatched}，已报整改 ${reported}，办结 ${closed}${overdue > 0 ? `，超期 ${overdue}` : ''}`
      : `dispatched ${dispatched}, reported ${reported}, closed ${closed}${overdue > 0 ? `, overdue ${overdue}` : ''}`;
  return `${region} ${unit.unit}  ${days}  ${counts}\n`;
}

/** One ticket as `problems list --json` and `show --json` give it. */
export function problemView(
  { problem, events }: ProblemFile,
  standing: ProblemStanding,
  { config }: Workspace,
  dueCity: CivilDate | null,
) {
  const iso = (at: EpochMs | null) => (at === null ? null : isoInZone(at, config.timezone));
  const { dispatchedAt, submittedAt, closedAt, ...rest } = standing;
  return {
    ...problem,
    foundAt: iso(problem.foundAt),
    ...rest,
    dueCity,
    ...{ dispatchedAt: iso(dispatchedAt), submittedAt: iso(submittedAt), closedAt: iso(closedAt) },
    events: events.map(({ problemId: _problem, at, ...event }) => ({ at: iso(at), ...event })),
  };
}
