import type { Page } from 'playwright';
import type { PageVisit } from '../../browser/page-visit.ts';
import type { Clock } from '../../clock.ts';
import { type CivilDate, civilDateOf } from '../../domain/civil-date.ts';
import type { Failure } from '../../domain/exchange.ts';
import { type FormReading, SURE_ENOUGH } from '../../domain/page-reading.ts';
import { channelLinkRank, isSpecialChannel } from '../../reading/channel-link.ts';
import { readReplies } from '../../reading/replies/read-replies.ts';
import type { FilledField } from '../letter-carrier.ts';
import { type Lead, leadsOf } from './channel-leads.ts';
import {
  type ChannelEnding,
  endingOf,
  homeEnding,
  noteFailure,
  noteTrouble,
  type SearchState,
  troubleOf,
  unseen,
} from './channel-troubles.ts';
import { type Clickable, clickablesOf } from './clickables.ts';
import { formByRecipe } from './form-by-recipe.ts';
import { type FillLeadIn, leadInOn, passLeadIn } from './lead-in.ts';
import { isConsent, isNoticeText } from './notice-words.ts';
import { openPage, type PageTimes, settle } from './open-page.ts';
import { passNotice } from './pass-notice.ts';
import { press } from './press.ts';
import type { Recipe } from './recipe-schema.ts';
import { type SeenFrame, seePage } from './see-page.ts';

export interface FoundForm {
  page: Page;
  seen: SeenFrame;
  form: FormReading;
  status: number | null;
  /** What earlier steps of the same form were given. */
  before?: readonly FilledField[];
}

export interface ChannelSearch {
  visit: PageVisit;
  clock: Clock;
  zone: string;
  times: PageTimes;
  /** Pages looked through before the search is given up as unfinished. */
  maxPages: number;
  recipe: Recipe | null;
  fillLeadIn: FillLeadIn;
  step(words: string): void;
}

/** 领导信箱, 我要写信: links that lead to the form itself. */
const SURE_RANK = 3;

/** Only the addresses of the letters are wanted: no day is too late. */
const ANY_DAY = '9999-12-31' as CivilDate;

/** From the home page over an interaction page, a notice and a frame to the form: no honest channel lies deeper. */
const MAX_DEPTH = 5;

/**
 * Looks for the form by which a citizen asks the office something, as a citizen would: from the home page by the words
 * of links and menus, through notices, frames and new windows, the surest first. What is in the way is told as what it
 * is: `no_channel` only when every page that could lead there was read.
 */
export async function findChannel(
  search: ChannelSearch,
  homeUrl: string,
  formUrl: string | null,
): Promise<FoundForm | ChannelEnding> {
  const { visit, step } = search;
  const state: SearchState = {
    visited: new Set(),
    opened: 0,
    login: null,
    stuck: null,
    broken: [],
    unread: [],
    last: visit.page,
  };
  const known = search.recipe?.formUrl ?? formUrl;
  if (known !== null) {
    const lead: Lead = { url: known, text: '已知的表单', rank: 4, depth: 1, from: homeUrl };
    const found = await follow(search, state, lead, undefined);
    if ('form' in found) return found;
    step('已知的表单地址没有表单，从首页重新找');
  }
  const path = search.recipe?.path ?? [];
  const home: Lead = { url: homeUrl, text: '首页', rank: 0, depth: 0, from: homeUrl };
  const first = await follow(search, state, home, undefined);
  if ('form' in first) return first;
  // A home page that does not answer says nothing about the channel: availability is judged elsewhere.
  if (first.failure !== null) return unseen(first.failure, homeUrl);
  if (first.ending !== null) return first.ending;
  if (path.length > 0) return byPath(search, state, path);
  const queue: Lead[] = [...first.leads];
  while (queue.length > 0) {
    queue.sort((a, b) => b.rank - a.rank || a.depth - b.depth);
    const lead = queue.shift() as Lead;
    if (lead.depth > MAX_DEPTH || state.visited.has(keyOf(lead))) continue;
    if (state.opened >= search.maxPages)
      return {
        kind: 'undetermined',
        reason: 'budget_exhausted',
        words: `看了 ${state.opened} 个页面还没有看完`,
      };
    const found = await follow(search, state, lead, lead.from);
    if ('form' in found) return found;
    queue.push(...found.leads);
  }
  return endingOf(state);
}

interface NoForm {
  leads: PressLead[];
  failure: Failure | null;
  ending: ChannelEnding | null;
}

/** A lead that has to be pressed on the page it stands on. */
interface PressLead extends Lead {
  press?: string;
}

function keyOf(lead: PressLead): string {
  return lead.press === undefined ? lead.url : `${lead.from} ⏎ ${lead.press}`;
}

