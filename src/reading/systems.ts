import type { LinkReading, PageReading, Trace } from '../domain/page-reading.ts';

export interface FoundSystem {
  name: string;
  url: string;
  host: string;
  role: 'own' | 'component' | 'external';
  /** 0..1 that it is. */
  confidence: number;
  foundOn: string;
  trace: Trace;
}

/** Third parties' services that sites put into their pages: no column and no system of the site (STANDARDS §3). */
const COMPONENT_HOST =
  /(^|\.)(conac\.cn|beian\.gov\.cn|beian\.miit\.gov\.cn|miitbeian\.gov\.cn|so-gov\.cn|kaipuyun\.cn|ucap\.com\.cn|cnzz\.com|baidu\.com|bdstatic\.com|weixin\.qq\.com|qq\.com|weibo\.com|weibo\.cn|toutiao\.com|douyin\.com|kuaishou\.com|xiaohongshu\.com|bilibili\.com|youku\.com|iqiyi\.com|jiathis\.com|bshare\.cn|12377\.cn|apple\.com|mob\.com|amap\.com|iflyrec\.com)$/;
const MEDIA_HOST =
  /(^|\.)(people\.com\.cn|xinhuanet\.com|news\.cn|cctv\.com|cntv\.cn|chinadaily\.com\.cn|gmw\.cn|ce\.cn|chinanews\.com(\.cn)?|thepaper\.cn|sohu\.com|sina\.com\.cn|163\.com|ifeng\.com|pkulaw\.com|jcrb\.com)$/;

/** Services of the whole country or of another authority, to which every office may point: none is a site's own. */
const NATIONAL_HOST =
  /(^|\.)(12(306|309|312|315|318|321|333|337|348|371|380|388|389)|122|chsi|cpta|neea|pbccrc|gjzwfw)\.(www\.)?((gov|com|edu|org)\.)?cn$/;
/** Petition and discipline channels belong to the authorities that run them. */
const OTHER_AUTHORITY = /信访|纪检|监察|巡视|巡察|12315|12388|12380|12309|12306/;

/** Words that name a service the office itself offers its visitors. */
const SYSTEM_NAME =
  /信箱|我要(写信|咨询|留言|办)|咨询|留言|投诉|互动|办事大厅|网上办事|办事服务|政务服务|在线(办理|申报|查询|咨询|预约|访谈)|申报|审批|预约|(查询|申请|管理|服务|公示|填报|报名|申领|投诉|监督|监管|采购|交易|招商|引资|缴费|备案)(系统|平台)|依申请公开|意见征集|网上调查|征集调查|信息公开(目录|平台)|数据开放/;
/** A service's own name ends so; a notice about one, or what explains it, goes on. */
const NAME_END =
  /(信箱|写信|咨询|留言|办|投诉|举报|互动|厅|窗口|通道|热线|办事|服务|办理|申报|报名|查询|预约|挂号|反馈|访谈|审批|系统|平台|公开|征集|调查|目录|开放|登记|申请|入口|专区|中心|门户|网站?|[（(].{1,8}[）)])$/;
/** Words that name somebody else: another government, a medium, a link list. */
const SOMEBODY_ELSE =
  /^国家|^全国|人民政府|政府网|门户网|中国|新闻网|日报|晚报|电视|广播|出版|银行|公司|大学|学院|协会|学会|找错|无障碍|新华|人民网|央视|学习强国|公众号|客户端|下载/;

/**
 * Links that leave the site's host: which lead to a column or system of the site itself, which to a third party's
 * component, which simply outside. Only a name of a service, standing outside the footer and the friend links, makes
 * a foreign host the site's own: a wrong `own` is a wrong accusation.
 */
export function findSystems(pages: readonly PageReading[], homeUrl: string): FoundSystem[] {
  const home = new URL(homeUrl);
  const found = new Map<string, FoundSystem>();
  for (const page of pages) {
    const linkLists = linkListsOf(page);
    for (const link of page.links) {
      const { hostname, host } = new URL(link.url);
      if (
        hostname === home.hostname ||
        hostname === bare(home.hostname) ||
        bare(hostname) === bare(home.hostname)
      )
        continue;
      const { role, confidence } = linkLists.has(link.selector) ? asListed(hostname) : roleOf(link, hostname);
      const key = role === 'own' ? link.url : `${role} ${host}`;
      const known = found.get(key);
      // What one link leaves open another to the same place may say plainly.
      const isSurer = known !== undefined && role === 'own' && confidence > known.confidence;
      if (known === undefined ? found.size > 2_000 : !isSurer) continue;
      const trace = { selector: link.selector, text: link.text };
      found.set(key, {
        name: link.text || host,
        url: link.url,
        host,
        role,
        confidence,
        foundOn: page.url,
        trace,
      });
    }
  }
  return [...found.values()];
}

/** A block that leads to at least this many foreign hosts is a list of links to others. */
const LINK_LIST_HOSTS = 5;

/** Selectors of the blocks that are lists of links to others, whatever class their authors gave them. */
function linkListsOf({ url, links }: PageReading): ReadonlySet<string> {
  const here = bare(new URL(url).hostname);
  const hosts = new Map<string, Set<string>>();
  for (const link of links) {
    const host = bare(new URL(link.url).hostname);
    if (host === here || link.place === 'nav') continue;
    hosts.set(link.selector, (hosts.get(link.selector) ?? new Set()).add(host));
  }
  return new Set([...hosts].flatMap(([selector, { size }]) => (size >= LINK_LIST_HOSTS ? [selector] : [])));
}

type Role = Pick<FoundSystem, 'role' | 'confidence'>;

/** Known hosts leave little doubt, places and names more; a link of which nothing says that it is the site's own is just a link. */
const COMPONENT: Role = { role: 'component', confidence: 0.95 };
const KNOWN_HOST: Role = { role: 'external', confidence: 0.95 };
const ELSEWHERE: Role = { role: 'external', confidence: 0.8 };
const JUST_A_LINK: Role = { role: 'external', confidence: 0.6 };

function asListed(hostname: string): Role {
  return COMPONENT_HOST.test(hostname) ? COMPONENT : ELSEWHERE;
}

function roleOf({ text, place }: LinkReading, hostname: string): Role {
  if (COMPONENT_HOST.test(hostname)) return COMPONENT;
  const name = text.replace(/\s+/g, '');
  if (MEDIA_HOST.test(hostname) || NATIONAL_HOST.test(hostname)) return KNOWN_HOST;
  if (place === 'footer' || place === 'item' || place === 'frame') return ELSEWHERE;
  if (OTHER_AUTHORITY.test(name) || name.length > 14 || SOMEBODY_ELSE.test(name)) return ELSEWHERE;
  return SYSTEM_NAME.test(name) ? { role: 'own', confidence: ownConfidence(name, place) } : JUST_A_LINK;
}

/** The menu and the map of a site hold what is its own; elsewhere a name alone tells, if it is a service's whole name. */
function ownConfidence(name: string, place: LinkReading['place']): number {
  const isWhole = NAME_END.test(name);
  if (place === 'nav' || place === 'sitemap') return isWhole ? 0.9 : 0.6;
  return isWhole ? 0.7 : UNSURE;
}
/** Below the threshold of those who judge. */
const UNSURE = 0.4;

function bare(host: string): string {
  return host.replace(/^www\./, '');
}
