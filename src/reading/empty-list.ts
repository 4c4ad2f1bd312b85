import type { Element } from 'domhandler';
import type { ListReading } from '../domain/page-reading.ts';
import { isInvisible, isUndisplayed, type PageDom, selectorOf, textOf } from './page-dom.ts';
import { placeAt } from './place.ts';

/** What a page says where a column has nothing in it. */
const NOTHING =
  /^[\s\p{P}]*(?:对不起|很?抱歉|sorry)?[\s\p{P}]*(?:(?:本|该|此|当前|这个)?(?:栏目|页面|分类|频道|目录|列表)(?:下|内|中)?(?:的)?)?(?:目前|当前|现在)?(?:暂时?|尚|还)?(?:没有|无|未(?:找到|发布|查询到)|缺)[^，。,.;；<>]{0,12}(?:信息|数据|内容|记录|资料|文章|公告|文件|结果|新闻|更新)[\s\p{P}了的呢哦]*(?:敬请(?:期待|关注)|请稍[后候]\S{0,4})?[\s\p{P}]*$|^(?:本|该|此)?(?:栏目|内容|信息|页面|资料){1,2}(?:正在)?(?:建设|更新|整理|完善|筹备|补充)中?[\s\p{P}]*(?:敬请(?:期待|关注)|请稍[后候]\S{0,4})?[\s\p{P}]*$|^共\s*0\s*(?:条|篇|项)/u;

/** The list of a column with nothing in it, at the element that says so or stands there empty. */
export function emptyListAt(dom: PageDom, index: number, confidence: number): ListReading {
  const element = dom.nodes[index]?.element;
  const selector = element ? selectorOf(element) : 'body';
  return { ...emptyList(selector, confidence), trace: [{ selector, text: textOf(dom, index, 60) }] };
}

/** The list of a column whose data say that there is nothing. */
export function emptyList(selector: string, confidence = 0.9): ListReading {
  return {
    ...{ selector, name: null, moreUrl: null, main: true, items: [], latest: null, total: 0, confidence },
    trace: [{ selector, text: '0' }],
  };
}

/** Where the page says that there is nothing; null when it does not. */
export function saidEmpty(dom: PageDom): number | null {
  for (let i = 0; i < dom.nodes.length; i++) {
    const flat = dom.nodes[i];
    if (flat?.element && (isInvisible(flat.element) || isHidden(flat.element))) i = flat.end - 1;
    const text = flat?.words ?? '';
    if (flat && text !== '' && text.length < 60 && NOTHING.test(text)) {
      const place = placeAt(dom, flat.parent).place;
      if (place !== 'footer' && place !== 'nav' && place !== 'aside') return flat.parent;
    }
  }
  return null;
}

/** What a script shows once nothing came. */
function isHidden(element: Element): boolean {
  return element.attribs.hidden !== undefined || isUndisplayed(element);
}

/** An empty `<ul class="list">` outside navigation and footer. */
export function bareList(dom: PageDom): number | null {
  for (let i = 0; i < dom.nodes.length; i++) {
    const flat = dom.nodes[i];
    if (!flat?.element || (flat.element.name !== 'ul' && flat.element.name !== 'dl')) continue;
    const names = [flat.element, dom.nodes[flat.parent]?.element].map(
      (element) => `${element?.attribs.class ?? ''} ${element?.attribs.id ?? ''}`,
    );
    if (!/list|news|item|article|wenzhang|lb/i.test(names.join(' ')) || textOf(dom, i, 1) !== '') continue;
    const place = placeAt(dom, i).place;
    if (place !== 'footer' && place !== 'nav' && place !== 'aside' && place !== 'breadcrumb') return i;
  }
  return null;
}
