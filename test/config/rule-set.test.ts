import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRuleSet, ruleSetDigest, ruleSetName } from '../../src/config/rule-set.ts';
import { errorOf } from '../helpers/error-of.ts';

const SHIPPED = 'config/rules/national-2019.yaml';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xunjian-rules-'));
  copyFileSync(SHIPPED, path.join(folder, 'national-2019.yaml'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(yaml: string): string {
  const file = path.join(folder, 'own.yaml');
  writeFileSync(file, yaml);
  return file;
}

const OWN = 'extends: national-2019.yaml\nid: own\nversion: 2\n';

describe('the shipped rule set', () => {
  const rules = loadRuleSet(SHIPPED);

  it('is national-2019@1 and frozen', () => {
    expect(ruleSetName(rules)).toBe('national-2019@1');
    expect(() =>
      Object.assign(rules.indicators['home-not-updated'].thresholds, { limit: { days: 1 } }),
    ).toThrow();
  });

  it('holds the official limits of the vetoes', () => {
    const { indicators } = rules;
    expect(indicators['home-not-updated'].thresholds.limit).toEqual({ days: 14 });
    expect(indicators['column-not-updated'].thresholds.limits).toMatchObject({
      news: { days: 14 },
      notice: { months: 6 },
      policy: { months: 6 },
    });
    expect(indicators['columns-not-updated'].thresholds).toMatchObject({
      shortTerm: { count: 5 },
      longTerm: { count: 10 },
      blank: { count: 5 },
    });
    expect(indicators['interaction-poor'].thresholds).toMatchObject({
      unansweredMonths: 3,
      windowMonths: 12,
    });
  });
});

describe('a rule set of one’s own', () => {
  it('gives only what differs and keeps the rest', () => {
    const file = put(`${OWN}indicators:\n  home-not-updated:\n    thresholds: { limit: { days: 10 } }\n`);
    const rules = loadRuleSet(file);
    expect(ruleSetName(rules)).toBe('own@2');
    expect(rules.indicators['home-not-updated'].thresholds).toMatchObject({
      limit: { days: 10 },
      warn: { days: 10 },
    });
    expect(rules.indicators['column-blank']).toEqual(loadRuleSet(SHIPPED).indicators['column-blank']);
    expect(ruleSetDigest(rules)).not.toBe(ruleSetDigest(loadRuleSet(SHIPPED)));
  });

  it.each([
    ['an unknown indicator', `${OWN}indicators:\n  home-not-update: {}\n`, 5, /home-not-updated/],
    [
      'an unknown threshold',
      `${OWN}indicators:\n  home-not-updated:\n    thresholds: { limits: 3 }\n`,
      6,
      /limit/,
    ],
    [
      'a threshold of zero',
      `${OWN}indicators:\n  home-not-updated:\n    thresholds: { limit: { days: 0 } }\n`,
      6,
      /days|whole/,
    ],
    [
      'a required indicator that is no veto',
      `${OWN}verdict: { required: [column-blank] }\n`,
      4,
      /veto|indicator/,
    ],
  ])('is refused with the line of %s', (_, yaml, line, remedy) => {
    const error = errorOf(() => loadRuleSet(put(yaml)));
    expect(error).toMatchObject({ code: 'RULES_INVALID', exitStatus: 2, place: { line } });
    expect(`${error.message} ${error.remedy}`).toMatch(remedy);
  });

  it('that lacks an indicator is refused by name', () => {
    const lacking = readFileSync(SHIPPED, 'utf8').replace(/\n {2}column-blank:\n(?: {4}.*\n| *\n)*/, '\n');
    const error = errorOf(() => loadRuleSet(put(lacking)));
    expect(error.message).toContain('column-blank');
  });

  it('that extends itself is refused', () => {
    expect(errorOf(() => loadRuleSet(put('extends: own.yaml\n'))).code).toBe('RULES_INVALID');
  });

  it('that is not there is unreadable', () => {
    expect(errorOf(() => loadRuleSet(path.join(folder, 'absent.yaml'))).code).toBe('RULES_UNREADABLE');
  });
});
