import { folded } from '../page-dom.ts';
import { attr, elementsIn, lowerBound, type MapEntry, type PageMap, textOf } from './page-map.ts';

export type ButtonKind =
  | 'submit'
  | 'search'
  | 'lookup'
  | 'login'
  | 'register'
  | 'vote'
  | 'next'
  | 'aside'
  | 'unknown';

export interface Button {
  entry: MapEntry;
  at: number;
  text: string;
  kind: ButtonKind;
  /** A real submit control of its form. */
  native: boolean;
  disabled: boolean;
}

const MAX_BUTTONS = 400;

/** Words that look like a button of the form and do something else: clear, go back, fetch a code, pick a file. */
const ASIDE =
  /重\s*[置填写]|清\s*[空除]|复\s*位|返\s*回|取\s*消|关\s*闭|预\s*览|打\s*印|刷\s*新|换一|看不清|看不见|获取|(发送|免费|点击|重新|语音).{0,4}(验证码|校验码|短信|动态码)|验证码$|上\s*传|浏\s*览|选\s*择|添加|增加|删\s*除|上一|后退|暂存|草稿|导出|下\s*载|收藏|分享|复制|不同意|放弃|首页|尾页|翻页|展开|收起|全选|详情|更多|帮助|字体|reset|cancel|^back|clear|preview|close|refresh|browse|choose|delete|remove|print|^x$|^×$|get code/i;

const KINDS: readonly [ButtonKind, RegExp][] = [
  ['register', /注\s*册|register|sign ?up|create (an )?account|join( now| us)?$/i],
  ['login', /登\s*[录陆]|log ?in|sign ?in|^log ?on/i],
  ['vote', /投\s*票|^vote/i],
  [
    'submit',
    /提\s*交|递\s*交|发\s*[送表布信]|寄\s*[出信送]|投\s*递|送\s*出|写好|留\s*言$|^留言|我要(写信|留言|咨询|提问|投诉|建议|发表)|在线提问|提\s*问|发起|submit|send|post|envoyer|enviar|absenden|odeslat|отправить/i,
  ],
  ['search', /搜\s*[索寻一]?|检\s*索|全文|search|find|^go!?$|recherche|suche|buscar|поиск|найти/i],
  ['lookup', /查\s*[询看找阅]|query|look ?up|track/i],
  [
    'submit',
    /确\s*[定认]|保\s*存|完\s*成|^ok$|save|confirm|确 定|^好$|咨\s*询$|^回\s*复$|^(投\s*诉|举\s*报)$|申\s*请$/i,
  ],
  ['next', /下一步|继\s*续|同\s*意|开始|next|continue/i],
];

