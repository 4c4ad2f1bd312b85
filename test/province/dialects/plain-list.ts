import { type Day, iso, partsOf, two } from '../days.ts';
import { esc } from '../html.ts';
import type { DateStyle, Dress } from '../model.ts';
import { pick } from '../random.ts';
import type { ShownItem } from './dialect.ts';

/** A list's way of showing dates; without the year only where every item is of the last months. */
export function styleFor(style: DateStyle, items: readonly ShownItem[], today: Day): DateStyle {
  const dates = items.flatMap(({ date }) => (date === null ? [] : [date]));
  const isLong = dates.some((date) => today - date > 330);
  return style === 'month-day' && isLong ? 'iso' : style;
}

/** A date as the list shows it, markup included. */
export function dateHtml(day: Day, style: DateStyle, time: string, tag = 'span', cls = 'date'): string {
  const { year, month, date } = partsOf(day);
  const open = `<${tag} class="${cls}">`;
  const close = `</${tag}>`;
  switch (style) {
    case 'iso':
      return `${open}${iso(day)}${close}`;
    case 'slash':
      return `${open}${year}/${month}/${date}${close}`;
    case 'dots':
      return `${open}${iso(day).replaceAll('-', '.')}${close}`;
    case 'chinese':
      return `${open}${year}年${month}月${date}日${close}`;
    case 'brackets':
      return `${open}[${iso(day)}]${close}`;
    case 'parentheses':
      return `${open}(${iso(day)})${close}`;
    case 'datetime':
      return `${open}${iso(day)} ${time.slice(0, 5)}${close}`;
    case 'month-day':
      return `${open}${two(month)}-${two(date)}${close}`;
    case 'split':
      return `<div class="time"><span class="dd">${two(date)}</span><span class="yy">${year}-${two(month)}</span></div>`;
  }
}

/** The whole title stands in the attribute, a cut one in the text, as templates do it. */
export function link({ article, href }: Pick<ShownItem, 'article' | 'href'>, cut = 40): string {
  const { title } = article;
  const text = title.length > cut ? `${title.slice(0, cut)}...` : title;
  return `<a href="${esc(href)}" target="_blank" title="${esc(title)}">${esc(text)}</a>`;
}

export interface PlainOptions {
  tag?: string;
  cls?: string;
  listClass?: string;
  /** Attributes of the nth item. */
  itemAttributes?: (n: number) => string;
}

/** `<ul>` of links and dates, the commonest list of all. */
export function plainList(
  items: readonly ShownItem[],
  dress: Pick<Dress, 'dateStyle' | 'dateBeforeLink'>,
  today: Day,
  { tag = 'span', cls = 'date', listClass = 'list', itemAttributes = () => '' }: PlainOptions = {},
): string {
  const style = styleFor(dress.dateStyle, items, today);
  const rows = items.map((item, n) => {
    const mark = item.pinned && pick([true, false], item.article.id) ? '<em class="top">[置顶]</em>' : '';
    const date = item.date === null ? '' : dateHtml(item.date, style, item.article.time, tag, cls);
    const parts = dress.dateBeforeLink ? [date, mark, link(item)] : [mark, link(item), date];
    return `<li${itemAttributes(n)}>${parts.join('')}</li>`;
  });
  return `<ul class="${listClass}">\n${rows.join('\n')}\n</ul>`;
}
