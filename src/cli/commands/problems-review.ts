import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { EpochMs } from '../../clock.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { readAccounts, readInventory } from '../../inventory/read-inventory.ts';
import { checkAccounts } from '../../run/accounts-check.ts';
import { syncAccounts } from '../../run/accounts-registry.ts';
import { actOn, problemOf } from '../../run/problems-act.ts';
import { type LookAgain, type Registries, reviewOf, reviewRegistries } from '../../run/problems-review.ts';
import { scan } from '../../run/scan.ts';
import type { Workspace } from '../../run/workspace.ts';
import type { ProblemFile } from '../../store/problem-repository.ts';
import type { Globals, Io } from '../context.ts';
import { actor, type ProblemOptions, selectable, targets, timeOf, within } from '../problems-workspace.ts';
import { action, type Register } from '../register.ts';

/** `problems review`: a new look by the same probe; a pass closes. */
export function registerProblemsReview(problems: Command, io: Io, run: Parameters<Register>[2]): void {
  selectable(
    problems.command('review [ids...]').description('look again by the same probe; a pass closes · 复核'),
  )
    .option('--all', 'every ticket that can be reviewed', false)
    .option('--stored', 'only looks that are stored already, no network', false)
    .option('--by <name>', 'who does it')
    .action(
      action(run, async (globals, ids, options) => {
        let failed = 0;
        await within(
          globals,
          async (workspace, asOf) => {
            // 漏报 is closed by the registry: what was registered since has to be known.
            const { accounts } = workspace.config.inventory;
            if (existsSync(accounts)) await syncAccounts(workspace, readAccounts(accounts).rows);
            const registries = await reviewRegistries(workspace);
            for (const file of await targets(workspace, asOf, 'review', ids, options)) {
              try {
                const result = await reviewOne(workspace, registries, file, { globals, io, asOf, options });
                if (result !== 'pass') failed += 1;
              } catch (error) {
                // One that cannot be reviewed now, such as a letter's before the next campaign, holds up no other.
                const canWait =
                  error instanceof XunjianError && /^(PROBLEM_STATE|TARGET_UNKNOWN)$/.test(error.code);
                if (options.all !== true || !canWait) throw error;
                failed += 1;
                if (!globals.quiet) io.err(`${error.message}\n`);
              }
            }
          },
          options.stored !== true,
        );
        return failed === 0 ? EXIT.ok : EXIT.failures;
      }),
    );
}

async function reviewOne(
  workspace: Workspace,
  registries: Registries,
  file: ProblemFile,
  { globals, io, asOf, options }: { globals: Globals; io: Io; asOf: EpochMs | null; options: ProblemOptions },
): Promise<string> {
  const lookAgain = options.stored === true ? null : lookingAgain(workspace, globals, io);
  const now = () => timeOf(workspace, asOf);
  const review = await reviewOf(workspace, registries, file, now(), lookAgain);
  const zone = workspace.config.timezone;
  // After a look made just now: the word is said when the look was done.
  const at = options.stored === true ? now() : (Math.max(now(), workspace.clock.now()) as EpochMs);
  const by = actor(options);
  const { result, said, evidence } = review;
  await actOn(
    workspace.store,
    file,
    { word: 'review', at, by, why: said, until: null, review: result, evidence },
    zone,
  );
  if (result === 'pass') {
    const reviewed = await problemOf(workspace.store, file.problem.id);
    await actOn(
      workspace.store,
      reviewed,
      { word: 'close', at, by, why: '复核通过', until: null, evidence },
      zone,
    );
  }
  const { id } = file.problem;
  if (globals.json) io.out(`${JSON.stringify({ id, review: result, said })}\n`);
  else if (!globals.quiet) io.err(`${id} ${result} ${said}\n`);
  return result;
}

/** A new look at a site as `probe` makes it, at an account as `accounts check` makes it. */
function lookingAgain(workspace: Workspace, { lang: language }: Globals, { signal }: Io): LookAgain {
  const { config } = workspace;
  const silent = { onStart: () => {}, onResult: () => {} };
  return {
    async site(site) {
      const { columns } = existsSync(config.inventory.sites)
        ? readInventory(config.inventory, { skipBad: true })
        : { columns: [] };
      const declared = columns.filter(({ siteCode }) => siteCode === site.siteCode);
      const { pages } = config.scan;
      await scan(workspace, {
        ...{ kind: 'probe', sites: [site], declared, fresh: true, pages, language, signal, ...silent },
      });
    },
    async account({ key }) {
      await checkAccounts(workspace, {
        registry: existsSync(config.inventory.accounts) ? readAccounts(config.inventory.accounts).rows : [],
        isWanted: (one) => one.key === key,
        ...{ fresh: true, language, env: process.env, signal, ...silent },
      });
    },
  };
}
