import type { PageDom } from './page-dom.ts';

/** 网页标签 of 国办发〔2017〕47号 in the spelling the standard gives them; pages spell them in any case. */
const CANONICAL = [
  'SiteName',
  'SiteDomain',
  'SiteIDCode',
  'ColumnName',
  'ColumnDescription',
  'ColumnKeywords',
  'ColumnType',
  'ArticleTitle',
  'PubDate',
  'ContentSource',
  'Keywords',
  'Author',
  'Description',
  'Image',
  'Url',
] as const;
const BY_LOWER = new Map<string, string>(CANONICAL.map((name) => [name.toLowerCase(), name]));

/** meta tags by canonical name; the first that is not empty wins. */
export function readMeta(dom: PageDom): Record<string, string> {
  const meta: Record<string, string> = {};
  for (const index of dom.tagged('meta')) {
    const element = dom.nodes[index]?.element;
    if (!element) continue;
    const name = BY_LOWER.get((element.attribs.name ?? '').toLowerCase());
    const content = element.attribs.content?.trim();
    if (name !== undefined && content && meta[name] === undefined) meta[name] = content.slice(0, 500);
  }
  return meta;
}
