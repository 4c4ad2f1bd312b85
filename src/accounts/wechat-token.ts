import { type EpochMs, epochMs } from '../clock.ts';
import type { WechatCredentials } from './credentials.ts';
import type { Door } from './door.ts';
import { jsonOf, textAt } from './json-answer.ts';
import { sealToken, unsealToken } from './sealed-token.ts';
import { type SourceFailure, sourceFailure } from './source-failure.ts';
import { wechatFailure } from './wechat-errors.ts';

export const WECHAT_API = 'https://api.weixin.qq.com';

/** Where sealed tokens outlive a run: the store. */
export interface TokenShelf {
  token(id: string): Promise<{ sealed: string; expiresAt: EpochMs } | null>;
  keepToken(id: string, sealed: string, expiresAt: EpochMs): Promise<void>;
}

export interface TokenKeeper {
  /** A token that should work; `refused` names one that the platform did not take. */
  tokenOf(
    credentials: WechatCredentials,
    door: Door,
    refused?: string,
  ): Promise<{ token: string } | { failure: SourceFailure }>;
}

/** Renewed so long before it ends: a look takes less. */
const MARGIN_MS = 5 * 60_000;

/**
 * Tokens by app, each asked for once at a time. `stable_token` is used because it leaves the tokens of the operator's own
 * programs alone; the older `token` call would end them (developers.weixin.qq.com, 获取稳定版接口调用凭据, 2026-11).
 */
export function createTokenKeeper(shelf: TokenShelf): TokenKeeper {
  const inMemory = new Map<string, { token: string; expiresAt: EpochMs }>();
  const underWay = new Map<string, Promise<{ token: string } | { failure: SourceFailure }>>();

  async function kept(appId: string, secret: string, now: EpochMs): Promise<string | null> {
    const here = inMemory.get(appId);
    if (here !== undefined) return here.expiresAt - MARGIN_MS > now ? here.token : null;
    const stored = await shelf.token(`wechat:${appId}`);
    if (stored === null || stored.expiresAt - MARGIN_MS <= now) return null;
    return unsealToken(stored.sealed, secret);
  }

  async function fetchToken(
    { appId }: WechatCredentials,
    secret: string,
    door: Door,
    force: boolean,
  ): Promise<{ token: string } | { failure: SourceFailure }> {
    const asked = { grant_type: 'client_credential', appid: appId, secret, force_refresh: force };
    const answer = await door.ask({
      url: `${WECHAT_API}/cgi-bin/stable_token`,
      method: 'POST',
      body: { contentType: 'application/json', bytes: Buffer.from(JSON.stringify(asked)) },
      isSecret: true,
    });
    const json = jsonOf(answer);
    if ('failure' in json) return json;
    const failure = wechatFailure(json.value, 'stable_token');
    if (failure !== null) return { failure };
    const token = textAt(json.value, 'access_token');
    const seconds = Number(textAt(json.value, 'expires_in') ?? 0);
    if (token === null)
      return { failure: sourceFailure('answer_unexpected', 'stable_token answered without a token') };
    const expiresAt = epochMs(door.now() + seconds * 1000);
    inMemory.set(appId, { token, expiresAt });
    await shelf.keepToken(`wechat:${appId}`, sealToken(token, secret), expiresAt);
    return { token };
  }

  async function find(
    credentials: WechatCredentials,
    door: Door,
    refused: string | undefined,
  ): Promise<{ token: string } | { failure: SourceFailure }> {
    const secret = credentials.secret();
    if (secret === null) {
      const detail = `the secret of app ${credentials.appId} is not in its variable or file`;
      return { failure: sourceFailure('credentials_missing', detail) };
    }
    const known = await kept(credentials.appId, secret, door.now());
    if (known !== null && known !== refused) return { token: known };
    const fresh = await fetchToken(credentials, secret, door, false);
    // The platform may still hand out the very token it refuses.
    if (refused === undefined || 'failure' in fresh || fresh.token !== refused) return fresh;
    return fetchToken(credentials, secret, door, true);
  }

  return {
    tokenOf(credentials, door, refused) {
      const { appId } = credentials;
      const running = underWay.get(appId);
      if (running !== undefined) return running;
      const asking = find(credentials, door, refused).finally(() => underWay.delete(appId));
      underWay.set(appId, asking);
      return asking;
    },
  };
}
