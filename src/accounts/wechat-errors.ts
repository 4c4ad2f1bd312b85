import { textAt } from './json-answer.ts';
import { type SourceFailure, type SourceFailureCode, sourceFailure } from './source-failure.ts';

/** Errcodes of the official-account API (developers.weixin.qq.com, 全局返回码, 2026-11) → ours. */
export const ERRCODES: Readonly<Record<number, SourceFailureCode>> = {
  [-1]: 'platform_busy',
  40001: 'credentials_wrong',
  40002: 'credentials_wrong',
  40013: 'credentials_wrong',
  40125: 'credentials_wrong',
  41002: 'credentials_wrong',
  41004: 'credentials_wrong',
  40243: 'credentials_wrong',
  40014: 'token_refused',
  41001: 'token_refused',
  42001: 'token_refused',
  42007: 'token_refused',
  40164: 'address_not_allowed',
  61004: 'address_not_allowed',
  45009: 'quota_used_up',
  45011: 'platform_rate_limited',
  45029: 'quota_used_up',
  48001: 'permission_missing',
  48004: 'permission_missing',
  50001: 'permission_missing',
  50002: 'permission_missing',
};

/** Tokens that a renewal may mend: 40001 is said of a wrong secret and of a token that was replaced alike. */
const RENEWABLE = new Set([40001, 40014, 41001, 42001, 42007]);

export function errcodeOf(value: Record<string, unknown>): number {
  return Number(value.errcode ?? 0);
}

export function isRenewable(value: Record<string, unknown>): boolean {
  return RENEWABLE.has(errcodeOf(value));
}

/** What the answer's errcode means; null for success. */
export function wechatFailure(value: Record<string, unknown>, call: string): SourceFailure | null {
  const code = errcodeOf(value);
  if (code === 0) return null;
  const said = (textAt(value, 'errmsg') ?? '').replace(/\s+/g, ' ').slice(0, 120);
  return sourceFailure(ERRCODES[code] ?? 'answer_unexpected', `${call}: errcode ${code} ${said}`.trim());
}
