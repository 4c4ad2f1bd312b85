import { describe, expect, it } from 'vitest';
import { type PageReading, SURE_ENOUGH } from '../../src/domain/page-reading.ts';
import { readRendered } from '../reading/read-html.ts';
import { dayOf } from './days.ts';
import { generateProvince } from './generate.ts';
import { searchData, searchPage } from './pages/search.ts';
import { World } from './state.ts';

const base = dayOf('2026-11-24');
const world = new World(generateProvince({ seed: 7, size: 'full', base }), base, () => false);
const own = world.province.sites.filter(({ dress }) => dress.search !== 'component').slice(0, 80);
const isSure = ({ nothingFound = [] }: PageReading) =>
  nothingFound.some(({ confidence }) => confidence >= SURE_ENOUGH);

/** The page of results as a browser has it. */
function shown(site: (typeof own)[number], query: string): PageReading {
  const state = world.state(site);
  const { none, results } = JSON.parse(searchData(state, query)) as { none: string; results: unknown[] };
  const html = searchPage(state, query);
  const filled = results.length > 0 ? html : html.replace('id="result">', `id="result">${none}`);
  return readRendered(filled, `${site.homeUrl}search?q=x`);
}

describe('what the searches of the province say', () => {
  it('is understood in every wording where they find nothing, and is nothing where they find something', () => {
    const said = new Set<string>();
    for (const site of own) {
      const query = '全县第一百零一次并不存在的会议在示例县召开';
      const nothing = shown(site, query);
      expect(isSure(nothing), site.siteCode).toBe(true);
      for (const { trace } of nothing.nothingFound ?? []) said.add(trace.text.replace(query, ''));
      const state = world.state(site);
      const column = site.columns.find(({ form, limit }) => form === 'list' && limit !== null);
      const [article] = column === undefined ? [] : state.articles(column, { count: 1 }).articles;
      if (article !== undefined) expect(shown(site, article.title)).not.toHaveProperty('nothingFound');
    }
    expect(said.size).toBeGreaterThanOrEqual(10);
  });
});
