import path from 'node:path';
import { clockStartingAt, type EpochMs, epochMs } from '../../../src/clock.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { readInventory } from '../../../src/inventory/read-inventory.ts';
import { planCampaign } from '../../../src/run/letters-plan.ts';
import { openWorkspace, type Workspace } from '../../../src/run/workspace.ts';

export const at = (text: string): EpochMs => epochMs(Date.parse(`2024-${text}:00+08:00`));

/** A rehearsal's workspace whose clock starts at `when` (`06-07T10:00`). */
export function workspaceAt(config: string, when: string): Workspace {
  return openWorkspace({
    config: loadConfig({ file: config, rehearsal: true }),
    rehearsalStart: at(when),
    mode: 'rehearsal',
  });
}

/** The same workspace with another time: the store stays open. */
export const movedTo = (workspace: Workspace, when: string): Workspace => ({
  ...workspace,
  clock: clockStartingAt(at(when)),
});

export const CAMPAIGN = 'T';

export async function plan(workspace: Workspace, perSite = 1): Promise<string[]> {
  const { sites } = readInventory(workspace.config.inventory, { skipBad: false });
  const { letters } = await planCampaign(workspace, {
    ...{ campaign: CAMPAIGN, sites, choice: {}, perSite, seed: 's' },
    ...{ deadlineWorkdays: null, deadlineSource: null, combine: null },
  });
  return letters.map(({ letterId }) => letterId);
}

export const databaseOf = (folder: string) => path.join(folder, 'xunjian.db');
