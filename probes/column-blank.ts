import { defineProbe, judged } from '../src/domain/probe.ts';

/** 空白栏目: a column whose list is there and holds nothing. A list that script fills later is not blank but unseen. */
export const columnBlank = defineProbe({
  id: 'column-blank',
  title: { zh: '空白栏目', en: 'Blank column' },
  needs: ['columns'],
  mayUse: [],
  strings: {
    blank: { zh: '栏目“{column}”没有任何信息', en: 'Column “{column}” holds nothing' },
    none: { zh: '未发现空白栏目', en: 'No blank column was found' },
  },
  judge({ columns }) {
    const blank = columns.value.flatMap((column) =>
      column.list.seen && column.list.value.basis === 'empty'
        ? [
            judged('fail', 'blank', {
              subject: { column: column.name, url: column.url },
              params: { column: column.name },
              facts: { kind: column.kind, level: column.level },
              basis: column.list,
            }),
          ]
        : [],
    );
    return blank.length > 0 ? blank : [judged('pass', 'none', { basis: columns })];
  },
});
