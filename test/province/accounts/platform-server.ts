import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { Certificates } from '../certificates.ts';
import {
  feedOf,
  html,
  json,
  leadPage,
  type Page,
  type Post,
  platformPage,
  postsOf,
  wechatArticles,
  wechatMenu,
  wechatReply,
  wechatStatistics,
  weiboJson,
  weiboPage,
} from './answers.ts';
import type { HiddenLead, PlatformAccount, PlatformProvince, Trouble } from './model.ts';

export const PLATFORM_HOSTS = [
  'api.weixin.qq.com',
  'm.weibo.cn',
  'weibo.cn',
  'rsshub.bridge-mn.cn',
  'menu.bridge-mn.cn',
  'pages.platform-mn.cn',
] as const;

export interface HostLoad {
  requests: number;
  /** Most of them at once. */
  most: number;
  /** From arrival to arrival, in ms. */
  gaps: number[];
}

/** Troubles that look alike on every platform; null for none and for those with words of their own. */
function troubleAnswer(trouble: Trouble | null): Page | 'never' | null {
  switch (trouble) {
    case 'quota':
      return json({ error: 'User requests out of rate limit!', error_code: 10023 });
    case 'login':
      return json({ ok: -100, url: 'https://passport.weibo.cn/signin/login' });
    case 'error-500':
      return { status: 502, type: 'text/html', body: '<html><body>502 Bad Gateway</body></html>' };
    case 'half':
      return { status: 200, type: 'application/json', body: '{"total_count": 20, "item": [{"article_' };
    case 'slow':
      return 'never';
    default:
      return null;
  }
}

/** The platforms of the province behind one port, HTTP and HTTPS; other hosts are asked of `other`. */
export class PlatformServer {
  readonly load = new Map<string, HostLoad & { open: number; last: number }>();
  #world: PlatformProvince;
  #byId: ReadonlyMap<string, PlatformAccount> = new Map();
  #byApp: ReadonlyMap<string, PlatformAccount> = new Map();
  #leads: ReadonlyMap<string, HiddenLead> = new Map();
  readonly #other: (host: string, path: string) => { page?: Page; bytes?: Buffer; type?: string } | null;
  readonly #certificates = new Certificates(new Date());
  readonly #server = http.createServer((request, response) => void this.#serve(request, response));
  readonly #front = net.createServer({ noDelay: true }, (socket) => this.#receive(socket));
  readonly #sockets = new Set<Socket>();
  /** Tokens in force by token; apps whose first token was already refused. */
  readonly #tokens = new Map<string, string>();
  readonly #refused = new Set<string>();
  readonly #posts = new Map<string, Post[]>();
  /** Seconds since 1970 at the platforms. */
  now: number;

  constructor(
    world: PlatformProvince,
    now: number,
    other: (host: string, path: string) => { page?: Page; bytes?: Buffer; type?: string } | null,
  ) {
    this.#world = world;
    this.now = now;
    this.#other = other;
    this.setWorld(world);
    this.#server.keepAliveTimeout = 30_000;
  }

  /** Other accounts, or the same ones as they are on another day. */
  setWorld(world: PlatformProvince): void {
    this.#world = world;
    this.#byId = new Map(world.accounts.map((account) => [account.id, account]));
    this.#byApp = new Map(world.accounts.map((account) => [account.appId, account]));
    this.#leads = new Map(world.unreported.map((lead) => [lead.id, lead]));
    this.#posts.clear();
  }

  listen(port = 0): Promise<number> {
    return new Promise((resolve) =>
      this.#front.listen(port, '127.0.0.1', () => resolve((this.#front.address() as AddressInfo).port)),
    );
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#front.close(() => resolve()));
  }

  #receive(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === 0x16) {
        const secured = new tls.TLSSocket(socket, {
          ...{ isServer: true, ALPNProtocols: ['http/1.1'] },
          SNICallback: (name, done) => done(null, this.#certificates.contextFor(name, 'good')),
          secureContext: this.#certificates.contextFor('localhost', 'good'),
        });
        secured.on('error', () => socket.destroy());
        secured.once('secure', () => this.#server.emit('connection', secured));
      } else this.#server.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    this.#count(host, response);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', `https://${host}`);
    const other = (PLATFORM_HOSTS as readonly string[]).includes(host)
      ? null
      : this.#other(host, url.pathname);
    if (other?.bytes !== undefined) {
      response.writeHead(200, { 'content-type': other.type ?? 'image/png' });
      response.end(other.bytes);
      return;
    }
    const page = other?.page ?? this.#answer(host, url, Buffer.concat(chunks).toString('utf8'));
    // Whoever asked gives up first.
    if (page === 'never') return;
    response.writeHead(page.status, { 'content-type': page.type });
    response.end(page.body);
  }

