import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../../src/domain/civil-date.ts';
import { readPage } from '../../src/reading/read-page.ts';
import { corpusFile, corpusJson, hasCorpus } from '../helpers/corpus.ts';

interface CountyPage {
  url: string;
  items: number;
  first: string;
  max: string;
}
interface ProvincialPage {
  items?: number;
  first?: string;
  max?: string;
  pinned?: number;
  site_code?: string;
  icp?: string[];
  gongan?: string;
  conac?: boolean;
  jiucuo?: boolean;
  column?: string;
  blocks?: Record<string, { first: string }>;
}

function read(file: string, url: string, today: string) {
  const bytes = readFileSync(corpusFile(file));
  return readPage({ bytes, url, contentType: null, today: today as CivilDate });
}

describe.skipIf(!hasCorpus)('real list pages (../shared/corpus; skipped where it is absent)', () => {
  const county = hasCorpus
    ? corpusJson<{ pages: Record<string, CountyPage> }>('labels/zhecheng_lists.json').pages
    : {};
  it.each(Object.entries(county))(
    'the county portal page %s is read with its newest date, items and first date',
    (file, label) => {
      const main = read(`sites/www.zhecheng.gov.cn/${file}`, label.url, '2018-07-28').lists.find(
        (list) => list.main,
      );
      expect({ max: main?.latest, items: main?.items.length, first: main?.items[0]?.date }).toEqual({
        max: label.max,
        items: label.items,
        first: label.first,
      });
    },
  );

  const provincial = hasCorpus
    ? corpusJson<{ pages: Record<string, ProvincialPage> }>('labels/provincial_lists.json').pages
    : {};
  it.each(Object.entries(provincial))('the provincial page %s is read as it is labelled', (file, label) => {
    const page = read(file, 'https://example.gov.cn/list/index.html', '2026-09-16');
    const main = page.lists.find((list) => list.main);
    if (label.items !== undefined) expect(main?.items.length).toBe(label.items);
    if (label.first !== undefined) expect(main?.items[0]?.date).toBe(label.first);
    if (label.max !== undefined) expect(main?.latest).toBe(label.max);
    if (label.pinned !== undefined)
      expect(main?.items.filter(({ pinned }) => pinned).length).toBe(label.pinned);
    if (label.site_code !== undefined) expect(page.identity.siteCode).toBe(label.site_code);
    if (label.icp !== undefined) expect(page.identity.icp).toEqual(label.icp);
    if (label.gongan !== undefined) expect(page.identity.police).toBe(label.gongan);
    if (label.conac !== undefined) expect(page.identity.badge).toBe(label.conac);
    if (label.jiucuo !== undefined) expect(page.identity.findErrorEntry).toBe(label.jiucuo);
    for (const { first } of Object.values(label.blocks ?? {})) {
      expect(page.lists.map(({ items }) => items[0]?.date)).toContain(first);
    }
    expect(label).toBeTypeOf('object');
  });
});
