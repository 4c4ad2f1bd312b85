import { type Day, iso, partsOf, two } from './days.ts';
import type { ProvinceColumn, ProvinceSite } from './model.ts';
import { between, chance, hash, pick } from './random.ts';

/**
 * Every column publishes one article in each window of `cadence` days, for ever: article and date follow from the
 * window's number, so that any day's pages can be made without the days before them.
 */
export interface Article {
  column: ProvinceColumn;
  /** Number of its window since 1970. */
  window: number;
  /** Number in URLs: column and window in one. */
  id: number;
  title: string;
  /** Day of publication as the pages state it. */
  day: Day;
  /** `HH:MM:SS`. */
  time: string;
  /** Day that stands in its URL: now and then a day or two off, as on real sites. */
  urlDay: Day;
  pinned: boolean;
}

/** Nothing was published from after `since` until `until`; both ends are days with an article. */
export interface Gap {
  since: Day;
  until: Day | null;
  /** Day on which the gap was filled with articles that state days within it. @default never */
  filledOn?: Day | undefined;
}

/** What decides a column's articles besides the column itself. */
export interface Publishing {
  gap: Gap | null;
  /** Days on which there certainly is an article. */
  anchors: readonly Day[];
  /** An article that appeared on `published` and claims an earlier day. */
  backdated: { published: Day; states: Day } | null;
  /** Day on which the site moved to another system: the addresses of all that is older bear it. @default never */
  migrated?: Day | undefined;
  /** Articles from a day on are old ones under a new date: their addresses bear the day so much earlier. */
  relabelled?: { from: Day; by: number } | undefined;
}

export const ALWAYS: Publishing = { gap: null, anchors: [], backdated: null };

/** Windows before this day are never shown: no site's archive is endless. */
const OLDEST: Day = 16_801; // 2016-01-01

const WINDOWS_PER_COLUMN = 100_000;

export const articleId = (column: ProvinceColumn, window: number): number =>
  column.no * WINDOWS_PER_COLUMN + window;

export function parseArticleId(id: number): { column: number; window: number } {
  return { column: Math.floor(id / WINDOWS_PER_COLUMN), window: id % WINDOWS_PER_COLUMN };
}

function dayIn(window: number, site: ProvinceSite, column: ProvinceColumn, publishing: Publishing): Day {
  const { gap, anchors, backdated } = publishing;
  const first = window * column.cadence;
  const inWindow = (day: Day) => Math.floor(day / column.cadence) === window;
  if (backdated !== null && inWindow(backdated.states)) return backdated.states;
  if (gap !== null) {
    if (gap.until !== null && inWindow(gap.until)) return gap.until;
    if (inWindow(gap.since)) return gap.since;
  }
  const anchor = anchors.find(inWindow);
  if (anchor !== undefined) return anchor;
  return first + between(0, column.cadence - 1, site.siteCode, column.no, window);
}

function isInGap(window: number, column: ProvinceColumn, publishing: Publishing, day: Day): boolean {
  const { gap, backdated } = publishing;
  const { cadence } = column;
  if (backdated !== null && day >= backdated.published && Math.floor(backdated.states / cadence) === window)
    return false;
  if (gap?.filledOn !== undefined && day >= gap.filledOn) return false;
  return isWithin(window, column, gap);
}

function isWithin(window: number, { cadence }: ProvinceColumn, gap: Gap | null): boolean {
  if (gap === null) return false;
  const from = Math.floor(gap.since / cadence);
  const to = gap.until === null ? Number.POSITIVE_INFINITY : Math.floor(gap.until / cadence);
  return window > from && window < to;
}

/** Whether an article is one of those that a gap was filled with later. */
export function isFilled({ window, column, day }: Article, { gap }: Publishing): boolean {
  return gap?.filledOn !== undefined && day < gap.filledOn && isWithin(window, column, gap);
}

/** Articles visible on `day`, newest first, from `offset`; and how many there are in all. */
export function articlesOn(
  site: ProvinceSite,
  column: ProvinceColumn,
  day: Day,
  publishing: Publishing,
  { offset, count }: { offset: number; count: number },
): { articles: Article[]; total: number } {
  const articles: Article[] = [];
  const oldest = Math.ceil(OLDEST / column.cadence);
  let window = Math.floor(day / column.cadence);
  let skip = offset;
  let gone = 0;
  let first: number | null = null;
  for (; window >= oldest && articles.length < count; window--) {
    if (isInGap(window, column, publishing, day)) {
      gone += 1;
      continue;
    }
    if (dayIn(window, site, column, publishing) > day) continue;
    first ??= window;
    if (skip > 0) skip -= 1;
    else articles.push(articleAt(site, column, window, publishing));
  }
  return { articles, total: Math.max(0, (first ?? oldest) - oldest + 1 - gone) };
}