const BY_CODE: readonly [ButtonKind, RegExp][] = [
  [
    'aside',
    /reset|clear|back|history|close|refresh|chang(e|code)|reload|cancel|upload|getcode|sendcode|sendsms|sms|chongzhi|qingkong|fanhui|_?cz\b|preview|print/i,
  ],
  ['login', /login|denglu|signin/i],
  ['search', /search|sousuo|\bss\b|jiansuo/i],
  ['lookup', /query|chaxun|\bcx\b/i],
  [
    'submit',
    /submit|tijiao|save|send|fasong|\btj\b|_tj|tj_|dosub|\bsub\b|add|insert|post|checkform|check\(|chkform|validate|fabu|\bfs\b/i,
  ],
];

function kindOf(text: string, code: string): ButtonKind {
  const words = folded(text);
  if (words !== '') {
    if (ASIDE.test(words)) return 'aside';
    const hit = KINDS.find(([, pattern]) => pattern.test(words));
    if (hit) return hit[0];
  }
  return BY_CODE.find(([, pattern]) => pattern.test(code))?.[0] ?? 'unknown';
}

/** Everything on the page that could be pressed to send a form, classed by what it says it does. */
export function collectButtons(map: PageMap): Button[] {
  const buttons: Button[] = [];
  for (const entry of map.entries) {
    if (buttons.length >= MAX_BUTTONS) break;
    const button = readButton(map, entry);
    if (button) buttons.push(button);
  }
  // `<a onclick><img></a>` and `<div class=btn><a>提交</a></div>` are one button each: the inner one is pressed, except in
  // a real button, whose inside only shows its words.
  return buttons.filter(
    (b, i) =>
      !buttons.slice(Math.max(0, i - 4), i).some((o) => o.entry.tag === 'button' && b.at < o.entry.end) &&
      (b.entry.tag === 'button' ||
        !buttons.slice(i + 1, i + 4).some((o) => o.at > b.at && o.at < b.entry.end && o.kind === b.kind)),
  );
}

/** Elements that templates make buttons of. */
const PRESSABLE = new Set(['input', 'button', 'a', 'img', 'div', 'span', 'li', 'p', 'td', 'i', 'em']);

function readButton(map: PageMap, entry: MapEntry): Button | null {
  const { tag } = entry;
  if (!PRESSABLE.has(tag)) return null;
  if (tag === 'input') {
    const type = attr(entry, 'type').trim().toLowerCase();
    if (type === 'submit') return make(entry, attr(entry, 'value') || attr(entry, 'title'), true);
    if (type === 'button') return make(entry, attr(entry, 'value') || attr(entry, 'title'), false);
    if (type === 'reset') return { ...make(entry, attr(entry, 'value'), false), kind: 'aside' };
    if (type === 'image')
      return make(
        entry,
        attr(entry, 'alt') || attr(entry, 'title') || attr(entry, 'value'),
        true,
        fileName(attr(entry, 'src')),
      );
    return null;
  }
  if (tag === 'button') {
    const type = attr(entry, 'type').toLowerCase() || 'submit';
    const made = make(
      entry,
      textOf(entry.el, 60) || attr(entry, 'title') || attr(entry, 'value'),
      type === 'submit',
    );
    return type === 'reset' ? { ...made, kind: 'aside' } : made;
  }
  if (tag === 'a') {
    const href = attr(entry, 'href').trim();
    const click = attr(entry, 'onclick');
    const leads = href !== '' && !href.startsWith('#') && !/^javascript:/i.test(href);
    if (leads && (click === '' || !/submit|save|send/i.test(click))) return null;
    const img = elementsIn(entry.el).find(({ name }) => name === 'img')?.attribs ?? {};
    const text = textOf(entry.el, 60) || attr(entry, 'title') || img.alt || img.title || '';
    if (text.length > 16) return null;
    return make(entry, text, false, fileName(img.src ?? ''));
  }
  if (tag === 'img') {
    if (attr(entry, 'onclick') === '') return null;
    return make(entry, attr(entry, 'alt') || attr(entry, 'title'), false, fileName(attr(entry, 'src')));
  }
  if (!isPressed(entry) || sizeOf(map, entry) > MAX_ELEMENTS) return null;
  const text = textOf(entry.el, 40);
  return text === '' || text.length > 12 ? null : make(entry, text, false);
}

/** What holds more is a block with a button in it. */
const MAX_ELEMENTS = 8;

function sizeOf({ entries }: PageMap, { at, end }: MapEntry): number {
  return lowerBound(entries, end) - lowerBound(entries, at);
}

const PRESSED_NAME = /(^|[\s_-])(btn|button|submit|tijiao|tj)/i;

/** Whether an element that is no control is there to be pressed. */
function isPressed({ el }: MapEntry): boolean {
  const { onclick, role, class: classes, id } = el.attribs;
  if ((onclick !== undefined && onclick !== '') || role === 'button') return true;
  return (classes !== undefined && PRESSED_NAME.test(classes)) || (id !== undefined && PRESSED_NAME.test(id));
}

function make(entry: MapEntry, text: string, native: boolean, more = ''): Button {
  const href = attr(entry, 'href');
  const code =
    `${attr(entry, 'onclick')} ${attr(entry, 'id')} ${attr(entry, 'name')} ${attr(entry, 'class')} ${href.startsWith('javascript') ? href : ''}`.slice(
      0,
      600,
    );
  return {
    entry,
    at: entry.at,
    text: folded(text).slice(0, 40),
    kind: kindOf(text, `${code} ${more}`),
    native,
    disabled: 'disabled' in entry.el.attribs,
  };
}

function fileName(src: string): string {
  return (/([\w.-]{1,60})$/.exec(src.split(/[?#]/)[0] ?? '')?.[1] ?? '').replace(
    /\.(gif|png|jpe?g|webp|svg)$/i,
    '',
  );
}
