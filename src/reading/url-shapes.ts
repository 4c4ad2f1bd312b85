import { urlDate } from './url-date.ts';

/** An article's address: an id of its own, a dated name, a known CMS's article path. */
const ARTICLE_PATH =
  /\/(?:art|info|content|article|detail|show|view|news)[/_][^?]*\d{3,}[^/]*$|\/t\d{8}_\d+|\/\d{5,}\.s?html?$|[_-]\d{6,}\.s?html?$|\/c\d+\/\d+\/.+|\/[0-9a-f]{32}\.s?html?$|\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{20,}\.s?html?$|\/content_\d+|\/post_\d+|\/c\.html$|[?&](?:articleid|newsid|infoid|docid|contentid|aid|wbnewsid)=\w/i;
const COLUMN_PATH =
  /\/(?:col\/)?col\d+\/|\/(?:index|list|default|main|lists?_?\w{0,12}|column-?index\w*)\.\w+$|\/$|\/node_\d+\.\w+$|[?&](?:classid|columnid|channelid|catid|cat_id|node_?id|lmid|typeid|wbtreeid|categoryid)=\w/i;
/** Column addresses that look like an article's: 博达 `list.jsp?…wbtreeid=`, 大汉 `/col/col123/`. */
const SURE_COLUMN = /\/col\/col\d+\/|[?&]urltype=tree\.|\/(?:list|lists|column)\/\w+\/?(?:index\.\w+)?$/i;
const PAGER_PATH =
  /\/(?:index|list|default|p|page|column-index)[_-]\d+\.\w+$|[?&](?:page|pageno|pagenum|pageindex|currpage|cur_page|pn)=\d+/i;
const FILE_PATH =
  /\.(?:jpe?g|png|gif|bmp|svg|webp|ico|pdf|docx?|xlsx?|pptx?|zip|rar|7z|mp[34]|flv|wmv|avi|css|js|xml|txt|apk|ipa|wps|et|ofd|ceb|exe)$/i;

/** Whether the address is that of one article. */
export function isArticleUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { pathname, search } = new URL(url);
  if (SURE_COLUMN.test(pathname + search)) return false;
  return ARTICLE_PATH.test(pathname + search) || urlDate(url) !== null;
}

/** Whether the address is that of a folder or a list. */
export function isColumnUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { pathname, search } = new URL(url);
  return COLUMN_PATH.test(pathname + search) && !isArticleUrl(url);
}

/** The second and later pages of a list. */
export function isPagerUrl(url: string): boolean {
  const { pathname, search } = new URL(url);
  return PAGER_PATH.test(pathname + search);
}

/** Pictures, documents and programs: nothing that could be a page. */
export function isFileUrl(url: string): boolean {
  return FILE_PATH.test(new URL(url).pathname);
}
