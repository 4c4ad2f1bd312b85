import type { Page } from 'playwright';
import type { PageVisit } from '../../browser/page-visit.ts';
import { civilDateOf } from '../../domain/civil-date.ts';
import type { UndeterminedReason } from '../../domain/outcome.ts';
import type { FormReading, LinkReading, ReplyReading } from '../../domain/page-reading.ts';
import { channelLinkRank } from '../../reading/channel-link.ts';
import { readReplies } from '../../reading/replies/read-replies.ts';
import { askCaptcha, findCaptchaImage, statedExpiryMs } from '../carrier/captcha.ts';
import type { CarryBook } from '../carrier/carry-book.ts';
import type { CarrierLimits } from '../carrier/create-carrier.ts';
import type { EvidenceKeeper } from '../carrier/keep-evidence.ts';
import { openPage } from '../carrier/open-page.ts';
import { press } from '../carrier/press.ts';
import { queryLink } from '../carrier/query-link.ts';
import type { Recipe } from '../carrier/recipe-schema.ts';
import { type SeenFrame, seePage } from '../carrier/see-page.ts';
import type { WatchResult, WatchTask, WatchTrace } from '../letter-watcher.ts';
import type { WatcherSetting } from './create-watcher.ts';
import { planLookUp } from './look-up-plan.ts';
import { ownEntry } from './own-entry.ts';
import { nextPageLink, publicListLink } from './watch-links.ts';

export type Seen = WatchResult extends infer R
  ? R extends WatchTrace
    ? Omit<R, 'at' | 'steps' | 'evidence'>
    : never
  : never;

export interface LookWork extends Pick<WatcherSetting, 'clock' | 'zone' | 'recipes' | 'desk'> {
  visit: PageVisit;
  task: WatchTask;
  book: CarryBook;
  keeper: EvidenceKeeper;
  limits: CarrierLimits;
}

/** Pages of a public list that are leafed through to reach back to the day of sending. */
const MAX_LIST_PAGES = 5;
/** A site that published a letter so lately publishes letters. */
const PUBLISHES_DAYS = 60;
const NOT_FOUND =
  /(没有|未能?|尚未|查不到|暂无|无)(查询到|查到|找到|检索到|搜索到|相关|符合|匹配)[^。]{0,12}(信件|来信|留言|记录|数据|结果|信息|办件)?|查无此|(信件|编号|查询码|记录|办件)不存在|(信件|受理|办件)?编号或(查询)?(码|密码)(错误|不正确|有误)/;

/** One look: by query page where the letter can be asked for, else by the public list. */
export async function lookInPage(work: LookWork): Promise<Seen> {
  const { task, book, visit, keeper } = work;
  const recipe = work.recipes?.(task.site.siteCode) ?? null;
  const links = new Map<string, LinkReading[]>();
  const asked = await byQuery(work, recipe, links);
  if (asked !== null && asked.kind !== 'undetermined' && (asked.kind === 'reply' || asked.conclusive))
    return asked;
  const listed = await byList(work, recipe, links);
  // Where a letter can be asked for, a list without it proves nothing: not every answer is published.
  if (listed !== null && (asked === null || listed.kind === 'reply' || listed.presence === 'stored'))
    return listed;
  if (asked !== null) return asked;
  book.step('没有找到查询页，也没有公开列表');
  book.evidence.push(...(await keeper.keepPage(visit.page, null)));
  return { kind: 'undetermined', reason: 'no_source', via: null, presence: 'unknown' };
}

type Links = Map<string, LinkReading[]>;

async function openAndRead(
  { visit, limits, book }: LookWork,
  url: string,
  links: Links,
): Promise<SeenFrame[] | UndeterminedReason> {
  book.step(`打开 ${url}`);
  const opened = await openPage(visit, url, limits);
  if (opened.failure !== null) {
    book.step(opened.failure.detail);
    return opened.failure.reason;
  }
  if (opened.status !== null && opened.status >= 400) {
    book.step(`HTTP ${opened.status}`);
    return opened.status === 429 ? 'rate_limited' : 'not_observed';
  }
  const frames = await seePage(visit.page);
  links.set(
    url,
    frames.flatMap((frame) => frame.links),
  );
  return frames;
}

