import { type CivilDate, daysBetween } from '../domain/civil-date.ts';
import type { PageReading } from '../domain/page-reading.ts';
import { datesIn, resolveYear, urlDate } from './dates.ts';

/** Labels that name the publication date on article pages. */
const LABEL = /(?:发布|发文|发表|公开|更新|录入|刊登|来稿)?\s*(?:日\s*期|时\s*间)\s*[:：]\s*/g;

export interface Published {
  published: CivilDate | null;
  conflicts: PageReading['dateConflicts'];
}

/** Publication date of an article: PubDate, else the visible label, else the URL; what disagrees is reported (STANDARDS §12.2). */
export function readPublished(
  meta: Readonly<Record<string, string>>,
  text: string,
  url: string,
  today: CivilDate,
): Published {
  const sources: PageReading['dateConflicts'] = [];
  const fromMeta = dateAt(meta.PubDate ?? '', 0, today);
  if (fromMeta !== null)
    sources.push({
      source: 'meta',
      date: fromMeta,
      trace: { selector: 'meta[name=PubDate]', text: meta.PubDate ?? '' },
    });
  const label = labelled(text, today);
  if (label !== null) sources.push(label);
  const fromUrl = urlDate(url);
  if (fromUrl !== null) sources.push({ source: 'url', date: fromUrl, trace: { selector: 'url', text: url } });
  const [first] = sources;
  // Meta and label may differ by a day over midnight; a URL only tells when the page was made.
  const differing = sources.filter(
    ({ date }) => first !== undefined && Math.abs(daysBetween(date, first.date)) > 1,
  );
  return {
    published: first?.date ?? null,
    conflicts: differing.length > 0 && first !== undefined ? [first, ...differing] : [],
  };
}

function labelled(text: string, today: CivilDate): PageReading['dateConflicts'][number] | null {
  for (const match of text.slice(0, 6000).matchAll(LABEL)) {
    const date = dateAt(
      text.slice(match.index + match[0].length, match.index + match[0].length + 30),
      2,
      today,
    );
    if (date !== null)
      return {
        source: 'label',
        date,
        trace: { selector: 'body', text: text.slice(match.index, match.index + 40) },
      };
  }
  return null;
}

function dateAt(text: string, within: number, today: CivilDate): CivilDate | null {
  const [found] = datesIn(text.slice(0, 40));
  if (found === undefined || found.start > within) return null;
  const date = resolveYear(found, today, null);
  return date !== null && date <= today ? date : null;
}
