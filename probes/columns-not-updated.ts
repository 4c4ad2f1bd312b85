import { columnState, countsShortTerm } from '../src/domain/column-state.ts';
import { defineProbe, judged, type ProbeContext, undetermined } from '../src/domain/probe.ts';
import type { ColumnFacts } from '../src/domain/site-facts.ts';

/**
 * 栏目不更新, the veto over all columns (W4): five stale 动态要闻 columns or first-level 通知公告 and 政策文件 columns, ten
 * stale columns of any kind that should be updated, or five blank ones. Columns a person set aside do not count.
 */
export const columnsNotUpdated = defineProbe({
  id: 'columns-not-updated',
  title: { zh: '栏目不更新（单项否决）', en: 'Columns not updated (veto)' },
  needs: ['columns'],
  mayUse: [],
  strings: {
    fail: {
      zh: '应更新未更新的动态要闻、通知公告、政策文件类栏目{short}个，长期未更新栏目{long}个，空白栏目{blank}个',
      en: '{short} stale news, notice and policy columns, {long} stale columns in all, {blank} blank columns',
    },
    near: {
      zh: '接近否决线：动态要闻、通知公告、政策文件类未更新{short}个，长期未更新{long}个，空白{blank}个',
      en: 'Close to the veto: {short} stale news, notice and policy columns, {long} stale in all, {blank} blank',
    },
    pass: {
      zh: '未达否决线：动态要闻、通知公告、政策文件类未更新{short}个，长期未更新{long}个，空白{blank}个',
      en: 'Below the veto: {short} stale news, notice and policy columns, {long} stale in all, {blank} blank',
    },
    unseen: {
      zh: '有{unseen}个栏目未能读取或类别不明，无法判定是否达到否决线',
      en: '{unseen} columns could not be read or are of no sure kind, so whether the veto is reached is open',
    },
  },
  judge({ columns }, context) {
    const { shortTerm, longTerm, blank } = context.rules.indicators['columns-not-updated'].thresholds;
    const tally = count(columns.value, context);
    const params = { short: tally.short.length, long: tally.long.length, blank: tally.blank.length };
    const counted = [...new Set([...tally.long, ...tally.blank])];
    const facts = {
      ...params,
      unseen: tally.unseen.length,
      unsure: tally.unsure.length,
      thresholds: { shortTerm: shortTerm.count, longTerm: longTerm.count, blank: blank.count },
      columns: counted.map(({ name, url }) => ({ name, url })),
    };
    const evidence = [
      ...new Set([...columns.evidence, ...counted.flatMap((column) => column.list.evidence)]),
    ];
    const reaches = (isShort: number, isLong: number, isBlank: number) =>
      isShort >= shortTerm.count || isLong >= longTerm.count || isBlank >= blank.count;

    if (reaches(params.short, params.long, params.blank)) {
      const rendered = (list: ColumnFacts[]) =>
        list.filter((c) => c.list.seen && c.list.tier === 'browser').length;
      const byBrowser = reaches(rendered(tally.short), rendered(tally.long), rendered(tally.blank));
      return [
        judged('fail', 'fail', { params, facts, basis: { evidence, tier: byBrowser ? 'browser' : 'http' } }),
      ];
    }
    const basis = { evidence, tier: columns.tier };
    const unseenShort = tally.unseen.filter(countsShortTerm).length + tally.unsure.length;
    // Any unread column might be stale, or blank: only when even that stays below the lines is it a pass.
    const unseen = [...new Set([...tally.unseen, ...tally.maybeBlank, ...tally.unsure])];
    const couldReach = reaches(
      params.short + unseenShort,
      params.long + tally.unseen.length + tally.unsure.length,
      params.blank + tally.maybeBlank.length,
    );
    if (couldReach) {
      const reason = firstReason(unseen);
      return [undetermined(reason, 'unseen', { params: { unseen: unseen.length }, facts, basis })];
    }
    const isNear = params.long > longTerm.warnOver || params.blank > blank.warnOver;
    return [judged(isNear ? 'notice' : 'pass', isNear ? 'near' : 'pass', { params, facts, basis })];
  },
});

function count(columns: readonly ColumnFacts[], { rules, today, isSetAside }: ProbeContext) {
  const tally = {
    short: [] as ColumnFacts[],
    long: [] as ColumnFacts[],
    blank: [] as ColumnFacts[],
    unseen: [] as ColumnFacts[],
    unsure: [] as ColumnFacts[],
    maybeBlank: [] as ColumnFacts[],
  };
  for (const column of columns) {
    const subject = { column: column.name, url: column.url };
    const state = columnState(column, rules, today);
    if (state.is === 'unseen') tally.unseen.push(column);
    if (state.is === 'unsure' && !isSetAside('column-not-updated', subject)) tally.unsure.push(column);
    if (mayBeBlank(column)) tally.maybeBlank.push(column);
    if (state.is === 'blank' && !isSetAside('column-blank', subject)) tally.blank.push(column);
    if (state.is === 'stale' && !isSetAside('column-not-updated', subject)) {
      tally.long.push(column);
      if (countsShortTerm(column)) tally.short.push(column);
    }
  }
  return tally;
}

/** A page that was read and shows no list is no column that could be blank; one that could not be read may be. */
function mayBeBlank({ kind, list }: ColumnFacts): boolean {
  return (
    !list.seen && list.reason !== 'selector_lost' && !['static', 'service', 'interaction'].includes(kind)
  );
}

function firstReason(columns: readonly ColumnFacts[]) {
  for (const { list } of columns) if (!list.seen) return list.reason;
  return 'selector_lost' as const;
}
