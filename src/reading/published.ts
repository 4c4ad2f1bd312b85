import { type CivilDate, daysBetween } from '../domain/civil-date.ts';
import type { PageReading, Trace } from '../domain/page-reading.ts';
import { type DateSource, dateSource } from './date-source.ts';
import { dayIn, metaDate } from './meta-date.ts';
import type { PageDom } from './page-dom.ts';
import { shownDate } from './shown-date.ts';
import { urlDate } from './url-date.ts';

export interface Published {
  published: CivilDate | null;
  conflicts: PageReading['dateConflicts'];
  /** Which source it rests on. */
  source: 'meta' | 'label' | 'url' | null;
  /** Where it stands and its words. */
  trace: Trace | null;
  /** 0..1. */
  confidence: number;
  /** It stands in the line right under the page's title. */
  isUnderTitle: boolean;
  /** A few sentences below the title a day stands alone, as under a signature. */
  isSigned: boolean;
}

/**
 * Publication date of an article: PubDate, else the visible label, else the line under the title, else the URL; what
 * disagrees is reported (STANDARDS §12.2).
 */
export function readPublished(
  dom: PageDom,
  meta: Readonly<Record<string, string>>,
  url: string,
  today: CivilDate,
  title: string,
): Published {
  const sources: DateSource[] = [];
  const stated = dayIn(meta.PubDate ?? '', today);
  const pubDate =
    stated === null
      ? null
      : dateSource('meta', stated, { selector: 'meta[name=PubDate]', text: meta.PubDate ?? '' });
  const isAhead = pubDate !== null && pubDate.date > today;
  const fromMeta = isAhead ? null : pubDate;
  const wide = fromMeta === null ? metaDate(dom, today) : null;
  if (fromMeta !== null) sources.push(fromMeta);
  else if (wide !== null) sources.push(wide);
  const { found: label, ahead: labelAhead, isSigned } = shownDate(dom, today, title);
  if (label !== null) sources.push(label.source);
  const fromUrl = urlDate(url);
  if (fromUrl !== null && fromUrl <= today)
    sources.push(dateSource('url', fromUrl, { selector: 'url', text: url.slice(0, 300) }));
  const [first] = sources;
  const ahead = [isAhead ? pubDate : null, labelAhead].filter((stated) => stated !== null);
  if (first === undefined)
    return {
      ...{ published: null, conflicts: ahead, source: null, trace: null },
      ...{ confidence: 0, isUnderTitle: false, isSigned },
    };
  // Meta and label may differ by a day over midnight; a URL only tells when the page was made.
  const differing = sources.filter(({ date }) => Math.abs(daysBetween(date, first.date)) > 1);
  return {
    published: first.date,
    conflicts: differing.length + ahead.length > 0 ? [first, ...differing, ...ahead] : [],
    source: first.source === 'list' ? null : first.source,
    trace: first.trace,
    confidence: first.source === 'meta' ? 0.95 : first.source === 'url' ? 0.5 : (label?.confidence ?? 0.5),
    isUnderTitle: label?.isUnderTitle === true,
    isSigned,
  };
}
