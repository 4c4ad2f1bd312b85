import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Bulletin } from '../../src/domain/bulletin.ts';
import { callCommand } from '../helpers/call-command.ts';
import { openStage } from '../problems/stage.ts';

it('a quarter in which nothing was looked at claims nothing, no rate and no count', async () => {
  const { workspace, configFile, folder } = openStage();
  await workspace.close();
  const run = await callCommand(
    ...['--config', configFile, '--as-of', '2024-09-30T18:00:00+08:00', 'report', 'bulletin', '--no-pdf'],
    ...['--period', '2024Q3', '--signed', '2024-09-30', '--out', folder],
  );
  expect(run.err).toBe('');
  const bulletin = JSON.parse(readFileSync(path.join(folder, 'bulletin.json'), 'utf8')) as Bulletin;
  const text = bulletin.blocks.map((block) => block.text).join('');
  expect(text).not.toMatch(/—|\d+%|0家|0个/);
  expect(text).toContain('未开展互动回应专项检查');
  expect(bulletin.apart.map(({ kind, why }) => [kind, why])).toEqual([['undetermined', '未检查']]);
});
