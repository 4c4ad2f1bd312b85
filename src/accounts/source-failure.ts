import type { SightUnseen } from '../domain/account-facts.ts';
import type { Fault } from '../domain/exchange.ts';
import type { EvidenceId, UndeterminedReason } from '../domain/outcome.ts';

/**
 * What can keep a look at an account from seeing, whose fault it is, and what depends on it is undetermined for, in
 * words for lists. `site` is the platform or bridge. None of these is ever a finding (docs/reference/account-sources.md).
 */
export const SOURCE_FAILURES = {
  no_source: ['us', 'no_source', '无公开地址、无接口凭证，须人工查看'],
  not_shown: ['us', 'no_source', '此来源看不到该项，须人工查看'],
  account_gone: ['site', 'no_source', '账号已不在，无从查看'],
  not_checked: ['us', 'not_observed', '本季度未检查'],
  credentials_missing: ['us', 'no_source', '接口凭证未提供'],
  credentials_wrong: ['us', 'login_required', '接口凭证有误'],
  token_refused: ['us', 'login_required', '接口令牌失效'],
  address_not_allowed: ['us', 'vantage_fault', '本机地址不在平台白名单'],
  permission_missing: ['us', 'no_source', '账号无此接口权限'],
  line_untrusted: ['path', 'vantage_fault', '线路证书不可信，未发送凭证'],
  quota_used_up: ['us', 'rate_limited', '接口调用次数已用完'],
  platform_rate_limited: ['challenge', 'rate_limited', '平台限制访问频率'],
  login_wall: ['challenge', 'login_required', '平台要求登录'],
  platform_error: ['site', 'not_observed', '平台出错'],
  platform_busy: ['site', 'not_observed', '平台繁忙'],
  source_missing: ['site', 'not_observed', '来源地址已失效'],
  post_gone: ['site', 'not_observed', '所给内容链接已删除'],
  answer_unreadable: ['site', 'not_observed', '平台返回不完整'],
  answer_unexpected: ['site', 'selector_lost', '平台返回的格式有变'],
  selector_lost: ['us', 'selector_lost', '页面改版，未能读取'],
  adapter_fault: ['us', 'probe_fault', '检查程序出错'],
} as const satisfies Record<string, readonly [Fault, UndeterminedReason, string]>;

export type SourceFailureCode = keyof typeof SOURCE_FAILURES;

/** Why a part was not seen: one of the codes above, or one of the network's (docs/reference/errors.md). */
export interface SourceFailure {
  code: string;
  fault: Fault;
  reason: UndeterminedReason;
  detail: string;
}

export function sourceFailure(code: SourceFailureCode, detail: string): SourceFailure {
  const [fault, reason] = SOURCE_FAILURES[code];
  return { code, fault, reason, detail };
}

/** The words for a list; null for a code of the network's. */
export function sourceFailureName(code: string | null): string | null {
  return code !== null && Object.hasOwn(SOURCE_FAILURES, code)
    ? SOURCE_FAILURES[code as SourceFailureCode][2]
    : null;
}

export function unseen(
  { code, fault, reason, detail }: SourceFailure,
  evidence: EvidenceId[] = [],
): SightUnseen {
  return { seen: false, code, fault, reason, detail, evidence };
}

/** A part that the source cannot show by its nature: nothing went wrong. */
export function notShown(what: string): SightUnseen {
  return { seen: false, code: null, fault: null, reason: 'no_source', detail: what, evidence: [] };
}
