import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { epochMs } from '../../src/clock.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { judgingTimeOf } from '../../src/run/judging-time.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { unservedWorkspace } from '../helpers/province-workspace.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';

const NINE = epochMs(Date.parse('2024-06-07T09:00:00+08:00'));
const TEN = epochMs(Date.parse('2024-06-07T10:00:00+08:00'));

describe('the time judged at', () => {
  it('takes in what the rehearsed commands that started at that instant recorded', async () => {
    const folder = path.join(temporaryFolder(), 'own');
    const config = loadConfig({ file: unservedWorkspace(folder).config, rehearsal: true, env: {} });
    const acting = openWorkspace({ config, rehearsalStart: TEN, mode: 'rehearsal' });
    // Its own time has moved on when it records something.
    while (acting.clock.now() <= TEN) await new Promise((resolve) => setImmediate(resolve));
    const recordedAt = acting.clock.now();
    await acting.close();

    const judging = openWorkspace({ config, rehearsalStart: null, mode: null });
    expect(await judgingTimeOf(judging, TEN)).toBeGreaterThanOrEqual(recordedAt);
    expect(await judgingTimeOf(judging, NINE)).toBe(NINE);
    expect(await judgingTimeOf(judging, null)).toBe(null);
    await judging.close();
  });
});
