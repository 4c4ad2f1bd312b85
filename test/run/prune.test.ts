import { utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { epochMs } from '../../src/clock.ts';
import type { EvidenceId } from '../../src/domain/outcome.ts';
import { rereadSite } from '../../src/observe/reread-site.ts';
import { prune } from '../../src/run/prune.ts';
import type { Look } from '../../src/store/store.ts';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

const DAY = '2024-06-20T10:00:00+08:00';
const NAV = { 政务动态: '/news/', 通知公告: '/notice/' };

describe('prune', () => {
  let site: SmallSite;
  let looks: Look[];
  beforeEach(async () => {
    site = await startSmallSite(['scan: { browserPages: 0 }']);
    const fresh = listOf(daysBack('2024-06-19', 8));
    site.pages.set('/', pageOf('首页', fresh, { ...NAV, 友情链接: '/friend/' }));
    site.pages.set('/news/', pageOf('政务动态', listOf(daysBack('2024-01-10', 8)), NAV));
    site.pages.set('/notice/', pageOf('通知公告', fresh, NAV));
    await site.look(DAY);
    const workspace = site.open(DAY);
    looks = await workspace.store.looks.ofSite(1, site.site.siteCode);
    await workspace.close();
  });
  afterEach(() => site.close());

  const pruned = async (after: number, dryRun = false) => {
    const workspace = site.open(DAY);
    try {
      const asOf = epochMs(Date.parse(DAY) + after * 86_400_000);
      return await prune(workspace, { dryRun, asOf, signal: new AbortController().signal });
    } finally {
      await workspace.close();
    }
  };
  const isKept = async (path: string) => {
    const workspace = site.open(DAY);
    const look = looks.find(({ exchange }) => exchange.url === `http://www.yl.gov.cn${path}`);
    const kept = workspace.evidence.has(look?.evidence as EvidenceId);
    await workspace.close();
    return kept;
  };
  const link = () =>
    new URL(
      looks.findLast(({ role, exchange }) => role === 'link' && exchange.url.includes('/art/'))?.exchange
        .url ?? '',
    ).pathname;

  it('keeps everything at first', async () => {
    const { removed, kept } = await pruned(13);
    expect(Object.values(removed).map(({ files }) => files)).toEqual([0, 0, 0, 0]);
    expect(kept.files).toBeGreaterThan(5);
  });

  it('lets links go first, then pages, and what a failure rests on last', async () => {
    await pruned(20);
    expect([await isKept(link()), await isKept('/notice/'), await isKept('/news/')]).toEqual([
      false,
      true,
      true,
    ]);
    await pruned(101);
    expect([await isKept('/notice/'), await isKept('/news/')]).toEqual([false, true]);
    await pruned(1_096);
    expect(await isKept('/news/')).toBe(false);
  });

  it('only counts when it is told so', async () => {
    expect((await pruned(101, true)).removed.page.files).toBeGreaterThan(0);
    expect(await isKept('/notice/')).toBe(true);
  });

  it('does not let a look be read again in part', async () => {
    await pruned(101);
    const workspace = site.open(DAY);
    const { looks: repository } = workspace.store;
    const stores = { looks: repository, evidence: workspace.evidence, zone: 'Asia/Shanghai' };
    expect(await rereadSite(stores, 1, site.site, [])).toBeNull();
    await workspace.close();
  });

  it('removes what nobody names after a week, and not before', async () => {
    const workspace = site.open(DAY);
    const id = await workspace.evidence.putPicture(Buffer.from('a picture of nothing'));
    const file = workspace.evidence.file(id);
    await workspace.close();
    expect((await pruned(1)).removed.orphan.files).toBe(0);
    writeFileSync(file, 'a picture of nothing');
    utimesSync(file, new Date('2020-01-01'), new Date('2020-01-01'));
    expect((await pruned(1)).removed.orphan.files).toBe(1);
  });

  it('waits for a scan to end', async () => {
    const workspace = site.open(DAY);
    const run = await workspace.store.runs.open('scan', epochMs(Date.parse(DAY)), [site.site]);
    const { SELF, isAlive } = await import('../../src/run/process-identity.ts');
    await workspace.store.runs.claim(run.id, SELF, isAlive, { troubled: false });
    await expect(
      prune(workspace, { dryRun: false, asOf: null, signal: new AbortController().signal }),
    ).rejects.toMatchObject({ code: 'RUN_LOCKED' });
    await workspace.close();
  });
});
