import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CivilDate, parseCivilDate } from '../src/domain/civil-date.ts';
import type { PageReading } from '../src/domain/page-reading.ts';
import { parsePage } from '../src/reading/page-dom.ts';
import { readPage } from '../src/reading/read-page.ts';
import { READER_VERSION } from '../src/reading/reader-version.ts';
import { measureForms, type Tally } from './reading-forms.ts';
import { measureProvince, PROVINCE_SEEDS } from './reading-province.ts';
import { measureSizes, SIZE_NAMES } from './reading-sizes.ts';

/**
 * How well pages are read, against the labelled pages of the corpus beside the checkout and against the proving
 * province, and how fast. `right / stated` is precision, `right / labelled` recall.
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
    // 1970-01-01 is what software shows that knows no date: it is read as none.
    if (truth.min !== '1970-01-01') score('county portal', 'oldest date', path, truth.min, dates[0]);
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

function forms(): void {
  const measure = measureForms(CORPUS);
  if (measure === null) return;
  for (const { page, wanted, got } of measure.letterForms)
    score('letter forms', 'roles and required marks', page.split('/').at(-1) ?? page, wanted, got);
  const add = (what: string, tallies: ReadonlyMap<string, Tally>) => {
    for (const [name, { hit, missed, extra }] of [...tallies].sort()) {
      const key = `forms (wide web) ${what} ${name}`;
      const counts = { labelled: hit + missed, stated: hit + extra, right: hit };
      scores.set(key, { set: 'forms (wide web)', what: `${what} ${name}`, ...counts, wrong: [] });
    }
  };
  add('purpose', measure.purposes);
  add('role', measure.roles);
}

/** The proving province: no corpus needed. */
function provinceLists(): void {
  const { tallies, slips } = measureProvince();
  const set = 'proving province';
  const sum = (of: (tally: (typeof tallies)[number]) => number) => tallies.reduce((all, t) => all + of(t), 0);
  const items = sum((t) => t.items);
  const found = sum((t) => t.found);
  const articles = sum((t) => t.articles);
  const right = sum((t) => t.articlesRight);
  const seeds = `seeds ${PROVINCE_SEEDS.join(', ')}, ${sum((t) => t.pages)} lists`;
  const wrong = { labelled: items, stated: found + sum((t) => t.wrong), right: found, wrong: slips };
  scores.set(`${set} items`, { set, what: `items with their dates (${seeds})`, ...wrong });
  const dates = { labelled: articles, stated: right + sum((t) => t.articlesWrong), right, wrong: [] };
  scores.set(`${set} articles`, { set, what: 'dates of articles', ...dates });
  for (const { dialect, items: all, found: own, wrong: bad, byBrowser, pages } of tallies) {
    const what = `${dialect}${byBrowser === 0 ? '' : ` (${byBrowser} of ${pages} pages left to the browser)`}`;
    scores.set(`${set} ${dialect}`, { set, what, labelled: all, stated: own + bad, right: own, wrong: [] });
  }
}

const LARGE_BYTES = 100_000;
const LARGE_READINGS = 500;

/** The county portal's list pages, each with its own first row repeated up to 100 KB. */
function largeLists(): { bytes: Buffer; url: string }[] {
  const { pages } = labels('zhecheng_lists.json');
  return Object.entries<Record<string, unknown>>(pages).flatMap(([path, truth]) => {
    const html = readFileSync(join(CORPUS, 'sites/www.zhecheng.gov.cn', path), 'utf8');
    const row = /<li[^>]*>(?:(?!<li)[\s\S])*?\d{4}-\d\d-\d\d[\s\S]*?<\/li>/.exec(html)?.[0];
    if (row === undefined) return [];
    const times = Math.ceil((LARGE_BYTES - Buffer.byteLength(html)) / Buffer.byteLength(row));
    return [{ bytes: Buffer.from(html.replace(row, row.repeat(times))), url: String(truth.url) }];
  });
}

