import type { Flow, LetterAnswer } from './letter-kind.ts';
import { page } from './letter-pages.ts';
import type { LetterSite } from './serve-letters.ts';

export function lookUpAnswer(_site: LetterSite, { path }: Flow): LetterAnswer | null {
  return path === '/hdjl/list' ? page('信件公开', '<p>暂无</p>') : null;
}
