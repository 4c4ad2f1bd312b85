import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SITE_CODE } from '../../src/domain/site.ts';
import { readInventory } from '../../src/inventory/read-inventory.ts';
import { checksumOf } from './checksum.ts';
import { dayOf, monthsBefore } from './days.ts';
import { generateProvince, SITE_COUNTS } from './generate.ts';
import { columnsCsv, sitesCsv } from './inventory.ts';
import { DIALECTS } from './model.ts';
import { World } from './state.ts';
import { isOver, limitOn } from './truth-columns.ts';

const base = dayOf('2026-11-24');
const full = generateProvince({ seed: 7, size: 'full', base });

describe('generating the province', () => {
  it('the same seed gives the same bytes, another seed others', () => {
    const sum = (seed: number) =>
      checksumOf(new World(generateProvince({ seed, size: 'small', base }), base)).sha256;
    expect(sum(7)).toBe(sum(7));
    expect(sum(8)).not.toBe(sum(7));
  });

  it('dealing the dialects anew changes them and leaves sites and faults alone', () => {
    const other = generateProvince({ seed: 7, size: 'full', base, dialectSeed: 1 });
    expect(other.sites.map(({ siteCode }) => siteCode)).toEqual(full.sites.map(({ siteCode }) => siteCode));
    expect(other.faults).toEqual(full.faults);
    const moved = other.sites.filter((site, i) => site.dialect !== full.sites[i]?.dialect);
    expect(moved.length).toBeGreaterThan(400);
  });

  it('the full province has 552 sites of all twelve regions, no code and no host twice', () => {
    expect(full.sites).toHaveLength(SITE_COUNTS.full);
    expect(new Set(full.sites.map(({ siteCode }) => siteCode)).size).toBe(552);
    expect(new Set(full.sites.map(({ host }) => host)).size).toBe(552);
    expect(new Set(full.sites.map(({ region }) => region)).size).toBe(12);
    for (const { siteCode } of full.sites) expect(siteCode).toMatch(SITE_CODE);
  });

  it('even the small province has every region, the demo every dialect', () => {
    const small = generateProvince({ seed: 3, size: 'small', base });
    expect(new Set(small.sites.map(({ region }) => region)).size).toBe(12);
    const demo = generateProvince({ seed: 3, size: 'demo', base });
    expect(new Set(demo.sites.map(({ dialect }) => dialect))).toEqual(new Set(DIALECTS));
  });

  it.each([7, 8])('its inventory is one that the program accepts, seed %i', (seed) => {
    const province = seed === 7 ? full : generateProvince({ seed, size: 'full', base });
    const dir = mkdtempSync(path.join(tmpdir(), 'province-'));
    try {
      const files = { sites: path.join(dir, 'sites.csv'), columns: path.join(dir, 'columns.csv') };
      writeFileSync(files.sites, sitesCsv(province));
      writeFileSync(files.columns, columnsCsv(province));
      const inventory = readInventory(files, { skipBad: false });
      expect(inventory.sites).toHaveLength(552);
      expect(inventory.columns.some(({ limitDays }) => limitDays === 30)).toBe(true);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it('without faults no column is ever past its limit and no home page close to its own, for two months', () => {
    const wrong: string[] = [];
    for (let day = base; day < base + 60; day += 6) {
      const world = new World(full, day, () => false);
      for (const site of full.sites) {
        const state = world.state(site);
        for (const column of site.columns) {
          const limit = limitOn({ ...column, declaredLimitDays: null });
          if (column.form !== 'list' || limit === null) continue;
          const latest = state.latest(column);
          if (latest === null || isOver(latest, limit, day)) wrong.push(`${site.host} ${column.name} ${day}`);
        }
        const home = Math.max(...state.homeColumns.map((column) => state.latest(column) ?? 0));
        if (day - home >= 10) wrong.push(`${site.host} home ${day}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('days', () => {
  it('counts months back as the calendar does, clipped to the month’s end', () => {
    expect(monthsBefore(dayOf('2026-08-31'), 6)).toBe(dayOf('2026-02-28'));
    expect(monthsBefore(dayOf('2024-08-31'), 6)).toBe(dayOf('2024-02-29'));
    expect(monthsBefore(dayOf('2026-03-15'), 12)).toBe(dayOf('2025-03-15'));
  });
});
