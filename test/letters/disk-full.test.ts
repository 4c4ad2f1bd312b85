import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startLetterServer } from './helpers/letter-server.ts';
import { letterSites, writeLetterConfig } from './helpers/letter-workspace.ts';
import { plan, workspaceAt } from './helpers/open-campaign.ts';
import { statusAt } from './helpers/play-campaign.ts';

const CHILD = path.resolve(import.meta.dirname, 'helpers/send-child.ts');
const LETTERS = 24;

/** `letters send` in a process that may write no file beyond so many KiB: what a full disk does to SQLite. */
async function sendWithin(
  config: string,
  port: number,
  kib: number | null,
  when: string,
): Promise<number | null> {
  const limit = kib === null ? '' : `trap '' XFSZ; ulimit -f ${kib}; `;
  const command = `${limit}exec "$0" --import tsx "$@"`;
  const args = ['-c', command, process.execPath, CHILD, config, String(port), when, ''];
  const child = spawn('bash', args, { stdio: ['ignore', 'ignore', 'ignore'] });
  const [status] = (await once(child, 'close')) as [number | null];
  return status;
}

describe('a disk that fills up while letters are sent', () => {
  it('ends the run; no letter goes whose intent is not written, none twice, and all go once there is room', {
    timeout: 120_000,
  }, async () => {
    const server = await startLetterServer();
    const sites = letterSites(LETTERS, (i) => `s${i}.gov.cn`);
    const { config } = writeLetterConfig(sites, server.port, '{ deskWaitSeconds: 0, perDay: 1000 }');
    const planned = workspaceAt(config, '06-07T09:00');
    await plan(planned);
    await planned.close();

    expect(await sendWithin(config, server.port, 200, '06-07T10:00')).not.toBe(0);
    const arrivedFirst = server.arrived.length;
    expect(arrivedFirst).toBeGreaterThan(0);
    expect(arrivedFirst).toBeLessThan(LETTERS);
    const after = workspaceAt(config, '06-07T11:00');
    const intents = (await after.store.letters.find({})).filter(({ events }) =>
      events.some(({ kind }) => kind === 'intent'),
    );
    for (const letterId of server.arrived)
      expect(intents.map(({ letter }) => letter.letterId)).toContain(letterId);
    await after.close();

    expect(await sendWithin(config, server.port, null, '06-07T12:00')).toBe(0);
    expect(new Set(server.arrived).size).toBe(server.arrived.length);
    const end = workspaceAt(config, '06-07T13:00');
    const states = (await statusAt(end, '06-07T13:00')).map(({ state }) => state);
    // What was between its intent and its receipt when the disk was full waits for a person; all others are with their sites.
    expect(states.filter((state) => state === 'submitted').length).toBeGreaterThanOrEqual(LETTERS - 3);
    expect(states.every((state) => state === 'submitted' || state === 'ambiguous')).toBe(true);
    await end.close();
    await server.close();
  });
});
