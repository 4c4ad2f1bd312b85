import { defineProbe, judged, undetermined } from '../src/domain/probe.ts';

/**
 * 站内搜索不可用 (D-FUN-5): a portal without any search, one whose page of results is broken, and one that finds none of the
 * titles that stand on the site and says so. A search that finds one of them works; results without the titles are a
 * notice; a page that shows no results and does not say that there are none is undetermined: its own request may have
 * failed in our browser alone.
 */
export const searchNotWorking = defineProbe({
  id: 'search-not-working',
  title: { zh: '站内搜索不可用', en: 'Site search does not work' },
  needs: ['search'],
  mayUse: [],
  strings: {
    pass: { zh: '站内搜索可用，搜得到“{title}”', en: 'The search works: it finds “{title}”' },
    missing: { zh: '首页未见站内搜索', en: 'The home page offers no search of the site' },
    dead: {
      zh: '站内搜索打不开：{url}（状态码{status}）',
      en: 'The page of results does not open: {url} (status {status})',
    },
    nothing: {
      zh: '以网站已发布的{count}条标题搜索均无结果，如“{title}”，页面显示“{said}”',
      en: 'Searching for {count} titles of the site gives no results; for “{title}” the page says “{said}”',
    },
    silent: {
      zh: '以网站已发布的标题搜索，结果页既未显示结果，也未能确认其显示无结果：{url}',
      en: 'The page of results shows none, and it is not sure that it says so: {url}',
    },
    others: {
      zh: '以网站已发布的{count}条标题搜索，结果中均未见该标题，如“{title}”',
      en: 'Searching for {count} titles of the site gives results without them, for “{title}” as well',
    },
    few: {
      zh: '搜不到网站已发布的{count}条标题，试搜不足{misses}条',
      en: '{count} titles of the site are not found; {misses} are needed to fail',
    },
  },
  judge({ search }, { rules }) {
    const { titles, misses } = rules.indicators['search-not-working'].thresholds;
    const { exists, action, tried } = search.value;
    const facts = { action, tried, thresholds: { titles, misses } };
    const say = (outcome: 'pass' | 'fail' | 'notice', key: string, params = {}) => [
      judged(outcome, key, { params, facts, basis: search }),
    ];
    if (!exists) return say('fail', 'missing');
    const found = tried.find(({ gave }) => gave === 'found');
    if (found !== undefined) return say('pass', 'pass', { title: found.title });
    const silent = tried.find(({ gave, said }) => gave === 'nothing' && said === undefined);
    if (silent !== undefined) {
      // What did not come was not seen; else words that we do not know say it, or nothing does.
      const reason = silent.unanswered === undefined ? 'selector_lost' : 'not_observed';
      return [undetermined(reason, 'silent', { params: { url: silent.askedAt }, facts, basis: search })];
    }
    const [first] = tried;
    const count = tried.length;
    if (tried.every(({ gave }) => gave === 'dead'))
      return say('fail', 'dead', { url: first?.askedAt ?? action ?? '', status: first?.status ?? '' });
    const title = first?.title ?? '';
    if (count < misses) return say('notice', 'few', { count, misses });
    if (tried.some(({ gave }) => gave === 'others')) return say('notice', 'others', { count, title });
    const said = tried.find((one) => one.said !== undefined);
    return say('fail', 'nothing', { count, title: said?.title ?? title, said: said?.said?.text ?? '' });
  },
});
