import type { ReplyReading } from '../../domain/page-reading.ts';
import type { WatchTask } from '../letter-watcher.ts';

const squeezed = (text: string) => text.replace(/[\s\p{P}]+/gu, '');

/** Titles are cut in lists; so much of one must be there. */
const CUT_CHARS = 8;

/** The entry that is our letter: by its number, by its title, by the words that stand nowhere else. Null when none is. */
export function ownEntry(replies: readonly ReplyReading[], task: WatchTask): ReplyReading | null {
  const number = task.receipt?.number ?? null;
  const byNumber = number === null ? undefined : replies.find((one) => one.number === number);
  if (byNumber !== undefined) return byNumber;
  const titles = [task.letter, ...task.letter.variants].map(({ title }) => squeezed(title));
  const nonce = squeezed(task.nonce);
  const isOurs = ({ title, number: other }: ReplyReading) => {
    // Two letters of one campaign may share a site; another number is another letter.
    if (number !== null && other !== null) return false;
    const shown = squeezed(title.replace(/(…|\.{2,})\s*$/, ''));
    if (nonce.length >= 4 && shown.includes(nonce)) return true;
    return titles.some((own) => shown === own || (shown.length >= CUT_CHARS && own.startsWith(shown)));
  };
  return replies.find(isOurs) ?? null;
}
