import { ANNEX3_COUNTS } from '../../domain/bulletin.ts';
import { rateInTable, rateOf } from '../../domain/rate.ts';
import { type BulletinText, joined, type Slip, sentencesOf } from './bulletin-text.ts';

const PAIRS = [
  ['problems', '问题总数', 'site_problems', 'account_problems'],
  ['closed', '已办结总数', 'site_closed', 'account_closed'],
] as const;

type Row = Readonly<Record<string, string>>;
const numberAt = (row: Row, key: string) => Number(row[key]);

/** Annex 3 by itself, and the text against it. `order` is the province's fixed order of reporting units. */
export function checkTickets({ text, annex3 }: BulletinText, order: readonly string[]): Slip[] {
  if (annex3 === null) return [];
  const rows = annex3.filter(({ unit }) => unit !== '合计');
  const total = annex3.find(({ unit }) => unit === '合计');
  return [
    ...annex3.flatMap(rowSlips),
    ...totals(rows, total),
    ...ordered(rows, order),
    ...inText(text, rows, total),
  ];
}

function rowSlips(row: Row): Slip[] {
  const unit = row.unit ?? '';
  const slips: Slip[] = [];
  for (const [key, name, site, account] of PAIRS) {
    const sum = numberAt(row, site) + numberAt(row, account);
    if (sum !== numberAt(row, key))
      slips.push({
        rule: 'annex-row',
        message: `附件3${unit}：网站与新媒体之和是${sum}，${name}印作${row[key]}`,
        quote: unit,
      });
  }
  const rate = rateInTable(rateOf(numberAt(row, 'closed'), numberAt(row, 'problems')));
  if (row.rectification_rate !== undefined && row.rectification_rate !== rate)
    slips.push({
      rule: 'rate',
      message: `附件3${unit}：整改率印作${row.rectification_rate}，而${row.closed}÷${row.problems}=${rate}`,
      quote: unit,
    });
  if (numberAt(row, 'closed') > numberAt(row, 'problems'))
    slips.push({ rule: 'annex-row', message: `附件3${unit}：已办结多于问题总数`, quote: unit });
  return slips;
}

function totals(rows: readonly Row[], total: Row | undefined): Slip[] {
  if (total === undefined) return [];
  return ANNEX3_COUNTS.flatMap((key): Slip[] => {
    const sum = rows.reduce((all, row) => all + numberAt(row, key), 0);
    return sum === numberAt(total, key)
      ? []
      : [{ rule: 'sum', message: `附件3各行${key}之和是${sum}，合计印作${total[key]}`, quote: '合计' }];
  });
}

function ordered(rows: readonly Row[], order: readonly string[]): Slip[] {
  const rate = (row: Row) => Number((row.rectification_rate ?? '').replace('%', ''));
  const rank = (row: Row) => order.indexOf(row.unit ?? '');
  return rows.slice(1).flatMap((row, index): Slip[] => {
    const before = rows[index];
    if (before === undefined) return [];
    if (rate(row) > rate(before))
      return [
        {
          rule: 'annex-order',
          message: `附件3应按整改率从高到低：${row.unit}在${before.unit}之后`,
          quote: row.unit ?? '',
        },
      ];
    if (rate(row) === rate(before) && rank(row) >= 0 && rank(before) >= 0 && rank(row) < rank(before))
      return [
        {
          rule: 'annex-order',
          message: `附件3整改率相同应按固定次序：${row.unit}应在${before.unit}之前`,
          quote: row.unit ?? '',
        },
      ];
    return [];
  });
}

function inText(text: string, rows: readonly Row[], total: Row | undefined): Slip[] {
  const slips: Slip[] = [];
  const sentence = sentencesOf(text).find((one) => /转办的?问题清单\d+个/.test(one)) ?? '';
  const [, dispatched] = /问题清单(\d+)个/.exec(sentence) ?? [];
  const [, closed] = /已办结(\d+)个/.exec(sentence) ?? [];
  const compare = (said: string | undefined, key: string, name: string) => {
    if (total !== undefined && said !== undefined && said !== total[key])
      slips.push({
        rule: 'annex-count',
        message: `正文称${name}${said}个，附件3合计${total[key]}`,
        quote: `${said}个`,
      });
  };
  compare(dispatched, 'problems', '转办');
  compare(closed, 'closed', '办结');
  const list = /([^，。]*)问题办结率均?为100%/.exec(joined(sentence))?.[1];
  if (list === undefined) return slips;
  const named = new Set(list.split('、'));
  for (const { unit = '', rectification_rate: rate = '' } of rows) {
    if (named.has(unit) && rate !== '100.00%')
      slips.push({ rule: 'annex-count', message: `正文称${unit}办结率为100%，附件3为${rate}`, quote: unit });
    if (!named.has(unit) && rate === '100.00%')
      slips.push({ rule: 'name-missing', message: `附件3中${unit}办结率为100%，正文未列`, quote: unit });
  }
  return slips;
}
