import type { Bulletin } from '../domain/bulletin.ts';
import { dateInText } from './compose-bulletin.ts';
import type { DocumentPart, OfficialDocument } from './document-model.ts';

/** The bulletin as a document with its three annexes, and a fourth page of what stands in no rate where there is any. */
export function bulletinDocument(bulletin: Bulletin): OfficialDocument {
  const { title, issuer, redHead, number, signed, addressee, blocks, annexTitles, apart } = bulletin;
  const text = blocks.map(
    ({ level, heading, text: said }): DocumentPart =>
      level === 1 ? { is: 'heading', text: heading } : { is: 'paragraph', lead: heading, text: said },
  );
  return {
    ...{ title, issuer, redHead, number, signed },
    parts: [
      { is: 'addressee', text: addressee },
      ...text,
      { is: 'annexList', titles: annexTitles },
      { is: 'signature', issuer, date: dateInText(signed) },
      { is: 'annexTitle', mark: '附件1', title: annexTitles[0] ?? '' },
      annex1(bulletin),
      { is: 'annexTitle', mark: '附件2', title: annexTitles[1] ?? '' },
      annex2(bulletin),
      { is: 'annexTitle', mark: '附件3', title: annexTitles[2] ?? '' },
      annex3(bulletin),
      ...(apart.length === 0 ? [] : apartParts(bulletin)),
    ],
  };
}

const column = (title: string, width: number, align: 'left' | 'center' = 'center') => ({
  title,
  width,
  align,
});

function annex1({ annex1: rows }: Bulletin): DocumentPart {
  return {
    is: 'table',
    columns: [column('序号', 2), column('账号名称', 6), column('主办单位', 10), column('账号类型', 4)],
    rows: rows.map(({ no, account, operator, platform }) => [String(no), account, operator, platform]),
    hasTotal: false,
  };
}

/** One row for each category and class with all its names, as offices print it. */
function annex2({ annex2: rows }: Bulletin): DocumentPart {
  const groups = new Map<string, string[]>();
  for (const { category, site_type, site_name } of rows) {
    const key = `${category}\n${site_type}`;
    groups.set(key, [...(groups.get(key) ?? []), site_name]);
  }
  return {
    is: 'table',
    columns: [
      ...[column('答复情况', 22), column('网站类别', 20), column('网站名称', 86, 'left'), column('数量', 12)],
    ],
    rows: [...groups].map(([key, names]) => [...key.split('\n'), names.join('、'), String(names.length)]),
    hasTotal: false,
  };
}

function annex3({ annex3: rows }: Bulletin): DocumentPart {
  const titles = ['问题总数', '已办结总数', '政府网站问题', '网站已办结', '新媒体问题', '新媒体已办结'];
  return {
    is: 'table',
    columns: [
      column('序号', 2),
      column('单位', 5),
      column('整改率', 4),
      ...titles.map((title) => column(title, 3)),
    ],
    rows: rows.map((row) =>
      [
        ...[
          row.no,
          row.unit,
          row.rectification_rate,
          row.problems,
          row.closed,
          row.site_problems,
          row.site_closed,
        ],
        ...[row.account_problems, row.account_closed],
      ].map(String),
    ),
    hasTotal: true,
  };
}

const KINDS = { undetermined: '未能判定', exempt: '例外', pending: '期限内', overdue: '超期待定' } as const;
const SUBJECTS = { site: '政府网站', account: '政务新媒体', letter: '测试信件', finding: '检查项' } as const;

function apartParts({ apart }: Bulletin): DocumentPart[] {
  return [
    { is: 'annexTitle', mark: '附注', title: '未能判定与例外事项（不计入各项比率）' },
    {
      is: 'table',
      columns: [
        ...[column('类别', 22), column('对象', 26), column('名称', 46, 'left'), column('原因', 62, 'left')],
      ],
      rows: apart.map(({ kind, subject, name, why }) => [KINDS[kind], SUBJECTS[subject], name, why]),
      hasTotal: false,
    },
  ];
}
