import type { CivilDate } from './civil-date.ts';

/** What one page says, read without network. The public JSON of `xunjian read` is this shape (DESIGN §5), `links` and `trace` aside. */

/** Below this a judgement of reading is reported but nothing is judged by it: a misread page is an office wrongly accused. */
export const SURE_ENOUGH = 0.5;

export const PAGE_KINDS = [
  'home',
  'list',
  'article',
  'form',
  'lookup',
  'reply-list',
  'error',
  'challenge',
  'other',
] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

/** Where on the page something was read and the words it rests on. */
export interface Trace {
  selector: string;
  text: string;
}

export interface ListItem {
  title: string;
  /** Absolute. Empty when the item has no usable link. */
  url: string;
  /** Publication date as shown; null when none is shown or it is not sure. */
  date: CivilDate | null;
  pinned: boolean;
  /**
   * The day in the item's address where it is not the one shown. Days apart are usual (written today, released
   * tomorrow); an address months older than the day shown is what an article dated anew looks like, unless the whole
   * list is so: then its folders are named for an import.
   */
  urlDate?: CivilDate;
}

export interface ListReading {
  selector: string;
  /** Heading of the block, when it has one. */
  name: string | null;
  /** Where the block's heading or "more" link leads, absolute. */
  moreUrl: string | null;
  main: boolean;
  items: ListItem[];
  /** Newest date over all items, pinned ones included; null when none is dated. */
  latest: CivilDate | null;
  /** Total the pager states, when it does. */
  total: number | null;
  /** 0..1; below the reader's threshold a list is reported but not judged. */
  confidence: number;
  trace: Trace[];
}

export interface IdentityReading {
  siteCode: string | null;
  icp: string[];
  police: string | null;
  sponsor: string | null;
  /** 党政机关/事业单位网站标识. */
  badge: boolean;
  /** "我为政府网站找错" entry. */
  findErrorEntry: boolean;
  contact: string | null;
  siteMap: string | null;
  /** By part: where it stands and its words. */
  trace: Record<string, Trace>;
  /** By part, 0..1; absent in readings older than this, which were taken for sure. */
  confidence?: Record<string, number>;
}

export const FIELD_ROLES = [
  'name',
  'phone',
  'email',
  'id_number',
  'address',
  'title',
  'content',
  'category',
  'department',
  'public',
  'captcha',
  'sms_code',
  'query_code',
  'attachment',
  'agree',
  'honeypot',
  'other',
] as const;
export type FieldRole = (typeof FIELD_ROLES)[number];

export interface FieldRules {
  minLength?: number;
  maxLength?: number;
  /** Name of a group of which at least one must be filled ("phone or email"). */
  eitherOr?: string;
  format?: 'phone' | 'email' | 'id_number' | 'digits' | 'date';
}

export interface FieldReading {
  role: FieldRole;
  label: string;
  selector: string;
  required: boolean;
  control: 'input' | 'textarea' | 'select' | 'radio' | 'checkbox' | 'file' | 'editor';
  options: { value: string; label: string }[];
  rules: FieldRules;
  confidence: number;
}

export interface FormReading {
  selector: string;
  purpose: 'letter' | 'lookup' | 'search' | 'login' | 'survey' | 'other';
  captcha: boolean;
  /** Selector of the control that really submits; null when none was found. */
  submit: string | null;
  action: string | null;
  method: 'get' | 'post' | 'script';
  fields: FieldReading[];
  confidence: number;
  trace: Trace[];
  /** A channel that W5 does not count (网上信访、纪检举报): the form is a letter form all the same. */
  special?: 'petition' | 'discipline';
}

export interface ReplyReading {
  title: string;
  number: string | null;
  state: string | null;
  /** ISO instants or dates as far as the page states them. */
  sentAt: string | null;
  repliedAt: string | null;
  department: string | null;
  answer: string | null;
  url: string | null;
  /** Where the letter stands and the words it rests on. */
  trace?: Trace;
  /** 0..1 that it is a letter to the office; absent in readings older than this. */
  confidence?: number;
}

