import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Bulletin } from '../../../src/domain/bulletin.ts';
import { documentText } from '../../../src/report/check/read-document.ts';
import { PUBLISHED_FOLDER, type PublishedFigures, publishedFigures } from './published-tables.ts';

/** Rows without BOM and line-end style: what a reader of CSV sees. */
export const rowsOf = (file: string) =>
  readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(Boolean);

const ANNEXES = ['annex1.csv', 'annex2.csv', 'annex3.csv'];
/** What the city's notice of 2024-07-01 says: its eleven units and its earlier day. */
const CITY = '榆林市';
const CITY_UNITS =
  '请榆林市教育局、榆林市工业和信息化局、榆林市人力资源和社会保障局、榆林市住房和城乡建设局、榆林市交通运输局、榆林市商务局、榆林市应急管理局、榆林市林业和草原局、榆林市机关事务服务中心、榆林市公安局、榆林市经济技术开发区（榆神工业区）管理委员会切实落实';
const CITY_DAY = '整改报告于7月4日前书面上报市政府政务信息化服务中心';
const CITY_COUNT = 11;

/** Where the documents in a folder differ from what was published, in words; empty where they are equal. */
export function differencesIn(folder: string): string[] {
  const bulletin = JSON.parse(readFileSync(path.join(folder, 'bulletin.json'), 'utf8')) as Bulletin;
  return [...figureDifferences(bulletin), ...annexDifferences(folder), ...noticeDifferences(folder)];
}

function figureDifferences(bulletin: Bulletin): string[] {
  const { sites, accounts, letters, problems, deadlines, signed } = publishedFigures();
  const published = { sites, accounts, letters, problems, signed };
  const own = figuresOf(bulletin);
  const unequal = (Object.keys(published) as (keyof typeof published)[]).filter(
    (key) => !isDeepStrictEqual(own[key], published[key]),
  );
  const said = bulletin.blocks.map(({ text }) => text).join('');
  const day = `${Number(deadlines.rectificationReportToProvince.slice(5, 7))}月${Number(deadlines.rectificationReportToProvince.slice(8))}日前`;
  return [
    ...unequal.map((key) => `${key}: ${JSON.stringify(own[key])}, not ${JSON.stringify(published[key])}`),
    ...(said.includes(day) ? [] : [`the bulletin does not say ${day}`]),
  ];
}

/** The bulletin's figures in the shape in which the published ones are kept. */
function figuresOf({
  figures,
  signed,
}: Bulletin): Pick<PublishedFigures, 'sites' | 'accounts' | 'letters' | 'problems'> & { signed: string } {
  const text = (id: string) => figures.find((figure) => figure.id === id)?.text ?? '';
  const number = (id: string) => Number(text(id));
  return {
    sites: { inspected: number('sites.inspected'), passRate: text('sites.passRate') },
    accounts: {
      ...{ sampled: number('accounts.sampled'), qualified: number('accounts.qualified') },
      passRate: text('accounts.passRate'),
    },
    letters: {
      ...{ tested: number('letters.tested'), repliedInTime: number('letters.repliedInTime') },
      ...{ repliedInTimeRate: text('letters.repliedInTimeRate'), sameDay: number('letters.sameDay') },
      ...{ late: number('letters.late'), none: number('letters.none') },
      channelUnavailable: number('letters.channelUnavailable'),
    },
    problems: {
      ...{ dispatched: number('problems.dispatched'), closed: number('problems.closed') },
      closedRate: text('problems.closedRate'),
    },
    signed,
  };
}

function annexDifferences(folder: string): string[] {
  return ANNEXES.flatMap((name) => {
    const [own, published] = [folder, PUBLISHED_FOLDER].map((from) => rowsOf(path.join(from, name)));
    const only = (these: readonly string[] = [], those: readonly string[] = []) =>
      these.filter((row) => !those.includes(row));
    if (isDeepStrictEqual(own, published)) return [];
    const differing = [
      ...only(own, published).map((row) => `${name}: ${row} was not published`),
      ...only(published, own).map((row) => `${name}: ${row} is missing`),
    ];
    return differing.length > 0 ? differing : [`${name}: other order`];
  });
}

function noticeDifferences(folder: string): string[] {
  const file = path.join(folder, 'notices', `${CITY}.docx`);
  const text = documentText(file, readFileSync(file));
  const units = readdirSync(path.join(folder, 'notices', CITY)).filter((name) => name.endsWith('.docx'));
  return [
    ...[CITY_UNITS, CITY_DAY].filter((words) => !text.includes(words)).map((words) => `no “${words}”`),
    ...(units.length === CITY_COUNT ? [] : [`${units.length} notices to units of ${CITY}`]),
  ];
}
