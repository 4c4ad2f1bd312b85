import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../../../src/domain/civil-date.ts';
import type { ReplyReading } from '../../../src/domain/page-reading.ts';
import { parsePage } from '../../../src/reading/page-dom.ts';
import { readReplies } from '../../../src/reading/replies/read-replies.ts';
import { replyKeyOf } from '../../../src/reading/replies/reply-words.ts';

const TODAY = '2024-06-20' as CivilDate;

function repliesOf(html: string): ReplyReading[] {
  return readReplies(parsePage(html), 'https://www.test.gov.cn/hdjl/show.html', TODAY);
}

describe('where an answer ends', () => {
  it('reads 回复时间 at the foot of the answer as its time, not as its words', () => {
    const [letter] = repliesOf(
      '<table><tr><td>信件编号：</td><td>A20240601</td></tr><tr><td>来信时间：</td><td>2024-06-01</td></tr><tr><td>信件主题：</td><td>医保缴费查询</td></tr><tr><td>信件内容：</td><td>如何查询？</td></tr><tr><td>回复内容：</td><td><div>请登录医保平台查询，需提供身份证。</div><div>回复时间：2024/6/3 9:21:05 </div></td></tr></table>',
    );
    expect(letter).toMatchObject({
      answer: '请登录医保平台查询，需提供身份证。',
      repliedAt: '2024-06-03T09:21:05+08:00',
    });
  });

  it('reads a date that stands alone under the answer as the day it was given', () => {
    const [letter] = repliesOf(
      '<ul><li><label>主题：</label>路口积水</li><li><label>来信时间：</label>2024-05-02</li></ul><div><h4>来信内容：</h4><p>路口积水，何时整治？</p></div><div><h4>市住建局回复：</h4><p>已列入今年改造计划，预计9月底完工。</p><div>2024-05-07</div></div>',
    );
    expect(letter).toMatchObject({
      answer: '已列入今年改造计划，预计9月底完工。',
      repliedAt: '2024-05-07',
      department: '市住建局',
    });
  });

  it('leaves a date within an answer, or one before the letter was sent, to the answer', () => {
    const [within, before] = [
      '<p>于以下日期停水：</p><p>2024年6月12日</p><p>请提前储水。</p>',
      '<p>施工完成于</p><p>2024年3月1日</p>',
    ].map(
      (answer) =>
        repliesOf(
          `<p>来信标题：停水</p><p>来信时间：2024-06-01</p><div><h4>回复内容：</h4><div>${answer}</div></div>`,
        )[0],
    );
    expect(within).toMatchObject({ repliedAt: null, answer: expect.stringContaining('6月12日') });
    expect(before).toMatchObject({ repliedAt: null, answer: expect.stringContaining('3月1日') });
  });

  it('reads the office and the day under the answer, but no day where several answers bear one', () => {
    const letter = (answers: string): ReplyReading | undefined =>
      repliesOf(
        `<table><tr><td>信件主题：</td><td>路灯不亮</td></tr><tr><td>写信时间：</td><td>2024-5-1</td></tr><tr><td>回复内容：</td><td>${answers}</td></tr></table>`,
      )[0];
    const one =
      '<table><tr><td>电缆损坏，已修复。</td></tr><tr><td>市城管局 2024-5-5 9:00:00</td></tr></table>';
    const first = '<table><tr><td>已转市城管局。</td></tr><tr><td>信箱办 2024-5-2 9:00:00</td></tr></table>';
    expect(letter(one)).toMatchObject({
      answer: '电缆损坏，已修复。',
      repliedAt: '2024-05-05T09:00:00+08:00',
      department: '市城管局',
    });
    expect(letter(one + first)).toMatchObject({ repliedAt: null });
  });

  it('reads 处理情况：已回复 for the state, and the answer where it stands', () => {
    const [letter] = repliesOf(
      '<title>公租房申请-市长信箱</title><div>来信人：李某<span>|</span>来信时间：2024-05-01<span>|</span>处理情况：<span>已回复</span><span>|</span> <span>问题类别：<span>住房</span></span></div><div><p>请问公租房如何申请？</p></div><div><h1><span>回复时间：2024-05-06</span><span>回复单位：市房管局</span></h1><div><p>您好，请携带身份证到社区申请，20日内公示。</p></div></div>',
    );
    expect(letter).toMatchObject({
      title: '公租房申请',
      state: '已回复',
      repliedAt: '2024-05-06',
      answer: '您好，请携带身份证到社区申请，20日内公示。',
    });
  });

  it('finds no answer in an empty cell, whatever stands behind its table', () => {
    const found = repliesOf(
      '<table><tr><td>标题：路灯不亮</td><td>留言时间：2024-06-02</td></tr><tr><td>答复内容：</td></tr><tr><td></td></tr></table><form><table><tr><td>评论标题：</td><td><input></td></tr><tr><td>评论内容：</td><td><textarea></textarea></td></tr></table></form>',
    );
    expect(found.map(({ answer }) => answer).filter((answer) => answer !== null)).toEqual([]);
  });
});

