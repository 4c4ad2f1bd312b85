import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../../../src/domain/civil-date.ts';
import type { ReplyReading } from '../../../src/domain/page-reading.ts';
import { parsePage } from '../../../src/reading/page-dom.ts';
import { readReplies } from '../../../src/reading/replies/read-replies.ts';

const TODAY = '2024-06-20' as CivilDate;

function repliesOf(html: string): ReplyReading[] {
  return readReplies(parsePage(html), 'https://www.test.gov.cn/hdjl/list.html', TODAY);
}

describe('public lists of letters', () => {
  it('reads 办结日期 that stands before 受理日期', () => {
    const found =
      repliesOf(`<table><tr><th></th><th>信件主题</th><th>办理部门</th><th>办结日期</th><th>受理日期</th></tr>
      <tr><td><img></td><td><a href="/mail/1.html">小区供水问题咨询</a></td><td>市水务局</td><td>2024-06-12</td><td>2024-06-07</td></tr>
      <tr><td><img></td><td><a href="/mail/2.html">公交线路延伸</a></td><td>市交通局</td><td></td><td>2024-06-18</td></tr></table>`);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject({
      title: '小区供水问题咨询',
      department: '市水务局',
      sentAt: '2024-06-07',
      repliedAt: '2024-06-12',
      url: 'https://www.test.gov.cn/mail/1.html',
    });
    expect(found[1]).toMatchObject({ sentAt: '2024-06-18', repliedAt: null });
  });

  it('reads number, state and times of a 大汉 list', () => {
    const found =
      repliesOf(`<table><tr class=h><td>序号</td><td>办件编号</td><td>信件标题</td><td>提交时间</td><td>回复单位</td><td>状态</td></tr>
      <tr><td>1</td><td>JACT20240607001</td><td><a href="show?id=1">关于落户的咨询</a></td><td>2024-06-07 09:12</td><td>市公安局</td><td>已办结</td></tr></table>`);
    expect(found).toMatchObject([
      {
        title: '关于落户的咨询',
        number: 'JACT20240607001',
        state: '已办结',
        sentAt: '2024-06-07T09:12:00+08:00',
        repliedAt: null,
        department: '市公安局',
        answer: null,
        url: 'https://www.test.gov.cn/hdjl/show?id=1',
      },
    ]);
  });

  it('reads columns named in a list of blocks', () => {
    const found =
      repliesOf(`<div class="hd"><span>来信主题</span><span>来信时间</span><span>回复时间</span><span>状态</span></div>
      <ul><li><a href="/a.html">医保报销比例</a><span>2024-06-01</span><span>2024-06-05</span><span>已回复</span></li>
      <li><a href="/b.html">养老金认证怎么办</a><span>2024-06-19</span><span></span><span>待处理</span></li></ul>`);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject({
      title: '医保报销比例',
      sentAt: '2024-06-01',
      repliedAt: '2024-06-05',
      state: '已回复',
    });
    expect(found[1]).toMatchObject({
      title: '养老金认证怎么办',
      sentAt: '2024-06-19',
      repliedAt: null,
      state: '待处理',
    });
  });

  it('reads items that state how far they are without column names', () => {
    const found =
      repliesOf(`<title>县长信箱</title><ul><li><span>[已回复]</span><a href="/1.html">学区划分问题</a><span>2024-06-10</span></li>
      <li><span>[处理中]</span><a href="/2.html">路灯不亮</a><span>06-18</span></li></ul>`);
    expect(found.map((r) => [r.title, r.state, r.sentAt])).toEqual([
      ['学区划分问题', '已回复', '2024-06-10'],
      ['路灯不亮', '处理中', '2024-06-18'],
    ]);
  });

  it('reads cards of labelled values, one after another', () => {
    const card = (n: number, state: string, reply: string): string =>
      `<div class=card><p><label>流水号:</label><span>2024060${n}</span></p><p><label>信件标题:</label><span>第${n}封咨询信件</span></p><p><label>写信日期:</label><span>2024-06-0${n}</span></p>${reply}<p><label>状态:</label><span>${state}</span></p><p><label>操作:</label><a href="d?no=${n}">查看</a></p></div>`;
    const found = repliesOf(
      card(1, '已回复', '<p><label>回复日期:</label><span>2024-06-04</span></p>') + card(2, '未回复', ''),
    );
    expect(found.map((r) => [r.number, r.title, r.state, r.sentAt, r.repliedAt])).toEqual([
      ['20240601', '第1封咨询信件', '已回复', '2024-06-01', '2024-06-04'],
      ['20240602', '第2封咨询信件', '未回复', '2024-06-02', null],
    ]);
  });
});