/** A link with the place it stands in: what column discovery and system links work from. */
export interface LinkReading {
  text: string;
  url: string;
  place:
    | 'nav'
    | 'breadcrumb'
    | 'heading'
    | 'more'
    | 'item'
    | 'footer'
    | 'aside'
    | 'body'
    | 'frame'
    | 'sitemap';
  /** Nesting below the site's main navigation: 1 for a top entry, 2 for its sub-menu; 0 elsewhere. */
  navLevel: number;
  selector: string;
}

/** A request by which the page loads what it does not carry itself. */
export interface DataRequest {
  /** dataproxy, gkmlpt, ucap, datasource, jpaas; `fragment` is HTML put into the page (header, footer); `frame` an iframe. */
  dialect: 'dataproxy' | 'gkmlpt' | 'ucap' | 'datasource' | 'jpaas' | 'fragment' | 'frame';
  url: string;
  method: 'GET' | 'POST';
  form: Record<string, string> | null;
  /** Where the answer goes: selector of the list or placeholder. */
  into: string;
}

/** Something an https page loads by plain http. */
export interface InsecurePart {
  url: string;
  /** Browsers do not load it: script, style, frame. Images and media they show. */
  blocked: boolean;
}

/** A plain form that searches: it goes without script. */
export interface SearchForm {
  action: string;
  method: 'get' | 'post';
  /** Name of the field for the words. */
  field: string;
  /** What goes along with them. */
  rest: Record<string, string>;
  /** As the form states it; null sends the page's own. */
  charset: string | null;
}

/** How the page lets its visitor search the site. */
export interface SearchReading {
  forms: SearchForm[];
  /** Pages named for searching, absolute. */
  links: string[];
  /** Anything that speaks of searching, usable to us or not. */
  trace: Trace | null;
  /** 0..1 that the site can be searched here; absent in readings older than this. */
  confidence?: number;
}

/** Words by which a page of results says that searching found nothing. */
export interface NothingFound {
  trace: Trace;
  /** 0..1; words of a page that script has yet to fill stay below the threshold. */
  confidence: number;
}

export interface PageReading {
  url: string;
  charset: { declared: string | null; used: string };
  title: string;
  kind: PageKind;
  /** What kind rests on; for `error` and `challenge` the words that gave it away. */
  kindTrace: Trace | null;
  /** 0..1; how far the evidence for the kind outweighs that for others. */
  kindConfidence: number;
  /** For `error`, `challenge`: which ("soft-404", "maintenance", "parked", "login-wall", "link-expired", "js-cookie"…). */
  detail: string | null;
  /** meta tags by canonical name (SiteName, SiteDomain, SiteIDCode, ColumnName, ColumnType, PubDate…). */
  meta: Record<string, string>;
  /** Breadcrumb below the home page, outermost first: 首页 > 信息公开 > 公示公告 gives two. */
  breadcrumb: { text: string; url: string }[];
  published: CivilDate | null;
  /** Where the day of publication stands and its words. */
  publishedTrace: Trace | null;
  /** 0..1; what only the address tells has 0.5. */
  publishedConfidence: number;
  /**
   * Days of publication that an article gives in several places and that lie more than one day apart: PubDate or its
   * like (`meta`), the label in the page (`label`), the address (`url`). The first is the one `published` rests on;
   * empty where all agree. A day after that of the look is never `published` but stands here, alone if need be: nothing
   * is published tomorrow. A reason to look twice, no proof: an address tells when a page was made, and imports and
   * corrections move it.
   */
  dateConflicts: { source: 'meta' | 'label' | 'url' | 'list'; date: CivilDate; trace: Trace }[];
  lists: ListReading[];
  identity: IdentityReading;
  forms: FormReading[];
  replies: ReplyReading[];
  /** Where the page sends its visitor by meta refresh or a plain script; absolute. */
  leadsTo: string | null;
  /** What sends the visitor on; null where nothing does, absent in readings older than this. */
  leadsToTrace?: Trace | null;
  /** 0..1. */
  leadsToConfidence?: number;
  /** How much of the visible page is there without running scripts: false when script makes it. */
  complete: boolean;
  dataRequests: DataRequest[];
  links: LinkReading[];
  /** 混合内容; absent where there is none. */
  insecure?: InsecurePart[];
  /** 站内搜索; absent where nothing speaks of it. */
  search?: SearchReading;
  /** That searching found nothing; absent where nothing says so, and in articles. */
  nothingFound?: NothingFound[];
}