async function follow(
  search: ChannelSearch,
  state: SearchState,
  lead: PressLead,
  referer: string | undefined,
): Promise<FoundForm | NoForm> {
  const { visit, times, clock, step } = search;
  const nothing: NoForm = { leads: [], failure: null, ending: null };
  state.visited.add(keyOf(lead));
  state.opened += 1;
  let page = visit.page;
  let status: number | null = null;
  if (lead.press === undefined) {
    step(`打开“${lead.text}” ${lead.url}`);
    const opened = await openPage(visit, lead.url, times, referer);
    if (opened.failure !== null) {
      if (lead.depth === 0) return { ...nothing, failure: opened.failure };
      noteFailure(state, lead, opened.failure);
      return nothing;
    }
    status = opened.status;
  } else {
    const pressed = await pressLead(search, state, lead);
    if (pressed === null) return nothing;
    page = pressed;
  }
  state.last = page;
  state.visited.add(page.url());
  return look(search, state, lead, page, status, clock);
}

/** Presses a menu entry on its page, opening that page again where the search has moved on. */
async function pressLead(search: ChannelSearch, state: SearchState, lead: PressLead): Promise<Page | null> {
  const { visit, times, clock, step } = search;
  let page = state.last;
  if (page.isClosed() || page.url() !== lead.from) {
    page = visit.page;
    const opened = await openPage(visit, lead.from, times);
    if (opened.failure !== null) return null;
  }
  const frames = page.frames().slice(0, 8);
  for (const frame of frames) {
    const target = (await clickablesOf(frame, true)).find(({ text }) => text === lead.press);
    if (target === undefined) continue;
    step(`点击“${lead.press}”`);
    return press(page, target.locator, clock);
  }
  return null;
}

async function look(
  search: ChannelSearch,
  state: SearchState,
  lead: PressLead,
  opened: Page,
  status: number | null,
  clock: Clock,
): Promise<FoundForm | NoForm> {
  const { times, step, zone } = search;
  let page = opened;
  let frames = await seePage(page);
  const recipe = search.recipe;
  const formOn = async (seen: readonly SeenFrame[]) =>
    (await formByRecipe(seen, recipe)) ?? letterFormOn(seen);
  let form = await formOn(frames);
  const isThin = () => leads(frames, lead).length === 0;
  if (form === null && (lead.depth > 0 || isThin())) {
    if ((isThin() || lead.rank >= 2) && !(await standsStill(page, frames))) {
      await settle(page, times.settleMs);
      frames = await seePage(page);
      form = await formOn(frames);
    }
  }
  if (form !== null) return { ...form, page, status };
  if (frames.some(({ forms }) => forms.some((one) => isLetter(one) && one.confidence < SURE_ENOUGH)))
    state.unread.push({
      rank: lead.rank,
      reason: 'selector_lost',
      words: `${lead.url} 有一个表单，不能确定是不是写信用的`,
    });
  const main = frames[0];
  if (main === undefined) {
    state.unread.push({ rank: lead.rank, reason: 'not_observed', words: `${lead.url} 读不出来` });
    return { leads: [], failure: null, ending: null };
  }
  // A page that names the way to the form is the page it should be.
  const isPlain =
    lead.depth === 0 && (status ?? 200) < 400 && leads(frames, lead).some(({ rank }) => rank >= SURE_RANK);
  const trouble = isPlain ? null : troubleOf(main, status, civilDateOf(clock.now(), zone));
  if (trouble !== null) {
    if (lead.depth === 0) return { leads: [], failure: null, ending: homeEnding(trouble, main.url) };
    noteTrouble(state, lead, trouble);
    return { leads: [], failure: null, ending: null };
  }
  const wall = frames.find((frame) => frame.wall !== null)?.wall ?? null;
  if (lead.depth > 0 && lead.rank >= 2 && wall === null) {
    const stepped = await stepIn(search, state, page, frames);
    if (stepped !== null) return { ...stepped, status };
  }
  const [said, pressed] = await Promise.all([
    lead.depth === 0
      ? ''
      : page.evaluate<unknown>('document.body ? document.body.innerText : ""').catch(() => ''),
    pressable(page),
  ]);
  const text = String(said).slice(0, 20_000);
  if (
    lead.depth > 0 &&
    isNoticeText(text) &&
    pressed.some(({ text: words }) => isConsent(words) || /\d/.test(words))
  ) {
    step('看到写信须知');
    const before = page.url();
    const passed = await passNotice(page, clock, step);
    if (passed !== null) {
      state.opened += 1;
      page = passed;
      state.last = page;
      const after: PressLead = { ...lead, depth: lead.depth + 1, from: before, url: page.url() };
      if (lead.depth < MAX_DEPTH) return look(search, state, after, page, null, clock);
    }
  }
  if (lead.rank >= 2 && wall === null && !leads(frames, lead).some(({ rank }) => rank >= 2)) {
    const late = await lateForm(page, times.settleMs);
    if (late !== null) return { ...late, page, status };
  }
  if (wall !== null) state.login ??= `${main.url}（${wall.words.slice(0, 60)}）`;
  return { leads: [...leads(frames, lead), ...pressLeads(pressed, page, lead)], failure: null, ending: null };
}