/** The address of a page that the letter's own pages link to, the form's first. */
async function linkedPage(
  work: LookWork,
  links: Links,
  choose: (all: readonly LinkReading[]) => string | null,
): Promise<string | null> {
  const { homeUrl } = work.task.site;
  const chosenFrom = async (url: string) => {
    if (!links.has(url)) await openAndRead(work, url, links);
    return choose(links.get(url) ?? []);
  };
  for (const url of [work.task.formUrl, homeUrl]) {
    const chosen = url === null ? null : await chosenFrom(url);
    if (chosen !== null) return chosen;
  }
  const interaction = (links.get(homeUrl) ?? []).find(({ text }) => channelLinkRank(text) === 1);
  return interaction === undefined ? null : chosenFrom(interaction.url);
}

async function byQuery(work: LookWork, recipe: Recipe | null, links: Links): Promise<Seen | null> {
  const { task, visit, book, keeper, clock, desk } = work;
  const url = recipe?.query?.url ?? task.receipt?.queryUrl ?? (await linkedPage(work, links, queryLink));
  if (url === null) return null;
  const frames = await openAndRead(work, url, links);
  const unseen = (reason: UndeterminedReason): Seen => ({
    kind: 'undetermined',
    reason,
    via: 'query',
    presence: 'unknown',
  });
  if (typeof frames === 'string') return unseen(frames);
  const found = lookUpForm(frames);
  if (found === null) return frames.some(({ wall }) => wall !== null) ? unseen('login_required') : null;
  const plan = planLookUp(found.form, task, recipe);
  if (plan === null) return null;
  const { frame } = found.seen;
  for (const { field, value } of plan.values) {
    const isFilled = await frame
      .locator(field.selector)
      .first()
      .fill(value, { timeout: 3_000 })
      .then(
        () => true,
        () => false,
      );
    if (!isFilled) return unseen('selector_lost');
  }
  book.step(`按${plan.values.map(({ field }) => field.label || field.role).join('、')}查询`);
  if (plan.captcha !== null) {
    const field = frame.locator(plan.captcha.selector).first();
    const image = await findCaptchaImage(frame, field);
    const expiresInMs = statedExpiryMs(found.seen.html.slice(0, 200_000));
    const place = { field, image, refresh: null, expiresInMs };
    const answer =
      desk === undefined
        ? 'nobody'
        : await askCaptcha(place, { ...desk, beforeSubmit: async () => undefined }, clock, (words) =>
            book.step(words),
          );
    if (typeof answer === 'string') {
      book.step('查询要验证码，没有人回答');
      return unseen('captcha_waiting');
    }
    await field.fill(answer.text, { timeout: 3_000 }).catch(() => undefined);
  }
  const submit = recipe?.query?.submit ?? found.form.submit;
  if (submit === null) return unseen('selector_lost');
  const dialogs = visit.journal.dialogs.length;
  const page = await press(visit.page, frame.locator(submit).first(), clock);
  const shown = await seePage(page);
  book.evidence.push(...(await keeper.keepPage(page, null)));
  const said = visit.journal.dialogs.slice(dialogs).join(' ');
  return fromResult(work, { via: plan.via, page, shown, said, links });
}

function lookUpForm(frames: readonly SeenFrame[]): { seen: SeenFrame; form: FormReading } | null {
  for (const seen of frames) {
    const form = seen.forms.find(({ purpose }) => purpose === 'lookup');
    if (form !== undefined) return { seen, form };
  }
  return null;
}

interface Result {
  via: 'query' | 'phone';
  page: Page;
  shown: readonly SeenFrame[];
  said: string;
  links: Links;
}

async function fromResult(work: LookWork, { via, shown, said, links }: Result): Promise<Seen> {
  const replies = repliesOn(work, shown);
  const own =
    ownEntry(replies, work.task) ?? (via === 'query' && replies.length === 1 ? (replies[0] ?? null) : null);
  if (own !== null) return fromEntry(work, own, via, links);
  const text =
    `${said} ${shown.map(({ dom }) => dom.nodes.map(({ text: one }) => one ?? '').join(' ')).join(' ')}`.slice(
      0,
      50_000,
    );
  if (/验证码.{0,8}(错误|不正确|有误|过期|失效)/.test(said))
    return { kind: 'undetermined', reason: 'captcha_waiting', via, presence: 'unknown' };
  const isDenied = NOT_FOUND.test(text.replace(/\s+/g, ' '));
  const isListed = via === 'phone' && replies.length > 0;
  if (!isDenied && !isListed) {
    work.book.step('查询结果读不出来');
    return { kind: 'undetermined', reason: 'not_observed', via, presence: 'unknown' };
  }
  work.book.step('查询页说没有这封信');
  return { kind: 'nothing', conclusive: false, state: null, via, presence: 'not_stored' };
}

