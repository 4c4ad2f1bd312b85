import type { UndeterminedReason } from './outcome.ts';

/** Why something was not decided, as lists for people print it. */
export const REASON_NAMES: Readonly<Record<UndeterminedReason, string>> = {
  vantage_fault: '检查方线路故障',
  challenged: '被网站防护拦截',
  rate_limited: '网站限制访问频率',
  timeout_ours: '检查方超时',
  probe_fault: '检查程序出错',
  selector_lost: '页面内容无法识别',
  login_required: '须登录或实名',
  captcha_waiting: '验证码待人工识别',
  budget_exhausted: '超出单次检查页数',
  no_source: '没有可用的数据来源',
  not_observed: '所需内容未能看到',
};
