import type { ReportProfile } from '../config/report-profile.ts';
import { accountTitle } from '../domain/account.ts';
import type { Bulletin } from '../domain/bulletin.ts';
import type { CivilDate } from '../domain/civil-date.ts';
import { LETTER_PROBLEMS } from '../domain/letter-rates.ts';
import { ORIGIN_NAMES, STATE_NAMES } from '../domain/problem.ts';
import { quarterInTitle } from '../domain/quarter.ts';
import type { ObservedProblem, QuarterObservations } from '../domain/quarter-observations.ts';
import { siteKeyOf } from '../domain/site.ts';
import { dateInText, dayInText } from './compose-bulletin.ts';
import type { OfficialDocument, TableCell } from './document-model.ts';

/** What the bulletin says of one unit: a reason to name it in its city's notice, with the way back to the evidence. */
export interface UnitMatter {
  unit: string;
  region: string;
  what: string;
  /** Where it comes from: a ticket's, letter's or finding's id. */
  source: string;
  state: string;
  due: CivilDate | null;
  evidence: readonly string[];
}

export interface CityNotice {
  region: string;
  /** In the bulletin's order, each once. */
  units: readonly string[];
  due: CivilDate;
  document: OfficialDocument;
}

/**
 * Everything that a unit has to answer for after the bulletin, once each: unqualified sites and accounts, letters unanswered
 * or not taken (late ones are named in annex 2 but asked for nothing more), the quarter's other tickets that are not closed.
 */
export function unitMatters({
  sites,
  accounts,
  letters,
  problems,
  quarter,
}: QuarterObservations): UnitMatter[] {
  const open = problems.filter(
    ({ problem, standing }) =>
      problem.kind === 'problem' && standing.state !== 'closed' && standing.state !== 'exempted',
  );
  const tickets = new Map(open.map((row) => [row.problem.findingId, row]));
  const told = new Set<string>();
  const follow = (findingId: string) => {
    told.add(findingId);
    const ticket = tickets.get(findingId);
    return ticket === undefined
      ? { source: findingId, state: '通报', due: null }
      : { source: ticket.problem.id, ...followed(ticket) };
  };
  const failing = [
    ...sites
      .filter(({ verdict }) => verdict === 'unqualified')
      .map(({ site, reasons }) => ({ unit: site.sponsor, region: site.region, name: '', reasons })),
    ...accounts
      .filter(({ verdict }) => verdict === 'unqualified')
      .map(({ account, reasons }) => ({
        ...{ unit: account.operator, region: account.region, name: `${accountTitle(account)}：`, reasons },
      })),
  ];
  return [
    ...failing.flatMap(({ unit, region, name, reasons }) =>
      reasons.map(({ message, findingId, evidence }) => ({
        ...{ unit, region, what: `${name}${message}`, evidence, ...follow(findingId) },
      })),
    ),
    ...(['none', 'channel_unavailable'] as const).flatMap((category) =>
      letters
        .filter((letter) => letter.category === category)
        .map(({ site, id, evidence }) => {
          const ticket = open.find(
            ({ problem }) => problem.origin === 'letter' && problem.subjectKey === siteKeyOf(site),
          );
          const state = ticket === undefined ? { state: '通报', due: null } : followed(ticket);
          const source = ticket?.problem.id ?? id;
          const { sponsor: unit, region } = site;
          return { unit, region, what: LETTER_PROBLEMS[category], source, ...state, evidence };
        }),
    ),
    ...open
      .filter(
        ({ problem }) =>
          problem.period === quarter && problem.origin !== 'letter' && !told.has(problem.findingId),
      )
      .map((row) => {
        const { unit, region, id: source, message, origin, evidence } = row.problem;
        // The sentence of a trace names the account itself.
        const isNamed = row.account === null || message.includes(`“${row.account.name}”`);
        const name = isNamed || row.account === null ? '' : `${accountTitle(row.account)}：`;
        const before = row.repeated.map(quarterInTitle).join('、');
        const what = `${name}${message}（${ORIGIN_NAMES[origin]}${before === '' ? '' : `，${before}曾通报`}）`;
        return { unit, region, source, what, evidence, ...followed(row) };
      }),
  ];
}

