import { expect, it } from 'vitest';
import type { CivilDate } from '../../../src/domain/civil-date.ts';
import { readForms } from '../../../src/reading/forms/read-forms.ts';
import { parsePage } from '../../../src/reading/page-dom.ts';
import { readReceipt } from '../../../src/reading/receipt/read-receipt.ts';
import { wallKind } from '../../../src/reading/receipt/wall-kind.ts';
import { answerQuality } from '../../../src/reading/replies/answer-quality.ts';
import { readReplies } from '../../../src/reading/replies/read-replies.ts';

/** CPU the readers may spend on one hostile page, parsing aside: generous, for a shared machine, yet no minute. */
const BUDGET_MS = 8_000;
const TODAY = '2024-06-20' as CivilDate;

const N = 100_000;
const many = (piece: (i: number) => string, n = N): string =>
  Array.from({ length: n }, (_, i) => piece(i)).join('');

const PAGES: [string, () => string][] = [
  [
    'a hundred thousand inputs in one form',
    () =>
      `<form>${many((i) => `姓名<input name="a${i}">`)}<textarea></textarea><input type=submit value=提交></form>`,
  ],
  ['a hundred thousand inputs without a form', () => many(() => '<input type="text">')],
  [
    'as many hidden inputs and radios of one name',
    () => `<form>${many(() => '<input type=hidden><input type=radio name=r>是')}</form>`,
  ],
  ['as many forms', () => many((i) => `<form>电话<input name="p${i}"><button>提交</button></form>`, 20_000)],
  [
    'as many buttons',
    () =>
      `<div><textarea></textarea>${many(() => '<button>提交</button><a href="#" onclick="x()">查询</a>', 50_000)}</div>`,
  ],
  [
    'elements nested twenty thousand deep',
    () =>
      `${'<div class="row" style="display:none">'.repeat(20_000)}<form>内容<textarea></textarea><button>提交</button></form>`,
  ],
  ['tables in tables', () => '<table><tr><td>标题</td><td>状态</td><td>'.repeat(1_500)],
  [
    'a letter list of a hundred thousand rows',
    () =>
      `<table><tr><th>信件标题</th><th>受理日期</th><th>状态</th></tr>${many((i) => `<tr><td><a href="/${i}">标题</a></td><td>2024-06-01</td><td>已回复</td></tr>`, 50_000)}</table>`,
  ],
  ['labels and answers without end', () => many(() => '<p>答复内容：</p><p>标题：x</p>', 50_000)],
  ['one answer of tiny pieces', () => `<div>答复内容：${many(() => '<i>啊</i><br>')}</div>`],
  [
    'a megabyte of one word',
    () => `<form><label>${'姓'.repeat(1_000_000)}</label><input><textarea></textarea></form>`,
  ],
  [
    'a style sheet and a script of braces',
    () =>
      `<style>${'.a{display:none}@media{'.repeat(60_000)}</style><script>${'UE.getEditor("'.repeat(20_000)}${'"a字标题" '.repeat(20_000)}</script><form><input class=a><textarea></textarea></form>`,
  ],
  [
    'digits and ranges',
    () =>
      `<form><p>${'10-25'.repeat(20_000)}字</p>内容<textarea placeholder="${'不超过'.repeat(5_000)}"></textarea></form>`,
  ],
];

it.each(PAGES)(
  'reads %s in bounded time',
  (_what, html) => {
    const dom = parsePage(html());
    const begun = process.cpuUsage();
    const forms = readForms(dom, 'https://www.test.gov.cn/');
    readReplies(dom, 'https://www.test.gov.cn/', TODAY);
    readReceipt(dom);
    wallKind(dom);
    const { user } = process.cpuUsage(begun);
    expect(user / 1_000).toBeLessThan(BUDGET_MS);
    expect(forms.length).toBeLessThanOrEqual(80);
  },
  120_000,
);

it.each([
  '请直接'.repeat(20_000),
  '感谢您的'.repeat(20_000),
  '已将'.repeat(20_000),
  '《'.repeat(50_000),
  '您的信件'.repeat(20_000),
  '受理编号：'.repeat(20_000),
  '编号和查询码分别'.repeat(10_000),
  '验证码'.repeat(20_000),
  ' '.repeat(100_000),
  '{"a":'.repeat(20_000),
])('reads hostile words in bounded time (%#)', (text) => {
  const begun = process.cpuUsage();
  answerQuality(text);
  readReceipt(text);
  expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(2_000);
});
