import { createHash } from 'node:crypto';
import {
  type InteractionFacts,
  type PostsFacts,
  postsOf,
  type Sight,
  type SightSeen,
  type WayFacts,
} from '../domain/account-facts.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { type AccountSource, blind } from './account-source.ts';
import type { WechatCredentials } from './credentials.ts';
import type { Answer, Door } from './door.ts';
import { isRecord, jsonOf, listAt, recordAt, textAt } from './json-answer.ts';
import { menuWays } from './menu-ways.ts';
import { postDate } from './post-time.ts';
import { type SourceFailure, sourceFailure, unseen } from './source-failure.ts';
import { isRenewable, wechatFailure } from './wechat-errors.ts';
import { WECHAT_API } from './wechat-token.ts';

/**
 * WeChat official accounts by the operator's own credentials: published articles, menu, automatic replies, comments.
 * Three calls and the token a look, of daily quotas in the thousands. `freepublish` knows what was published, not what was
 * only mass-sent; where it looks stale the sending statistics are asked too (docs/guides/accounts.md).
 */
export const wechatApi: AccountSource = {
  id: 'wechat_api',
  needs: 'AppID and AppSecret of the account (accounts.credentials), our address on its IP white list',
  sees: ['presence', 'posts', 'interaction'],
  accepts: (account, door) =>
    /^wechat_(subscription|service)$/.test(account.platform) && door.credentials.wechatOf(account) !== null,
  async look(account, door) {
    const credentials = door.credentials.wechatOf(account);
    if (credentials === null)
      return blind(unseen(sourceFailure('credentials_missing', 'no credentials are configured')), 'platform');
    const call = caller(credentials, door);
    const published = await call('freepublish/batchget', { offset: 0, count: 20, no_content: 1 });
    if ('failure' in published) return blind(unseen(published.failure, published.evidence), 'platform');
    const found = articlesOf(published.value, door);
    const articles = await withMassSent(found.posts, published, call, door);
    const interaction = await interactionOf(call, found, door);
    return {
      presence: {
        seen: true,
        value: { state: 'present', shownName: null, shownOperator: null, words: null },
        evidence: published.evidence,
      },
      ...{ posts: articles.posts, interaction, authority: articles.isSure ? 'platform' : 'reader' },
    };
  },
};

type Called = ({ value: Record<string, unknown> } | { failure: SourceFailure }) & { evidence: EvidenceId[] };
type Call = (name: string, body?: object) => Promise<Called>;

/** Calls with the token, renewed once when the platform does not take it. */
function caller(credentials: WechatCredentials, door: Door): Call {
  let refused: string | undefined;
  return async function call(name, body) {
    for (let attempt = 0; ; attempt++) {
      const found = await door.tokens.tokenOf(credentials, door, refused);
      if ('failure' in found) return { ...found, evidence: [] };
      const [family, method] = name.split('/');
      const path = family === 'datacube' ? `/datacube/${method}` : `/cgi-bin/${name}`;
      const url = `${WECHAT_API}${path}?access_token=${encodeURIComponent(found.token)}`;
      const answer: Answer = await door.ask({ url, ...(body === undefined ? {} : posted(body)) });
      const { evidence } = answer;
      const json = jsonOf(answer);
      if ('failure' in json) return { ...json, evidence };
      const failure = wechatFailure(json.value, name);
      if (failure === null) return { ...json, evidence };
      if (!isRenewable(json.value) || attempt > 0) {
        // A renewed token that is refused again is no matter of its age.
        const isToken = failure.code === 'credentials_wrong' && attempt > 0;
        return { failure: isToken ? sourceFailure('token_refused', failure.detail) : failure, evidence };
      }
      refused = found.token;
    }
  };
}

function posted(body: object) {
  const bytes = Buffer.from(JSON.stringify(body));
  return { method: 'POST', body: { contentType: 'application/json', bytes } } as const;
}

interface Articles {
  posts: PostsFacts;
  /** Whether comments stand open under the newest articles; null when the list does not say. */
  comments: boolean | null;
}

