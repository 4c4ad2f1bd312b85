import { type Platform, plainName } from './account.ts';
import type { EvidenceId } from './outcome.ts';

/** How a lead was come by: beside words of a page, behind a link, in a QR code, in a feed, on a list of an operator's. */
export const LEAD_WAYS = ['words', 'link', 'qr', 'feed', 'list'] as const;
export type LeadWay = (typeof LEAD_WAYS)[number];

/** A trace of an account somewhere: a reason to look, not yet a finding. */
export interface AccountLead {
  /** Null where the trace does not say: 微信 alone may be any of its kinds. */
  platform: Platform | null;
  name: string | null;
  handle: string | null;
  url: string | null;
  /** 认证主体 as the platform itself names it; null where nothing of the platform's was seen. */
  operator: string | null;
  way: LeadWay;
  /** The page, file or feed it stands in. */
  foundOn: string;
  evidence: EvidenceId[];
}

/** Tells two leads apart: the same account found twice is one lead. */
export function leadKeyOf({ platform, name, handle, url }: AccountLead): string {
  const who = handle?.toLowerCase() ?? (name === null ? null : plainName(name)) ?? url ?? '';
  return `lead:${familyOf(platform) ?? '?'}:${who}`;
}

/** 微信 accounts are told apart by kind on the platform alone; a page just says 微信公众号. */
export function familyOf(platform: Platform | null): string | null {
  return platform === 'wechat_subscription' || platform === 'wechat_service' ? 'wechat' : platform;
}
