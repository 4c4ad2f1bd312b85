import type { Score } from './score.ts';

const HEAD = [
  '指标 indicator',
  '问题 faults',
  '查出 found',
  '确认 confirmed',
  '错告 wrong',
  '漏报 missed',
  '未定 undecided',
  '理由错 reason',
  '盲判 blind',
  '预警错 notice',
];

/** The score as a table for people, Chinese and English. */
export function scoreTable(result: Score): string {
  const rows = result.indicators.map((i) => [
    i.examined ? i.indicator : `${i.indicator}（未检查 not examined）`,
    ...[
      i.faults,
      i.found,
      i.confirmed,
      i.wrongAccusations,
      i.missed,
      i.undecided,
      i.wrongReasons,
      i.blind,
      i.wrongNotices,
    ].map(String),
  ]);
  const total = result.indicators.reduce(
    (sum, i) => ({
      faults: sum.faults + i.faults,
      found: sum.found + i.found,
      wrong: sum.wrong + i.wrongAccusations,
    }),
    { faults: 0, found: 0, wrong: 0 },
  );
  const lines = [HEAD, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const { columns } = result;
  return [
    `${result.date}：${result.sites} 个网站 sites，未报 not reported ${result.missingSites.length}`,
    lines[0],
    `|${HEAD.map(() => '---').join('|')}|`,
    ...lines.slice(1),
    `错误指控 wrong accusations: ${total.wrong}；查全率 recall: ${total.faults === 0 ? 1 : (total.found / total.faults).toFixed(4)} (${total.found}/${total.faults})`,
    `栏目 columns: 应有 expected ${columns.expected}，找到 seen ${columns.seen}，日期正确 dated right ${columns.datedRight}，日期错误 dated wrong ${columns.datedWrong}`,
  ].join('\n');
}
