import { columnState } from '../src/domain/column-state.ts';
import { defineProbe, judged, undetermined } from '../src/domain/probe.ts';

/** 栏目应更新未更新, one outcome a column that has a limit. */
export const columnNotUpdated = defineProbe({
  id: 'column-not-updated',
  title: { zh: '栏目不更新', en: 'Column not updated' },
  needs: ['columns'],
  mayUse: [],
  strings: {
    fresh: {
      zh: '栏目“{column}”最新信息日期为{latest}',
      en: 'The newest item of “{column}” is dated {latest}',
    },
    near: {
      zh: '栏目“{column}”最新信息日期为{latest}，接近更新期限',
      en: 'The newest item of “{column}” is dated {latest}, close to its limit',
    },
    staleDays: {
      zh: '栏目“{column}”最新信息日期为{latest}，超过更新期限（{limit}天）',
      en: 'The newest item of “{column}” is dated {latest}, past its limit of {limit} days',
    },
    staleMonths: {
      zh: '栏目“{column}”最新信息日期为{latest}，超过更新期限（{limit}个月）',
      en: 'The newest item of “{column}” is dated {latest}, past its limit of {limit} months',
    },
    undated: {
      zh: '栏目“{column}”的信息均未注明发布日期，视为不更新',
      en: 'No item of “{column}” bears a date, which counts as not updated',
    },
    unseen: { zh: '栏目“{column}”未能读取：{detail}', en: 'Column “{column}” could not be read: {detail}' },
    unsure: {
      zh: '栏目“{column}”最新信息日期为{latest}，名称与ColumnType标签所示类别不一致（{words}），按哪一更新期限无法判定',
      en: 'The newest item of “{column}” is dated {latest}; its name and its ColumnType tag say different kinds ({words}), so its limit is open',
    },
    none: { zh: '未发现有更新期限的栏目', en: 'No column with an update limit was found' },
  },
  judge({ columns }, { rules, today }) {
    const outcomes = columns.value.flatMap((column) => {
      const state = columnState(column, rules, today);
      const subject = { column: column.name, url: column.url };
      if (state.is === 'unlimited' || state.is === 'blank') return [];
      if (!column.list.seen) {
        const { reason, detail, evidence } = column.list;
        return [
          undetermined(reason, 'unseen', {
            subject,
            params: { column: column.name, detail },
            basis: { evidence, tier: 'http' },
          }),
        ];
      }
      if (state.is === 'unseen') return [];
      const { latest, latestItem, basis, items } = column.list.value;
      const facts = {
        latest,
        limit: state.limit,
        kind: column.kind,
        level: column.level,
        basis,
        items,
        item: latestItem,
      };
      const params = {
        column: column.name,
        latest: latest ?? '',
        limit: state.limit.days ?? state.limit.months ?? 0,
      };
      const stale = state.limit.days === undefined ? 'staleMonths' : 'staleDays';
      const details = { subject, params, facts, basis: column.list };
      if (state.is === 'unsure') {
        const { kindElse, kindTrace: trace } = column;
        return [
          undetermined('selector_lost', 'unsure', {
            ...details,
            params: { ...params, latest: latest ?? '—', words: trace?.text ?? '' },
            facts: { ...facts, kindElse, limitElse: state.limitElse, trace },
          }),
        ];
      }
      if (state.is === 'fresh') return [judged('pass', 'fresh', details)];
      if (state.is === 'near') return [judged('notice', 'near', details)];
      return [judged('fail', latest === null ? 'undated' : stale, details)];
    });
    return outcomes.length > 0 ? outcomes : [judged('not_applicable', 'none', { basis: columns })];
  },
});
