import type { FieldReading, FormReading, Trace } from '../../domain/page-reading.ts';
import { Sign } from '../text-signs.ts';
import type { Group } from './groups.ts';
import { attr, contains, lowerBound, type PageMap } from './page-map.ts';
import { isReceiptNumberLabel, plainLabel } from './words.ts';

export type Purpose = FormReading['purpose'];

/** Channels that are not the consultation channel of W5: petitions and discipline complaints. */
export type SpecialChannel = 'petition' | 'discipline';

export interface PurposeFinding {
  purpose: Purpose;
  confidence: number;
  special: SpecialChannel | null;
  trace: Trace[];
}

const SURVEY =
  /问卷|投票|满意度|民意调查|网上调查|在线调查|调查(题|表)|测评|评议|民意测验|poll|survey|意见征集|征集意见|征求意见|民意征集|网上征集/;
const DISCLOSURE =
  /依申请公开|信息公开申请|申请公开|所需(政府)?信息|政府信息的?(内容)?描述|载体形式|获取信息的?方式/;
const LETTER =
  /信箱|写信|来信|咨询|留言|建言|建议|投诉|信件|诉求|问政|反馈|意见|提问|联系我们|contact|feedback|guestbook|comment|message|ask a question|inquiry|enquiry|write to/i;
const OTHER_TASK =
  /预约|报名|申报|注册|纠错|办件评价|订阅|找错|register|registration|sign ?up|subscribe|newsletter|checkout|order|(forgot|reset|recover).{0,20}password|找回密码|忘记密码|reply to (this )?(post|topic|thread)/i;
const LOGIN = /登\s*[录陆]|log ?in|sign ?in/i;
const PETITION = /信访/;
const DISCIPLINE =
  /纪检|监察(委|局|机关|举报)|(违纪|违法|腐败|干部|12388|12309|12337|巡视|巡察|扫黑除恶|线索).{0,12}举报|举报.{0,6}(违纪|腐败|干部|线索)|廉政/;

/** What a form is for, from its fields, its buttons and the words around it. */
export function purposeOf(map: PageMap, group: Group, fields: FieldReading[]): PurposeFinding {
  const around = wordsAround(map, group);
  const heading = around.text;
  const action =
    `${attr(group.root, 'action')} ${attr(group.root, 'id')} ${attr(group.root, 'name')} ${attr(group.root, 'class')}`.slice(
      0,
      300,
    );
  const seen = fields.filter((f) => f.role !== 'honeypot');
  const has = (role: FieldReading['role']): boolean => seen.some((f) => f.role === role);
  const kinds = new Set(group.buttons.map((b) => b.kind));
  const passwords = group.units.filter(
    (u) =>
      u.type === 'password' &&
      !/查询|query/i.test(
        `${attr(u.entry, 'placeholder')} ${fields.find((f) => f.role === 'query_code')?.label ?? ''}`,
      ),
  );
  const areas = seen.filter((f) => f.control === 'textarea' || f.control === 'editor');
  const texts = seen.filter((f) => f.control === 'input' && f.role !== 'captcha' && f.role !== 'sms_code');
  const choices = seen.filter((f) => f.control === 'radio' || f.control === 'checkbox');
  const done = (purpose: Purpose, confidence: number, words: string): PurposeFinding => ({
    purpose,
    confidence,
    special: purpose === 'letter' || purpose === 'lookup' ? specialOf(`${heading} ${map.title}`) : null,
    trace: words === '' ? [] : [{ selector: '', text: words.slice(0, 80) }],
  });
  const buttonWords = group.buttons.map((b) => b.text).join(' ');

  if (passwords.length > 0 && !has('query_code')) {
    if (passwords.length > 1 || areas.length > 0 || (kinds.has('register') && !kinds.has('login')))
      return done('other', 0.8, buttonWords);
    return done('login', 0.9, buttonWords);
  }
  if (seen.length === 0) return done('other', 0.4, '');
  if (DISCLOSURE.test(`${heading} ${seen.map((f) => f.label).join(' ')}`) && areas.length > 0)
    return done('other', 0.85, heading);

  const writes = areas.some((f) => f.role === 'content' || f.role === 'other') || has('content');
  const asks = seen.some((f) => isReceiptNumberLabel(f.label));
  const keyword = seen.some(
    (f) => f.control === 'input' && /关键[字词]|keyword|search|搜索|检索|全文/i.test(f.label),
  );
  const lookupButton = kinds.has('lookup') || kinds.has('search');
  if (areas.length === 0 && !kinds.has('login')) {
    const identified =
      has('query_code') ||
      asks ||
      ((has('phone') || has('id_number')) && /查\s*询/.test(`${buttonWords} ${heading}`));
    if (
      identified &&
      !keyword &&
      (lookupButton || /查询|query/i.test(`${heading} ${action}`) || (has('query_code') && !has('content')))
    )
      return done('lookup', 0.9, buttonWords || heading);
    if (isSearch(group, seen, kinds, action, keyword)) return done('search', 0.9, buttonWords || action);
  }
  if (kinds.has('login') && areas.length === 0 && texts.length <= 2) return done('login', 0.7, buttonWords);
  if (areas.length === 0 && kinds.has('vote')) return done('survey', 0.85, buttonWords);
  if (
    SURVEY.test(heading) &&
    !/信箱|写信|来信|留言|我要咨询/.test(heading) &&
    (choices.length > 0 || areas.length > 0)
  ) {
    if (choices.filter((f) => f.role === 'other').length >= 1 || /征集|征求|问卷|调查/.test(heading))
      return done('survey', 0.8, heading);
  }
  if (
    choices.filter((f) => f.role === 'other' && f.options.length > 1).length >= 3 &&
    areas.length <= 1 &&
    !has('title')
  )
    return done('survey', 0.75, heading);
  const isRated = choices.some(({ options }) => options.some(({ label }) => /满意/.test(label)));
  if (isRated && !has('title') && !has('phone')) return done('survey', 0.8, heading);
  if (writes && areas.length > 0) {
    if (OTHER_TASK.test(`${heading} ${buttonWords}`) && !LETTER.test(heading))
      return done('other', 0.6, heading);
    const many = seen.length > 20 ? 0.2 : 0;
    const sure = LETTER.test(`${heading} ${map.title} ${seen.map((f) => f.label).join(' ')} ${action}`)
      ? 0.92
      : 0.65;
    return done('letter', sure - many, heading || buttonWords);
  }
  if (
    writes &&
    has('title') &&
    (has('phone') || has('name') || has('email')) &&
    LETTER.test(`${heading} ${map.title} ${buttonWords}`)
  )
    return done('letter', 0.7, heading);
  if (LOGIN.test(buttonWords) && texts.length <= 2 && areas.length === 0)
    return done('login', 0.5, buttonWords);
  return done('other', 0.5, heading || buttonWords);
}

