import { defineAccountProbe, seenBy } from '../src/domain/account-probe.ts';
import { daysBetween, isAtOrPast, periodBefore } from '../src/domain/civil-date.ts';
import { judged, undetermined } from '../src/domain/probe.ts';

/**
 * 内容不更新 (M2): two weeks without a post. Whether a repost or a change of the menu is an update the rule set says;
 * some provinces also warn when nothing of its own was posted for months (NM-8).
 */
export const accountNotUpdated = defineAccountProbe({
  id: 'account-not-updated',
  title: { zh: '内容不更新', en: 'Account not updated' },
  needs: ['posts'],
  strings: {
    fresh: { zh: '最新内容发布于{latest}', en: 'The newest post is of {latest}' },
    near: {
      zh: '最新内容发布于{latest}，已{days}天，接近{limit}天期限',
      en: 'The newest post is of {latest}, {days} days ago; the limit is {limit} days',
    },
    stale: {
      zh: '更新不及时：最新内容发布于{latest}，已{days}天未更新（期限{limit}天）',
      en: 'The newest post is of {latest}: not updated for {days} days (limit {limit})',
    },
    empty: { zh: '更新不及时：账号没有发布过任何内容', en: 'The account has never posted anything' },
    onlyReposts: {
      zh: '更新不及时：仅有转载，没有自行发布的内容（按规则转载不计）',
      en: 'Only reposts, and by these rules they do not count',
    },
    noOriginal: {
      zh: '最新内容发布于{latest}，但{months}个月内没有原创内容',
      en: 'The newest post is of {latest}, but nothing of its own for {months} months',
    },
    single: {
      zh: '仅能看到部分内容（最新{latest}），是否有更新的内容未能查看',
      en: 'Only some posts could be seen (the newest of {latest}); newer ones may be there',
    },
    undated: { zh: '所列内容均无可读日期', en: 'No post bears a date that can be read' },
  },
  judge({ posts }, { rules, today, menuChanged }) {
    const { limit, warn, reposts, menuChanges, original } =
      rules.indicators['account-not-updated'].thresholds;
    const { newest, newestOriginal, listed, basis: from } = posts.value;
    const basis = seenBy(posts);
    const counted = reposts ? newest : newestOriginal;
    const changed = menuChanges ? menuChanged : null;
    const dates = [counted?.date, changed].filter((date) => date !== undefined && date !== null).sort();
    const latest = dates.at(-1) ?? null;
    const facts = {
      latest,
      item: counted === null ? null : { title: counted.title, url: counted.url },
      limit,
      listed,
      newestOriginal: newestOriginal?.date ?? null,
      newestRepost: newest?.isRepost === true ? newest.date : null,
      counts: { reposts, menuChanges },
    };
    if (latest === null) {
      if (from === 'empty') return [judged('fail', 'empty', { facts, basis })];
      if (from === 'undated') return [undetermined('selector_lost', 'undated', { facts, basis })];
      return [judged('fail', 'onlyReposts', { facts, basis })];
    }
    const params = { latest, days: Math.max(0, daysBetween(latest, today)), limit: limit.days };
    if (from === 'single' && isAtOrPast(latest, limit, today))
      return [undetermined('no_source', 'single', { params, facts, basis })];
    if (isAtOrPast(latest, limit, today)) return [judged('fail', 'stale', { params, facts, basis })];
    if (isAtOrPast(latest, warn, today)) return [judged('notice', 'near', { params, facts, basis })];
    const isUnoriginal =
      original !== undefined &&
      (newestOriginal === null || newestOriginal.date <= periodBefore(today, original));
    return isUnoriginal
      ? [judged('notice', 'noOriginal', { params: { ...params, months: original.months }, facts, basis })]
      : [judged('pass', 'fresh', { params, facts, basis })];
  },
});
