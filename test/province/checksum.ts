import { createHash } from 'node:crypto';
import { answerFor } from './answer.ts';
import { dialectOf } from './dialects/all.ts';
import { listView } from './pages/list-view.ts';
import type { SiteState, World } from './state.ts';

/** Paths of a site that its checksum is made over: home, every column, the data behind lists, newest articles, the channel. */
export function* pathsOf(state: SiteState): Generator<string> {
  const { site } = state;
  const dialect = dialectOf(site.dialect);
  yield* ['/', '/robots.txt', '/site/map.html', '/hdjl/wyxx.html', '/hdjl/xxxz.html', '/hdjl/xjcx.html'];
  for (const column of site.columns) {
    yield dialect.columnPath(site, column).replace(/#.*$/, '');
    if (column.form !== 'list') continue;
    const [first] = state.articles(column, { count: 1 }).articles;
    if (first !== undefined) yield dialect.articlePath(site, first).replace(/#.*$/, '');
  }
}

export interface Checksum {
  sha256: string;
  pages: number;
  bytes: number;
}

/** One number over what every site answers on the world's day: equal for equal seed, size, day and faults. */
export function checksumOf(world: World): Checksum {
  const sum = createHash('sha256');
  let pages = 0;
  let bytes = 0;
  for (const site of world.province.sites) {
    const state = world.state(site);
    for (const target of pathsOf(state)) {
      const { status, body } = answerFor(world, { host: site.host, method: 'GET', target, cookie: '' });
      sum.update(`${site.host}${target} ${status} ${body.length}\n`);
      sum.update(body);
      pages += 1;
      bytes += body.length;
    }
    // Lists that only data requests show are part of the site as well.
    if (dialectOf(site.dialect).data !== undefined) {
      for (const column of site.columns.filter(({ form }) => form === 'list')) {
        const data = dialectOf(site.dialect).data?.(listView(state, column, 1), 'sum');
        if (data !== undefined) sum.update(data.body);
      }
    }
  }
  return { sha256: sum.digest('hex'), pages, bytes };
}
