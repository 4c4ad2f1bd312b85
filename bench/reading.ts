import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CivilDate, parseCivilDate } from '../src/domain/civil-date.ts';
import type { PageReading } from '../src/domain/page-reading.ts';
import { readPage } from '../src/reading/read-page.ts';
import { READER_VERSION } from '../src/reading/reader-version.ts';

/**
 * How well list pages, identifiers and article dates are read, against the labelled pages of the corpus beside the
 * checkout, and how fast. `right / stated` is precision, `right / labelled` recall.
 */

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const CORPUS = join(ROOT, '..', 'shared', 'corpus');
const COMMAND = 'npm run bench:reading';

interface Score {
  set: string;
  what: string;
  labelled: number;
  stated: number;
  right: number;
  wrong: string[];
}

const scores = new Map<string, Score>();

function score(set: string, what: string, page: string, truth: unknown, stated: unknown): void {
  const key = `${set} ${what}`;
  const entry = scores.get(key) ?? { set, what, labelled: 0, stated: 0, right: 0, wrong: [] };
  scores.set(key, entry);
  const isRight = JSON.stringify(truth) === JSON.stringify(stated);
  if (truth !== null) entry.labelled += 1;
  if (stated !== null && stated !== undefined) entry.stated += 1;
  if (isRight && truth !== null) entry.right += 1;
  if (!isRight)
    entry.wrong.push(`${page}: ${JSON.stringify(stated ?? null)} instead of ${JSON.stringify(truth)}`);
}

function day(text: string): CivilDate {
  const date = parseCivilDate(text);
  if (date === null) throw new Error(`not a date: ${text}`);
  return date;
}

function read(path: string, url: string, today: CivilDate): PageReading {
  return readPage({ bytes: readFileSync(join(CORPUS, path)), url, contentType: null, today });
}

const labels = (name: string) => JSON.parse(readFileSync(join(CORPUS, 'labels', name), 'utf8'));

function countyLists(): void {
  const { as_of, pages } = labels('zhecheng_lists.json');
  for (const [path, truth] of Object.entries<Record<string, unknown>>(pages)) {
    const page = read(`sites/www.zhecheng.gov.cn/${path}`, String(truth.url), day(as_of));
    const main = page.lists.find((list) => list.main);
    const dates = (main?.items ?? []).flatMap(({ date }) => date ?? []).sort();
    score('county portal', 'kind', path, 'list', page.kind);
    score('county portal', 'items', path, truth.items, main?.items.length);
    score('county portal', 'first date', path, truth.first, main?.items[0]?.date);
    score('county portal', 'newest date', path, truth.max, main?.latest);
    score('county portal', 'oldest date', path, truth.min, dates[0]);
    score('county portal', 'total', path, truth.total === null ? null : Number(truth.total), main?.total);
    score('county portal', 'column name', path, truth.title, page.breadcrumb.at(-1)?.text);
  }
}

interface ProvincialTruth {
  items?: number;
  first?: string;
  max?: string;
  pinned?: number;
  site_code?: string;
  icp?: string[];
  gongan?: string;
  conac?: boolean;
  jiucuo?: boolean;
  column?: string;
  blocks?: Record<string, { first: string }>;
}

/** Where the four pages come from: their links are relative to it. */
const PROVINCIAL_URLS: Record<string, string> = {
  hebei_zrzy_list: 'https://zrzy.hebei.gov.cn/heb/xinwen/stdt/index.html',
  hn_zrzyt_list: 'https://zrzyt.hunan.gov.cn/zrzyt/xxgk/kyqcrzr/list_lby.html',
  tangshan_zygh_list: 'https://zrzyhgh.tangshan.gov.cn/ts/xxgk/gggs/tdgycr/index.html',
  nea_list: 'http://www.nea.gov.cn/news/index.htm',
};

