import path from 'node:path';
import { loadConfig } from '../../config/load-config.ts';
import { EXIT } from '../../errors.ts';
import { readInventory } from '../../inventory/read-inventory.ts';
import { openDemoStage } from '../../run/demo.ts';
import { scan } from '../../run/scan.ts';
import type { SiteResult } from '../../run/site-result.ts';
import { openWorkspace } from '../../run/workspace.ts';
import { asOfOf } from '../context.ts';
import { printResult } from '../print-result.ts';
import { createProgress } from '../progress.ts';
import { action, type Register } from '../register.ts';

export const registerDemo: Register = (program, io, run) => {
  program
    .command('demo')
    .description('scan a handful of generated sites on this machine, no outside network · 演示')
    .option('--out <dir>', 'where the results go', 'data/demo')
    .action(
      action(run, async (globals, _args, options) => {
        const out = String(options.out);
        const stage = await openDemoStage(out);
        const config = loadConfig({ file: stage.configFile, rehearsal: true });
        const asOf = asOfOf({ ...globals, asOf: stage.asOf }, config.timezone);
        const workspace = openWorkspace({ config, rehearsalStart: asOf, mode: 'rehearsal' });
        const { sites, columns } = readInventory(config.inventory, { skipBad: false });
        const progress = createProgress(io, workspace.clock, globals.quiet);
        const results: SiteResult[] = [];
        try {
          await scan(workspace, {
            ...{ kind: 'scan', sites, declared: columns, fresh: true, pages: config.scan.pages },
            ...{ language: globals.lang, signal: io.signal },
            onStart: ({ total, done }) => progress.start(total, done),
            onResult: (result) => {
              results.push(result);
              progress.step(result.siteName);
            },
          });
        } finally {
          progress.end();
          stage.close();
          await workspace.close();
        }
        results.sort((a, b) => (a.siteCode ?? '').localeCompare(b.siteCode ?? ''));
        const score = compare(results, stage.truth);
        for (const result of results)
          io.out(globals.json ? `${JSON.stringify(result)}\n` : printResult(result, globals.lang));
        if (!globals.json) io.out(summary(score, out, globals.lang));
        return score.wrong + score.missed === 0 ? EXIT.ok : EXIT.failures;
      }),
    );
};

interface Score {
  sites: number;
  faults: number;
  found: number;
  missed: number;
  wrong: number;
}

/** What was found beside the truth, by site and indicator. */
function compare(results: readonly SiteResult[], truth: ReadonlyMap<string, readonly string[]>): Score {
  const score = { sites: results.length, faults: 0, found: 0, missed: 0, wrong: 0 };
  for (const result of results) {
    const failing = new Set<string>(
      result.outcomes.flatMap(({ indicator, outcome }) => (outcome === 'fail' ? [indicator] : [])),
    );
    const real = truth.get(result.siteCode ?? '') ?? [];
    score.faults += real.length;
    const found = real.filter((indicator) => failing.has(indicator)).length;
    score.found += found;
    score.missed += real.length - found;
    for (const indicator of failing) if (!real.includes(indicator)) score.wrong += 1;
  }
  return score;
}

function summary({ sites, faults, found, missed, wrong }: Score, out: string, language: 'zh' | 'en'): string {
  const config = path.join(out, 'config/xunjian.yaml');
  return language === 'zh'
    ? `\n共检查 ${sites} 个生成的网站；设置问题 ${faults} 项，查出 ${found} 项，漏查 ${missed} 项，误判 ${wrong} 项。\n一次查看只得“疑似”：次日再看一致、且其中一次经浏览器核实，或由人确认，才算“已确认”。\n结果在 ${out}；继续查看：npx xunjian --config ${config} findings list\n`
    : `\n${sites} generated sites; ${faults} faults set, ${found} found, ${missed} missed, ${wrong} wrong accusations.\nOne look only suspects: a finding is confirmed by an agreeing look on another day, one of the two in the browser, or by a person.\nResults are in ${out}; go on with: npx xunjian --config ${config} findings list\n`;
}
