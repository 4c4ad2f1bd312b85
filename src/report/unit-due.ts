import type { CivilDate } from '../domain/civil-date.ts';
import type { ObservedProblem } from '../domain/quarter-observations.ts';

/** What one unit has to report, and by when: the earliest day of its open tickets counts. */
export interface UnitDue {
  region: string;
  unit: string;
  /** Earliest days at city and province among its open tickets; null when nothing is open or no city follows it up. */
  dueCity: CivilDate | null;
  due: CivilDate | null;
  dispatched: number;
  /** 已提交整改: reported, and not sent back since. */
  reported: number;
  closed: number;
  overdue: number;
  open: readonly string[];
}

/** Units with dispatched tickets, the earliest due first; units with nothing open last. */
export function unitDues(problems: readonly ObservedProblem[]): UnitDue[] {
  const groups = new Map<string, ObservedProblem[]>();
  for (const row of problems) {
    const { problem, standing } = row;
    if (problem.kind !== 'problem' || standing.dispatchedAt === null) continue;
    const key = `${problem.region}\n${problem.unit}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const rank = ({ due }: UnitDue) => due ?? '9999-12-31';
  return [...groups.values()]
    .map(unitDue)
    .sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

function unitDue(own: readonly ObservedProblem[]): UnitDue {
  const [first] = own;
  const open = own.filter(({ standing }) => standing.state !== 'closed' && standing.state !== 'exempted');
  const earliest = (days: readonly (CivilDate | null)[]) =>
    days.filter((day): day is CivilDate => day !== null).sort()[0] ?? null;
  const having = (...states: string[]) =>
    own.filter(({ standing }) => states.includes(standing.state)).length;
  return {
    ...{ region: first?.problem.region ?? '', unit: first?.problem.unit ?? '' },
    dueCity: earliest(open.map(({ dueCity }) => dueCity)),
    due: earliest(open.map(({ standing }) => standing.due)),
    ...{
      dispatched: own.length,
      reported: having('submitted', 'reviewing', 'closed'),
      closed: having('closed'),
    },
    overdue: open.filter(({ standing }) => standing.overdue).length,
    open: open.map(({ problem }) => problem.id),
  };
}
