/** The words of outcomes as terminals show them. */
export const OUTCOME_WORDS = {
  zh: {
    verdict: { qualified: '合格', unqualified: '不合格', undetermined: '待定' },
    outcome: { pass: '通过', fail: '问题', notice: '预警', not_applicable: '不适用', undetermined: '未定' },
    standing: { suspected: '疑似', confirmed: '已确认', dismissed: '已排除', exempt: '例外' },
  },
  en: {
    verdict: { qualified: 'qualified', unqualified: 'unqualified', undetermined: 'undetermined' },
    outcome: {
      pass: 'pass',
      fail: 'fail',
      notice: 'notice',
      not_applicable: 'n/a',
      undetermined: 'undetermined',
    },
    standing: { suspected: 'suspected', confirmed: 'confirmed', dismissed: 'dismissed', exempt: 'exempt' },
  },
} as const;
