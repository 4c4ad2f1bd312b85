import type { Figures } from '../domain/figures-of.ts';
import { siteInText } from '../domain/name-list.ts';
import type { QuarterObservations } from '../domain/quarter-observations.ts';

/** 亮点候选: what the observations alone speak for, with their evidence. A person chooses and words it. */
export interface ProposedHighlight {
  id: string;
  subject: string;
  why: string;
  /** Rows and figures it rests on. */
  evidence: readonly string[];
}

/** At most this many of a kind are proposed: a person reads them. */
const MOST = 20;

/** Sites that answered the same day and have no open problem, and reporting units that closed everything in time. */
export function proposeHighlights(
  { sites, letters, problems }: QuarterObservations,
  figures: Figures,
): ProposedHighlight[] {
  const troubled = new Set(problems.map(({ problem }) => problem.subjectKey));
  const qualified = new Map(
    sites.filter(({ verdict }) => verdict === 'qualified').map((row) => [row.site.siteCode, row.id]),
  );
  const quick = letters.filter(
    ({ category, site }) =>
      category === 'same_day' && qualified.has(site.siteCode) && !troubled.has(site.siteCode),
  );
  const busiest = figures.regions
    .filter(({ rate, problems: own }) => rate.rate?.part === rate.rate?.whole && (own.value ?? 0) > 0)
    .sort((a, b) => (b.problems.value ?? 0) - (a.problems.value ?? 0));
  return [
    ...quick.slice(0, MOST).map(({ site, id }) => ({
      id: `same-day:${site.siteCode}`,
      subject: siteInText(site.name),
      why: '测试信件当日答复，网站检查合格，本季度无问题清单',
      evidence: [id, qualified.get(site.siteCode) ?? ''],
    })),
    ...busiest.slice(0, 3).map(({ unit, problems: own, rate }) => ({
      id: `all-closed:${unit}`,
      subject: unit,
      why: `转办的${own.text}个问题全部办结`,
      evidence: [rate.id],
    })),
  ];
}