describe('answers that no label of their own names', () => {
  it('reads what stands under the time of the reply', () => {
    const [letter] = repliesOf(
      '<title>中国·某县欢迎您！</title><div class="title">新生儿落户要什么手续</div><div><span><b>编号：</b>ZX20240603005</span> <span><b>咨询人：</b>陈某</span> <span><b>提交时间：</b>2024-06-03</span></div><div><b>信件内容：</b>请问新生儿落户要什么手续？</div><div><b>受理状态：</b>已回复</div><div><b>回复单位：</b>公安局<br><b>回复时间：</b>2024-06-05<div>请携带出生医学证明和户口簿到派出所办理。</div></div>',
    );
    expect(letter).toMatchObject({
      number: 'ZX20240603005',
      state: '已回复',
      sentAt: '2024-06-03',
      repliedAt: '2024-06-05',
      department: '公安局',
      answer: '请携带出生医学证明和户口簿到派出所办理。',
    });
  });

  it('reads answers in fields that cannot be changed', () => {
    const [letter] = repliesOf(
      '<table><tr><td>提交时间</td><td>2024-05-02 10:11:12</td></tr><tr><td>提交标题</td><td><input readonly value="异地就医备案"></td></tr><tr><td>提交内容</td><td><textarea disabled>如何备案？</textarea></td></tr><tr><td>回复内容</td><td><textarea disabled>可在医保小程序办理，或到窗口提交身份证。</textarea></td></tr><tr><td>回复部门</td><td>医疗保障局</td><td>回复时间</td><td>2024-05-04 09:00:00</td></tr></table>',
    );
    expect(letter).toMatchObject({
      title: '异地就医备案',
      answer: '可在医保小程序办理，或到窗口提交身份证。',
      department: '医疗保障局',
      repliedAt: '2024-05-04T09:00:00+08:00',
    });
  });

  it('reads no answer from a field that is still to be filled', () => {
    const found = repliesOf(
      '<table><tr><td>信件标题</td><td>停水</td></tr><tr><td>来信时间</td><td>2024-05-02</td></tr><tr><td>回复内容</td><td><textarea>请输入回复</textarea></td></tr></table>',
    );
    expect(found.map(({ answer }) => answer).filter((answer) => answer !== null)).toEqual([]);
  });
});

describe('labels that a script set without a space between them', () => {
  const card = (day: string, question: string, reply: string, answer: string): string =>
    `<div><div><span>留言人：某校 王女士</span><span>提交时间：${day}</span></div><div><span>问：</span>${question}</div><div><div><span>示例处答复：</span><span>答复时间：${reply}</span></div><p>${answer}</p></div></div>`;

  it('end where the label of a time begins', () => {
    const found = repliesOf(
      `<h3>留言公开选登（公开办理时限）</h3>${card('2024-03-10', '入会要交什么材料？', '2024-03-12', '请交申请表和证书复印件。')}${card('2024-04-02', '何时截止？', '2024-04-03', '6月底截止。')}`,
    );
    expect(found.map(({ title, sentAt, repliedAt, answer }) => [title, sentAt, repliedAt, answer])).toEqual([
      ['入会要交什么材料？', '2024-03-10', '2024-03-12', '请交申请表和证书复印件。'],
      ['何时截止？', '2024-04-02', '2024-04-03', '6月底截止。'],
    ]);
  });

  it('leave an answer whole that tells of times', () => {
    const [letter] = repliesOf(
      '<p>标题：补贴</p><p>来信时间：2024-03-01</p><p>回复内容：您的申请已收到，受理时间：2024-03-02，预计四月发放。</p>',
    );
    expect(letter?.answer).toBe('您的申请已收到，受理时间：2024-03-02，预计四月发放。');
  });
});

