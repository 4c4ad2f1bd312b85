import type { InteractionFacts, Sight } from '../domain/account-facts.ts';
import { type AccountSource, blind, type Sighting } from './account-source.ts';
import type { Door } from './door.ts';
import { linkState } from './menu-ways.ts';
import { recipeFor } from './page-recipe.ts';
import { type AccountPageReading, readAccountPage } from './read-account-page.ts';
import { notShown, sourceFailure, unseen } from './source-failure.ts';

/**
 * A web page that shows the account: by a recipe of selectors where one fits, else like any list. Our reader may err, so
 * what it shows is suspected until another source or a person agrees.
 */
export const page: AccountSource = {
  id: 'page',
  needs:
    'feed_url of a page that shows the account without a login; accounts.pages may hold selectors for it',
  sees: ['presence', 'posts', 'interaction'],
  accepts: ({ feedUrl }) => feedUrl !== null,
  async look({ feedUrl, name, formerNames }, door) {
    const url = feedUrl ?? '';
    const answer = await door.ask({ url });
    const { evidence, status } = answer;
    if (answer.failure !== null) return blind(unseen(answer.failure, evidence), 'reader');
    const recipe = recipeFor(answer.finalUrl, door.recipes);
    const moment = { now: door.now(), zone: door.zone };
    const reading = readAccountPage(answer.text, answer.finalUrl, moment, recipe, [
      ...[name, ...formerNames],
    ]);
    if (reading.lostPost !== null) {
      const lost = sourceFailure('post_gone', `the post at ${url} is gone: ${reading.lostPost}`);
      return blind(unseen(lost, evidence), 'reader');
    }
    const why = unseen(sourceFailure('account_gone', 'the account is not there'), evidence);
    if (reading.presence.state !== 'present')
      return {
        presence: { seen: true, value: reading.presence, evidence },
        ...{ posts: why, interaction: why, authority: 'reader' },
      };
    if (status !== null && status >= 400) {
      const isGone = status === 404 || status === 410;
      const value = { ...reading.presence, state: 'gone' as const, words: `HTTP ${status}` };
      return isGone
        ? { presence: { seen: true, value, evidence }, posts: why, interaction: why, authority: 'reader' }
        : blind(unseen(sourceFailure('platform_error', `${url} answered ${status}`), evidence), 'reader');
    }
    return sightingOf(reading, url, evidence, door);
  },
};

async function sightingOf(
  reading: AccountPageReading,
  url: string,
  evidence: Extract<Sighting['posts'], { seen: true }>['evidence'],
  door: Door,
): Promise<Sighting> {
  if (reading.posts === null) {
    // Without a post nothing shows that this is the account's page at all.
    return blind(
      unseen(sourceFailure('selector_lost', `no post was recognised on ${url}`), evidence),
      'reader',
    );
  }
  return {
    presence: { seen: true, value: reading.presence, evidence },
    posts: { seen: true, value: reading.posts, evidence },
    interaction: await interactionOf(reading, evidence, door),
    authority: 'reader',
  };
}

async function interactionOf(
  { ways, whole }: AccountPageReading,
  evidence: Extract<Sighting['posts'], { seen: true }>['evidence'],
  door: Door,
): Promise<Sight<InteractionFacts>> {
  if (ways.length === 0 && !whole) return notShown('the page shows no way of interaction');
  const tried: InteractionFacts['ways'] = [];
  const seen = [...evidence];
  for (const { way, works, detail, link } of ways) {
    if (link === null) {
      tried.push({ way, works, detail });
      continue;
    }
    const answer = await door.ask({ url: link, maxBytes: 64 * 1024 });
    const state = linkState(answer.status, answer.failure?.fault ?? null, answer.failure?.code ?? null);
    seen.push(...answer.evidence);
    const shown = answer.status ?? answer.failure?.code ?? '';
    tried.push({
      way,
      works: state === 'open' ? null : state === 'alive',
      detail: state === 'alive' ? '' : `${link} ${shown}`,
    });
  }
  return { seen: true, value: { ways: tried, whole, menuDigest: null }, evidence: seen };
}