describe('one letter with its answer', () => {
  it('reads a table of labels and values', () => {
    const found =
      repliesOf(`<h2>信件详情</h2><table><tr><th>信件编号</th><td>SZXX202406071234</td><th>信件状态</th><td>已处理</td></tr>
      <tr><th>信件标题</th><td colspan=3>如何办理居住证</td></tr><tr><th>来信时间</th><td>2024年6月7日 10时30分</td><th>答复时间</th><td>2024年6月11日</td></tr>
      <tr><th>来信内容</th><td colspan=3>请问如何办理？答复：望尽快</td></tr><tr><th>答复单位</th><td colspan=3>市公安局</td></tr>
      <tr><th>答复内容</th><td colspan=3><p>您好！</p><p>请携带身份证到辖区派出所办理，联系电话：0912-3890000。</p></td></tr></table><div>版权所有：市政府</div>`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      title: '如何办理居住证',
      number: 'SZXX202406071234',
      state: '已处理',
      sentAt: '2024-06-07T10:30:00+08:00',
      repliedAt: '2024-06-11',
      department: '市公安局',
    });
    expect(found[0]?.answer).toBe('您好！\n请携带身份证到辖区派出所办理，联系电话：0912-3890000。');
  });

  it('reads headings over blocks and values in one line', () => {
    const found =
      repliesOf(`<h1>关于公积金提取的咨询</h1><p>来信时间：2024-06-03 08:00:11　回复时间：2024-06-04 16:20:00　回复部门：市公积金中心</p>
      <h3>来信内容</h3><div><p>租房能提取吗？</p></div><h3>回复内容</h3><div><p>您好，可以提取。</p><p>每年一次。</p></div><div>上一篇：无</div>`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      title: '关于公积金提取的咨询',
      sentAt: '2024-06-03T08:00:11+08:00',
      repliedAt: '2024-06-04T16:20:00+08:00',
      department: '市公积金中心',
      answer: '您好，可以提取。\n每年一次。',
    });
  });

  it('reads an office that answers in its own name', () => {
    const found = repliesOf(
      `<div><p>标题：垃圾清运</p><p>留言时间：2024-06-01</p><p>内容：小区垃圾无人清运。</p><p>县住建局回复：已安排清运，6月2日完成。</p></div>`,
    );
    expect(found[0]).toMatchObject({
      title: '垃圾清运',
      department: '县住建局',
      answer: '已安排清运，6月2日完成。',
    });
  });

  it('takes the foot of the page for no office that answers', () => {
    const found = repliesOf(
      `<h1>关于小区停车的来信</h1><p>来信日期：2024-06-10</p><p>请问何时解决？</p><h4>县住建局回复：</h4><p>您好，已新增车位三十个。</p><div class="foot">主办单位：示例县人民政府办公室 网站标识码：6108220001</div>`,
    );
    expect(found[0]).toMatchObject({ department: '县住建局', answer: '您好，已新增车位三十个。' });
    const unnamed = repliesOf(
      `<p>标题：垃圾清运</p><p>留言时间：2024-06-01</p><p>回复内容：已安排清运。</p><div>主办：示例县人民政府办公室 网站标识码：6108220001</div>`,
    );
    expect(unnamed[0]).toMatchObject({ department: null });
  });

  it('gives no answer where the place for it is empty', () => {
    const found = repliesOf(
      `<table><tr><td>标题</td><td>路面破损</td></tr><tr><td>提交时间</td><td>2024-06-19</td></tr><tr><td>状态</td><td>待处理</td></tr><tr><td>回复内容</td><td></td></tr><tr><td>满意度评价</td><td>未评价</td></tr></table>`,
    );
    expect(found[0]).toMatchObject({ state: '待处理', answer: null, repliedAt: null });
  });
});

