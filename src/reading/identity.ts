import type { Element } from 'domhandler';
import type { IdentityReading, Trace } from '../domain/page-reading.ts';
import { linkUrl, linkWords, type PageDom, selectorOf } from './page-dom.ts';

const PARTS: Record<'siteCode' | 'police' | 'sponsor', RegExp> = {
  siteCode: /(?:网站|政府网站)?标\s*识\s*码\s*[:：（(【[]?\s*((?:\d\s*){10}|bm(?:\s*\d){8})(?!\s*\d)/gi,
  police:
    /(?:公\s*网\s*安\s*备|公\s*安\s*(?:机\s*关\s*)?(?:联\s*网\s*)?备\s*案)(?:案)?(?:编)?(?:号|码)?\s*[:：]?\s*(?:\S公网安备\s*)?((?:\d\s*){8,14})\s*号?/,
  sponsor:
    /(?:主\s*办(?:\s*单\s*位)?|版权所有)\s*[:：©]?\s*(?!.{0,3}ICP)((?:中共[^\s:：|,，。;；©]{2,20}委(?:员会)?[\s、和]+)?[\u4e00-\u9fff][^\s:：|,，。;；©]{2,40}?)(?=\s|承办|联系|地址|网站|备案|ICP|版权|电话|技术|$|[|,，。;；©])/gi,
};
/** `示例县人民政府办公室主办`: the name stands before the word. */
const SPONSOR_BEFORE =
  /(?:^|[\s|,，。;；©:：])([\u4e00-\u9fff（）]{2,28}(?:政府|办公[室厅]|局|委|委员会|厅|院|中心|部|会|处|队))\s*(?:主\s*办|版权所有)/;
const ICP =
  /([\u4e00-\u9fff])\s*ICP\s*备\s*(?:案\s*)?(?:[:：]\s*)?(\d{6,10})(?!\d)\s*号?\s*(?:[-－—]\s*(\d{1,3}))?/gi;

/** The foot stands last: numbers before it may be an article's. */
const CONTACT = /(?:联系(?:电话|方式)|电话)\s*[:：]?\s*(\d[\d\s()（）-]{5,18}\d)/g;

/** How sure each part is by the words it was read from; two site codes on one page leave open whose page it is. */
const SURE = { labelled: 0.95, linked: 0.9, owned: 0.7, disputed: 0.4 } as const;

class Found {
  readonly trace: Record<string, Trace> = {};
  readonly confidence: Record<string, number> = {};
  readonly #dom: PageDom;

  constructor(dom: PageDom) {
    this.#dom = dom;
  }

  /** Notes a part read from words of the foot; the words as they stand in the text. */
  words(part: string, words: string, confidence: number): void {
    const text = words.trim().slice(0, 100);
    this.link(part, { selector: whereSaid(this.#dom, text), text }, confidence);
  }

  link(part: string, trace: Trace, confidence: number): void {
    this.trace[part] ??= trace;
    this.confidence[part] ??= confidence;
  }
}

/**
 * What the foot of the page says of who runs the site. Spellings vary in spacing, order and place. `text` is the page's
 * visible text, `stated` the site code of its meta tag.
 */
export function readIdentity(dom: PageDom, base: string, text: string, stated?: string): IdentityReading {
  // Footers stand at the end; articles that quote another site's footer stand before it.
  const tail = withPlainDigits(text.slice(-4000));
  const found = new Found(dom);
  const siteCode = siteCodeIn(tail, found, stated);
  const icp = icpIn(tail, found);
  const police = PARTS.police.exec(tail);
  if (police !== null) found.words('police', police[0], SURE.labelled);
  const contact = [...tail.matchAll(CONTACT)].at(-1);
  if (contact !== undefined) found.words('contact', contact[0], SURE.owned);
  const links = linkFacts(dom, base, found);
  return {
    siteCode,
    icp,
    police: police?.[1]?.replace(/\s/g, '') ?? links.police,
    sponsor: sponsorIn(tail, found),
    badge: links.badge,
    findErrorEntry: links.findErrorEntry,
    contact: contact?.[1]?.trim() ?? null,
    siteMap: links.siteMap,
    trace: found.trace,
    confidence: found.confidence,
  };
}

/** The site code; of several the one that the page's own tag states, else the first, and then it is not sure. */
function siteCodeIn(tail: string, found: Found, stated = ''): string | null {
  const all = [...tail.matchAll(PARTS.siteCode)].map(([words, code = '']) => ({
    words,
    code: code.replace(/\s/g, '').toLowerCase(),
  }));
  const [first] = all;
  const own = all.find(({ code }) => code === stated.trim().toLowerCase()) ?? first;
  if (own === undefined) return null;
  const isDisputed =
    own.code !== stated.trim().toLowerCase() && new Set(all.map(({ code }) => code)).size > 1;
  found.words('siteCode', own.words, isDisputed ? SURE.disputed : SURE.labelled);
  return own.code;
}

function icpIn(tail: string, found: Found): string[] {
  const all = [...tail.matchAll(ICP)];
  const [first] = all;
  if (first !== undefined) found.words('icp', first[0], SURE.labelled);
  return [
    ...new Set(
      all.map(
        ([, province, number, suffix]) =>
          `${province}ICP备${number}号${suffix === undefined ? '' : `-${suffix}`}`,
      ),
    ),
  ];
}

function sponsorIn(tail: string, found: Found): string | null {
  // Who runs the site is its sponsor; who owns the rights is where nobody else is named.
  const all = [...tail.matchAll(PARTS.sponsor)];
  const match = all.find(([words]) => words.startsWith('主')) ?? all[0];
  const before = SPONSOR_BEFORE.exec(tail);
  // 示例县政府办主办 示例县信息中心承办: the word belongs to the name that it touches.
  const word = match === undefined ? null : /^主\s*办(?!\s*单|\s*[:：])/.exec(match[0]);
  const isTouched =
    before !== null && match !== undefined && word !== null && endOf(before) === match.index + endOf(word);
  if (match?.[1] !== undefined && !isTouched) {
    found.words('sponsor', match[0], /^版/.test(match[0]) ? SURE.owned : SURE.linked);
    return match[1].trim();
  }
  if (before?.[1] === undefined) return null;
  found.words('sponsor', before[0], SURE.owned);
  return before[1];
}

function endOf({ index, 0: words }: RegExpExecArray): number {
  return index + words.length;
}

/** Signs of a label by which its place is found again; labels may be split over elements. */
const TELLING_START = 4;

/** Where words of the foot stand: the last element whose text begins or holds them. */
function whereSaid(dom: PageDom, words: string): string {
  const start = words.slice(0, TELLING_START);
  let passed = 0;
  for (let i = dom.nodes.length - 1; i >= 0 && passed < 4_000; i--) {
    const flat = dom.nodes[i];
    if (flat === undefined || flat.words === '') continue;
    passed += flat.words.length + 1;
    if (!withPlainDigits(flat.words).includes(start)) continue;
    const element = dom.nodes[flat.parent]?.element;
    return element ? selectorOf(element) : 'body';
  }
  return 'body';
}

/** Words of which one stands in every link and picture that tells something here. */
const TELLING = /conac|标识|dzjg|kaipuyun|errorInfo|jiucuo|zfwzzc|找错|地\s*图|beian/i;

function isTelling(said: string | undefined): boolean {
  return said !== undefined && said !== '' && TELLING.test(said);
}

/** Whether an attribute that such an element has says something of the site. */
function tells({ name, attribs }: Element): boolean {
  if (isTelling(name === 'a' ? attribs.href : attribs.src)) return true;
  return (
    isTelling(attribs.title) || isTelling(attribs.onclick) || isTelling(attribs.id) || isTelling(attribs.alt)
  );
}

/** Some editors type numbers in full-width digits; they stay where they are in the text. */
function withPlainDigits(text: string): string {
  return text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

/** The code that the 事业单位 registration hands out for its badge: a script that writes another one, percent-encoded. */
const BADGE_SCRIPT = /dcs\.conac\.cn|bszs\.conac\.cn|_ideConac/;

const FIND_ERROR = /pucha\.kaipuyun\.cn|errorInfo|jiucuo|zfwzzc\.www\.gov\.cn|网站找错|政府网站找错/i;

interface LinkFacts {
  badge: boolean;
  findErrorEntry: boolean;
  siteMap: string | null;
  police: string | null;
}

/** What only links and pictures tell: the 党政机关 badge, the 找错 entry, the site map. */
function linkFacts(dom: PageDom, base: string, noted: Found): LinkFacts {
  const facts: LinkFacts = { badge: false, findErrorEntry: false, siteMap: null, police: null };
  for (const tag of ['a', 'img', 'script', 'span'])
    for (const index of dom.tagged(tag)) noteFacts(dom, index, base, facts, noted);
  return facts;
}

function noteFacts(dom: PageDom, index: number, base: string, facts: LinkFacts, noted: Found): void {
  const element = dom.nodes[index]?.element;
  if (!element) return;
  const own = element.name === 'a' ? linkWords(dom, index) : '';
  const script = element.name === 'script' ? (dom.nodes[index + 1]?.text ?? '').slice(0, 2_000) : '';
  if (!isTelling(own) && !isTelling(script) && !tells(element)) return;
  const { href = '', src = '', alt = '', title = '', onclick = '', id = '' } = element.attribs;
  const words = `${href} ${src} ${alt} ${title} ${onclick} ${id}`;
  const trace = { selector: selectorOf(element), text: (own || words).trim().slice(0, 100) };
  if (
    BADGE_SCRIPT.test(words) ||
    /(党政机关|事业单位)(网站)?标识|\bdzjg\b/.test(words) ||
    (script.includes('document.write') && BADGE_SCRIPT.test(script))
  ) {
    facts.badge = true;
    noted.link('badge', trace, BADGE_SCRIPT.test(`${words} ${script}`) ? SURE.labelled : SURE.linked);
  }
  if (FIND_ERROR.test(`${words} ${own}`)) {
    facts.findErrorEntry = true;
    noted.link('findErrorEntry', trace, SURE.labelled);
  }
  if (element.name === 'a' && /^[[【]?(?:网站|站点|本站)地图[\]】]?$/.test(own.replace(/\s/g, '')))
    facts.siteMap ??= mapAt(linkUrl(dom, index, base), trace, noted);
  const recorded = /beian\.(?:mps\.)?gov\.cn.*?(?:record)?code=(\d{8,14})/i.exec(href)?.[1];
  if (recorded !== undefined && facts.police === null) {
    facts.police = recorded;
    noted.link('police', trace, SURE.linked);
  }
}

function mapAt(url: string | null, trace: Trace, noted: Found): string | null {
  if (url !== null) noted.link('siteMap', trace, SURE.labelled);
  return url;
}
