import type { Account } from '../domain/account.ts';
import { type InteractionFacts, type PresenceFacts, postsOf, type Sight } from '../domain/account-facts.ts';
import { type AccountSource, blind } from './account-source.ts';
import type { Answer, Door } from './door.ts';
import { isFeedAddress } from './feed.ts';
import { goneWords } from './gone-words.ts';
import { isRecord, jsonOf, listAt, recordAt, textAt } from './json-answer.ts';
import { recipeFor } from './page-recipe.ts';
import { postDate } from './post-time.ts';
import { notShown, type SourceFailure, sourceFailure, unseen } from './source-failure.ts';

const MOBILE = 'https://m.weibo.cn/api/container/getIndex';
/** Weibo's own number for a user, and the container of their posts (m.weibo.cn, 2026-11). */
const POSTS_OF_USER = '107603';

/**
 * Weibo-style JSON: the mobile list (`data.cards[].mblog`), the open API's user timeline (`statuses[]`), and bridges that
 * speak either. It is the platform's own data, so looks of it may confirm each other.
 */
export const weiboJson: AccountSource = {
  id: 'weibo_json',
  needs: 'feed_url of the JSON list, or the account’s number in handle',
  sees: ['presence', 'posts', 'interaction'],
  accepts: (account, door) => account.platform === 'weibo' && addressOf(account, door) !== null,
  async look(account, door) {
    const url = addressOf(account, door);
    if (url === null)
      return blind(unseen(sourceFailure('no_source', 'neither address nor number')), 'platform');
    const answer = await door.ask({ url, headers: { accept: 'application/json' } });
    const json = jsonOf(answer);
    if ('failure' in json) return blind(unseen(json.failure, answer.evidence), 'platform');
    const { evidence } = answer;
    const failure = failureIn(json.value);
    if (failure !== null) return blind(unseen(failure, evidence), 'platform');
    const gone = goneIn(json.value);
    if (gone !== null) {
      const why = unseen(sourceFailure('account_gone', 'the account is not there'), evidence);
      return {
        presence: { seen: true, value: gone, evidence },
        posts: why,
        interaction: why,
        authority: 'platform',
      };
    }
    return readList(json.value, answer, door);
  },
};

function addressOf({ feedUrl, handle }: Account, { recipes }: Door): string | null {
  // A page that somebody wrote a recipe for is what they want looked at.
  if (feedUrl !== null && recipeFor(feedUrl, recipes) !== null) return null;
  if (feedUrl !== null && isFeedAddress(feedUrl)) return null;
  if (feedUrl !== null && /\/api\/|\.json\b|[?&]containerid=|timeline/i.test(feedUrl)) return feedUrl;
  const number =
    /^\d{5,12}$/.exec(handle ?? '')?.[0] ?? /weibo\.c(?:om|n)\/(?:u\/)?(\d{5,12})/.exec(feedUrl ?? '')?.[1];
  return number === undefined
    ? null
    : `${MOBILE}?type=uid&value=${number}&containerid=${POSTS_OF_USER}${number}`;
}

/** Errors of the open API (error_code) and of the mobile list (ok, errno). */
function failureIn(value: Record<string, unknown>): SourceFailure | null {
  const code = Number(value.error_code ?? 0);
  const said = `${code} ${textAt(value, 'error') ?? ''}`.trim().slice(0, 120);
  if ([10022, 10023, 10024].includes(code)) return sourceFailure('quota_used_up', said);
  if (/^2131[0-9]|^2132[0-9]|^2133[0-2]/.test(String(code))) return sourceFailure('token_refused', said);
  if (code === 10014 || code === 10016) return sourceFailure('permission_missing', said);
  if (code !== 0 && code !== 20003) return sourceFailure('platform_busy', said);
  if (Number(value.ok) === -100) return sourceFailure('login_wall', 'the list is shown after a login');
  return null;
}

function goneIn(value: Record<string, unknown>): PresenceFacts | null {
  const isUnknown = Number(value.error_code ?? value.errno ?? 0) === 20003;
  const words = textAt(value, 'msg') ?? textAt(value, 'error') ?? '';
  const gone = Number(value.ok ?? 1) === 0 || isUnknown ? goneWords(words) : null;
  if (gone === null && !isUnknown) return null;
  return {
    state: gone?.state ?? 'deleted',
    ...{ shownName: null, shownOperator: null, words: gone?.words ?? words },
  };
}

function readList(value: Record<string, unknown>, { evidence, finalUrl }: Answer, door: Door) {
  const statuses = [
    ...listAt(value, 'statuses'),
    ...listAt(value, 'data', 'cards').flatMap((card) => {
      const own = recordAt(card, 'mblog');
      const group = listAt(card, 'card_group').flatMap((inner) => recordAt(inner, 'mblog') ?? []);
      return own === null ? group : [own, ...group];
    }),
  ].filter(isRecord);
  const isList = Array.isArray(value.statuses) || recordAt(value, 'data') !== null;
  if (!isList) {
    const where = finalUrl.replace(/\?.*$/, '');
    const why = unseen(sourceFailure('answer_unexpected', `${where} answered no list of posts`), evidence);
    return blind(why, 'platform');
  }
  const user =
    recordAt(value, 'data', 'userInfo') ?? recordAt(statuses[0], 'user') ?? recordAt(value, 'data', 'user');
  const moment = { now: door.now(), zone: door.zone };
  const posts = postsOf(
    statuses.map((status) => {
      const id = textAt(status, 'bid') ?? textAt(status, 'mid') ?? textAt(status, 'id');
      return {
        title: plainText(textAt(status, 'text_raw') ?? textAt(status, 'text') ?? ''),
        url: id === null ? null : `https://m.weibo.cn/detail/${id}`,
        date: postDate(textAt(status, 'created_at') ?? '', moment),
        isRepost: recordAt(status, 'retweeted_status') !== null,
      };
    }),
    // A list with posts that are hidden from strangers is no empty account: the platform's own count has to say so too.
    textAt(user, 'statuses_count') === '0' || textAt(value, 'total_number') === '0',
  );
  const presence: Sight<PresenceFacts> = {
    seen: true,
    value: {
      state: 'present',
      shownName: textAt(user, 'screen_name'),
      shownOperator: textAt(user, 'verified_reason'),
      words: null,
    },
    evidence,
  };
  return {
    presence,
    posts: { seen: true, value: posts, evidence } as const,
    interaction: interactionOf(statuses, evidence),
    authority: 'platform' as const,
  };
}

/** Comments that are there show that commenting works; that there are none shows nothing. */
function interactionOf(
  statuses: readonly Record<string, unknown>[],
  evidence: Answer['evidence'],
): Sight<InteractionFacts> {
  if (statuses.length === 0) return notShown('the list holds no post whose comments could be seen');
  const works = statuses.some((status) => Number(status.comments_count ?? 0) > 0);
  return {
    seen: true,
    value: {
      ways: [{ way: 'comment', works: works ? true : null, detail: works ? '' : '近期内容下没有评论' }],
      ...{ whole: false, menuDigest: null },
    },
    evidence,
  };
}

function plainText(html: string): string {
  return html
    .replace(/<[^>]{0,500}>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120);
}
