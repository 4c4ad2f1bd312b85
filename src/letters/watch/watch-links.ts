import type { LinkReading } from '../../domain/page-reading.ts';

const LIST =
  /(信件|来信|留言|咨询|诉求|办件|答复|回复|问答|民意)(公开|选登|公示|列表|选编|展示|反馈|情况)|(公开|最新|热点|精选)(信件|来信|留言|答复|回复|办件)|(答复|回复|办理)(公开|列表|情况|选登)/;

/** The page on which a site publishes letters with their answers; null when no link says so. */
export function publicListLink(links: readonly LinkReading[]): string | null {
  const link = links.find(
    ({ text, url }) => text.length <= 16 && LIST.test(text.replace(/\s+/g, '')) && /^https?:/.test(url),
  );
  return link?.url ?? null;
}

/** The next page of a list; null on the last. */
export function nextPageLink(links: readonly LinkReading[]): string | null {
  return links.find(({ text }) => /^(下一?页|后一?页|›|»|>)$/.test(text.replace(/\s+/g, '')))?.url ?? null;
}
