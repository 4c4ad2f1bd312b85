import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadRuleSet } from '../../src/config/rule-set.ts';
import { ACCOUNT_INDICATORS, type IndicatorId, SITE_INDICATORS } from '../../src/domain/outcome.ts';
import { code, firstCells, holdBlock, table } from './hold-block.ts';

const FILE = 'docs/reference/indicators.md';
const rules = loadRuleSet('config/rules/national-2019.yaml');
const ALL: readonly IndicatorId[] = [...SITE_INDICATORS, ...ACCOUNT_INDICATORS];
const hasProbe = new Set(readdirSync('probes').map((file) => file.replace(/\.ts$/, '')));

describe('docs/reference/indicators.md', () => {
  it('gives each indicator its threshold, source and confidence as the shipped rule set has them', () => {
    const rows = ALL.map((id) => {
      const { severity, confidence, basis, thresholds } = rules.indicators[id];
      const sources = basis
        .map(({ document, number, clause }) => `${number ?? document}，${clause}`)
        .join('；');
      const limits = Object.entries(thresholds).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
      return [
        code(id),
        severity,
        limits.length === 0 ? '' : code(limits.join(', ')),
        sources,
        confidence,
        hasProbe.has(id) ? 'yes' : 'not yet',
      ];
    });
    holdBlock(
      FILE,
      'indicators',
      table(['Indicator', 'Severity', 'Thresholds', 'Source', 'Confidence', 'Machine judges'], rows),
    );
  });

  it('says of each indicator what it means', () => {
    const named = new Set(firstCells(FILE));
    expect(ALL.filter((id) => !named.has(id))).toEqual([]);
  });
});
