import { defineAccountProbe } from '../src/domain/account-probe.ts';
import { judged, undetermined } from '../src/domain/probe.ts';

/**
 * 漏报: an account that is there and was never reported. For accounts of the registry this is what its 已报送 column says;
 * accounts in no registry come from leads (src/judge/judge-lead.ts). Either way only a person confirms it.
 */
export const accountUnreported = defineAccountProbe({
  id: 'account-unreported',
  title: { zh: '漏报', en: 'Not reported' },
  needs: [],
  strings: {
    reported: { zh: '账号已报送', en: 'The account is reported' },
    unreported: { zh: '账号存在但未报送', en: 'The account exists and was not reported' },
    unseen: { zh: '账号未报送，是否存在未能查看', en: 'Not reported; whether it exists was not seen' },
    absent: { zh: '账号未报送，现已无法访问', en: 'Not reported, and not available any more' },
    lead: {
      zh: '{operator}“{name}”{platform}未纳入监管：平台显示主体为{operator}，名录中没有该账号',
      en: '“{name}” of {operator} on {platform} is in no registry; the platform names the operator',
    },
  },
  judge(_, { account, isPresent }) {
    const facts = { declared: account.declared };
    if (account.declared) return [judged('pass', 'reported', { facts })];
    if (isPresent === null) return [undetermined('not_observed', 'unseen', { facts })];
    return [judged(isPresent ? 'fail' : 'not_applicable', isPresent ? 'unreported' : 'absent', { facts })];
  },
});
