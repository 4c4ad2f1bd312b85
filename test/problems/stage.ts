import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type EpochMs, epochMs } from '../../src/clock.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { ProblemWord } from '../../src/domain/problem.ts';
import type { SiteFacts } from '../../src/domain/site-facts.ts';
import { actOn, problemOf } from '../../src/run/problems-act.ts';
import { collectProblems } from '../../src/run/problems-collect.ts';
import { openWorkspace, type Workspace } from '../../src/run/workspace.ts';
import { column, day, look, SITE, seen } from '../helpers/facts.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';

export const moment = (text: string): EpochMs => epochMs(Date.parse(`${text}+08:00`));

/** A rehearsal over one registered site, with its configuration's path for the command line. */
export function openStage(): { workspace: Workspace; configFile: string; folder: string } {
  const folder = temporaryFolder();
  const { siteCode, name, homeUrl, sponsor, supervisor, region, level, type } = SITE;
  writeFileSync(
    path.join(folder, 'sites.csv'),
    `site_code,site_name,home_url,sponsor,supervisor,region,level,type\n${[siteCode, name, homeUrl, sponsor, supervisor, region, level, type].join(',')}\n`,
  );
  const configFile = path.join(folder, 'xunjian.yaml');
  writeFileSync(configFile, 'database: sqlite:x.db\nevidence: evidence\ninventory: { sites: sites.csv }\n');
  const config = loadConfig({ file: configFile, rehearsal: true });
  return {
    workspace: openWorkspace({ config, rehearsalStart: null, mode: 'rehearsal' }),
    configFile,
    folder,
  };
}

/** One column, stale or fresh, seen at noon of a day. */
export function columnLook(
  date: string,
  state: 'stale' | 'fresh' | 'gone',
  tier: 'http' | 'browser' = 'http',
): SiteFacts {
  const latest = day(state === 'stale' ? '2023-01-04' : date);
  const list = seen({ latest, items: 9, basis: 'list' as const, latestItem: null, selector: 'ul' }, tier);
  const columns = state === 'gone' ? [] : [column('通知公告', 'notice', null, { list })];
  return look(date, { columns: seen(columns, tier) }, tier);
}

export async function store(workspace: Workspace, ...looks: SiteFacts[]): Promise<void> {
  for (const facts of looks) {
    const run = await workspace.store.runs.open('scan', facts.at, [SITE]);
    await workspace.store.readings.append({
      runId: run.id,
      siteKey: SITE.siteCode,
      readerVersion: 'test',
      readAt: facts.at,
      facts,
    });
    await workspace.store.runs.finish(run.id, SITE.siteCode, facts.at);
    await workspace.store.runs.close(run.id, facts.at);
  }
}

/** Two agreeing looks, which confirm. */
export const twoLooks = (first: string, second: string) => [
  columnLook(first, 'stale'),
  columnLook(second, 'stale', 'browser'),
];

export const collect = (workspace: Workspace, at: string, warnings = false) =>
  collectProblems(workspace, { asOf: moment(at), by: '张', warnings });

export async function act(
  workspace: Workspace,
  id: string,
  word: ProblemWord,
  at: string,
  why = '',
): Promise<void> {
  const file = await problemOf(workspace.store, id);
  await actOn(workspace.store, file, { word, at: moment(at), by: '张', why, until: null }, 'Asia/Shanghai');
}

export const all = (workspace: Workspace) => workspace.store.problems.all(moment('2099-01-01T00:00:00'));
