import type { LinkReading } from '../../domain/page-reading.ts';
import { channelLinkRank, isSpecialChannel } from '../../reading/channel-link.ts';

/** Folders under which the usual systems keep their letter pages (STANDARDS §12). */
const CHANNEL_PATH =
  /\/(hdjl|zmhd|gzcy|zmjl|hdpt|jlhd|wyxx|wsxx|xzxx|xxxz|ldxx|szxx|xzxx|qzxx|jzxx|bzxx|zxxx|zxts|zxly|zxzx|wszx|liuyan|lyb|mailbox|mayor|letter|write\w*|jact|message|consult|guestbook|interact\w*|feedback|xinxiang)(\/|\.|_|$)/i;

export interface Lead {
  url: string;
  text: string;
  rank: number;
  depth: number;
  /** Page the link stands on. */
  from: string;
}

/**
 * Links of a page that may lead to the form, the surest first: by their words, else by the folder they lead into.
 * Petition and discipline channels do not count (W5), nor does another host that is only vaguely about talking.
 */
export function leadsOf(links: readonly LinkReading[], from: string, depth: number): Lead[] {
  const leads = new Map<string, Lead>();
  for (const { text, url, place } of links) {
    if (!/^https?:/.test(url) || isSpecialChannel(text)) continue;
    const isOwn = hostOf(url) === hostOf(from);
    const byWords = place === 'item' ? 0 : channelLinkRank(text);
    const byPath = isOwn && place !== 'item' && text.length <= 16 && CHANNEL_PATH.test(pathOf(url)) ? 0.5 : 0;
    const framed = place === 'frame' && isOwn ? 0.4 : 0;
    const rank = Math.max(byWords, byPath, framed);
    if (rank === 0 || (!isOwn && rank < 2)) continue;
    const known = leads.get(url);
    if (known === undefined || known.rank < rank) leads.set(url, { url, text, rank, depth, from });
  }
  return [...leads.values()].sort((a, b) => b.rank - a.rank);
}

function hostOf(url: string): string {
  return new URL(url).host;
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}
