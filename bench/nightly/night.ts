import type { ProvinceScore } from '../../src/run/province-process.ts';

/** One scan of a province on one of its days, scored. */
export interface Night {
  seed: number;
  dialectSeed: number;
  size: string;
  date: string;
  /** Least milliseconds from start to start of one host's requests. */
  minDelayMs: number;
  /** Sites the scan was asked for, and those it gave a result for: only they are scored. */
  sites: number;
  scored: number;
  /** Why it was ended before it was done; null when it was done. */
  cut: string | null;
  seconds: number;
  /** As the scan counts them. */
  looks: number;
  browserPages: number;
  megabytes: number;
  /** As the province counted them: what really arrived, scripts and pictures included. */
  requests: number;
  minSpacingMs: number | null;
  maxConcurrency: number;
  /** Of the command and the browsers it started, together. */
  peakMegabytes: number;
  /** Processor seconds of the command, of its browsers, and of the province that was scanned. */
  cpu: { command: number; browsers: number; province: number };
  /** Of the machine over the last minute, when it began and when it ended. */
  load: { before: number; after: number };
  score: Pick<ProvinceScore, 'missingSites' | 'indicators' | 'columns' | 'mistakes'>;
}

export interface NightlyHeader {
  machine: string;
  date: string;
  command: string;
  note: string;
}

/** The account of several nights, in Markdown. */
export function nightlyReport(header: NightlyHeader, nights: readonly Night[]): string {
  const head = [
    ...['seed', 'dialects', 'day', 'sites scored', 'spacing set, ms', 'time, s', 'requests', 'MB'],
    ...['browser pages', 'browser share', 'CPU of command, browsers, province, s', 'peak MB'],
    ...['least spacing, ms', 'most at once', 'load', 'wrong accusations', 'faults', 'recall', 'undecided'],
  ];
  const table = [head, head.map(() => '---'), ...nights.map(row)].map((cells) => `| ${cells.join(' | ')} |`);
  const cut = nights
    .filter((night) => night.cut !== null)
    .map(
      ({ seed, dialectSeed, date, scored, sites, cut: why }) =>
        `**Seed ${seed}, dialects ${dialectSeed}, ${date} was cut short (${why}): ${scored} of ${sites} sites are scored.**\n\n`,
    );
  return `# The nightly scan of the proving province

\`${header.command}\` on ${header.machine}, ${header.date}.${header.note === '' ? '' : ` ${header.note}.`}

${cut.join('')}Requests are what arrived at the province, scripts and styles included; the browser's share is of the pages looked at. Peak memory
is of the command and its browsers together. "Undecided" are outcomes left \`undetermined\` although a perfect inspector could decide.
Load is that of the whole machine, when the night began and when it ended.

${table.join('\n')}

${nights.map(byIndicator).join('\n\n')}
`;
}

function row(night: Night): (string | number)[] {
  const all = (key: 'faults' | 'found' | 'wrongAccusations' | 'undecided') =>
    night.score.indicators.reduce((sum, indicator) => sum + indicator[key], 0);
  const recall = all('faults') === 0 ? 1 : all('found') / all('faults');
  const { cpu, load } = night;
  return [
    ...[night.seed, night.dialectSeed, night.date],
    ...[night.scored === night.sites ? night.sites : `${night.scored} of ${night.sites}`, night.minDelayMs],
    ...[night.seconds, night.requests, night.megabytes, night.browserPages],
    `${((100 * night.browserPages) / Math.max(1, night.looks)).toFixed(1)}%`,
    `${Math.round(cpu.command)}, ${Math.round(cpu.browsers)}, ${Math.round(cpu.province)}`,
    ...[night.peakMegabytes, night.minSpacingMs ?? '–', night.maxConcurrency],
    `${load.before.toFixed(1)} to ${load.after.toFixed(1)}`,
    ...[all('wrongAccusations'), all('faults'), recall.toFixed(4), all('undecided')],
  ];
}

function byIndicator({ seed, dialectSeed, date, score }: Night): string {
  const keys = [
    ...(['faults', 'found', 'confirmed', 'wrongAccusations', 'missed', 'undecided'] as const),
    ...(['wrongReasons', 'blind', 'wrongNotices'] as const),
  ];
  const { expected, seen, datedRight, datedWrong } = score.columns;
  const mistakes = score.mistakes.map(
    ({ kind, siteCode, indicator, subject, said, truth }) =>
      `- ${kind}: \`${indicator}\` of ${siteCode}${subject === null ? '' : ` (${subject})`}: said ${said}; truth: ${truth}`,
  );
  const rows = score.indicators
    .filter(({ examined }) => examined)
    .map((each) => `| \`${each.indicator}\` | ${keys.map((key) => each[key]).join(' | ')} |`);
  return `## Seed ${seed}, dialects ${dialectSeed}, ${date}

| indicator | ${keys.join(' | ')} |
|---|${keys.map(() => '---').join('|')}|
${rows.join('\n')}

Columns: ${expected} expected, ${seen} seen, ${datedRight} dated right, ${datedWrong} dated wrong.

${mistakes.length === 0 ? 'No mistake of any kind.' : mistakes.join('\n')}`;
}
