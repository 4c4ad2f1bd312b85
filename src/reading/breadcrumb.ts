import { linkUrl, type PageDom, textOf, textPieces } from './page-dom.ts';
import { Sign } from './text-signs.ts';

export interface Crumb {
  text: string;
  /** Empty for the last, which is often no link. */
  url: string;
}

const HOME = /^(?:网站|本站|返回|门户|政府|官网)?(?:首\s*页|主\s*页)$|^home$/i;
const SEPARATOR =
  /\s*(?:[>＞›»→⟩▶]|&gt;|\s[-/|·]\s|-{1,2}>|::)+\s*|\s+[/\\]\s+|(?<=[\u4e00-\u9fff])[/\\](?=[\u4e00-\u9fff])/;
const LABEL =
  /^(?:您?(?:现在|当前|目前|所在)*的?(?:所在)?(?:的)?(?:位\s*置|栏目|页面)(?:是|在)?|路径|location)\s*[:：]?\s*/i;
/** Names of the page's own part rather than of a column. */
const TAIL =
  /^(正文|列表|内容|详情|详细(信息|内容)?|文章|浏览|查看|当前页|信息(详情|列表|内容)|内容页|详细页)$/;

/** What a trail leads from, or says that it is one. */
export const TRAIL_WORD = /位\s*置|[首主]\s*页|当前|所在|home/i;

/** A trail is shorter than this; what is longer is a text about something else. */
const LONGEST = 200;
const MAX_CRUMBS = 6;

/** 当前位置：首页 > 信息公开 > 公示公告, outermost first, the home page left out. */
export function readBreadcrumb(dom: PageDom, base: string): Crumb[] {
  for (let index = 0; index < dom.nodes.length; index++) {
    const flat = dom.nodes[index];
    if (flat === undefined || (flat.signs & Sign.trail) === 0 || flat.words.length > LONGEST) continue;
    if (!TRAIL_WORD.test(flat.words)) continue;
    let at = flat.parent;
    for (let up = 0; up < 5 && at >= 0; up++) {
      const name = dom.nodes[at]?.element?.name;
      if (name === undefined || name === 'body') break;
      const trail = trailIn(dom, at, base);
      if (trail !== null) return trail;
      at = dom.nodes[at]?.parent ?? -1;
    }
  }
  return [];
}

function trailIn(dom: PageDom, index: number, base: string): Crumb[] | null {
  const pieces = textPieces(dom, index, LONGEST + 1);
  const whole = pieces.join(' ');
  if (whole.length > LONGEST || !/[首主]\s*页|home/i.test(whole)) return null;
  const links = linksIn(dom, index, base);
  const names = SEPARATOR.test(whole.replace(LABEL, '')) ? split(whole) : listed(dom, index, pieces);
  if (names === null) return null;
  const start = names.findIndex((name) => HOME.test(name));
  if (start < 0 || start > 1) return null;
  const rest = names.slice(start + 1).filter((name) => !TAIL.test(name));
  // A trail of one step that is no more than the menu's next entry is told from a menu by its separator.
  return rest.length === 0
    ? null
    : rest
        .slice(0, MAX_CRUMBS)
        .map((text) => ({ text: text.slice(0, 60), url: links.get(squeeze(text)) ?? '' }));
}

function split(whole: string): string[] {
  return whole
    .replace(LABEL, '')
    .split(SEPARATOR)
    .map((name) => name.replace(LABEL, '').trim())
    .filter((name) => name !== '');
}

/** Trails whose separators are pictures or styles: an element named for what it is, its links in order. */
function listed(dom: PageDom, index: number, pieces: readonly string[]): string[] | null {
  const element = dom.nodes[index]?.element;
  const words = `${element?.attribs.class ?? ''} ${element?.attribs.id ?? ''}`;
  const isNamed =
    /crumb|curmb|position|location|weizhi|dqwz|dangqian/i.test(words) || LABEL.test(pieces[0] ?? '');
  if (!isNamed || pieces.length > 8) return null;
  return pieces.map((piece) => piece.replace(LABEL, '').trim()).filter((piece) => piece.length > 1);
}

function linksIn(dom: PageDom, index: number, base: string): Map<string, string> {
  const urls = new Map<string, string>();
  const end = dom.nodes[index]?.end ?? index;
  for (let i = index; i < end; i++) {
    const element = dom.nodes[i]?.element;
    const url = element?.name === 'a' ? linkUrl(dom, i, base) : null;
    if (url !== null) urls.set(squeeze(textOf(dom, i, 100)), url);
  }
  return urls;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}
