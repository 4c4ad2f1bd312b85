import { siteKeyOf } from '../../domain/site.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { rereadSite } from '../../observe/reread-site.ts';
import { READER_VERSION } from '../../reading/reader-version.ts';
import { judgeStored, resultOf } from '../../run/judge-stored.ts';
import { hasFailure } from '../../run/site-result.ts';
import { openWorkspace } from '../../run/workspace.ts';
import { asOfOf, configOf } from '../context.ts';
import { printResult } from '../print-result.ts';
import { action, type Register } from '../register.ts';

const NO_COST = { requests: 0, bytes: 0, browserPages: 0, ms: 0 };

export const registerJudge: Register = (program, io, run) => {
  program
    .command('judge')
    .description('judge stored facts again, no network · 用已存事实重新判定，不联网')
    .option('--run <id>', 'only the sites of this run, as far as it saw them')
    .option('--rules <file>', 'another rule set')
    .option('--reread', 'read the stored pages again with this version’s reader first', false)
    .action(
      action(run, async (globals, _args, options) => {
        const config = configOf(globals, false);
        const asOf = asOfOf(globals, config.timezone);
        const rulesFile = options.rules === undefined ? {} : { rulesFile: String(options.rules) };
        const workspace = openWorkspace({ config, rehearsalStart: null, mode: null, ...rulesFile });
        try {
          const { store, evidence, clock } = workspace;
          const runId = options.run === undefined ? null : Number(options.run);
          if (runId !== null && (await store.runs.get(runId)) === null) {
            throw new XunjianError(
              'USAGE',
              `there is no run ${String(options.run)}`,
              'leave --run away to judge the newest looks',
            );
          }
          const sites =
            runId === null
              ? await store.runs.knownSites()
              : (await store.runs.sites(runId)).map(({ site }) => site);
          let failures = 0;
          for (const site of sites) {
            const reading = runId === null ? null : await store.readings.ofRun(runId, siteKeyOf(site));
            const until = asOf ?? reading?.facts.at ?? null;
            let judged = await judgeStored(workspace, site, until);
            if (judged !== null && options.reread === true) {
              const zone = config.timezone;
              const facts = await rereadSite({ looks: store.looks, evidence, zone }, judged.runId, site, []);
              if (facts !== null) {
                const siteKey = siteKeyOf(site);
                await store.readings.append({
                  runId: judged.runId,
                  siteKey,
                  readerVersion: READER_VERSION,
                  readAt: clock.now(),
                  facts,
                });
                judged = await judgeStored(workspace, site, until);
              }
            }
            if (judged === null) continue;
            const result = resultOf(workspace, site, judged, { language: globals.lang, asOf, cost: NO_COST });
            if (hasFailure(result)) failures += 1;
            io.out(globals.json ? `${JSON.stringify(result)}\n` : printResult(result, globals.lang));
          }
          return failures > 0 ? EXIT.failures : EXIT.ok;
        } finally {
          await workspace.close();
        }
      }),
    );
};
