import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointsBetween, rateInTable, rateInText, rateOf } from '../../src/domain/rate.ts';

describe('a rate', () => {
  it('is rounded half-up to two decimals, as published', () => {
    expect(rateInText(rateOf(1517, 1521))).toBe('99.74%');
    expect(rateInText(rateOf(251, 286))).toBe('87.76%');
    expect(rateInText(rateOf(166, 183))).toBe('90.71%');
    expect(rateInText(rateOf(45, 46))).toBe('97.83%');
    // 1/800 is 0.125 exactly: half goes up.
    expect(rateInText(rateOf(1, 800))).toBe('0.13%');
  });

  it('prints a whole hundred as 100% in text and as 100.00% in tables', () => {
    expect([rateInText(rateOf(552, 552)), rateInTable(rateOf(552, 552))]).toEqual(['100%', '100.00%']);
  });

  it('does not print 100% for what only rounds to it', () => {
    expect(rateInText(rateOf(99_999, 100_000))).toBe('100.00%');
  });

  it('over nothing is a dash, never zero or a hundred', () => {
    expect(rateInText(rateOf(0, 0))).toBe('—');
    expect(pointsBetween(rateOf(1, 1), rateOf(0, 0))).toBeNull();
  });

  it('lies within half a hundredth of the true share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 0, max: 100_000 }),
        (whole, some) => {
          const part = Math.min(some, whole);
          const { hundredths } = rateOf(part, whole);
          const off = BigInt(hundredths ?? 0) * 2n * BigInt(whole) - BigInt(part) * 20_000n;
          expect(off <= BigInt(whole) && off > -BigInt(whole)).toBe(true);
        },
      ),
    );
  });

  it('says differences in points with their sign', () => {
    expect(pointsBetween(rateOf(403, 404), rateOf(1, 1))).toBe('−0.25');
    expect(pointsBetween(rateOf(1, 1), rateOf(99, 100))).toBe('+1.00');
  });
});
