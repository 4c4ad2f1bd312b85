import type { EpochMs } from '../clock.ts';
import { isoInZone } from '../domain/civil-date.ts';
import type { Language } from '../domain/probe.ts';
import type { Site } from '../domain/site.ts';
import { type LetterStatus, letterStatuses, sharedAnswers } from '../letters/letter-status.ts';
import type { LetterQuery } from '../store/letter-repository.ts';
import { judgedLetter, judgedLetters } from './letters-judged.ts';

export type { LetterStatus } from '../letters/letter-status.ts';

type Judging = Parameters<typeof judgedLetters>[0];

export interface StatusQuery extends LetterQuery {
  state?: string | undefined;
  category?: string | undefined;
  /** Only letters to sites for which this holds. */
  ofSite?: ((site: Site) => boolean) | undefined;
}

/** Letters as `letters status --json` gives them, in the order of planning. */
export async function letterStatusLines(
  workspace: Judging,
  query: StatusQuery,
  asOf: EpochMs | null,
  language: Language,
): Promise<LetterStatus[]> {
  const { campaign, siteCode } = query;
  // Shared answers are told over the whole campaign, whatever part of it is shown.
  const all = await judgedLetters(workspace, { campaign, siteCode }, asOf);
  const shown = all.filter(
    ({ record, standing, latency }) =>
      (query.letterId === undefined || record.letter.letterId === query.letterId) &&
      (query.state === undefined || standing.state === query.state) &&
      (query.category === undefined || latency.category === query.category) &&
      (query.ofSite === undefined || query.ofSite(record.letter.site)),
  );
  return letterStatuses(shown, language, sharedAnswers(all));
}

/** One line of a letter's timeline. */
export interface TimelineLine {
  at: string;
  /** A ledger event's kind, or `look`. */
  what: string;
  detail: Readonly<Record<string, unknown>>;
  steps: readonly string[];
  evidence: readonly string[];
}

export interface LetterStory {
  status: LetterStatus;
  text: { title: string; content: string };
  timeline: TimelineLine[];
}

/** Everything that is kept of one letter, in the order it happened. Throws LETTER_UNKNOWN. */
export async function letterStory(
  workspace: Judging,
  letterId: string,
  asOf: EpochMs | null,
  language: Language,
): Promise<LetterStory> {
  const judged = await judgedLetter(workspace, letterId, asOf);
  const [status] = letterStatuses([judged], language);
  if (status === undefined) throw new Error('a judged letter has a status');
  const { letter, events, looks } = judged.record;
  const { zone, asOf: until } = judged.context;
  const lines = [
    ...events.map(({ at, kind, ...rest }) => {
      const { trace, ...detail } = { trace: null, ...rest };
      const kept = trace as { steps?: string[]; dialogs?: string[]; evidence?: string[] } | null;
      return {
        order: at,
        line: {
          ...{ at: isoInZone(at, zone), what: kind, detail: detail as Record<string, unknown> },
          steps: [...(kept?.steps ?? []), ...(kept?.dialogs ?? []).map((said) => `对话框：${said}`)],
          evidence: kept?.evidence ?? [],
        },
      };
    }),
    ...looks.map(({ at, steps, evidence, ...detail }) => ({
      order: at,
      line: { at: isoInZone(at, zone), what: 'look', detail, steps, evidence },
    })),
  ];
  const timeline = lines
    .filter(({ order }) => order <= until)
    .sort((a, b) => a.order - b.order)
    .map(({ line }) => line);
  const { title, content } = letter.text;
  return { status, text: { title, content }, timeline };
}
