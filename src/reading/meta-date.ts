import { epochMs } from '../clock.ts';
import { type CivilDate, civilDateOf } from '../domain/civil-date.ts';
import { type DateSource, dateSource } from './date-source.ts';
import { datesIn, narrow, wholeDate } from './dates.ts';
import type { PageDom } from './page-dom.ts';
import { resolveDate } from './resolve-dates.ts';

/** Names that sites of the wide web give their dates; the first that is a date counts. */
const WIDE_META = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'date',
  'dc.date',
  'dc.date.issued',
  'dcterms.created',
  'publishdate',
  'publish_date',
  'pubdate',
  'publishtime',
  'apub:time',
  'firstpublishedtime',
];

/** Articles of official accounts state their second in a script and show 昨天 beside it (mp.weixin.qq.com, 2026-11). */
const OFFICIAL_ACCOUNT = /\bvar ct ?= ?"(\d{10})"/;

/** The day that the page states where only programs look. */
export function metaDate(dom: PageDom, today: CivilDate): DateSource | null {
  const found = new Map<string, string>();
  const add = (name: string, stated: string | undefined) => {
    if (stated !== undefined && !found.has(name)) found.set(name, stated);
  };
  for (const index of dom.tagged('meta')) {
    const { property, name, itemprop, content } = dom.nodes[index]?.element?.attribs ?? {};
    add((property ?? name ?? itemprop ?? '').toLowerCase(), content);
  }
  if (dom.html.includes('datePublished')) {
    for (const { element, text, parent } of dom.nodes) {
      if (element?.attribs.itemprop === 'datePublished')
        add('datepublished', element.attribs.datetime ?? element.attribs.content);
      else if (
        text?.includes('"datePublished"') &&
        dom.nodes[parent]?.element?.attribs.type === 'application/ld+json'
      )
        add('datepublished', /"datePublished"\s*:\s*"([^"]{8,40})"/.exec(text)?.[1]);
    }
  }
  const officialAccount = dom.html.includes('var ct') ? OFFICIAL_ACCOUNT.exec(dom.html) : null;
  if (officialAccount !== null) {
    const [text, seconds] = officialAccount;
    const date = civilDateOf(epochMs(Number(seconds) * 1000), 'Asia/Shanghai');
    if (date <= today) return dateSource('meta', date, { selector: 'script', text });
  }
  for (const name of WIDE_META) {
    const stated = found.get(name);
    const date = stated === undefined ? null : dateIn(stated, today);
    if (stated !== undefined && date !== null)
      return dateSource('meta', date, { selector: `meta[${name}]`, text: stated.slice(0, 100) });
  }
  return null;
}

function dateIn(text: string, today: CivilDate): CivilDate | null {
  const day = dayIn(text, today);
  return day !== null && day <= today ? day : null;
}

/** The day a tag states, also one that is still to come. */
export function dayIn(text: string, today: CivilDate): CivilDate | null {
  const plain = narrow(text.slice(0, 60).trim());
  const [found] = datesIn(plain);
  const date = found ?? wholeDate(plain);
  return date === null || date.start > 2 ? null : resolveDate(date, today, null);
}