function provincialLists(): void {
  const { as_of, pages } = labels('provincial_lists.json');
  for (const [path, truth] of Object.entries<ProvincialTruth>(pages)) {
    const name = path.split('/').at(-1)?.replace('.html', '') ?? '';
    const page = read(path, PROVINCIAL_URLS[name] ?? 'https://www.example.gov.cn/', day(as_of));
    const main = page.lists.find((list) => list.main);
    const { siteCode, icp, police, badge, findErrorEntry } = page.identity;
    const set = 'provincial departments';
    if (truth.items !== undefined) score(set, 'items', name, truth.items, main?.items.length);
    if (truth.first !== undefined) score(set, 'first date', name, truth.first, main?.items[0]?.date);
    if (truth.max !== undefined) score(set, 'newest date', name, truth.max, main?.latest);
    if (truth.pinned !== undefined)
      score(set, 'pinned', name, truth.pinned, main?.items.filter(({ pinned }) => pinned).length);
    if (truth.site_code !== undefined) score(set, 'site code', name, truth.site_code, siteCode);
    if (truth.icp !== undefined) score(set, 'ICP', name, truth.icp, icp);
    if (truth.gongan !== undefined) score(set, 'police record', name, truth.gongan, police);
    if (truth.conac !== undefined) score(set, 'badge', name, truth.conac, badge);
    if (truth.jiucuo !== undefined) score(set, 'find-error entry', name, truth.jiucuo, findErrorEntry);
    if (truth.column !== undefined)
      score(set, 'column name', name, truth.column, page.breadcrumb.at(-1)?.text);
    for (const [block, { first }] of Object.entries(truth.blocks ?? {})) {
      const list = page.lists.find(
        ({ name: heading, items }) => heading === block || items[0]?.date === first,
      );
      score(set, 'block first date', `${name} ${block}`, first, list?.items[0]?.date);
    }
  }
}

function articleDates(): void {
  const { pages } = labels('article_dates.json');
  for (const [path, truth] of Object.entries<{ url: string; date: string }>(pages)) {
    const page = read(path, truth.url, day('2020-12-31'));
    score(
      'article dates (wide web)',
      'published',
      path.split('__').at(-1) ?? path,
      truth.date,
      page.published,
    );
  }
}

/** Median and slowest reading of the county portal's list pages, milliseconds each. */
function speed(): { pages: number; medianMs: number; slowestMs: number; msPer100KbMedian: number } {
  const { as_of, pages } = labels('zhecheng_lists.json');
  const times: number[] = [];
  const per100Kb: number[] = [];
  for (let round = 0; round < 5; round++) {
    for (const [path, truth] of Object.entries<Record<string, unknown>>(pages)) {
      const bytes = readFileSync(join(CORPUS, 'sites/www.zhecheng.gov.cn', path));
      const began = process.cpuUsage();
      readPage({ bytes, url: String(truth.url), contentType: null, today: day(as_of) });
      const used = process.cpuUsage(began);
      const ms = (used.user + used.system) / 1000;
      if (round > 0) {
        times.push(ms);
        per100Kb.push((ms * 100_000) / bytes.length);
      }
    }
  }
  times.sort((a, b) => a - b);
  per100Kb.sort((a, b) => a - b);
  const at = (list: number[], share: number) => list[Math.floor((list.length - 1) * share)] ?? 0;
  return {
    pages: times.length,
    medianMs: at(times, 0.5),
    slowestMs: at(times, 1),
    msPer100KbMedian: at(per100Kb, 0.5),
  };
}

if (!existsSync(CORPUS)) {
  console.log(`no corpus at ${CORPUS}: nothing to measure against`);
} else {
  countyLists();
  provincialLists();
  articleDates();
  const timing = speed();
  const percent = (part: number, whole: number) =>
    whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)}%`;
  const rows = [...scores.values()].map((entry) => ({
    ...entry,
    precision: percent(entry.right, entry.stated),
    recall: percent(entry.right, entry.labelled),
  }));
  const result = {
    command: COMMAND,
    at: new Date().toISOString(),
    reader: READER_VERSION,
    machine: { cpu: cpus()[0]?.model ?? '', cores: cpus().length, node: process.version },
    timing,
    scores: rows,
  };
  const table = [
    '# Reading pages',
    '',
    `\`${COMMAND}\` on ${result.machine.cores} × ${result.machine.cpu}, Node ${result.machine.node}, ${result.at}, reader ${READER_VERSION}.`,
    '',
    'Precision is right of stated, recall right of labelled. Article dates are of the wide web, mostly not Chinese: a',
    'page whose date is not sure is left undated on purpose.',
    '',
    '| set | what | labelled | stated | right | precision | recall |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(
      (r) =>
        `| ${r.set} | ${r.what} | ${r.labelled} | ${r.stated} | ${r.right} | ${r.precision} | ${r.recall} |`,
    ),
    '',
    `CPU a list page of the county portal: median ${timing.medianMs.toFixed(1)} ms, slowest ${timing.slowestMs.toFixed(1)} ms over ${timing.pages} readings; median ${timing.msPer100KbMedian.toFixed(1)} ms per 100 KB.`,
    '',
  ].join('\n');
  mkdirSync(join(ROOT, 'bench/results'), { recursive: true });
  writeFileSync(join(ROOT, 'bench/results/reading.json'), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(join(ROOT, 'bench/results/reading.md'), table);
  console.log(table);
  if (process.argv.includes('--wrong')) for (const { what, wrong } of rows) console.log(what, wrong);
}
