import { rateInTable, rateOf as shareOf } from '../domain/rate.ts';
import type { AccountResult } from '../run/account-result.ts';

export interface AccountRate {
  name: string;
  checked: number;
  qualified: number;
  unqualified: number;
  undetermined: number;
  /** qualified / (qualified + unqualified), two decimals half-up; null when nothing was determined. */
  rate: string | null;
}

export interface AccountTally extends AccountRate {
  byRegion: AccountRate[];
  byLevel: AccountRate[];
  byPlatform: AccountRate[];
  /** Unqualified ones with their reasons; suspected ones; those that could not be seen, with why. */
  failing: { title: string; region: string; indicators: string[]; messages: string[] }[];
  suspected: { title: string; region: string; indicators: string[]; messages: string[] }[];
  open: { title: string; region: string; reasons: string[] }[];
}

/** Counts and rates of a check. What was not determined leaves both sides of a rate and is listed by name. */
export function tally(results: readonly AccountResult[]): AccountTally {
  const groups = (keyOf: (result: AccountResult) => string) => {
    const names = [...new Set(results.map(keyOf))].sort();
    return names.map((name) =>
      rateOf(
        name,
        results.filter((result) => keyOf(result) === name),
      ),
    );
  };
  const failures = (result: AccountResult, standing: string) => {
    const own = result.outcomes.filter((one) => one.outcome === 'fail' && one.standing === standing);
    return { indicators: own.map(({ indicator }) => indicator), messages: own.map(({ message }) => message) };
  };
  const listed = (standing: string) => (result: AccountResult) => {
    const found = failures(result, standing);
    return found.indicators.length === 0 ? [] : [{ title: result.title, region: result.region, ...found }];
  };
  return {
    ...rateOf('', results),
    byRegion: groups(({ region }) => region),
    byLevel: groups(({ level }) => level ?? ''),
    byPlatform: groups(({ platform }) => platform),
    failing: results.filter(({ verdict }) => verdict === 'unqualified').flatMap(listed('confirmed')),
    suspected: results.flatMap(listed('suspected')),
    open: results
      .filter(({ verdict }) => verdict === 'undetermined')
      .filter(({ outcomes }) => outcomes.some(({ outcome }) => outcome === 'undetermined'))
      .map(({ title, region, outcomes }) => ({
        ...{ title, region },
        reasons: [...new Set(outcomes.flatMap(({ reason }) => reason ?? []))],
      })),
  };
}

function rateOf(name: string, results: readonly AccountResult[]): AccountRate {
  const count = (verdict: AccountResult['verdict']) =>
    results.filter((one) => one.verdict === verdict).length;
  const [qualified, unqualified, undetermined] = [
    count('qualified'),
    count('unqualified'),
    count('undetermined'),
  ];
  const determined = qualified + unqualified;
  const rate = determined === 0 ? null : rateInTable(shareOf(qualified, determined));
  return { name, checked: results.length, qualified, unqualified, undetermined, rate };
}
