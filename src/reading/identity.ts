import type { IdentityReading, Trace } from '../domain/page-reading.ts';
import { absoluteUrl, type PageDom, selectorOf, textOf } from './page-dom.ts';

const PARTS: Record<'siteCode' | 'police' | 'sponsor', RegExp> = {
  siteCode: /(?:网站|政府网站)?标\s*识\s*码\s*[:：（(【[]?\s*((?:\d\s*){10}|bm(?:\s*\d){8})(?!\s*\d)/i,
  police:
    /(?:公\s*网\s*安\s*备|公\s*安\s*(?:机\s*关\s*)?(?:联\s*网\s*)?备\s*案)(?:案)?(?:编)?(?:号|码)?\s*[:：]?\s*(?:\S公网安备\s*)?((?:\d\s*){8,14})\s*号?/,
  sponsor:
    /(?:主\s*办(?:\s*单\s*位)?|版权所有)\s*[:：©]?\s*(?!.{0,3}ICP)((?:中共[^\s:：|,，。;；©]{2,20}委(?:员会)?[\s、和]+)?[\u4e00-\u9fff][^\s:：|,，。;；©]{2,40}?)(?=\s|承办|联系|地址|网站|备案|ICP|版权|电话|技术|$|[|,，。;；©])/i,
};
/** `示例县人民政府办公室主办`: the name stands before the word. */
const SPONSOR_BEFORE =
  /(?:^|[\s|,，。;；©:：])([\u4e00-\u9fff（）]{2,28}(?:政府|办公[室厅]|局|委|委员会|厅|院|中心|部|会|处|队))\s*(?:主\s*办|版权所有)/;
const ICP =
  /([\u4e00-\u9fff])\s*ICP\s*备\s*(?:案\s*)?(?:[:：]\s*)?(\d{6,10})(?!\d)\s*号?\s*(?:[-－—]\s*(\d{1,3}))?/gi;

/** The foot stands last: numbers before it may be an article's. */
const CONTACT = /(?:联系(?:电话|方式)|电话)\s*[:：]?\s*(\d[\d\s()（）-]{5,18}\d)/g;

/** What the foot of the page says of who runs the site. Spellings vary in spacing, order and place. `text` is the page's visible text. */
export function readIdentity(dom: PageDom, base: string, text: string): IdentityReading {
  // Footers stand at the end; articles that quote another site's footer stand before it.
  const tail = withPlainDigits(text.slice(-4000));
  const trace: Record<string, Trace> = {};
  const take = (part: keyof typeof PARTS): string | null => {
    const match = PARTS[part].exec(tail);
    if (match?.[1] === undefined) return null;
    trace[part] = { selector: 'body', text: match[0].slice(0, 100) };
    return match[1].trim();
  };
  const icp = [...tail.matchAll(ICP)].map(
    ([, province, number, suffix]) =>
      `${province}ICP备${number}号${suffix === undefined ? '' : `-${suffix}`}`,
  );
  const links = linkFacts(dom, base, trace);
  return {
    siteCode: take('siteCode')?.replace(/\s/g, '').toLowerCase() ?? null,
    icp: [...new Set(icp)],
    police: take('police')?.replace(/\s/g, '') ?? links.police,
    sponsor: take('sponsor') ?? sponsorBefore(tail, trace),
    badge: links.badge,
    findErrorEntry: links.findErrorEntry,
    contact: [...tail.matchAll(CONTACT)].at(-1)?.[1]?.trim() ?? null,
    siteMap: links.siteMap,
    trace,
  };
}

function sponsorBefore(tail: string, trace: Record<string, Trace>): string | null {
  const match = SPONSOR_BEFORE.exec(tail);
  if (match?.[1] === undefined) return null;
  trace.sponsor = { selector: 'body', text: match[0].trim().slice(0, 100) };
  return match[1];
}

/** Words of which one stands in every link and picture that tells something here. */
const TELLING = /conac|标识|dzjg|kaipuyun|errorInfo|jiucuo|zfwzzc|找错|地\s*图|beian/i;

function isTelling(said: string | undefined): boolean {
  return said !== undefined && said !== '' && TELLING.test(said);
}

/** Some editors type numbers in full-width digits; they stay where they are in the text. */
function withPlainDigits(text: string): string {
  return text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

/** The code that the 事业单位 registration hands out for its badge: a script that writes another one, percent-encoded. */
const BADGE_SCRIPT = /dcs\.conac\.cn|bszs\.conac\.cn|_ideConac/;

/** What only links and pictures tell: the 党政机关 badge, the 找错 entry, the site map. */
function linkFacts(dom: PageDom, base: string, trace: Record<string, Trace>) {
  const found = {
    badge: false,
    findErrorEntry: false,
    siteMap: null as string | null,
    police: null as string | null,
  };
  const marked = ['a', 'img', 'script', 'span'].flatMap((tag) => dom.tagged(tag));
  for (const index of marked) {
    const element = dom.nodes[index]?.element;
    if (!element) continue;
    const { attribs } = element;
    const own = element.name === 'a' ? textOf(dom, index, 200) : '';
    const script = element.name === 'script' ? (dom.nodes[index + 1]?.text ?? '').slice(0, 2_000) : '';
    const tells =
      isTelling(attribs.href) ||
      isTelling(own) ||
      isTelling(attribs.src) ||
      isTelling(attribs.alt) ||
      isTelling(attribs.title) ||
      isTelling(attribs.onclick) ||
      isTelling(attribs.id) ||
      isTelling(script);
    if (!tells) continue;
    const { href = '', src = '', alt = '', title = '', onclick = '', id = '' } = attribs;
    const words = `${href} ${src} ${alt} ${title} ${onclick} ${id}`;
    const note = (key: string) => {
      trace[key] ??= { selector: selectorOf(element), text: (own || words).trim().slice(0, 100) };
    };
    if (
      BADGE_SCRIPT.test(words) ||
      /(党政机关|事业单位)(网站)?标识|\bdzjg\b/.test(words) ||
      (script.includes('document.write') && BADGE_SCRIPT.test(script))
    ) {
      found.badge = true;
      note('badge');
    }
    if (
      /pucha\.kaipuyun\.cn|errorInfo|jiucuo|zfwzzc\.www\.gov\.cn|网站找错|政府网站找错/i.test(
        `${words} ${own}`,
      )
    ) {
      found.findErrorEntry = true;
      note('findErrorEntry');
    }
    if (element.name === 'a' && /^[[【]?(?:网站|站点|本站)地图[\]】]?$/.test(own.replace(/\s/g, '')))
      found.siteMap ??= absoluteUrl(href, base);
    const recorded = /beian\.(?:mps\.)?gov\.cn.*?(?:record)?code=(\d{8,14})/i.exec(href)?.[1];
    if (recorded !== undefined) found.police ??= recorded;
  }
  return found;
}
