import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { LETTER_KINDS } from '../province/letters/all-kinds.ts';
import { startLetters } from '../province/letters/start-letters.ts';
import { letterSites, writeLetterConfig } from './helpers/letter-workspace.ts';
import { at, plan, workspaceAt } from './helpers/open-campaign.ts';
import { playSend, statusAt } from './helpers/play-campaign.ts';

/** Processes that this one has started. */
function children(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return Number(parent) === process.pid && /headless|chrom/.test(stat) ? [Number(pid)] : [];
      } catch {
        return [];
      }
    });
}

describe('a browser that is killed after the click', () => {
  it('leaves the letter ambiguous, and it is never sent again', { timeout: 120_000 }, async () => {
    const [site] = letterSites(1, () => 's0.gov.cn');
    const kind = LETTER_KINDS.find(({ id }) => id === 'stored-silence');
    if (site === undefined || kind === undefined) throw new Error('no such kind');
    const { host, name: siteName } = site;
    const province = await startLetters([{ host, siteName, kind, replies: 'never' }], at('06-07T10:00'));
    const workspace = workspaceAt(writeLetterConfig([site], province.port).config, '06-07T09:00');
    await plan(workspace);
    const sending = playSend(workspace, province, '06-07T10:00');
    while (province.desk.letters.length === 0) await systemClock.sleep(50);
    const browsers = children();
    expect(browsers.length).toBeGreaterThan(0);
    for (const pid of browsers) process.kill(pid, 'SIGKILL');
    await sending;
    await playSend(workspace, province, '06-11T10:00');
    expect(province.desk.letters).toHaveLength(1);
    expect((await statusAt(workspace, '06-12T10:00'))[0]).toMatchObject({
      state: 'ambiguous',
      category: 'undetermined',
    });
    await workspace.close();
    await province.close();
  });
});
