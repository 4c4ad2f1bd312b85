import { plainName } from '../src/domain/account.ts';
import { defineAccountProbe, seenBy } from '../src/domain/account-probe.ts';
import { judged } from '../src/domain/probe.ts';

/**
 * 无法访问: the platform itself says that the account is deleted, frozen, moved or expired, or shows it under another name
 * than the registry has. That we could not reach the platform says nothing.
 */
export const accountUnavailable = defineAccountProbe({
  id: 'account-unavailable',
  title: { zh: '账号无法访问', en: 'Account unavailable' },
  needs: ['presence'],
  strings: {
    present: { zh: '账号可以访问', en: 'The account can be opened' },
    deleted: { zh: '账号已注销或被删除：{words}', en: 'The account was deleted: {words}' },
    frozen: { zh: '账号已被封禁或冻结：{words}', en: 'The account is frozen: {words}' },
    expired: { zh: '账号链接已失效：{words}', en: 'The link of the account has expired: {words}' },
    moved: { zh: '账号已迁移：{words}', en: 'The account was moved: {words}' },
    gone: { zh: '账号页面不存在：{words}', en: 'The account’s page is not there: {words}' },
    undownloadable: {
      zh: '应用无法下载或使用：{words}',
      en: 'The app cannot be downloaded or used: {words}',
    },
    renamed: {
      zh: '平台显示名称为“{shown}”，与登记的“{registered}”不一致',
      en: 'The platform shows the name “{shown}”, the registry has “{registered}”',
    },
  },
  judge({ presence }, { account, rules }) {
    const { states, renamed } = rules.indicators['account-unavailable'].thresholds;
    const { state, shownName, shownOperator, words } = presence.value;
    const basis = seenBy(presence);
    const facts = { state, shownName, shownOperator, words };
    if (state !== 'present') {
      const outcome = states.includes(state) ? 'fail' : 'notice';
      return [judged(outcome, state, { params: { words: words ?? state }, facts, basis })];
    }
    if (shownName !== null && plainName(shownName) !== plainName(account.name)) {
      const params = { shown: shownName, registered: account.name };
      return [judged(renamed, 'renamed', { params, facts, basis })];
    }
    return [judged('pass', 'present', { facts, basis })];
  },
});
