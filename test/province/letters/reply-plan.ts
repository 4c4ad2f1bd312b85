/** How an office answers the letters it gets. */
export const REPLY_PLANS = [
  'same_day',
  'next_day',
  'last_workday',
  'day_late',
  'never',
  'acknowledged_then_answered',
  'acknowledged_only',
  'backdated',
  'evasive',
  'empty',
] as const;
export type ReplyPlan = (typeof REPLY_PLANS)[number];
