import type { AccountResult } from '../../../src/run/account-result.ts';
import type { PlatformsScore } from '../../../src/run/platforms-process.ts';
import { type Expected, truthKey } from './truth.ts';

/** Results beside the truth, account by account and indicator by indicator. Suspected failures count as found and as accused. */
export function scoreAccounts(
  results: readonly AccountResult[],
  truth: ReadonlyMap<string, Expected>,
): PlatformsScore {
  const score: PlatformsScore = {
    ...{ accounts: truth.size, faults: 0, found: 0, recall: 1, hidden: 0 },
    ...{ wrong: [], missed: [], guessed: [], absent: [] },
  };
  const byKey = new Map(
    results.map((result) => [
      truthKey({ name: result.accountName, platform: result.platform, operator: result.operator }),
      result,
    ]),
  );
  for (const [key, expected] of truth) {
    const result = byKey.get(key);
    if (result === undefined) {
      score.absent.push(key);
      continue;
    }
    for (const [indicator, should] of Object.entries(expected)) {
      const said = result.outcomes.find((one) => one.indicator === indicator);
      const isAccused = said?.outcome === 'fail' && said.standing !== 'dismissed';
      const where = `${key} ${indicator}: ${said?.outcome ?? 'nothing'} ${said?.message ?? ''}`;
      if (should === 'fail') {
        score.faults += 1;
        if (isAccused) score.found += 1;
        else score.missed.push(where);
      } else if (isAccused) score.wrong.push(where);
      if (should === 'hidden') {
        score.hidden += 1;
        if (said?.outcome !== 'undetermined') score.guessed.push(where);
      }
    }
  }
  score.recall = score.faults === 0 ? 1 : score.found / score.faults;
  return score;
}
