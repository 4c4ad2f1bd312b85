import { loadConfig } from '../../config/load-config.ts';
import { readInventory } from '../../inventory/read-inventory.ts';
import { scan } from '../../run/scan.ts';
import type { SiteResult } from '../../run/site-result.ts';
import { openWorkspace } from '../../run/workspace.ts';
import { asOfOf } from '../context.ts';
import { createProgress } from '../progress.ts';
import type { DemoAct, DemoScene } from './act.ts';
import { dayLine, scanReport } from './scan-report.ts';

/** Looks at every site on two virtual days, so that what was suspected on the first is confirmed on the second. */
export const scanAct: DemoAct = {
  id: 'scan',
  title: { zh: '两天的网站扫描', en: 'All sites, looked at on two days' },
  async play(scene) {
    const { stage, globals, io } = scene;
    let results: SiteResult[] = [];
    for (const [i, day] of stage.days.entries()) {
      await stage.province.setDate(day);
      if (!globals.quiet) io.err(`${dayLine(i + 1, day, globals.lang)}\n`);
      results = await scanDay(scene, day);
    }
    const lines = results.map((result) => JSON.stringify(result)).join('\n');
    const score = await stage.province.score(lines);
    const count = (kind: string) => score.mistakes.filter((mistake) => mistake.kind === kind).length;
    return {
      report: scanReport(results, score, globals.lang),
      data: { results, score },
      wrong: count('wrong-accusation'),
      missed: count('missed'),
    };
  },
};

async function scanDay({ stage, globals, io }: DemoScene, day: string): Promise<SiteResult[]> {
  const config = loadConfig({ file: stage.configFile, rehearsal: true });
  const asOf = asOfOf({ ...globals, asOf: `${day}T${MORNING}` }, config.timezone);
  const workspace = openWorkspace({ config, rehearsalStart: asOf, mode: 'rehearsal' });
  const { sites, columns } = readInventory(config.inventory, { skipBad: false });
  const progress = createProgress(io, workspace.clock, globals.quiet, globals.lang, 'text');
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
    await workspace.close();
  }
  io.signal.throwIfAborted();
  return results.sort((a, b) => (a.siteCode ?? '').localeCompare(b.siteCode ?? ''));
}

/** When both days' looks begin. */
const MORNING = '10:00:00';