function isSearch(
  group: Group,
  seen: FieldReading[],
  kinds: Set<string>,
  action: string,
  keyword: boolean,
): boolean {
  if (kinds.has('register') || kinds.has('login')) return false;
  const inputs = seen.filter((f) => f.control === 'input');
  if (inputs.length === 0) return kinds.has('search') && seen.some((f) => f.control === 'select');
  const only = inputs.length <= 2 && group.units.filter((u) => u.control === 'input').length <= 3;
  if (kinds.has('search') && (only || keyword || !kinds.has('submit'))) return true;
  if (keyword && inputs.length <= 6) return true;
  if (!only) return kinds.has('lookup') && !kinds.has('submit');
  const names = group.units
    .map((u) => `${attr(u.entry, 'name')} ${attr(u.entry, 'id')} ${attr(u.entry, 'class')} ${u.type}`)
    .join(' ');
  if (
    /\b(q|s|wd|kw|qt|query|keyword|keywords|keyboard|search\w*|searchword|sw|wd|term|key)\b|search/i.test(
      names,
    )
  )
    return true;
  if (/search|sousuo|jiansuo|\bso\b|\/s\b/i.test(action)) return !/research/i.test(action);
  return kinds.has('lookup') && inputs.length === 1;
}

/** Headings and short words in and right before a form, and the page's title: what says what it is for. */
function wordsAround(map: PageMap, group: Group): { text: string } {
  const parts: string[] = [];
  const first = group.units[0]?.at ?? group.root.at;
  let before = 0;
  const start = lowerBound(map.runs, first);
  for (let i = start - 1; i >= 0 && before < 8; i--) {
    const run = map.runs[i];
    if (run === undefined) continue;
    if (run.clickable && !run.heading) continue;
    before++;
    if (run.text.length <= 60) parts.push(run.text);
  }
  let inside = 0;
  for (const run of map.runs.slice(start, start + 2_000)) {
    if (run.at >= group.root.end || inside >= 12) break;
    if (!run.heading || !contains(group.root, run)) continue;
    inside++;
    parts.push(run.text.slice(0, 60));
  }
  const crumb = map.runs
    .slice(0, 2_000)
    .filter((r) => (r.signs & Sign.trail) !== 0 && r.text.length < 80 && TRAIL.test(r.text))
    .slice(0, 2)
    .map((r) => r.text);
  return { text: [map.title, ...crumb, ...parts].join(' ').slice(0, 800) };
}

const TRAIL = /(您|当前|现在).{0,4}位置/;

function specialOf(words: string): SpecialChannel | null {
  if (DISCIPLINE.test(words)) return 'discipline';
  return PETITION.test(words) ? 'petition' : null;
}

/** A label that names the number a letter got, in a form that looks letters up. */
export function isNumberField(field: FieldReading): boolean {
  return field.control === 'input' && isReceiptNumberLabel(plainLabel(field.label));
}
