import { describe, expect, it } from 'vitest';
import { dayOf, iso } from './days.ts';
import { generateProvince } from './generate.ts';
import { SCENARIOS } from './scenarios/all.ts';
import { World } from './state.ts';
import { SCORED, truthOf } from './truth.ts';

const base = dayOf('2026-11-24');
const province = generateProvince({ seed: 7, size: 'full', base });

/** Entries of the first site with a scenario, `days` after the base day. */
function entriesOf(scenario: string, indicator: string, days = 0) {
  const fault = province.faults.find((f) => f.scenario === scenario);
  if (fault === undefined) throw new Error(`no site has ${scenario}`);
  const sites = province.sites.filter(({ siteCode }) => siteCode === fault.siteCode);
  const truth = truthOf(new World({ ...province, sites }, base + days));
  return truth.entries.filter((e) => e.indicator === indicator);
}

const wordsOf = (scenario: string, indicator: string, days = 0) =>
  [...new Set(entriesOf(scenario, indicator, days).map(({ outcome }) => outcome))].sort();

describe('the truth at its edges', () => {
  it.each([
    ['home-14', 'fail', 'fail'],
    ['home-13', 'notice', 'fail'],
    ['home-10', 'notice', 'notice'],
    ['home-9', 'pass', 'notice'],
    ['home-400', 'fail', 'fail'],
    ['home-undated-stale', 'fail', 'fail'],
    ['home-undated-fresh', 'pass', 'pass'],
    ['entrance-stale', 'fail', 'fail'],
    ['entrance-fresh', 'pass', 'pass'],
    ['mended', 'fail', 'pass'],
  ])('%s: the home page is a %s on the first day and a %s on the next', (scenario, today, tomorrow) => {
    expect(wordsOf(scenario, 'home-not-updated')).toEqual([today]);
    expect(wordsOf(scenario, 'home-not-updated', 1)).toEqual([tomorrow]);
  });

  it.each([
    ['news-14', ['fail', 'pass'], ['fail', 'pass']],
    ['news-13', ['pass'], ['fail', 'pass']],
    ['notice-6-months', ['fail', 'pass'], ['fail', 'pass']],
    ['notice-6-months-less-1', ['pass'], ['fail', 'pass']],
    ['policy-6-months-less-1', ['pass'], ['fail', 'pass']],
    ['named-12-months', ['fail', 'pass'], ['fail', 'pass']],
    ['named-12-months-less-1', ['pass'], ['fail', 'pass']],
    ['unlimited-old', ['pass'], ['pass']],
    ['inventory-limit', ['fail', 'pass'], ['fail', 'pass']],
    ['undated-stale', ['fail', 'pass'], ['fail', 'pass']],
    ['undated-fresh', ['pass'], ['pass']],
    ['undated-unreadable', ['pass', 'undetermined'], ['pass', 'undetermined']],
    ['column-picture', ['pass', 'undetermined'], ['pass', 'undetermined']],
    ['tag-other-limit', ['pass', 'undetermined'], ['pass', 'undetermined']],
    ['tag-stale-by-both', ['fail', 'pass'], ['fail', 'pass']],
  ])('%s: columns are %s, the next day %s', (scenario, today, tomorrow) => {
    expect(wordsOf(scenario, 'column-not-updated')).toEqual(today);
    expect(wordsOf(scenario, 'column-not-updated', 1)).toEqual(tomorrow);
  });

  it.each([
    ['stale-4-short', 'pass'],
    ['stale-5-short', 'fail'],
    ['stale-5-with-notice', 'fail'],
    ['stale-5-second-level', 'pass'],
    ['stale-6-long', 'pass'],
    ['stale-7-long', 'notice'],
    ['stale-9-long', 'notice'],
    ['stale-10-long', 'fail'],
    ['stale-11-long', 'fail'],
    ['blank-2', 'pass'],
    ['blank-3', 'notice'],
    ['blank-4', 'notice'],
    ['blank-5', 'fail'],
    ['combined-veto', 'fail'],
  ])('%s: the veto over all columns is a %s', (scenario, word) => {
    expect(wordsOf(scenario, 'columns-not-updated')).toEqual([word]);
  });

  it.each([
    ['channel-none', 'fail'],
    ['channel-lookup-only', 'fail'],
    ['channel-special-only', 'fail'],
    ['channel-maintenance', 'notice'],
    ['channel-503', 'notice'],
    ['channel-login', 'undetermined'],
    ['channel-login-redirect', 'undetermined'],
    ['channel-sms', 'undetermined'],
    ['channel-elsewhere', 'pass'],
    ['letter-110-days', 'fail'],
    ['letter-80-days', 'pass'],
  ])('%s: the channel is a %s', (scenario, word) => {
    expect(wordsOf(scenario, 'interaction-poor')).toEqual([word]);
  });

  it.each([
    ['domain-com', 'fail'],
    ['domain-cn', 'fail'],
    ['domain-address', 'fail'],
    ['domain-lookalike', 'fail'],
    ['domain-hyphen', 'fail'],
    ['domain-redirect', 'fail'],
    ['domain-port', 'notice'],
    ['domain-institution-cn', 'pass'],
    ['domain-institution-com', 'fail'],
    ['domain-zhengwu', 'pass'],
  ])('%s: the domain is a %s', (scenario, word) => {
    expect(wordsOf(scenario, 'domain-not-government')).toEqual([word]);
  });

  it('what appears on the second day is no fault on the first', () => {
    expect(wordsOf('appearing', 'identity-incomplete')).toEqual(['pass']);
    expect(wordsOf('appearing', 'identity-incomplete', 1)).toEqual(['fail']);
    expect(wordsOf('backdated', 'date-forged')).toEqual(['pass']);
    expect(wordsOf('backdated', 'date-forged', 1)).toEqual(['pass']);
    expect(wordsOf('filled-in', 'date-forged')).toEqual(['pass']);
    expect(wordsOf('filled-in', 'date-forged', 1)).toEqual(['fail']);
    for (const honest of ['filled-late', 'filled-signed', 'migrated', 'blank-mended'])
      expect(wordsOf(honest, 'date-forged', 1)).toEqual(['pass']);
  });

  it('a stale column’s last article bears exactly the day it stopped', () => {
    const [stale] = entriesOf('news-14', 'column-not-updated').filter(({ outcome }) => outcome === 'fail');
    expect(stale?.why).toContain(iso(base - 14));
  });

  it('behind a wall everything is undetermined but the name', () => {
    expect(wordsOf('wall-412', 'home-not-updated')).toEqual(['undetermined']);
    expect(entriesOf('wall-412', 'home-not-updated')[0]?.reasons).toEqual(['challenged']);
    expect(wordsOf('wall-412', 'domain-not-government')).toEqual(['pass']);
    expect(entriesOf('cookie-521', 'home-not-updated')[0]?.outcome).toBe('pass');
    expect(entriesOf('cookie-521', 'home-not-updated')[0]?.accept).toContain('undetermined');
  });

  it('while our own line is down nothing is known but names', () => {
    const truth = truthOf(new World(province, base), { isLineDown: true });
    const words = new Set(
      truth.entries.filter((e) => e.indicator !== 'domain-not-government').map((e) => e.outcome),
    );
    expect([...words]).toEqual(['undetermined']);
  });

  it('every scenario is laid somewhere and every indicator scored has one', () => {
    const laid = new Set(province.faults.map(({ scenario }) => scenario));
    expect(SCENARIOS.filter(({ id }) => !laid.has(id)).map(({ id }) => id)).toEqual([]);
    const covered = new Set<string>(SCENARIOS.flatMap(({ indicators }) => indicators));
    expect(SCORED.filter((indicator) => !covered.has(indicator))).toEqual([]);
  });

  it('sites without faults have nothing to answer for', () => {
    const faulty = new Set(province.faults.map(({ siteCode }) => siteCode));
    const failing = truthOf(new World(province, base)).entries.filter(
      (e) => e.outcome === 'fail' && !faulty.has(e.siteCode) && e.indicator !== 'meta-tags-incomplete',
    );
    expect(failing).toEqual([]);
  });
});
