import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Seeded, seeded } from '../../../src/domain/seeded.ts';
import type { LetterStatus } from '../../../src/letters/letter-status.ts';
import { resolveLetter } from '../../../src/run/letters-resolve.ts';
import { letterStatusLines } from '../../../src/run/letters-status.ts';
import { startLetterServer } from './letter-server.ts';
import { letterSites, writeLetterConfig } from './letter-workspace.ts';
import { at, CAMPAIGN, plan, workspaceAt } from './open-campaign.ts';

/** What a campaign looks like after its sender was killed again and again and then left alone. */
export interface KilledCampaign {
  letters: number;
  kills: number;
  /** Kills that hit between intent and receipt, by the failpoint or instant that did it. */
  hits: Record<string, number>;
  /** Arrivals by letter before anybody reconciled anything. */
  arrivals: ReadonlyMap<string, number>;
  afterKills: LetterStatus[];
  /** Letters whose intent was committed when a kill came and whose answer was not recorded. */
  between: ReadonlySet<string>;
  /** After a person settled the ambiguous ones by what the site has, and one more run. */
  arrivalsInTheEnd: ReadonlyMap<string, number>;
  inTheEnd: LetterStatus[];
}

const CHILD = path.resolve(import.meta.dirname, 'send-child.ts');
const WHEN = '06-07T10:00';

/** Plans `letters` letters, kills `letters send` `kills` times at instants the seed fixes, then lets it finish. */
export async function killSends(letters: number, kills: number, seed: string): Promise<KilledCampaign> {
  let victim: { kill(): void } | null = null;
  let arrivalsToKill: number | null = null;
  const server = await startLetterServer(undefined, () => {
    if (arrivalsToKill === null) return;
    arrivalsToKill -= 1;
    if (arrivalsToKill === 0) victim?.kill();
  });
  const { config } = writeLetterConfig(
    letterSites(letters, (i) => `s${i}.gov.cn`),
    server.port,
    '{ deskWaitSeconds: 0, perDay: 1000 }',
  );
  const planned = workspaceAt(config, WHEN);
  const ids = await plan(planned);
  await planned.close();
  const draw = seeded(seed);
  const hits: Record<string, number> = {};
  const between = new Set<string>();
  let done = 0;
  for (; done < kills; done++) {
    const instant = instantOf(draw, done);
    const child = startChild(config, server.port, instant.failpoint);
    victim = { kill: () => child.kill('SIGKILL') };
    arrivalsToKill = instant.arrivals;
    let steps = 0;
    child.on('message', () => {
      steps += 1;
      if (steps === instant.steps) child.kill('SIGKILL');
    });
    await once(child, 'close');
    const hit = await unsettled(config);
    for (const letterId of hit) between.add(letterId);
    if (hit.length > 0) hits[instant.name] = (hits[instant.name] ?? 0) + 1;
  }
  [victim, arrivalsToKill] = [null, null];
  await once(startChild(config, server.port, ''), 'close');
  const workspace = workspaceAt(config, WHEN);
  const status = () => letterStatusLines(workspace, { campaign: CAMPAIGN }, at('06-07T23:00'), 'en');
  const arrivals = counted(ids, server.arrived);
  const afterKills = await status();
  for (const { letterId, state } of afterKills) {
    if (state !== 'ambiguous') continue;
    const decision =
      arrivals.get(letterId) === 0
        ? ({ kind: 'not_stored' } as const)
        : ({ kind: 'stored', receipt: { number: 'A1', query: null } } as const);
    await resolveLetter(workspace, {
      letterId,
      decision,
      by: 'test',
      why: 'looked it up',
      asOf: at('06-07T11:00'),
    });
  }
  await workspace.close();
  await once(startChild(config, server.port, '', '06-11T10:00'), 'close');
  const after = workspaceAt(config, WHEN);
  const inTheEnd = await letterStatusLines(after, { campaign: CAMPAIGN }, at('06-12T23:00'), 'en');
  await after.close();
  await server.close();
  const arrivalsInTheEnd = counted(ids, server.arrived);
  return { letters, kills: done, hits, arrivals, afterKills, between, arrivalsInTheEnd, inTheEnd };
}

interface Instant {
  name: string;
  failpoint: string;
  /** Kill on the so-manieth letter that arrives, before it is answered. */
  arrivals: number | null;
  /** Kill on the so-manieth step the child tells. */
  steps: number | null;
}

/** Every other kill hits a failpoint between intent and receipt, the rest some step of the run. */
function instantOf(draw: Seeded, index: number): Instant {
  const nth = 1 + draw.below(3);
  const none = { failpoint: '', arrivals: null, steps: null };
  if (index % 2 === 1) return { ...none, name: 'step', steps: 1 + draw.below(12) };
  const which = draw.pick(['intent', 'arrival', 'answer'] as const);
  if (which === 'arrival') return { ...none, name: 'on arrival', arrivals: nth };
  const name = which === 'intent' ? 'after intent' : 'after answer';
  return { ...none, name, failpoint: `${which}:${nth}` };
}

function startChild(config: string, port: number, failpoint: string, when = WHEN) {
  return fork(CHILD, [config, String(port), when, failpoint], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** Letters between intent and receipt right now, before anything settles them. */
async function unsettled(config: string): Promise<string[]> {
  const workspace = workspaceAt(config, WHEN);
  const lines = await letterStatusLines(workspace, { campaign: CAMPAIGN }, at('06-07T23:00'), 'en');
  await workspace.close();
  return lines.filter(({ state }) => state === 'submitting').map(({ letterId }) => letterId);
}

function counted(ids: readonly string[], arrived: readonly string[]): Map<string, number> {
  const counts = new Map(ids.map((id) => [id, 0]));
  for (const id of arrived) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