describe('places for an answer that are empty', () => {
  it('make a letter that waits', () => {
    const found = repliesOf(
      '<h3>成绩何时公布</h3><h5><span>来源：李某</span> <span>时间：2024-04-01</span></h5><table><tr><td>标题</td><td>成绩何时公布</td></tr><tr><td>信件内容</td><td>什么时候公布？</td></tr><tr><td>回复内容</td><td></td></tr></table>',
    );
    expect(found).toMatchObject([{ title: '成绩何时公布', sentAt: '2024-04-01', answer: null, state: null }]);
  });

  const rows = [
    '信件编号|20240102',
    '信件标题|路灯不亮',
    '来信时间|2024-06-01',
    '信件内容|请来修。',
    '答复单位|',
    '职务|科长',
    '答复内容|',
    '审核人|张某',
  ];
  const page = (row: (label: string, value: string) => string): string =>
    rows.map((r) => row(...(r.split('|') as [string, string]))).join('');
  const layouts: [string, string][] = [
    ['table', `<table>${page((l, v) => `<tr><th>${l}</th><td>${v}</td></tr>`)}</table>`],
    ['table of cells', `<table>${page((l, v) => `<tr><td>${l}：</td><td><p>${v}</p></td></tr>`)}</table>`],
    ['list of terms', `<dl>${page((l, v) => `<dt>${l}</dt><dd>${v}</dd>`)}</dl>`],
    ['blocks', page((l, v) => `<div class="row"><div class="l">${l}</div><div class="v">${v}</div></div>`)],
  ];
  it.each(layouts)('do not take the next label for one: %s', (_, html) => {
    expect(repliesOf(`<div>${html}</div>`)[0]).toMatchObject({
      title: '路灯不亮',
      number: '20240102',
      department: null,
      answer: null,
    });
  });

  it('are none of an office or a state where the next line is a label with its value', () => {
    const [letter] = repliesOf(
      '<ul><li>信件编号：20240102</li><li>信件标题：投诉：路灯不亮</li><li>来信时间：2024-06-01</li><li>答复单位：</li><li>职务：科长</li></ul>',
    );
    expect(letter).toMatchObject({ title: '投诉：路灯不亮', department: null });
  });

  it('may be followed by the answer under them', () => {
    const [letter] = repliesOf(
      '<table><tr><td>信件编号</td><td>20240102</td></tr><tr><td>信件标题</td><td>路灯不亮</td></tr><tr><td>答复内容</td><td></td></tr><tr><td colspan="2">已经修好，请您放心。</td></tr></table>',
    );
    expect(letter?.answer).toBe('已经修好，请您放心。');
  });
});

describe('labels', () => {
  it.each([
    ['sent', '来件时间 来电时间 信访日期 递交时间 上报时间'],
    ['replied', '回信时间 处办时间'],
    ['title', '来件标题 案件标题'],
    ['question', '反映问题 咨询问题 反映问题及诉求 来件内容 内容描述 具体内容 内容详情 主要诉求'],
    ['department', '负责单位 案件负责单位 处办单位 回信单位 牵头部门'],
    [
      'answer',
      '官方回应 部门意见 办理部门意见 回复详情 处理描述 回信内容 办理答复 处理回复 信件回复 来信回复 诉求回复 咨询回复',
    ],
    ['number', '信访件编号 信件索引号 信件ID 工单号'],
    ['state', '当前进度 办理环节'],
    ['receiver', '写信对象 投诉部门 建议对象 受理信箱'],
    ['aside', '索引号 满意度评价 公开意愿'],
  ])('of the kind %s: %s', (key, labels) => {
    for (const label of labels.split(' ')) expect([label, replyKeyOf(label)]).toEqual([label, key]);
  });
});

describe('numbers and titles', () => {
  it('reads 编号 alone, and no title from the name of the site', () => {
    const [letter] = repliesOf(
      '<title>某市无线电管理局-局长信箱</title><table><tr><td>编号:</td><td>20240611003</td></tr><tr><td>当前状态:</td><td>已处理</td></tr><tr><td>内容:</td><td>老年证在哪里办理？</td></tr><tr><td>处理结果:</td><td>在社区办理，需携带身份证。</td></tr></table>',
    );
    expect(letter).toMatchObject({ number: '20240611003', title: '老年证在哪里办理？', state: '已处理' });
  });
});