  #count(host: string, response: http.ServerResponse): void {
    const now = performance.now();
    const load = this.load.get(host) ?? {
      requests: 0,
      most: 0,
      gaps: [],
      open: 0,
      last: 0,
    };
    load.requests += 1;
    load.open += 1;
    load.most = Math.max(load.most, load.open);
    if (load.requests > 1) load.gaps.push(now - load.last);
    load.last = now;
    this.load.set(host, load);
    response.once('close', () => {
      load.open -= 1;
    });
  }

  #answer(host: string, url: URL, body: string): Page | 'never' {
    switch (host) {
      case 'api.weixin.qq.com':
        return this.#wechat(url, body);
      case 'm.weibo.cn': {
        const account = this.#byId.get(url.searchParams.get('value') ?? '');
        const trouble = account === undefined ? null : troubleAnswer(account.trouble);
        if (trouble !== null) return trouble;
        return account === undefined
          ? json({ ok: 0, msg: '用户不存在' })
          : weiboJson(account, this.#shown(account), this.now);
      }
      case 'weibo.cn': {
        const account = this.#byId.get(url.pathname.replace('/u/', ''));
        return account === undefined
          ? html('用户不存在')
          : weiboPage(account, this.#shown(account), this.now);
      }
      case 'rsshub.bridge-mn.cn': {
        const [, id = '', format = ''] = /\/feed\/(\d+)\.(\w+)/.exec(url.pathname) ?? [];
        const account = this.#byId.get(id);
        return account === undefined ? html('Not Found', 404) : feedOf(account, this.#shown(account), format);
      }
      case 'menu.bridge-mn.cn':
        return url.pathname === '/ok' ? html('咨询留言') : html('404 Not Found', 404);
      case 'pages.platform-mn.cn': {
        const id = url.pathname.replace('/u/', '');
        const account = this.#byId.get(id);
        if (account !== undefined) return platformPage(account, this.#shown(account), this.now);
        const lead = this.#leads.get(id);
        return lead === undefined ? html('页面不存在', 404) : leadPage(lead, this.#world.baseDate);
      }
      default:
        return html('Not Found', 404);
    }
  }

  #shown(account: PlatformAccount): Post[] {
    const known = this.#posts.get(account.id) ?? postsOf(account, this.#world.baseDate);
    this.#posts.set(account.id, known);
    return known;
  }

  #wechat(url: URL, body: string): Page | 'never' {
    if (url.pathname === '/cgi-bin/stable_token') return this.#token(body);
    const token = url.searchParams.get('access_token') ?? '';
    const account = this.#byApp.get(this.#tokens.get(token) ?? '');
    if (account === undefined)
      return json({ errcode: 40001, errmsg: 'invalid credential, access_token is invalid' });
    switch (account.trouble) {
      case 'token-expired':
        if (!this.#refused.has(account.appId)) {
          this.#refused.add(account.appId);
          return json({ errcode: 42001, errmsg: 'access_token expired' });
        }
        break;
      case 'quota':
        return json({ errcode: 45009, errmsg: 'reach max api daily quota limit' });
      case 'busy':
        return json({ errcode: -1, errmsg: 'system error' });
      default: {
        const trouble = troubleAnswer(account.trouble);
        if (trouble !== null) return trouble;
      }
    }
    const posts = this.#shown(account);
    switch (url.pathname) {
      case '/cgi-bin/freepublish/batchget':
        return wechatArticles(account, posts);
      case '/cgi-bin/get_current_selfmenu_info':
        return wechatMenu(account);
      case '/cgi-bin/get_current_autoreply_info':
        return wechatReply(account);
      case '/datacube/getarticlesummary':
        return wechatStatistics(posts, (JSON.parse(body) as { begin_date: string }).begin_date);
      default:
        return json({ errcode: 40066, errmsg: 'invalid url' });
    }
  }

  #token(body: string): Page {
    const { appid, secret, force_refresh } = JSON.parse(body) as Record<string, unknown>;
    const account = this.#byApp.get(String(appid));
    if (account === undefined) return json({ errcode: 40013, errmsg: 'invalid appid' });
    if (account.trouble === 'not-allowed')
      return json({ errcode: 40164, errmsg: 'invalid ip 127.0.0.1, not in whitelist' });
    if (secret !== account.secret || account.trouble === 'wrong-secret')
      return json({ errcode: 40125, errmsg: 'invalid appsecret' });
    const token = `${account.appId}-${force_refresh === true ? 2 : 1}`;
    this.#tokens.set(token, account.appId);
    return json({ access_token: token, expires_in: 7200 });
  }
}
