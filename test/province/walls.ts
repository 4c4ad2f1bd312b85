import type { Effect } from './model.ts';

/** What stands in the site's place when a wall answers for it. */
export interface Wall {
  status: number;
  headers: Record<string, string>;
  html: string;
}

type WallHow = Extract<Effect, { is: 'wall' }>['how'];

const cookieScript = (name: string) =>
  `<html><head><meta charset="utf-8"><script>document.cookie="${name}=passed; path=/";setTimeout(function(){location.reload();},50);</script></head><body></body></html>`;

/** The answer of a wall; null when the visitor has its cookie and may pass. */
export function wallAnswer(how: WallHow, cookie: string): Wall | null {
  switch (how) {
    case 'cookie-412':
      if (cookie.includes('mnwaf=passed')) return null;
      return { status: 412, headers: { 'set-cookie': 'mnwafs=1; path=/' }, html: cookieScript('mnwaf') };
    case 'wall-412':
      return {
        status: 412,
        headers: {},
        html: '<html><head><meta content="text/html; charset=utf-8"></head><body><script>$_ts=window.$_ts;if(!$_ts)$_ts={};$_ts.nsd=58235;_$jt();</script><input type="hidden" id="__onload__" value="qqcc"></body></html>',
      };
    case 'wall-405':
      return {
        status: 405,
        headers: { server: 'Tengine' },
        html: '<html><head><title>405</title></head><body><h1>405</h1><p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p><p>您的请求ID是：2f6a1c0f</p><script>var arg1="5E4B77F7C86D0D3A";</script></body></html>',
      };
    case 'cookie-521':
      if (cookie.includes('__jsl_clearance=passed')) return null;
      return {
        status: 521,
        headers: { 'set-cookie': '__jsluid_h=0a; path=/' },
        html: cookieScript('__jsl_clearance'),
      };
    case 'wall-521':
      return {
        status: 521,
        headers: { 'set-cookie': '__jsluid_h=0a; path=/' },
        html: "<script>document.cookie='__jsl_clearance='+['1','|','-','x'].join('');location.href=location.pathname+location.search</script>",
      };
    case 'page-200':
      return {
        status: 200,
        headers: { server: 'WAF' },
        html: '<html><head><meta charset="utf-8"><title>网站防火墙</title></head><body><div><h1>网站防火墙</h1><p>您的请求带有不合法的参数，已被网站管理员设置拦截！</p><p>如果您是网站管理员，请登录网站防火墙查看详情。</p></div></body></html>',
      };
  }
}