/** The article of a window, whether or not it is out yet. */
export function articleAt(
  site: ProvinceSite,
  column: ProvinceColumn,
  window: number,
  publishing: Publishing,
): Article {
  const day = dayIn(window, site, column, publishing);
  const key = [site.siteCode, column.no, window] as const;
  const id = articleId(column, window);
  return {
    ...{ column, window, id, day, pinned: false },
    title: titleOf(site, column, window, day),
    time: `${two(between(8, 18, ...key, 'h'))}:${two(between(0, 59, ...key, 'm'))}:${two(between(0, 59, ...key, 's'))}`,
    urlDay: urlDayOf(site, column, window, day, publishing),
  };
}

function urlDayOf(
  site: ProvinceSite,
  column: ProvinceColumn,
  window: number,
  day: Day,
  { migrated, relabelled }: Publishing,
): Day {
  if (relabelled !== undefined && day >= relabelled.from) return day - relabelled.by;
  if (migrated !== undefined && day < migrated) return migrated;
  const key = [site.siteCode, column.no, window] as const;
  return chance(12, ...key, 'url') ? day + between(1, 2, ...key, 'by') : day;
}

/** Whether an article can be read on `day`. */
export function isOut(article: Article, day: Day, publishing: Publishing): boolean {
  return article.day <= day && !isInGap(article.window, article.column, publishing, day);
}

const PLACES = ['东街', '南关', '北城', '西坪', '河湾', '龙泉', '五里铺', '石门', '柳林', '太平'];
const LEADERS = ['书记', '县长', '市长', '副市长', '主任', '局长'];
const WORKS = [
  '安全生产',
  '防汛抗旱',
  '乡村振兴',
  '营商环境',
  '重点项目建设',
  '生态环境保护',
  '信访维稳',
  '秋冬季森林防火',
  '招商引资',
  '教育教学质量提升',
  '农村人居环境整治',
  '食品安全',
];

/** Plausible titles; some hold dates, numbers and words that trap readers of dates and of error pages. */
function titleOf(site: ProvinceSite, column: ProvinceColumn, window: number, day: Day): string {
  const key = [site.siteCode, column.no, window, 'title'] as const;
  const roll = hash(...key) % 100;
  const work = pick(WORKS, ...key, 'work');
  const place = pick(PLACES, ...key, 'place');
  const { year, month } = partsOf(day);
  const { short } = site;
  if (column.kind === 'news') {
    if (roll < 4) return `${year - 1}年12月31日至${year}年1月2日${short}节假日值班工作平稳有序`;
    if (roll < 7) return `[视频]${short}召开${iso(day - between(3, 30, ...key, 'd'))}专题调度会`;
    if (roll < 9) return `${short}开展政府网站“404”错误页面专项整治`;
    if (roll < 30) return `${pick(LEADERS, ...key, 'l')}深入${place}调研${work}工作`;
    if (roll < 55) return `${short}召开${work}工作推进会`;
    if (roll < 75) return `${place}镇：${work}“三举措”见成效`;
    return `${short}组织开展${work}专项检查`;
  }
  if (column.kind === 'notice') {
    if (roll < 6) return '关于门户网站系统升级维护暂停服务的公告';
    if (roll < 14) return `关于${year}年${month}月1日至15日行政许可事项的公示（2018-2023年存量）`;
    if (roll < 45) return `关于${place}项目环境影响评价文件拟审批的公示`;
    if (roll < 75) return `${site.sponsor}关于做好${work}工作的通知`;
    return `${short}${year}年度${work}拟支持名单公示`;
  }
  if (column.kind === 'policy') {
    const number = between(1, 60, ...key, 'no');
    if (roll < 50)
      return `${site.sponsor}关于印发《${short}${work}实施方案》的通知（〔${year}〕${number}号）`;
    return `关于进一步加强${work}工作的若干意见（${year}-${two(between(1, 12, ...key, 'mm'))}）`;
  }
  if (column.kind === 'consultation')
    return `关于《${short}${work}管理办法（征求意见稿）》公开征求意见的公告`;
  if (column.name.includes('人事'))
    return `关于${pick(['王建军', '李晓梅', '赵永强', '刘芳'], ...key)}等同志职务任免的通知`;
  if (column.name.includes('统计')) return `${year}年${month}月${short}主要经济指标`;
  if (column.name.includes('财政')) return `${short}${year - 1}年度部门决算公开说明`;
  if (column.name.includes('年报')) return `${site.sponsor}${year - 1}年政府信息公开工作年度报告`;
  return `${short}${work}${pick(['工作纪实', '专题报道', '情况说明', '工作安排'], ...key, 'tail')}`;
}
