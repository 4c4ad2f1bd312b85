import { daysBetween, isAtOrPast } from '../src/domain/civil-date.ts';
import { defineProbe, judged, undetermined } from '../src/domain/probe.ts';

/**
 * 首页不更新 (W3): two weeks without a dated item on the home page; a page that only leads on is judged by its
 * second-level pages. Judged on the dates shown, never on the page's bytes: clocks and counters change daily.
 */
export const homeNotUpdated = defineProbe({
  id: 'home-not-updated',
  title: { zh: '首页不更新', en: 'Home page not updated' },
  needs: ['home'],
  mayUse: [],
  strings: {
    fresh: { zh: '首页最新信息日期为{latest}', en: 'The newest item on the home page is dated {latest}' },
    near: {
      zh: '首页最新信息日期为{latest}，已{days}天，接近{limit}天期限',
      en: 'The newest item on the home page is dated {latest}, {days} days ago; the limit is {limit} days',
    },
    stale: {
      zh: '首页最新信息日期为{latest}，已{days}天未更新（期限{limit}天）',
      en: 'The newest item on the home page is dated {latest}: not updated for {days} days (limit {limit})',
    },
    undated: {
      zh: '首页及其所列信息均未见日期，无法判定',
      en: 'Neither the home page nor the items on it show a date',
    },
    unread: {
      zh: '首页仅为导航入口，有{unread}个二级页面未能读取',
      en: 'The home page only leads on, and {unread} of its second-level pages could not be read',
    },
    unreadArticles: {
      zh: '首页部分信息未标日期，其中{unread}篇未能打开，可能更新',
      en: 'Some items of the home page show no date, and {unread} of them, which may be newer, could not be opened',
    },
  },
  judge({ home }, { rules, today }) {
    const { limit, warn } = rules.indicators['home-not-updated'].thresholds;
    const { latest, latestItem, leadsOn, secondLevel, unreadArticles = 0 } = home.value;
    const facts = { latest, item: latestItem, limit, leadsOn };
    if (latest === null) return [undetermined('not_observed', 'undated', { facts, basis: home })];
    const params = { latest, days: daysBetween(latest, today), limit: limit.days };
    if (isAtOrPast(latest, limit, today)) {
      // An unread second-level page may be the one that was updated.
      if (leadsOn && secondLevel.unread > 0) {
        return [
          undetermined('not_observed', 'unread', {
            params: { unread: secondLevel.unread },
            facts,
            basis: home,
          }),
        ];
      }
      if (unreadArticles > 0) {
        const unread = { unread: unreadArticles };
        return [undetermined('not_observed', 'unreadArticles', { params: unread, facts, basis: home })];
      }
      return [judged('fail', 'stale', { params, facts, basis: home })];
    }
    const isNear = isAtOrPast(latest, warn, today);
    return [judged(isNear ? 'notice' : 'pass', isNear ? 'near' : 'fresh', { params, facts, basis: home })];
  },
});