function articlesOf(value: Record<string, unknown>, door: Door): Articles {
  const moment = { now: door.now(), zone: door.zone };
  let comments: boolean | null = null;
  const posts = listAt(value, 'item').flatMap((item) => {
    const time = textAt(item, 'update_time') ?? textAt(recordAt(item, 'content'), 'update_time');
    const date = time === null ? null : postDate(Number(time), moment);
    return listAt(item, 'content', 'news_item').flatMap((news) => {
      if (!isRecord(news) || news.is_deleted === true) return [];
      if (news.need_open_comment !== undefined) comments = comments === true || news.need_open_comment === 1;
      const isRepost =
        textAt(news, 'content_source_url') !== null && isForeign(textAt(news, 'content_source_url'));
      return [{ title: textAt(news, 'title') ?? '', url: textAt(news, 'url'), date, isRepost }];
    });
  });
  // Nothing published is not nothing sent: only the statistics may say that the account is empty.
  return { posts: postsOf(posts, false), comments };
}

/** 阅读原文 that leads to another WeChat article is how reposts show in the list. */
function isForeign(url: string | null): boolean {
  return url !== null && /^https?:\/\/mp\.weixin\.qq\.com\//i.test(url);
}

/** How far back the sending statistics are asked, day by day: past the longest limit of the shipped rules. */
const STATISTIC_DAYS = 15;
/** Younger lists are not stale by any rule; their statistics are not asked. */
const FRESH_DAYS = 9;
const DAY_MS = 86_400_000;

async function withMassSent(
  posts: PostsFacts,
  { evidence }: Called,
  call: Call,
  door: Door,
): Promise<{ posts: Sight<PostsFacts>; isSure: boolean }> {
  const moment = { now: door.now(), zone: door.zone };
  const dayOf = (back: number) => postDate(Math.floor((door.now() - back * DAY_MS) / 1000), moment);
  const newest = posts.newest;
  const listed: SightSeen<PostsFacts> = { seen: true, value: posts, evidence: [...evidence] };
  if (newest !== null && newest.date > (dayOf(FRESH_DAYS) ?? '')) return { posts: listed, isSure: true };
  for (let back = 1; back <= STATISTIC_DAYS; back++) {
    const day = dayOf(back);
    if (day === null || (newest !== null && day <= newest.date)) break;
    const sent = await call('datacube/getarticlesummary', { begin_date: day, end_date: day });
    if ('failure' in sent) {
      // Not every account may ask; then the list is all there is, and a person has to confirm what it seems to show.
      if (posts.newest !== null) return { posts: listed, isSure: false };
      const detail = `nothing is published, and what was mass-sent cannot be asked (${sent.failure.detail})`;
      return { posts: unseen(sourceFailure('permission_missing', detail), [...evidence]), isSure: false };
    }
    listed.evidence.push(...sent.evidence);
    const own = listAt(sent.value, 'list').filter((one) => textAt(one, 'ref_date') === day);
    const [first] = own;
    if (first === undefined) continue;
    const post = { title: textAt(first, 'title') ?? '', url: null, date: day, isRepost: false };
    const value = { ...posts, newest: post, newestOriginal: post, basis: 'listed' as const };
    return { posts: { ...listed, value }, isSure: true };
  }
  const value: PostsFacts = newest === null ? { ...posts, basis: 'empty' } : posts;
  return { posts: { ...listed, value }, isSure: true };
}

async function interactionOf(
  call: Call,
  { comments }: Articles,
  door: Door,
): Promise<Sight<InteractionFacts>> {
  const menu = await call('get_current_selfmenu_info');
  if ('failure' in menu) return unseen(menu.failure, menu.evidence);
  const reply = await call('get_current_autoreply_info');
  if ('failure' in reply) return unseen(reply.failure, reply.evidence);
  const evidence = [...menu.evidence, ...reply.evidence];
  const buttons =
    Number(menu.value.is_menu_open ?? 0) === 1 ? listAt(menu.value, 'selfmenu_info', 'button') : [];
  const ways: WayFacts[] = [...(await menuWays(buttons, door)), replyWay(reply.value)];
  if (comments !== null)
    ways.push({ way: 'comment', works: comments, detail: comments ? '' : '文章未开放评论' });
  return {
    seen: true,
    value: {
      ways,
      whole: true,
      menuDigest: createHash('sha256').update(JSON.stringify(buttons)).digest('hex').slice(0, 16),
    },
    evidence,
  };
}

/** A default or keyword reply answers whoever writes; a greeting to new followers alone answers nobody. */
function replyWay(value: Record<string, unknown>): WayFacts {
  const isOpen = Number(value.is_autoreply_open ?? 0) === 1;
  const hasDefault = recordAt(value, 'message_default_autoreply_info') !== null;
  const hasKeywords = listAt(value, 'keyword_autoreply_info', 'list').length > 0;
  const works = isOpen && (hasDefault || hasKeywords);
  return { way: 'auto_reply', works, detail: works ? '' : '未设置自动回复' };
}
