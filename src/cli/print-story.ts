import type { Language } from '../domain/probe.ts';
import type { LetterStory } from '../run/letters-status.ts';
import { printLetter, reasonWords } from './print-letter.ts';

const EVENTS: Readonly<Record<string, string>> = {
  opened: '打开渠道',
  intent: '准备提交',
  click: '再次点击',
  submitted: '提交成功',
  ambiguous: '是否提交不明',
  refused: '网站不收',
  failed: '没有发成',
  undetermined: '没有看清',
  rehearsed: '演练，未提交',
  interrupted: '中断',
  stored: '核实网站已收到',
  not_stored: '核实网站没有收到',
  unavailable_confirmed: '人工认定渠道不可用',
  cancelled: '取消',
  look: '查看答复',
};
const SEEN: Readonly<Record<string, string>> = {
  reply: '有答复',
  nothing: '尚无答复',
  undetermined: '没有看清',
};
const VIA: Readonly<Record<string, string>> = {
  query: '查询页',
  phone: '按姓名电话查询',
  list: '公开列表',
  mail: '邮件',
  person: '人工',
  nothing_left: '浏览器没有发出任何请求',
  unknown: '途径不明',
};
const WORTH: Readonly<Record<string, string>> = {
  substantive: '实质答复',
  evasive: '推诿敷衍',
  acknowledgement: '仅告知收悉',
  empty: '空白答复',
};

const worthWords = (worth: string, language: Language) =>
  language === 'zh' ? (WORTH[worth] ?? worth) : worth;

const titleEn = (what: string, detail: object) =>
  `${what} ${Object.entries(detail)
    .filter(([, value]) => value !== null && typeof value !== 'object')
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(' ')}`;

function titleZh(what: string, detail: object): string {
  const { round, reason, via, kind, state } = detail as Record<string, unknown>;
  const told = [
    what === 'look' && typeof kind === 'string' ? (SEEN[kind] ?? kind) : null,
    typeof via === 'string' ? (VIA[via] ?? via) : null,
    typeof state === 'string' ? `网站标明“${state}”` : null,
    typeof reason === 'string' ? reasonWords(reason, 'zh') : null,
  ].filter((words) => words !== null);
  const nth = typeof round === 'number' ? `（第${round}次）` : '';
  return `${EVENTS[what] ?? what}${nth}${told.length === 0 ? '' : `：${told.join('，')}`}`;
}

/** One letter from its plan to its answer: text, then what happened in order, with steps and evidence. */
export function printStory({ status, text, timeline }: LetterStory, language: Language): string {
  const lines = [printLetter(status, language).trimEnd(), '', `    ${text.title}`, `    ${text.content}`, ''];
  for (const { at, what, detail, steps, evidence } of timeline) {
    lines.push(`  ${at} ${language === 'zh' ? titleZh(what, detail) : titleEn(what, detail)}`.trimEnd());
    const { reply, receipt, word } = detail as Record<string, Record<string, unknown> | null | undefined>;
    if (receipt != null)
      lines.push(`      ${String(receipt.number ?? '')} ${String(receipt.text ?? '')}`.trimEnd());
    if (reply != null)
      lines.push(`      「${String(reply.text)}」 ${worthWords(String(reply.worth), language)}`);
    if (word != null) lines.push(`      ${String(word.by)}: ${String(word.why)}`);
    for (const step of steps) lines.push(`      · ${step}`);
    for (const id of evidence) lines.push(`      ${id}`);
  }
  return `${lines.join('\n')}\n`;
}
