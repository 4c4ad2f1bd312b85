import { accountFactsOf, faultsAt, isLookedAt } from './account-looks.ts';
import { ACCOUNT_LOOKS, LEADS } from './accounts.ts';
import { wholeCast } from './cast.ts';
import { ledgerOf } from './letter-ledger.ts';
import { letterOf, refusalOf } from './letter-systems.ts';
import { operatorFiles } from './operator-files.ts';
import { evidencePage, factsOf, isFaultyAt, LOOKS } from './site-looks.ts';
import { servedSteps, storedSteps } from './steps.ts';

/**
 * The second quarter of 2024 as a script, in two forms of one cast: its looks as facts that are stored as scan, account
 * check, carrier and watcher store them (`steps`), or made by those commands at what the province serves (`servedSteps`).
 * What people do goes through the public commands in both. Verdicts, categories, rates and states follow.
 */
export function quarterScript(cast = wholeCast()) {
  const { plans, accounts, registered, letters } = cast;
  return {
    files: operatorFiles(cast),
    steps: storedSteps(cast),
    servedSteps: servedSteps(cast),
    documents: DOCUMENTS,
    sites: plans.map(({ script }) => script.site),
    ...{ plans, looks: LOOKS, factsOf, isFaultyAt, evidencePage },
    ...{ accounts, accountLooks: ACCOUNT_LOOKS, isLookedAt, faultsAt, accountFactsOf, leads: LEADS },
    accountKeys: registered.map(({ key }) => key),
    /** The ledger of every letter that the program sent, by its id. */
    letterLedgers: (evidence: `sha256:${string}`[]) =>
      letters.sites
        .filter((script) => !letters.byHand.has(script))
        .map((script) => {
          const letterId = letterOf(script);
          const refusal = refusalOf(script, letters);
          const { events, looks } = ledgerOf(script.fate ?? 'none', letterId, evidence, refusal);
          return { letterId, events, looks: script === letters.telephoned ? looks.slice(0, -1) : looks };
        }),
  };
}

/** What the quarter's documents are asked for with. */
const DOCUMENTS = {
  asOf: '2024-06-28T18:00:00+08:00',
  bulletin: [
    ...['--period', '2024Q2', '--signed', '2024-06-28', '--due', '2024-07-15'],
    ...['--number', '陕政公开办〔2024〕6号'],
  ],
  notices: ['--forwarded', '2024-07-01', '--city-due', '2024-07-04'],
} as const;
