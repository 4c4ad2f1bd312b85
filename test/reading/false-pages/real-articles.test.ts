import { describe, expect, it } from 'vitest';
import { readHtml } from '../read-html.ts';
import { ARTICLE, areReadAs, type FalsePageCase, framed, LETTERS } from './false-page-cases.ts';

/** Short articles, articles about pages that failed, and articles that are a picture or a file. */
const CASES: readonly FalsePageCase[] = [
  [
    'article on maintenance',
    framed(
      `<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/zw/">通知公告</a></div><h1>关于社保系统停机维护的公告</h1><div class="info">发布时间：2024-06-20 来源：县人社局</div><p>因系统升级，社保经办系统将于6月22日停机维护，暂停服务，敬请谅解。</p>`,
      '关于社保系统停机维护的公告',
    ),
    'article',
    null,
    ARTICLE,
  ],
  [
    'article short, no date label',
    framed(
      `<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/zw/">通知公告</a> &gt; 正文</div><h1>寻人启事</h1><p>王某，男，45岁，于6月1日走失，如有线索请联系。</p>`,
      '寻人启事',
    ),
    'article',
    null,
    ARTICLE,
  ],
  [
    'article about lost files',
    framed(
      `<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/zw/">通知公告</a></div><h1>关于营业执照遗失作废的公告</h1><p>因原件已找不到，特此声明作废。原登记信息已被删除。</p><p>示例县市场监管局</p><p>2024年6月20日</p>`,
      '关于营业执照遗失作废的公告',
    ),
    'article',
    null,
    ARTICLE,
  ],
  [
    'article 404 hospital',
    framed(
      `<h1>解放军第404医院来我县开展义诊</h1><p>${'6月20日，义诊专家组来到我县。'.repeat(10)}</p><p>2024年6月20日</p>`,
      '解放军第404医院来我县开展义诊',
    ),
    'article',
    null,
    ARTICLE,
  ],
  [
    'article 网站关停',
    framed(
      `<h1>关于关停示例县统计局网站的公告</h1><div>2024-06-20 10:00　来源：县政府办</div><p>根据集约化要求，县统计局网站自即日起关停。</p>`,
      '关于关停示例县统计局网站的公告',
    ),
    'article',
    null,
    ARTICLE,
  ],
  [
    'empty article body pdf only',
    framed(
      `<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/zw/">公示</a></div><h1>2024年第二批雨露计划公示表</h1><div>发布日期：2024-06-20</div><p><a href="/P020240620.pdf">附件：公示表.pdf</a></p>`,
      '2024年第二批雨露计划公示表',
    ),
    'article',
    null,
    ARTICLE,
  ],
  [
    'picture only article',
    framed(
      `<h1>一图读懂《示例县养老服务办法》</h1><div>时间：2024-06-20</div><p><img src="/1.jpg"></p>`,
      '一图读懂',
    ),
    'article',
    null,
    ARTICLE,
  ],
  [
    'video article',
    framed(
      `<h1>在线访谈：县长谈乡村振兴</h1><div class="info">2024-06-20</div><video src="1.mp4"></video><p>主持人：各位网友大家好，欢迎收看。</p><p>县长：大家好。</p>`,
      '在线访谈',
    ),
    'article',
    null,
    ARTICLE,
  ],
];

describe('articles that only speak of such pages', () => {
  areReadAs(CASES);

  it.each([
    '在网站上没有找到相关说明，特来信咨询。',
    '您好，系统升级中暂停服务的通知是什么时候发的？',
    '小区网页已删除，公示信息找不到页面，请处理。',
  ])('are none of those where a letter with its answer speaks of such: %s', (content) => {
    const row = (head: string, cell: string) => `<tr><th>${head}</th><td>${cell}</td></tr>`;
    const letter = framed(
      `<div class="main"><h2>信件详情</h2><table>${row('信件编号', '202405130001')}${row('信件标题', '材料咨询')}${row('来信时间', '2024-05-13 09:30')}${row('信件内容', content)}${row('办理状态', '已回复')}${row('答复时间', '2024-05-16 11:00')}${row('答复内容', '您好，请持身份证到大厅办理。')}</table></div>`,
      '信件详情',
    );
    const { kind, replies } = readHtml(letter, LETTERS);
    expect(replies).toHaveLength(1);
    expect(kind).not.toBe('error');
  });
});
