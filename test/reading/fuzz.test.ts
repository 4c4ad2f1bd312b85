import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readListData } from '../../src/reading/list-data.ts';
import { readPage } from '../../src/reading/read-page.ts';
import { readReceipt } from '../../src/reading/receipt/read-receipt.ts';
import { corpusFile, hasCorpus } from '../helpers/corpus.ts';
import { COLUMN_URL, TODAY } from './read-html.ts';
import { corpusPages, SPOILS, spoiled } from './spoiled-pages.ts';

/** What comes over the wire is anybody's: whatever it is, it is read to the end and gives a reading. */

function read(bytes: Uint8Array, contentType: string | null = 'text/html'): void {
  const page = readPage({ bytes, url: COLUMN_URL, contentType, today: TODAY });
  for (const { items } of page.lists)
    for (const { date } of items) if (date !== null) expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  if (page.published !== null) expect(page.published <= TODAY).toBe(true);
}

/** Pieces that readers look for, in any order. */
const PIECE = fc.constantFrom(
  ...[
    '<ul>',
    '</ul>',
    '<li>',
    '<a href="/a/1.html">',
    '</a>',
    '<table>',
    '<tr>',
    '<td>',
    '</td>',
    '</table>',
  ],
  ...[
    '<div class="list">',
    '</div>',
    '<span>',
    '2024-06-28',
    '06-28',
    '2024年6月',
    '28',
    '[',
    ']',
    '（',
    '发布时间：',
  ],
  ...[
    '关于做好防汛工作的通知',
    '<script>',
    'var a=[{title:"',
    '"}]',
    '</script>',
    '<![CDATA[',
    ']]>',
    '<record>',
  ],
  ...[
    '<form action="/s">',
    '<input name="a">',
    '<textarea>',
    '姓 名：',
    '验证码',
    '<dt>',
    '<dd>',
    '<select><option>',
  ],
  ...[
    '<!--',
    '-->',
    '<',
    '&nbsp;',
    '标识码：6108220001',
    '陕ICP备',
    '当前位置：首页 > ',
    '下一页',
    '共 12 条',
    '\u0000',
  ],
  ...[
    '答复内容：',
    '来信标题',
    '已办结',
    '<iframe src="',
    '">',
    "'",
    '<meta name="PubDate" content="',
    '{{',
    '\ud800',
  ],
);

describe('reading hostile bytes', () => {
  it('never throws on markup put together from pieces', () => {
    fc.assert(
      fc.property(fc.array(PIECE, { maxLength: 120 }), (pieces) => read(Buffer.from(pieces.join('')))),
      { numRuns: 400 },
    );
  });

  it('never throws on bytes of any kind, whatever charset they claim', () => {
    const claim = fc.constantFrom(
      ...[
        'text/html; charset=gb2312',
        'text/html; charset=utf-16',
        'text/html; charset=x-no',
        '',
        'image/png',
      ],
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), claim, (bytes, type) => read(bytes, type)),
      { numRuns: 200 },
    );
  });

  it('never throws on answers to data requests of any kind', () => {
    const member = fc.constantFrom('title', 'url', 'publishTime', 'total', 'data', 'html', 'results');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<unknown>(null, true, 0, 1_719_500_000, 1_719_500_000_000, -1, '2024-06-28', ''),
        fc.string(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(member, tie('value'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(value, fc.nat(200), (answer, cut) => {
        const text = JSON.stringify(answer);
        for (const body of [
          text,
          text.slice(0, cut),
          `cb(${text});`,
          `<datastore><record><![CDATA[${text}]]>`,
        ])
          readListData('jpaas', Buffer.from(body), null, COLUMN_URL, TODAY);
      }),
      { numRuns: 300 },
    );
  });

  it.skipIf(!hasCorpus)(
    'never throws on real pages cut, shuffled and encoded wrongly (needs the corpus)',
    () => {
      const files = corpusPages();
      expect(files.length).toBeGreaterThan(100);
      const spoil = fc.tuple(fc.constantFrom(...files), fc.constantFrom(...SPOILS), fc.nat());
      fc.assert(
        fc.property(spoil, ([file, how, n]) => {
          const bytes = readFileSync(corpusFile(file)).subarray(0, 60_000);
          read(spoiled(bytes, how, n));
          if (n % 5 === 0) readReceipt(spoiled(bytes, how, n).toString('latin1'));
        }),
        { numRuns: 250, seed: 20_240_628 },
      );
    },
    120_000,
  );
});