describe('pages that are no letters', () => {
  it.each([
    [
      'a guide to a service',
      '<table><tr><td>事项名称</td><td>居住证办理</td></tr><tr><td>受理部门</td><td>公安局</td></tr><tr><td>办理时间</td><td>周一至周五 9:00-17:00</td></tr><tr><td>咨询电话</td><td>12345</td></tr></table>',
    ],
    [
      'an article',
      '<h1>我市召开会议</h1><p>发布时间：2024-06-01 来源：市政府办 浏览次数：12</p><p>会议指出：要做好信访工作。</p>',
    ],
    [
      'a list of news',
      '<table><tr><th>标题</th><th>发布日期</th></tr><tr><td><a href=1>新闻</a></td><td>2024-06-01</td></tr></table>',
    ],
    [
      'a form to be filled',
      '<form><p>标题：<input></p><p>内容：<textarea></textarea></p><p>回复方式：<select><option>短信</option></select></p><input type=submit value=提交></form>',
    ],
    [
      'a table of statistics',
      '<table><tr><td>排名</td><td>部门</td><td>受理数</td><td>办理数</td></tr><tr><td>1</td><td>榆次区</td><td>22</td><td>33</td></tr></table>',
    ],
  ])('reads nothing off %s', (_what, html) => {
    expect(repliesOf(html)).toEqual([]);
  });
});

describe('letters as templates of the field show them', () => {
  const ANSWER = '您好！您反映的问题已收悉，现答复如下：根据有关规定，报名时间为7月1日。感谢您的关注。';

  it('keeps what stands under the heading of an answer out of the answer', () => {
    const [letter] = repliesOf(
      `<div class="xq"><h3>关于幼儿园报名的咨询</h3><p class="info"><span>来信人：王**</span><span>来信时间：2024年6月7日</span></p><div class="con">请问幼儿园何时报名？</div><div class="hf"><h4>【县教育局】回复</h4><p class="info">回复时间：2024年6月11日 回复单位：县教育局</p><div>${ANSWER}</div></div></div>`,
    );
    expect(letter).toMatchObject({
      title: '关于幼儿园报名的咨询',
      sentAt: '2024-06-07',
      repliedAt: '2024-06-11',
      department: '县教育局',
      answer: ANSWER,
    });
  });

  it('knows questions and answers by a sign drawn before each', () => {
    const list = repliesOf(
      `<ul>${[1, 2, 3].map((i) => `<li><div><i>问</i><a href="/x/${i}">关于第${i}件事的咨询</a></div><div><i>答</i><p>${ANSWER}</p></div></li>`).join('')}</ul>`,
    );
    expect(list.map(({ title, answer }) => [title, answer])).toEqual(
      [1, 2, 3].map((i) => [`关于第${i}件事的咨询`, ANSWER]),
    );
  });
});

describe('what a letter was read from', () => {
  it('is told with each: the place and its words', () => {
    const table = repliesOf(
      '<table id="t"><tr><th>标题</th><th>来信时间</th><th>状态</th></tr><tr><td>咨询学籍</td><td>2024-06-07</td><td>已回复</td></tr></table>',
    );
    expect(table[0]?.trace).toEqual({
      selector: expect.stringContaining('tr:nth-of-type(2)'),
      text: '咨询学籍 · 2024-06-07 · 已回复',
    });
    const [letter] = repliesOf(
      '<h3>咨询学籍</h3><p>来信时间：2024-06-07</p><div id="a">答复内容：学籍由学校办理。</div>',
    );
    expect(letter?.trace).toEqual({ selector: '#a', text: expect.stringContaining('学籍由学校办理') });
  });
});
