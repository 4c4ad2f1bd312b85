import type { OutcomeWord } from '../../src/domain/outcome.ts';
import { isFilled } from './articles.ts';
import { type Day, iso } from './days.ts';
import type { DialectId } from './model.ts';
import type { SiteState } from './state.ts';
import type { Say } from './truth-say.ts';
import type { TruthEntry } from './truth-types.ts';

/** So many news dated back by so many days are more than late filing, and addresses older than their articles by so much: as the rule set has it. */
const FORGED = { articles: 3, daysBack: 7 };
/** How long who looked before and after is bound to see it: later the list has moved on. */
const SHOWN_DAYS = 3;
/** Families whose article addresses bear a day; in the others a new label on an old article cannot be seen. */
const DAY_IN_ADDRESS: readonly DialectId[] = ['trs', 'hanweb-jpage', 'hanweb-jpaas', 'empire', 'xinhua-ds'];

/** Dates filled in afterwards, which only who looks from the base day on can see; and old news under new dates. */
export function forged(state: SiteState, say: Say): TruthEntry {
  const unsure: OutcomeWord[] = ['undetermined', 'not_applicable'];
  const late = state.all('column-gap').flatMap(({ column: no, filledOn }) => {
    const column = state.column(no);
    if (column === undefined || filledOn === undefined || state.day < filledOn) return [];
    const { articles } = state.articles(column, { count: 30 });
    const filled = articles.filter((article) => isFilled(article, state.publishing(column)));
    const old = filled.filter(({ day }) => filledOn - 1 - day >= FORGED.daysBack);
    // Papers bear the day on which they were signed: those of notices and policies forge nothing.
    const isForged = column.kind === 'news' && old.length >= FORGED.articles;
    return [{ filledOn, count: filled.length, isForged }];
  });
  // A list without dates shows nothing of it: every article would have to be opened.
  const isShown = (filledOn: Day) => state.day < filledOn + SHOWN_DAYS && state.site.dialect !== 'pboc';
  const forgery = late.find(({ isForged }) => isForged);
  if (forgery !== undefined)
    return say(
      'date-forged',
      'fail',
      `${forgery.count} news that state earlier days appeared on ${iso(forgery.filledOn)}`,
      { accept: isShown(forgery.filledOn) ? [] : [...unsure, 'pass', 'notice'] },
    );
  if (state.find('relabelled') !== undefined) {
    const canBeSeen = DAY_IN_ADDRESS.includes(state.site.dialect);
    return say('date-forged', canBeSeen ? 'fail' : 'pass', 'old news stand under new dates', {
      accept: canBeSeen ? ['notice'] : [...unsure, 'notice', 'fail'],
    });
  }
  if (state.find('redated') !== undefined)
    return say('date-forged', 'notice', 'tags of news tell older days than their pages', {
      accept: [...unsure, 'pass', 'fail'],
    });
  const isDoubtful = late.length > 0 || (state.find('backdated')?.published ?? state.day + 1) <= state.day;
  return say('date-forged', 'pass', 'dates are what they say', {
    accept: isDoubtful ? [...unsure, 'notice'] : unsure,
  });
}
