import type { LinkReading, PageReading, Trace } from '../domain/page-reading.ts';

export interface FoundSystem {
  name: string;
  url: string;
  host: string;
  role: 'own' | 'component' | 'external';
  foundOn: string;
  trace: Trace;
}

/** Third parties' services that sites put into their pages: no column and no system of the site (STANDARDS §3). */
const COMPONENT_HOST =
  /(^|\.)(conac\.cn|beian\.gov\.cn|beian\.miit\.gov\.cn|miitbeian\.gov\.cn|so-gov\.cn|kaipuyun\.cn|ucap\.com\.cn|cnzz\.com|baidu\.com|bdstatic\.com|weixin\.qq\.com|qq\.com|weibo\.com|weibo\.cn|toutiao\.com|douyin\.com|kuaishou\.com|xiaohongshu\.com|bilibili\.com|youku\.com|iqiyi\.com|jiathis\.com|bshare\.cn|12377\.cn|apple\.com|mob\.com|amap\.com|iflyrec\.com)$/;
/** National services that every site links to. */
const NATIONAL_HOST =
  /(^|\.)(12388\.gov\.cn|12315\.cn|12306\.cn|chsi\.com\.cn|12309\.gov\.cn|12380\.gov\.cn)$/;
const MEDIA_HOST =
  /(^|\.)(people\.com\.cn|xinhuanet\.com|news\.cn|cctv\.com|cntv\.cn|chinadaily\.com\.cn|gmw\.cn|ce\.cn|chinanews\.com(\.cn)?|thepaper\.cn|sohu\.com|sina\.com\.cn|163\.com|ifeng\.com|pkulaw\.com|jcrb\.com)$/;

/** Words that name a service the office itself offers its visitors. */
const SYSTEM_NAME =
  /信箱|我要(写信|咨询|留言|办)|咨询|留言|投诉|互动|办事大厅|网上办事|办事服务|政务服务|在线(办理|申报|查询|咨询|预约|访谈)|申报|审批|预约|(查询|申请|管理|服务|公示|填报|报名|申领|投诉)(系统|平台)|依申请公开|意见征集|网上调查|征集调查|信息公开(目录|平台)|数据开放/;
/** Words that name somebody else: another government, a medium, a link list. */
const SOMEBODY_ELSE =
  /人民政府|政府网|门户网|中国|新闻网|日报|晚报|电视|广播|出版|银行|公司|大学|学院|协会|学会|找错|无障碍|新华|人民网|央视|学习强国|公众号|客户端|下载/;

/**
 * Links that leave the site's host: which lead to a column or system of the site itself, which to a third party's
 * component, which simply outside. Only a name of a service, standing outside the footer and the friend links, makes
 * a foreign host the site's own: a wrong `own` is a wrong accusation.
 */
export function findSystems(pages: readonly PageReading[], homeUrl: string): FoundSystem[] {
  const home = new URL(homeUrl);
  const found = new Map<string, FoundSystem>();
  for (const page of pages) {
    for (const link of page.links) {
      const { hostname, host } = new URL(link.url);
      if (
        hostname === home.hostname ||
        hostname === bare(home.hostname) ||
        bare(hostname) === bare(home.hostname)
      )
        continue;
      const role = roleOf(link, hostname);
      const key = role === 'own' ? link.url : `${role} ${host}`;
      const known = found.get(key);
      if (known !== undefined || found.size > 2_000) continue;
      const trace = { selector: link.selector, text: link.text };
      found.set(key, { name: link.text || host, url: link.url, host, role, foundOn: page.url, trace });
    }
  }
  return [...found.values()];
}

function roleOf({ text, place }: LinkReading, hostname: string): FoundSystem['role'] {
  if (COMPONENT_HOST.test(hostname)) return 'component';
  const name = text.replace(/\s+/g, '');
  if (
    MEDIA_HOST.test(hostname) ||
    NATIONAL_HOST.test(hostname) ||
    place === 'footer' ||
    place === 'item' ||
    place === 'frame'
  )
    return 'external';
  if (name.length > 14 || SOMEBODY_ELSE.test(name)) return 'external';
  return SYSTEM_NAME.test(name) ? 'own' : 'external';
}

function bare(host: string): string {
  return host.replace(/^www\./, '');
}