/** CPU of one list page of 100 KB, median over many readings in one process once it is warm; and of parsing alone. */
function largeSpeed(): { readings: number; readMs: number; parseMs: number } {
  const { as_of } = labels('zhecheng_lists.json');
  const pages = largeLists();
  const read: number[] = [];
  const parse: number[] = [];
  const timed = (into: number[], work: () => unknown) => {
    const began = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(began);
    into.push((user + system) / 1000);
  };
  const all = (into: number[], work: (page: (typeof pages)[number]) => unknown) => {
    for (let i = 0; i < 2 * LARGE_READINGS; i++) {
      const page = pages[i % pages.length];
      if (page !== undefined) timed(into, () => work(page));
    }
  };
  // One after the other: what parsing leaves behind is not for the reading to clear away.
  all(read, (page) => readPage({ ...page, contentType: null, today: day(as_of) }));
  all(parse, (page) => parsePage(page.bytes.toString('utf8')));
  const median = (list: number[]) =>
    list.slice(LARGE_READINGS).sort((a, b) => a - b)[LARGE_READINGS / 2] ?? 0;
  return { readings: LARGE_READINGS, readMs: median(read), parseMs: median(parse) };
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

/** Figures of the machine's own; the sizes take a minute. */
function report(): string {
  const timing = existsSync(CORPUS) ? { ...speed(), large: largeSpeed() } : null;
  const sizes = process.argv.includes('--no-sizes') ? [] : measureSizes();
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
    sizes: { sizes: SIZE_NAMES, rows: sizes },
    scores: rows,
  };
  const { machine } = result;
  const speedLine =
    timing === null
      ? ''
      : `CPU a list page of the county portal: median ${timing.medianMs.toFixed(1)} ms, slowest ${timing.slowestMs.toFixed(1)} ms over ${timing.pages} readings; median ${timing.msPer100KbMedian.toFixed(1)} ms per 100 KB, the first readings of a fresh process among them. The same pages with their rows repeated to 100 KB, in a warm process: median ${timing.large.readMs.toFixed(1)} ms over ${timing.large.readings} readings, of which parsing alone ${timing.large.parseMs.toFixed(1)} ms. One-minute load of the machine: ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores.`;
  const table = [
    '# Reading pages',
    '',
    `\`${COMMAND}\` on ${machine.cores} × ${machine.cpu}, Node ${machine.node}, ${result.at}, reader ${READER_VERSION}.`,
    '',
    'Precision is right of stated, recall right of labelled. Article dates and forms of the wide web are mostly not',
    'Chinese: a page whose date is not sure is left undated on purpose.',
    '',
    '| set | what | labelled | stated | right | precision | recall |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(
      (r) =>
        `| ${r.set} | ${r.what} | ${r.labelled} | ${r.stated} | ${r.right} | ${r.precision} | ${r.recall} |`,
    ),
    '',
    speedLine,
    '',
    ...(sizes.length === 0
      ? []
      : [
          '## Pages of any size: milliseconds of CPU',
          '',
          `| shape | ${SIZE_NAMES.join(' | ')} |`,
          `|---|${SIZE_NAMES.map(() => '---|').join('')}`,
          ...sizes.map(({ shape, ms }) => `| ${shape} | ${ms.map((one) => one.toFixed(1)).join(' | ')} |`),
          '',
        ]),
  ].join('\n');
  mkdirSync(join(ROOT, 'bench/results'), { recursive: true });
  writeFileSync(join(ROOT, 'bench/results/reading.json'), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(join(ROOT, 'bench/results/reading.md'), table);
  if (process.argv.includes('--wrong')) for (const { what, wrong } of rows) console.log(what, wrong);
  return table;
}

if (existsSync(CORPUS)) {
  countyLists();
  provincialLists();
  forms();
  articleDates();
} else {
  console.log(`no corpus at ${CORPUS}: only the proving province is measured`);
}
provinceLists();
console.log(report());