function followed({ standing }: ObservedProblem): Pick<UnitMatter, 'state' | 'due'> {
  return { state: `${STATE_NAMES[standing.state]}${standing.overdue ? '·超期' : ''}`, due: standing.due };
}

/** The forwarding notice of every city that has units to name. `dueOf` gives a city's earlier day. */
export function cityNotices(
  bulletin: Bulletin,
  matters: readonly UnitMatter[],
  profile: ReportProfile,
  { forwarded, due }: { forwarded: CivilDate; due: CivilDate },
): CityNotice[] {
  return profile.regions.flatMap((region): CityNotice[] => {
    if (!region.forwards) return [];
    const units = [
      ...new Set(matters.filter((matter) => matter.region === region.name).map(({ unit }) => unit)),
    ];
    const issuer = region.issuer ?? `${region.name}人民政府办公室`;
    const short = region.issuerShort ?? '市政府办公室';
    const named =
      units.length === 0
        ? []
        : [`请${units.join('、')}切实落实主管、主办责任，整改报告于${dayInText(due)}前书面上报${short}。`];
    const numbered = bulletin.number === null ? '' : `（${bulletin.number}）`;
    const document: OfficialDocument = {
      title: `关于转发《${bulletin.title}》的通知`,
      ...{ issuer, redHead: profile.redHead, number: null, signed: forwarded },
      parts: [
        { is: 'addressee', text: '各县（市、区）人民政府，本级各工作部门、各直属机构：' },
        {
          ...{ is: 'paragraph', lead: '' },
          text: `现将《${bulletin.title}》${numbered}转发给你们，请对照通报指出的问题认真开展自查，立行立改，抓好落实。`,
        },
        ...named.map((text) => ({ is: 'paragraph' as const, lead: '', text })),
        { is: 'signature', issuer, date: dateInText(forwarded) },
      ],
    };
    return [{ region: region.name, units, due, document }];
  });
}

export interface UnitTerms {
  issuer: string;
  due: CivilDate;
  signed: CivilDate;
  /** Where the API answers, without a slash at the end. */
  evidenceBase: string;
}

/** One unit's own list, with a link to each piece of evidence. */
export function unitDocument(
  bulletin: Bulletin,
  unit: string,
  matters: readonly UnitMatter[],
  { issuer, due, signed, evidenceBase }: UnitTerms,
): OfficialDocument {
  return {
    ...{ title: `${unit}问题清单`, issuer, redHead: false, number: null, signed },
    parts: [
      { is: 'addressee', text: `${unit}：` },
      {
        ...{ is: 'paragraph', lead: '' },
        text: `《${bulletin.title}》中涉及你单位的问题如下，请于${dayInText(due)}前书面报送整改情况。证据可凭编号调阅。`,
      },
      {
        is: 'table',
        columns: [
          { title: '序号', width: 14, align: 'center' },
          { title: '问题', width: 62, align: 'left' },
          { title: '编号', width: 36, align: 'left' },
          { title: '状态', width: 18, align: 'center' },
          { title: '证据', width: 26, align: 'left' },
        ],
        rows: matters.map(({ what, source, state, evidence }, index) => [
          ...[String(index + 1), what, source, state],
          evidenceCell(evidence, evidenceBase),
        ]),
        hasTotal: false,
      },
      { is: 'signature', issuer, date: dateInText(signed) },
    ],
  };
}

/** Stored evidence as links of the API at `base`, short to read; matters.csv gives the whole numbers. */
function evidenceCell(evidence: readonly string[], base: string): TableCell {
  const stored = evidence.filter((id) => id.startsWith('sha256:'));
  if (stored.length === 0) return evidence.join(' ') || '—';
  return stored.map((id) => ({
    text: `${id.slice(7, 15)}…`,
    href: `${base}/api/v1/evidence/${id.slice(7)}`,
  }));
}
