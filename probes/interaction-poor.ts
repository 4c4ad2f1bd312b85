import { isAtOrPast, periodBefore } from '../src/domain/civil-date.ts';
import { defineProbe, judged, undetermined } from '../src/domain/probe.ts';

/**
 * 互动回应差 (W5): no effective channel for consultation. A broken channel is a notice, one behind a login a matter
 * for a person: neither is missing.
 */
export const interactionPoor = defineProbe({
  id: 'interaction-poor',
  title: { zh: '互动回应差', en: 'Poor interaction' },
  needs: ['channel'],
  mayUse: [],
  strings: {
    open: { zh: '咨询渠道可用：{url}', en: 'A consultation channel is open: {url}' },
    missing: { zh: '未找到网上有效咨询建言渠道', en: 'No online channel for consultation was found' },
    broken: {
      zh: '咨询渠道存在但暂不可用：{detail}',
      en: 'The consultation channel is there but does not work: {detail}',
    },
    login: {
      zh: '咨询渠道需登录或实名认证',
      en: 'The consultation channel asks for a login or real-name check',
    },
    unseen: {
      zh: '未能确认咨询渠道：{detail}',
      en: 'Whether there is a channel could not be seen: {detail}',
    },
    soon: {
      zh: '有{count}封公开信件已超过{months}个月未答复，最早为{oldest}',
      en: '{count} public letters unanswered for over {months} months already, the oldest from {oldest}',
    },
    unanswered: {
      zh: '有{count}封公开信件超过{months}个月未答复，最早为{oldest}',
      en: '{count} public letters unanswered for over {months} months, the oldest from {oldest}',
    },
  },
  judge({ channel }, { rules, today }) {
    const { state, formUrl, path, detail, unanswered } = channel.value;
    const { unansweredMonths, warnMonths, windowMonths } = rules.indicators['interaction-poor'].thresholds;
    const facts = { state, formUrl, path };
    const windowStart = periodBefore(today, { months: windowMonths });
    const openFor = (months: number) =>
      unanswered
        .filter(({ sentAt }) => sentAt >= windowStart && isAtOrPast(sentAt, { months }, today))
        .sort((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
    const late = openFor(unansweredMonths);
    if (late[0] !== undefined) {
      const params = { count: late.length, months: unansweredMonths, oldest: late[0].sentAt };
      const tier = late.every((letter) => letter.tier === 'browser') ? 'browser' : 'http';
      const basis = { evidence: channel.evidence, tier } as const;
      return [judged('fail', 'unanswered', { params, facts: { ...facts, unanswered: late }, basis })];
    }
    const soon = openFor(warnMonths);
    if (state === 'open' && soon[0] !== undefined) {
      const params = { count: soon.length, months: warnMonths, oldest: soon[0].sentAt };
      return [judged('notice', 'soon', { params, facts: { ...facts, unanswered: soon }, basis: channel })];
    }
    switch (state) {
      case 'open':
        return [judged('pass', 'open', { params: { url: formUrl ?? '' }, facts, basis: channel })];
      case 'missing':
        return [judged('fail', 'missing', { facts, basis: channel })];
      case 'broken':
        return [judged('notice', 'broken', { params: { detail: detail ?? '' }, facts, basis: channel })];
      case 'login_required':
        return [undetermined('login_required', 'login', { facts, basis: channel })];
      case 'undetermined':
        return [
          undetermined('not_observed', 'unseen', { params: { detail: detail ?? '' }, facts, basis: channel }),
        ];
    }
  },
});
