import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { configYaml } from '../province/config-yaml.ts';
import { dayOf } from '../province/days.ts';
import { generateProvince } from '../province/generate.ts';
import { sitesCsv } from '../province/inventory.ts';
import type { DialectId, Province, ProvinceSite } from '../province/model.ts';
import { DEFAULT_DATE } from '../province/start-province.ts';

/** Lists that stand in the page as it comes: no browser is needed to read them. */
const PLAIN: readonly DialectId[] = ['trs', 'boda', 'empire', 'kaipuyun', 'ilist', 'gb-table', 'catalogue'];

/** Sites read without a browser, with none but the wanted fault. */
export function plainSites({ sites, faults }: Province, scenario: string | null): ProvinceSite[] {
  const faultOf = new Map(faults.map((fault) => [fault.siteCode, fault.scenario]));
  return sites.filter(
    ({ siteCode, dialect, dress }) =>
      PLAIN.includes(dialect) &&
      (faultOf.get(siteCode) ?? null) === scenario &&
      dress.nav !== 'script' &&
      dress.foot !== 'script' &&
      dress.channel !== 'script-form',
  );
}

/** The files of an operator for the first two sites of a province that nobody serves; gives the folder and its files. */
export function unservedWorkspace(folder: string): { config: string; sites: string; siteCodes: string[] } {
  const province = generateProvince({ seed: 7, size: 'small', base: dayOf(DEFAULT_DATE) });
  const two = { ...province, sites: province.sites.slice(0, 2), faults: [] };
  mkdirSync(folder, { recursive: true });
  const config = path.join(folder, 'xunjian.yaml');
  const sites = path.join(folder, 'sites.csv');
  writeFileSync(config, configYaml(two, { port: 9, gates: new Map(), timeoutMs: 500 }));
  writeFileSync(sites, sitesCsv(two));
  writeFileSync(path.join(folder, 'columns.csv'), 'site_code,column_name,url,kind\n');
  return { config, sites, siteCodes: two.sites.map(({ siteCode }) => siteCode) };
}
