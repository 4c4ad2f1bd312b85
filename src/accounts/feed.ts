import { postsOf } from '../domain/account-facts.ts';
import type { AccountLead } from '../domain/account-lead.ts';
import { type AccountSource, blind } from './account-source.ts';
import type { Answer, Door } from './door.ts';
import { isRecord, listAt, textAt } from './json-answer.ts';
import { platformLink } from './platform-links.ts';
import { postDate } from './post-time.ts';
import { notShown, sourceFailure, unseen } from './source-failure.ts';

/**
 * RSS, Atom, RDF and JSON Feed, as platforms and bridges (RSSHub and its kin) give them. A bridge may lag behind its
 * platform, so what it shows is suspected until another source or a person agrees. It sees posts alone.
 */
export const feed: AccountSource = {
  id: 'feed',
  needs: 'feed_url of an RSS, Atom or JSON feed',
  sees: ['presence', 'posts'],
  accepts: ({ feedUrl }) => feedUrl !== null && isFeedAddress(feedUrl),
  async look({ feedUrl }, door) {
    const url = feedUrl ?? '';
    const accept =
      'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5';
    const answer = await door.ask({ url, headers: { accept } });
    const { evidence, status } = answer;
    if (answer.failure !== null) return blind(unseen(answer.failure, evidence), 'reader');
    if (status !== null && status >= 400) {
      // The bridge lost it; the account may well be there.
      return blind(unseen(sourceFailure('source_missing', `${url} answered ${status}`), evidence), 'reader');
    }
    const parsed = await readFeed(answer, door);
    if (parsed === null)
      return blind(unseen(sourceFailure('answer_unreadable', `${url} is no whole feed`), evidence), 'reader');
    const interaction = notShown('a feed shows no menu, comments or messages');
    if (parsed.listed === 0) {
      const nothing = unseen(sourceFailure('not_shown', `${url} lists nothing`), evidence);
      return { presence: nothing, posts: nothing, interaction, authority: 'reader' };
    }
    return {
      // Names of feeds are the bridge's own: “… 的微博” is no change of name.
      presence: {
        seen: true,
        value: { state: 'present', shownName: null, shownOperator: null, words: null },
        evidence,
      },
      posts: { seen: true, value: parsed, evidence },
      ...{ interaction, authority: 'reader' },
    };
  },
};

/** By the address alone: what is behind it is asked once, by the right source. */
export function isFeedAddress(url: string): boolean {
  return /\.(?:rss|atom|xml|rdf)(?:$|[?#])|\/(?:rss|feed|feeds|atom|rsshub)(?:[/?#.]|$)|feed\.json|[?&](?:format|type)=(?:rss|atom|feed)/i.test(
    url,
  );
}

/** Authors of a feed's posts as leads: a search for a region's name finds accounts that nobody reported. */
export async function readFeedLeads(url: string, door: Door): Promise<AccountLead[]> {
  const answer = await door.ask({ url });
  if (answer.failure !== null) return [];
  const found = new Map<string, AccountLead>();
  for (const item of (await itemsOf(answer.text)) ?? []) {
    const link = textAt(item, 'link') ?? textAt(item, 'url') ?? textAt(listAt(item, 'links')[0], 'href');
    const [author] = listAt(item, 'authors');
    const dc = isRecord(item.dc) ? (textAt(item.dc, 'creator') ?? listAt(item.dc, 'creators')[0]) : null;
    const name = textAt(author, 'name') ?? (typeof author === 'string' ? author : null) ?? dc;
    if (typeof name !== 'string' || name.trim() === '') continue;
    const platform = link === null ? null : (platformLink(link)?.platform ?? null);
    found.set(name, {
      ...{ platform, name: name.trim().slice(0, 60), handle: null, url: null, operator: null },
      ...{ way: 'feed', foundOn: url, evidence: answer.evidence },
    });
  }
  return [...found.values()];
}

async function readFeed({ text }: Answer, door: Door): Promise<ReturnType<typeof postsOf> | null> {
  const items = await itemsOf(text);
  if (items === null) return null;
  const moment = { now: door.now(), zone: door.zone };
  return postsOf(
    items.map((item) => {
      const title =
        textAt(item, 'title') ?? textAt(item.title, 'value') ?? textAt(item, 'content_text') ?? '';
      return {
        title: title.slice(0, 120),
        url: textAt(item, 'link') ?? textAt(item, 'url') ?? textAt(listAt(item, 'links')[0], 'href'),
        date: TIMES.reduce<ReturnType<typeof postDate>>(
          (date, time) => date ?? dateAt(item, time, moment),
          null,
        ),
        isRepost: /^(?:转发|【转发】|转载|Repost|RT @)/i.test(title),
      };
    }),
    false,
  );
}

/** When it was published; `updated` and its like only where nothing else stands. */
const TIMES = [
  'pubDate',
  'published',
  'date_published',
  'datePublished',
  'dc',
  'updated',
  'date_modified',
] as const;

function dateAt(item: Record<string, unknown>, time: string, moment: Parameters<typeof postDate>[1]) {
  const value =
    time === 'dc' && isRecord(item.dc) ? (item.dc.date ?? listAt(item, 'dc', 'dates')[0]) : item[time];
  const text = value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : null;
  return text === null ? null : postDate(text, moment);
}

/** The entries of a whole feed; null for anything else. */
async function itemsOf(text: string): Promise<Record<string, unknown>[] | null> {
  // A feed that breaks off in the middle would read as one whose newest posts are missing.
  const isJson = text.trimStart().startsWith('{');
  if (!isJson && !/<\/(?:rss|feed|rdf:RDF|RDF)>\s*(?:<!--[\s\S]{0,500}-->\s*)?$/i.test(text.trimEnd()))
    return null;
  // Loaded here: only accounts that are read by a feed need it.
  const { parseFeed } = await import('feedsmith');
  try {
    const found: unknown = parseFeed(isJson ? JSON.parse(text) : text).feed;
    return [...listAt(found, 'items'), ...listAt(found, 'entries')].filter(isRecord);
  } catch {
    return null;
  }
}