function repliesOn({ clock, zone }: LookWork, frames: readonly SeenFrame[]): ReplyReading[] {
  const today = civilDateOf(clock.now(), zone);
  return frames.flatMap(({ dom, url }) => readReplies(dom, url, today));
}

/** Our letter as a page shows it; where only a row is shown, its own page is opened. */
async function fromEntry(
  work: LookWork,
  entry: ReplyReading,
  via: 'query' | 'phone' | 'list',
  links: Links,
): Promise<Seen> {
  const { book, task, keeper, visit } = work;
  book.step(`看到这封信：${entry.state ?? '状态未写'}`);
  let own = entry;
  if (own.answer === null && own.url !== null) {
    const frames = await openAndRead(work, own.url, links);
    if (typeof frames !== 'string') {
      const shown = repliesOn(work, frames);
      const detail = ownEntry(shown, task) ?? (shown.length === 1 ? shown[0] : undefined);
      book.evidence.push(...(await keeper.keepPage(visit.page, null)));
      if (detail !== undefined)
        own = {
          ...own,
          ...{
            answer: detail.answer,
            department: detail.department ?? own.department,
            state: detail.state ?? own.state,
          },
          ...{ repliedAt: detail.repliedAt ?? own.repliedAt, number: own.number ?? detail.number },
        };
    } else if (isAnswered(own)) return { kind: 'undetermined', reason: frames, via, presence: 'stored' };
  }
  const common = { via, presence: 'stored' as const, ...receiptOf(own, task) };
  if (own.answer === null && !isAnswered(own))
    return { kind: 'nothing', conclusive: true, state: own.state, ...common };
  const { repliedAt, department, url } = own;
  book.step(`看到答复${repliedAt === null ? '' : `，页面写的时间 ${repliedAt}`}`);
  return {
    kind: 'reply',
    reply: { statedAt: repliedAt, department, text: own.answer ?? '', url },
    ...common,
  };
}

function isAnswered({ state, repliedAt }: ReplyReading): boolean {
  return (
    repliedAt !== null ||
    (state !== null &&
      /^(已(回复|答复|办结|反馈)|(回复|答复|办理)(完毕|完成|结束)|办结|按期办结|结案)/.test(state))
  );
}

function receiptOf({ number }: ReplyReading, { receipt }: WatchTask): Pick<WatchTrace, 'receipt'> {
  if (number === null || receipt !== null) return {};
  return { receipt: { number, query: null, text: '', queryUrl: null } };
}

async function byList(work: LookWork, recipe: Recipe | null, links: Links): Promise<Seen | null> {
  const { task, book, keeper, visit, zone } = work;
  let url = recipe?.list?.url ?? (await linkedPage(work, links, publicListLink));
  if (url === null) return null;
  const sent = civilDateOf(task.sentAt, zone);
  let oldest: string | null = null;
  let newest: string | null = null;
  for (let pages = 0; url !== null && pages < MAX_LIST_PAGES; pages++) {
    const frames: SeenFrame[] | UndeterminedReason = await openAndRead(work, url, links);
    if (typeof frames === 'string')
      return { kind: 'undetermined', reason: frames, via: 'list', presence: 'unknown' };
    if (pages === 0) book.evidence.push(...(await keeper.keepPage(visit.page, null)));
    const replies = repliesOn(work, frames);
    const own = ownEntry(replies, task);
    if (own !== null) return fromEntry(work, own, 'list', links);
    for (const { sentAt } of replies) {
      if (sentAt === null) continue;
      if (oldest === null || sentAt < oldest) oldest = sentAt;
      if (newest === null || sentAt > newest) newest = sentAt;
    }
    if (oldest !== null && oldest.slice(0, 10) < sent) break;
    url = nextPageLink(links.get(url) ?? []);
  }
  book.step('公开列表里没有这封信');
  const lately = civilDateOf((task.sentAt - PUBLISHES_DAYS * 86_400_000) as typeof task.sentAt, zone);
  const reachesBack = oldest !== null && oldest.slice(0, 10) < sent;
  const publishes = newest !== null && newest.slice(0, 10) >= lately;
  return {
    kind: 'nothing',
    conclusive: reachesBack && publishes,
    state: null,
    via: 'list',
    presence: 'unknown',
  };
}
