import type { UndeterminedReason } from './outcome.ts';

/** Why something was not decided, as lists for people print it. */
export const REASON_NAMES: Readonly<Record<UndeterminedReason, string>> = {
  vantage_fault: '检查方线路故障',
  challenged: '被网站防护拦截，未能查看',
  rate_limited: '网站限制访问频率，未能查看',
  timeout_ours: '检查方超时',
  probe_fault: '检查程序出错',
  selector_lost: '页面改版，未能读取',
  login_required: '须登录或实名，未能查看',
  captcha_waiting: '验证码待人工识别',
  budget_exhausted: '超出单次检查页数',
  no_source: '没有可用的数据来源',
  not_observed: '未检查',
};