/** What makes a document change once it is whole. */
const MOVES = /<script|\bon\w+\s*=|http-equiv\s*=\s*["']?refresh/i;

/** Whether nothing more can come up on a page by itself. */
async function standsStill(page: Page, frames: readonly SeenFrame[]): Promise<boolean> {
  if (frames.some(({ html }) => MOVES.test(html))) return false;
  return (await page.evaluate<unknown>('document.readyState').catch(() => null)) === 'complete';
}

/** Steps before the letter itself: who writes, what about, to whom. No honest form has more. */
const MAX_STEPS = 4;

/** Goes through the steps that stand before the letter's own boxes; null where no such step stands. */
async function stepIn(
  { clock, step, fillLeadIn }: ChannelSearch,
  state: SearchState,
  opened: Page,
  shown: readonly SeenFrame[],
): Promise<Omit<FoundForm, 'status'> | null> {
  let page = opened;
  let frames = shown;
  const before: FilledField[] = [];
  for (let count = 0; count < MAX_STEPS; count++) {
    const leadIn = await leadInOn(frames);
    if (leadIn === null) break;
    state.stuck = page.url();
    const passed = await passLeadIn(page, leadIn, fillLeadIn, clock);
    if (passed.page === null) break;
    step(`先填 ${passed.filled.map(({ label, role }) => label || role).join('、')}`);
    before.push(...passed.filled);
    page = passed.page;
    state.last = page;
    frames = await seePage(page);
    const form = letterFormOn(frames);
    if (form !== null) return { ...form, page, before };
  }
  return null;
}

const WRITES = `document.querySelector('textarea, [contenteditable="true"], iframe') !== null`;

/** Forms that a script draws only after a while: waited for where the form should be and nothing else leads on. */
async function lateForm(page: Page, ms: number): Promise<{ seen: SeenFrame; form: FormReading } | null> {
  const isThere = await page.waitForFunction(WRITES, undefined, { timeout: ms, polling: 100 }).then(
    () => true,
    () => false,
  );
  return isThere ? letterFormOn(await seePage(page)) : null;
}

/** Letters of other people, in a public list, bear such words in their titles too; they lead nowhere. */
function leads(frames: readonly SeenFrame[], lead: Lead): PressLead[] {
  return frames.flatMap(({ links, url, dom }) => {
    const found = leadsOf(links, url, lead.depth + 1);
    if (found.length === 0) return [];
    const letters = new Set(readReplies(dom, url, ANY_DAY).map((reply) => reply.url));
    return found.filter((one) => !letters.has(one.url));
  });
}

async function pressable(page: Page): Promise<Clickable[]> {
  const all = await Promise.all(
    page
      .frames()
      .slice(0, 8)
      .map((frame) => clickablesOf(frame)),
  );
  return all.flat();
}

function pressLeads(pressed: readonly Clickable[], page: Page, lead: Lead): PressLead[] {
  const from = page.url();
  return pressed.flatMap(({ text }) => {
    const rank = isSpecialChannel(text) ? 0 : channelLinkRank(text);
    return rank < 1 ? [] : [{ url: from, text, press: text, rank: rank - 0.2, depth: lead.depth + 1, from }];
  });
}

function isLetter({ purpose, special }: FormReading): boolean {
  return purpose === 'letter' && special === undefined;
}

/** The letter form of a page; special channels (网上信访、纪检举报) are none. */
function letterFormOn(frames: readonly SeenFrame[]): { seen: SeenFrame; form: FormReading } | null {
  let best: { seen: SeenFrame; form: FormReading } | null = null;
  for (const seen of frames) {
    for (const form of seen.forms) {
      if (!isLetter(form) || form.confidence < SURE_ENOUGH) continue;
      if (best === null || form.confidence > best.form.confidence) best = { seen, form };
    }
  }
  return best;
}

/** Steps a recipe names: each text is pressed where it stands. */
async function byPath(
  search: ChannelSearch,
  state: SearchState,
  path: readonly string[],
): Promise<FoundForm | ChannelEnding> {
  for (const words of path) {
    const from = state.last.url();
    const lead: PressLead = { url: from, from, text: words, press: words, rank: 4, depth: 1 };
    const found = await follow(search, state, lead, from);
    if ('form' in found) return found;
    if (found.ending !== null) return found.ending;
  }
  const ending = endingOf(state);
  return ending.kind === 'unavailable' && ending.reason === 'no_channel'
    ? { kind: 'undetermined', reason: 'selector_lost', words: '按配方的路径没有走到表单' }
    : ending;
}
