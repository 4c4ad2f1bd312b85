import { esc } from '../html.ts';
import type { ArrivedLetter } from './letter-desk.ts';
import type { Flow, LetterAnswer, LookUp } from './letter-kind.ts';
import { page, rows } from './letter-pages.ts';
import { type ReplyPlan, replyAt } from './reply-plan.ts';
import type { LetterSite } from './serve-letters.ts';
import { chinaDay } from './workdays.ts';

/** Pages on which letters are looked up: by number and code, by phone, and the public list. */
export function lookUpAnswer({ kind, replies }: LetterSite, flow: Flow): LetterAnswer | null {
  const { path, query } = flow;
  if (path === '/hdjl/list') return publicList(kind.lookUp, replies, flow);
  const shown = /^\/hdjl\/letter\/(\w+)$/.exec(path)?.[1];
  if (shown !== undefined) {
    const letter = flow.desk.of(flow.host).find(({ number }) => number === shown);
    if (letter !== undefined) return page('信件详情', letterBody(letter, replies, flow.now));
    return /^8\d0000\d$/.test(shown)
      ? page(
          '信件详情',
          '<table class="detail"><tr><th>信件标题</th><td>咨询医保报销比例</td></tr><tr><th>答复内容</th><td>您好，具体比例请见本市医保办法第二十条。</td></tr></table>',
        )
      : null;
  }
  if (path !== '/hdjl/query' || kind.lookUp === 'none' || kind.lookUp === 'list') return null;
  const asked = flow.request.method === 'POST' ? flow.fields : new Map(query);
  return asked.size === 0
    ? page('信件查询', queryForm(kind.lookUp))
    : found(kind.lookUp, replies, flow, asked);
}

function queryForm(lookUp: LookUp): string {
  const picture =
    '<input type="text" name="rand" size="6"> <img src="/captcha.svg" width="80" height="30" alt="验证码">';
  const fields =
    lookUp === 'number_code'
      ? [
          { label: '受理编号', name: 'number', required: true },
          { label: '查询码', name: 'code', required: true },
        ]
      : lookUp === 'code_captcha'
        ? [
            { label: '查询码', name: 'code', required: true },
            { label: '验证码', name: 'rand', is: 'raw' as const, required: true, html: picture },
          ]
        : lookUp === 'phone_id'
          ? [
              { label: '手机号', name: 'phone', required: true },
              { label: '身份证号', name: 'idNumber', required: true },
            ]
          : [
              { label: '姓名', name: 'name', required: true },
              { label: '联系电话', name: 'phone', required: true },
            ];
  return `<form method="post" action="/hdjl/query"><table>${rows(fields)}</table><input type="submit" value="查 询"></form>`;
}

function found(
  lookUp: LookUp,
  plan: ReplyPlan,
  flow: Flow,
  asked: ReadonlyMap<string, string>,
): LetterAnswer {
  const { desk, host, now } = flow;
  if (lookUp === 'code_captcha' && !desk.isPicture(host, asked.get('rand')))
    return page('提示', "<script>alert('验证码错误');history.back()</script>");
  const value = (name: string) => (asked.get(name) ?? '').trim();
  const letters = desk.of(host).filter((letter) => {
    switch (lookUp) {
      case 'number_code':
        return letter.number === value('number') && letter.code === value('code');
      case 'code_captcha':
        return letter.code === value('code');
      case 'phone_id':
        return letter.phone === value('phone') && letter.idNumber === value('idNumber');
      default:
        return letter.phone === value('phone') && letter.name === value('name');
    }
  });
  if (letters.length === 0)
    return page('查询结果', '<p class="msg">没有查询到相关信件，请核对后重新查询。</p>');
  const [only] = letters;
  if (only !== undefined && (lookUp === 'number_code' || lookUp === 'code_captcha'))
    return page('查询结果', letterBody(only, plan, now));
  return page('我的信件', table(letters, plan, now));
}

function letterBody(letter: ArrivedLetter, plan: ReplyPlan, now: number): string {
  const reply = replyAt(plan, letter, now);
  const asked = `<tr><th>信件编号</th><td>${letter.number}</td></tr><tr><th>信件标题</th><td>${esc(letter.title)}</td></tr><tr><th>来信时间</th><td>${clock(letter.at)}</td></tr><tr><th>信件内容</th><td>${esc(letter.content)}</td></tr><tr><th>办理状态</th><td>${reply === null ? '处理中' : '已回复'}</td></tr>`;
  const answered =
    reply === null
      ? ''
      : `<tr><th>答复单位</th><td>${reply.department}</td></tr><tr><th>答复时间</th><td>${clock(reply.statedAt)}</td></tr><tr><th>答复内容</th><td>${esc(reply.text)}</td></tr>`;
  return `<table class="detail">${asked}${answered}</table>`;
}

function table(letters: readonly ArrivedLetter[], plan: ReplyPlan, now: number): string {
  const lines = letters.map((letter) => {
    const reply = replyAt(plan, letter, now);
    return row(
      letter.number,
      letter.title,
      chinaDay(letter.at),
      reply === null ? '待回复' : '已回复',
      reply === null ? '' : chinaDay(reply.statedAt),
    );
  });
  return `<table class="letters">${HEAD}${lines.join('')}</table>`;
}

const HEAD = '<tr><th>编号</th><th>信件标题</th><th>来信时间</th><th>办理状态</th><th>答复时间</th></tr>';

function row(number: string, title: string, sent: string, state: string, replied: string): string {
  return `<tr><td>${number}</td><td><a href="/hdjl/letter/${number}">${esc(title)}</a></td><td>${sent}</td><td>${state}</td><td>${replied}</td></tr>`;
}

/** Older letters of other people, then ours where the office shows them: answered ones, everywhere; waiting ones, where it shows all. */
function publicList(lookUp: LookUp, plan: ReplyPlan, { desk, host, now }: Flow): LetterAnswer {
  const others = Array.from({ length: 8 }, (_, i) => {
    const sent = chinaDay(now - (6 + i * 4) * 86_400_000);
    return row(
      `8${i}0000${i}`,
      ['咨询医保报销比例', '反映小区供暖问题', '请问户口迁移流程', '农村危房改造政策咨询'][i % 4] ?? '',
      sent,
      '已回复',
      chinaDay(now - (4 + i * 4) * 86_400_000),
    );
  });
  const own = desk
    .of(host)
    .filter((letter) => lookUp === 'list' || replyAt(plan, letter, now) !== null)
    .map((letter) => {
      const reply = replyAt(plan, letter, now);
      return row(
        letter.number,
        letter.title,
        chinaDay(letter.at),
        reply === null ? '待回复' : '已回复',
        reply === null ? '' : chinaDay(reply.statedAt),
      );
    });
  return page(
    '信件公开',
    `<table class="letters">${HEAD}${[...own.reverse(), ...others].join('')}</table><div class="pager">共 ${own.length + others.length} 条</div>`,
  );
}

export function clock(ms: number): string {
  return `${chinaDay(ms)} ${new Date(ms + 8 * 3_600_000).toISOString().slice(11, 19)}`;
}