describe('tables whose column names stand in a table of their own', () => {
  const heads = ['信件编号', '信件标题', '来信时间', '办理状态'];
  const letters = [
    ['2024001', '路灯不亮', '2024-05-06', '已办结'],
    ['2024002', '社保转移', '2024-05-07', '办理中'],
  ];
  const cells = (row: readonly string[], tag: string): string =>
    `<tr>${row.map((c) => `<${tag}><div>${c}</div></${tag}>`).join('')}</tr>`;
  const header = `<div class="head"><table><thead>${cells(heads, 'th')}</thead></table></div>`;
  const body = (rows: readonly string[][]): string =>
    `<div class="body"><table><tbody>${rows.map((r) => cells(r, 'td')).join('')}</tbody></table></div>`;
  const wanted = letters.map(([number, title, sentAt, state]) => ({ number, title, sentAt, state }));

  it('are read with the rows of the table behind it, also where a fixed column repeats them', () => {
    const grid = header + body(letters);
    expect(repliesOf(`<div><div class="grid">${grid}</div></div>`)).toMatchObject(wanted);
    const fixed = repliesOf(`<div class="grid">${grid}<div class="fixed">${grid}</div></div>`);
    expect(fixed.map(({ title }) => title)).toEqual(['路灯不亮', '社保转移']);
  });

  it('name no columns of another table, nor a whole table as one letter', () => {
    expect(repliesOf(`<div>${header}</div><div>${body([['局办公室', '83870000', '201室']])}</div>`)).toEqual(
      [],
    );
    const list = `<ul>${heads.map((h) => `<li>${h}</li>`).join('')}</ul>`;
    const found = repliesOf(`<title>信件公开</title><div>${list}${body(letters)}</div>`);
    expect(found.map(({ title }) => title).filter((title) => title.includes('2024001'))).toEqual([]);
  });
});

describe('lists of letters', () => {
  it('reads the line under a table with its number of pages as no letter, and no bullet as part of a title', () => {
    const found = repliesOf(
      '<table><tr><td>状态</td><td>信件标题</td><td>来信日期</td></tr><tr><td>已阅批</td><td>·<a href="a?id=1">自来水水压不足</a></td><td>2024-5-2</td></tr><tr><td colspan="5">共搜索到 1 条，当前第 1/1 页，每页 10 条</td></tr></table>',
    );
    expect(found.map(({ title }) => title)).toEqual(['自来水水压不足']);
  });

  it('reads letters that wait in a second list under columns of its own', () => {
    const list = (name: string, time: string, row: string): string =>
      `<div><ul><div>${name}</div><li><span>主题</span><span>${time}</span><span>受理单位</span><span>状态</span><span>操作</span></li>${row}</ul></div>`;
    const row = (id: number, title: string, day: string, state: string): string =>
      `<li><span><a>•</a> ${title}</span><span>${day}</span><span>后勤处</span><span>${state}</span><span><a href="d?id=${id}">详情查看</a></span></li>`;
    const found = repliesOf(
      list('已复信件', '回复时间', row(1, '宿舍热水供应', '2024-05-09', '已回复')) +
        list('待复信件', '写信时间', row(2, '食堂饭菜价格', '2024-06-18', '待处理')),
    );
    expect(found.map(({ title, state, sentAt, repliedAt }) => [title, state, sentAt, repliedAt])).toEqual([
      ['宿舍热水供应', '已回复', null, '2024-05-09'],
      ['食堂饭菜价格', '待处理', '2024-06-18', null],
    ]);
  });

  it('reads a state behind a stroke', () => {
    const found = repliesOf(
      '<title>留言板</title><div class="panel"><div class="head"><span><b>[<a>交通</a>] <a>公交站台能否增设座椅</a></b><span> | 已回复</span></span><span>网友：张先生 2024-06-01</span></div><div class="body">请问站台能不能增设座椅？</div><div class="head"><span><b>[<a>教育</a>] <a>学校门口停车问题</a></b><span> | 未回复</span></span><span>网友：李女士 2024-06-12</span></div><div class="body">建议增加停车位。</div></div>',
    );
    expect(found.map(({ title, state }) => [title, state])).toEqual([
      ['公交站台能否增设座椅', '已回复'],
      ['学校门口停车问题', '未回复'],
    ]);
  });
});
