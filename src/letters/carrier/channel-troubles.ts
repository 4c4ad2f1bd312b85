import type { Page } from 'playwright';
import type { CivilDate } from '../../domain/civil-date.ts';
import type { Failure } from '../../domain/exchange.ts';
import type { UndeterminedReason } from '../../domain/outcome.ts';
import { detectChallenge } from '../../net/challenge.ts';
import { readPage } from '../../reading/read-page.ts';
import type { UnavailableReason } from '../letter-carrier.ts';
import type { Lead } from './channel-leads.ts';
import type { SeenFrame } from './see-page.ts';

/** What stands in the way to a form, and what a search that found none amounts to. */

export type ChannelEnding =
  | { kind: 'unavailable'; reason: UnavailableReason; words: string }
  | { kind: 'undetermined'; reason: UndeterminedReason; words: string };

/** What a search has come by so far. */
export interface SearchState {
  visited: Set<string>;
  opened: number;
  login: string | null;
  /** A page that begins a letter and was not got past: the form is there, we did not come to it. */
  stuck: string | null;
  broken: { rank: number; reason: UnavailableReason; words: string }[];
  unread: { rank: number; reason: UndeterminedReason; words: string }[];
  last: Page;
}

/** Pages beside the channel: that they do not answer says nothing about it. */
const ASIDE = /查询|公开|选登|列表|统计|回复|答复|调查|访谈|征集|直播/;

export type Trouble =
  | { is: 'broken'; reason: UnavailableReason; words: string }
  | { is: 'unread'; reason: UndeterminedReason; words: string }
  | { is: 'login'; words: string };

/** A page that is not the one it should be: an error, a wall of the network, maintenance. */
export function troubleOf(main: SeenFrame, status: number | null, today: CivilDate): Trouble | null {
  const bytes = Buffer.from(main.html);
  const wall = detectChallenge({
    status: status ?? 200,
    headers: { 'content-type': 'text/html' },
    body: bytes,
  });
  if (wall !== null) return { is: 'unread', reason: wall.code, words: wall.wall };
  const words = `${main.url} HTTP ${status}`;
  const { kind, detail, kindTrace } = readPage({
    bytes,
    url: main.url,
    contentType: 'text/html; charset=utf-8',
    today,
  });
  if (detail === 'maintenance')
    return { is: 'broken', reason: 'maintenance', words: kindTrace?.text ?? words };
  if (status !== null && status >= 500) return { is: 'broken', reason: 'server_error', words };
  if (status === 401) return { is: 'login', words };
  if (status !== null && status >= 400) return { is: 'broken', reason: 'page_dead', words };
  if (kind === 'challenge') return { is: 'unread', reason: 'challenged', words: kindTrace?.text ?? words };
  if (detail === 'login-wall') return { is: 'login', words: kindTrace?.text ?? words };
  if (kind !== 'error') return null;
  const reason = detail === 'server-error' ? 'server_error' : 'page_dead';
  return { is: 'broken', reason, words: `${main.url} ${kindTrace?.text ?? ''}` };
}

export function homeEnding(trouble: Trouble, url: string): ChannelEnding {
  const reason = trouble.is === 'unread' ? trouble.reason : 'not_observed';
  return { kind: 'undetermined', reason, words: `首页没有打开：${url} ${trouble.words}` };
}

export function noteTrouble(state: SearchState, { rank, text }: Lead, trouble: Trouble): void {
  if (ASIDE.test(text)) return;
  if (trouble.is === 'login') state.login ??= trouble.words;
  else if (trouble.is === 'unread') state.unread.push({ rank, reason: trouble.reason, words: trouble.words });
  else state.broken.push({ rank, reason: trouble.reason, words: trouble.words });
}

/** The home page answered a moment ago, so the line is up: what does not answer now is dead, walls and our own limits aside. */
export function noteFailure(
  state: SearchState,
  { rank, url, text }: Lead,
  { fault, reason, detail }: Failure,
): void {
  if (ASIDE.test(text)) return;
  if (fault === 'us' || fault === 'challenge') state.unread.push({ rank, reason, words: detail });
  else state.broken.push({ rank, reason: 'page_dead', words: `${url} 打不开：${detail}` });
}

export function unseen({ reason, detail }: Failure, url: string): ChannelEnding {
  return { kind: 'undetermined', reason, words: `首页没有打开：${url} ${detail}` };
}

export function endingOf({ login, stuck, broken, unread }: SearchState): ChannelEnding {
  if (login !== null)
    return { kind: 'undetermined', reason: 'login_required', words: `需要登录或实名：${login}` };
  if (stuck !== null)
    return {
      kind: 'undetermined',
      reason: 'selector_lost',
      words: `${stuck} 是写信的第一步，没有走到写信的表单`,
    };
  const missed = [...unread].sort((a, b) => b.rank - a.rank)[0];
  if (missed !== undefined) return { kind: 'undetermined', reason: missed.reason, words: missed.words };
  const dead = [...broken].sort((a, b) => b.rank - a.rank)[0];
  if (dead !== undefined) return { kind: 'unavailable', reason: dead.reason, words: dead.words };
  return { kind: 'unavailable', reason: 'no_channel', words: '所有可能的页面都看过，没有写信的表单' };
}
