import type { LinkReading } from '../../domain/page-reading.ts';

const QUERY: readonly RegExp[] = [
  /(信件|来信|写信|留言|办件|诉求|咨询|回复|答复|办理|受理|进度|结果|我的)(信件|办件|进度|结果|情况)?查询|查询(信件|办理|进度|回复|答复|来信)|我的(办件|信件|来信|留言)/,
  /快速查询|^查询$|查看(回复|答复)/,
];

/** Where a letter is looked up, by the words of a page's links; null when none says so. */
export function queryLink(links: readonly LinkReading[]): string | null {
  for (const pattern of QUERY) {
    const link = links.find(
      ({ text, url }) => text.length <= 16 && pattern.test(text.replace(/\s+/g, '')) && /^https?:/.test(url),
    );
    if (link !== undefined) return link.url;
  }
  return null;
}
