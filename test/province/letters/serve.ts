import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { LETTER_KINDS } from './all-kinds.ts';
import type { LetterKind } from './letter-kind.ts';
import { categoryOf, type ReplyPlan } from './reply-plan.ts';
import { type RunningLetters, startLetters } from './start-letters.ts';
import { chinaTime } from './workdays.ts';

/** Serves a handful of letter systems in a process of its own; prints one line of JSON when it is ready. */

/** How each site takes letters and answers them. */
const SITES: readonly [kind: string, replies: ReplyPlan][] = [
  ['jact', 'same_day'],
  ['plain', 'last_workday'],
  ['captcha', 'acknowledged_then_answered'],
  ['confirm-dialog', 'day_late'],
  ['multipart', 'evasive'],
  ['notice-countdown', 'backdated'],
  ['gb-table', 'never'],
  ['ajax-layer', 'acknowledged_only'],
  ['login-page', 'never'],
  ['dead-link', 'never'],
];
const PLACES = ['清河', '南川', '石桥', '云岭', '白水', '安丰', '临江', '东原', '永平', '金山'];

interface Line {
  siteCode: string;
  state: string;
  category: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { date: { type: 'string', default: '2024-06-07' }, out: { type: 'string', default: '.' } },
  });
  const sites = SITES.map(([id, replies], i) => {
    const siteName = `${PLACES[i] ?? ''}县人民政府`;
    return {
      host: `xin${i + 1}.gov.cn`,
      siteName,
      replies,
      kind: kindOf(id),
      siteCode: String(6_199_000_001 + i),
    };
  });
  const letters = await startLetters(sites, chinaTime(values.date, 10));
  const folder = path.resolve(values.out);
  mkdirSync(folder, { recursive: true });
  const rows = sites.map(
    ({ siteCode, siteName, host }) =>
      `${siteCode},${siteName},http://${host}/,${siteName}办公室,市政府办公室,示例市,county,portal`,
  );
  writeFileSync(
    path.join(folder, 'sites.csv'),
    `${['site_code,site_name,home_url,sponsor,supervisor,region,level,type', ...rows].join('\n')}\n`,
  );
  const config = path.join(folder, 'xunjian.yaml');
  writeFileSync(
    config,
    `${[
      'database: sqlite:../xunjian.db',
      'evidence: ../evidence',
      'inventory: { sites: sites.csv }',
      'network:',
      '  userAgent: "Xunjian-demo/1 (+mailto:demo@example.com)"',
      `  resolve: { "*.gov.cn": "127.0.0.1:${letters.port}" }`,
      '  perHost: { concurrency: 4, minDelayMs: 0 }',
      'browser: { executable: auto, contexts: 3 }',
      'letters: { deskWaitSeconds: 60, closeAfterDays: 14 }',
    ].join('\n')}\n`,
  );
  process.stdout.write(`${JSON.stringify({ port: letters.port, sites: sites.length, config })}\n`);
  if (process.send !== undefined) process.once('disconnect', () => process.exit(0));
  process.on('message', (question: Question) => {
    process.send?.({ id: question.id, answer: answerOf(question, letters, sites) });
  });
  const end = () => void letters.close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

function kindOf(id: string): LetterKind {
  const kind = LETTER_KINDS.find((one) => one.id === id);
  if (kind === undefined) throw new Error(`no kind ${id}`);
  return kind;
}

/** What the process that started the systems may ask of them, one JSON message each. */
type Question = { id: number } & (
  | { ask: 'now'; at: number }
  /** What a person reads in the picture that a site shows. */
  | { ask: 'picture'; siteCode: string }
  /** Lines of `letters status --json` beside the truth. */
  | { ask: 'score'; lines: string }
);

type Mounted = { host: string; siteCode: string; siteName: string; replies: ReplyPlan; kind: LetterKind };

function answerOf(question: Question, letters: RunningLetters, sites: readonly Mounted[]): unknown {
  switch (question.ask) {
    case 'now':
      letters.setNow(question.at);
      return null;
    case 'picture': {
      const site = sites.find(({ siteCode }) => siteCode === question.siteCode);
      return site === undefined ? null : letters.desk.pictureOf(site.host);
    }
    case 'score': {
      const lines = question.lines
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Line);
      const judged = lines.map(({ siteCode, category }) => {
        const site = sites.find((one) => one.siteCode === siteCode);
        return { siteName: site?.siteName ?? siteCode, said: category, truth: truthOf(site, letters) };
      });
      return {
        letters: judged.length,
        right: judged.filter(({ said, truth }) => said === truth).length,
        wrong: judged.filter(({ said, truth }) => said !== truth && said !== 'undetermined'),
        missed: judged.filter(({ said, truth }) => said !== truth && said === 'undetermined'),
        twice: sites.filter(({ host }) => letters.desk.of(host).length > 1).map(({ siteName }) => siteName),
      };
    }
  }
}

function truthOf(site: Mounted | undefined, letters: RunningLetters): string {
  if (site === undefined) return 'undetermined';
  const [letter] = letters.desk.of(site.host);
  if (letter !== undefined) return categoryOf(site.replies, letter);
  return site.kind.expected.startsWith('unavailable') ? 'channel_unavailable' : 'undetermined';
}

await main();
