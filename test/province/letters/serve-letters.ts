import { Buffer } from 'node:buffer';
import type { LetterDesk } from './letter-desk.ts';
import type { Flow, LetterAnswer, LetterKind, LetterRequest } from './letter-kind.ts';
import { page } from './letter-pages.ts';
import { lookUpAnswer } from './look-up.ts';
import { parsePost } from './parse-post.ts';
import { type ReplyPlan, replyAt } from './reply-plan.ts';

/** A letter system under a host: which flow it has and how its office answers. */
export interface LetterSite {
  host: string;
  siteName: string;
  kind: LetterKind;
  replies: ReplyPlan;
}

/**
 * What a letter system answers: the seam by which the province's own server mounts them. Null for a path that is no
 * part of it, so that the site's other pages stay the site's.
 */
export function serveLetters(
  site: LetterSite,
  desk: LetterDesk,
  request: LetterRequest,
  now: number,
): LetterAnswer | null {
  const url = new URL(request.target, `http://${site.host}/`);
  const flow: Flow = {
    ...{ host: site.host, siteName: site.siteName, desk, now, request },
    ...{ path: url.pathname, query: url.searchParams },
    fields: request.method === 'POST' ? parsePost(request.contentType, request.body) : new Map(),
    replyTo: (letter) => replyAt(site.replies, letter, now),
  };
  return site.kind.answer(flow) ?? picture(flow) ?? lookUpAnswer(site, flow);
}

/** The home page of a letter site that has no other pages. */
export function letterHome({ siteName, kind, host }: LetterSite): LetterAnswer {
  const news = Array.from(
    { length: 6 },
    (_, i) =>
      `<li><a href="/xw/${i}.html">某某会议召开 部署第${i + 1}季度工作</a><span>2024-05-${10 + i}</span></li>`,
  );
  return page(
    siteName,
    `<div class="nav"><a href="/xxgk/">政务公开</a><a href="/zwfw/">办事服务</a></div><ul class="news">${news.join('')}</ul>${letterLinks({ kind, host })}`,
  );
}

/** What stands on a home page for its letter system. */
export function letterLinks({ kind, host }: Pick<LetterSite, 'kind' | 'host'>): string {
  const lookUp =
    kind.lookUp === 'none' || kind.lookUp === 'list' ? '' : '<a href="/hdjl/query">信件查询</a> ';
  return `<div class="hd">${kind.entry(host)}</div>${lookUp}<a href="/hdjl/list">信件公开</a>`;
}

function picture({ path, desk, host }: Flow): LetterAnswer | null {
  if (path === '/captcha.svg') {
    const code = desk.newPicture(host);
    return {
      status: 200,
      headers: { 'content-type': 'image/svg+xml', 'cache-control': 'no-store' },
      body: `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="30"><rect width="80" height="30" fill="#eef"/><text x="8" y="22" font-size="20">${code}</text></svg>`,
    };
  }
  if (/\.(gif|png|jpg|ico)$/.test(path))
    return {
      status: 200,
      headers: { 'content-type': 'image/gif' },
      body: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
    };
  if (path === '/letters.css')
    return {
      status: 200,
      headers: { 'content-type': 'text/css' },
      body: '.fld-x{position:absolute;left:-5000px}.off{display:none}.layer{position:fixed;top:100px;left:100px;background:#fff;border:1px solid #999;padding:20px}',
    };
  return null;
}
