import type { Account } from '../domain/account.ts';
import type { AccountLead } from '../domain/account-lead.ts';
import type { Door } from './door.ts';
import { page } from './page.ts';
import { weiboJson } from './weibo-json.ts';

/** Looks at where a lead leads, so that the platform itself names the account and its operator. */
export async function followLead(lead: AccountLead, door: Door): Promise<AccountLead> {
  if (lead.url === null) return lead;
  const asAccount: Account = {
    ...{
      name: lead.name ?? '',
      platform: lead.platform ?? 'other',
      operator: '',
      supervisor: '',
      region: '',
    },
    ...{
      feedUrl: lead.url,
      handle: lead.handle,
      declared: false,
      state: 'normal',
      level: null,
      formerNames: [],
    },
  };
  const source = weiboJson.accepts(asAccount, door) ? weiboJson : page;
  const { presence } = await source.look(asAccount, door);
  if (!presence.seen || presence.value.state !== 'present') return lead;
  const { shownName, shownOperator } = presence.value;
  return {
    ...lead,
    name: shownName ?? lead.name,
    operator: operatorIn(shownOperator) ?? lead.operator,
    evidence: [...new Set([...lead.evidence, ...presence.evidence])],
  };
}

/** 榆林市教育局官方微博 → 榆林市教育局: platforms that verify in a sentence. */
function operatorIn(text: string | null): string | null {
  const plain = text?.replace(/(?:的)?(?:政务)?官方(?:微博|账号|帐号|抖音|头条号)?$/, '').trim();
  return plain === undefined || plain === '' ? null : plain;
}
