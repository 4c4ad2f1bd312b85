import { userInfo } from 'node:os';
import type { EpochMs } from '../../clock.ts';
import { parseCivilDate } from '../../domain/civil-date.ts';
import type { Site } from '../../domain/site.ts';
import { siteKeyOf } from '../../domain/site.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { accountFindingOf, accountFindings } from '../../run/accounts-findings.ts';
import { judgeStored, resultOf } from '../../run/judge-stored.ts';
import { judgingTimeOf } from '../../run/judging-time.ts';
import type { SiteResult } from '../../run/site-result.ts';
import { openWorkspace, type Workspace } from '../../run/workspace.ts';
import type { Decision } from '../../store/store.ts';
import { asOfOf, configOf, type Globals } from '../context.ts';
import { action, type Register } from '../register.ts';

const NO_COST = { requests: 0, bytes: 0, browserPages: 0, ms: 0 };

export const registerFindings: Register = (program, io, run) => {
  const findings = program
    .command('findings')
    .description('what is suspected and confirmed · 疑似与已确认的问题');
  findings
    .command('list')
    .description('findings of the newest looks')
    .option('--standing <standing>', 'suspected, confirmed or dismissed')
    .option('--indicator <id>', 'only this indicator')
    .option('--site <code>', 'only this site')
    .action(
      action(run, async (globals, _args, options) => {
        await withWorkspace(globals, async (workspace, asOf) => {
          for await (const { account, finding } of accountFindings(workspace, globals.lang, asOf)) {
            if (options.site !== undefined) break;
            if (options.standing !== undefined && finding.standing !== options.standing) continue;
            if (options.indicator !== undefined && finding.indicator !== options.indicator) continue;
            io.out(
              globals.json
                ? `${JSON.stringify(finding)}\n`
                : `${finding.id} [${finding.standing}] ${account.name} ${finding.indicator} ${finding.message}\n`,
            );
          }
          for await (const { site, result } of results(workspace, globals, asOf)) {
            if (options.site !== undefined && site.siteCode !== String(options.site).toLowerCase()) continue;
            for (const outcome of result.outcomes) {
              if (outcome.outcome !== 'fail') continue;
              if (options.standing !== undefined && outcome.standing !== options.standing) continue;
              if (options.indicator !== undefined && outcome.indicator !== options.indicator) continue;
              const finding = {
                ...outcome,
                siteCode: result.siteCode,
                siteName: site.name,
                region: site.region,
              };
              io.out(
                globals.json
                  ? `${JSON.stringify(finding)}\n`
                  : `${finding.id} [${finding.standing}] ${site.name} ${finding.indicator} ${finding.message}\n`,
              );
            }
          }
        });
        return EXIT.ok;
      }),
    );

  const decide = (word: Decision['word'], describe: string, needsUntil: boolean) => {
    const command = findings
      .command(`${word} <id>`)
      .description(describe)
      .requiredOption('--why <reason>', 'the reason, which is kept')
      .option('--by <name>', 'who says so');
    if (needsUntil) command.requiredOption('--until <date>', 'last day it holds, YYYY-MM-DD');
    command.action(
      action(run, async (globals, [id = ''], options) => {
        const until = options.until === undefined ? null : parseCivilDate(String(options.until));
        if (needsUntil && until === null) {
          throw new XunjianError(
            'USAGE',
            `--until "${String(options.until)}" is no date`,
            'write it like 2024-12-31',
          );
        }
        if (String(options.why).trim() === '')
          throw new XunjianError('USAGE', '--why is empty', 'say in a few words what was seen');
        await withWorkspace(globals, async (workspace, asOf) => {
          const { key, at } = await findingOf(workspace, globals, id, asOf);
          await workspace.store.decisions.append({
            ...{ findingId: id, siteKey: key, word, until, why: String(options.why) },
            by: options.by === undefined ? userInfo().username : String(options.by),
            // In a rehearsal the machine's clock runs years after the looks: the word is said at the rehearsed time.
            at: workspace.store.mode === 'rehearsal' ? (asOf ?? at) : workspace.clock.now(),
          });
          if (!globals.quiet) io.err(`${id}: ${word}\n`);
        });
        return EXIT.ok;
      }),
    );
  };
  decide('confirm', 'a person confirms it · 人工确认', false);
  decide('dismiss', 'a person found it wrong · 排除误报', false);
  decide('exempt', 'a standing exception with an end date · 例外', true);
};

async function withWorkspace(
  globals: Globals,
  work: (workspace: Workspace, asOf: EpochMs | null) => Promise<void>,
): Promise<void> {
  const config = configOf(globals, false);
  const workspace = openWorkspace({ config, rehearsalStart: null, mode: null });
  try {
    await work(workspace, await judgingTimeOf(workspace, asOfOf(globals, config.timezone)));
  } finally {
    await workspace.close();
  }
}

async function* results(
  workspace: Workspace,
  globals: Globals,
  asOf: EpochMs | null,
): AsyncGenerator<{ site: Site; result: SiteResult; at: EpochMs }> {
  for (const site of await workspace.store.runs.knownSites()) {
    const judged = await judgeStored(workspace, site, asOf);
    if (judged === null) continue;
    const result = resultOf(workspace, site, judged, { language: globals.lang, asOf, cost: NO_COST });
    yield { site, result, at: judged.facts.at };
  }
}

async function findingOf(
  workspace: Workspace,
  globals: Globals,
  id: string,
  asOf: EpochMs | null,
): Promise<{ key: string; at: EpochMs }> {
  const ofAccount = await accountFindingOf(workspace, id, asOf);
  if (ofAccount !== null) return ofAccount;
  for await (const { site, result, at } of results(workspace, globals, asOf)) {
    if (
      result.outcomes.some(
        (outcome) => outcome.id === id && (outcome.outcome === 'fail' || 'exempt' in outcome.facts),
      )
    )
      return { key: siteKeyOf(site), at };
  }
  throw new XunjianError(
    'FINDING_UNKNOWN',
    `there is no finding ${id}`,
    'xunjian findings list shows them with their ids',
  );
}
