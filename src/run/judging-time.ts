import { type EpochMs, epochMs } from '../clock.ts';
import type { Workspace } from './workspace.ts';

/**
 * Until when facts count for `--as-of`. In a rehearsal the same instant names the commands that started then: what they
 * recorded, moments or minutes later in its time, belongs to it.
 */
export async function judgingTimeOf(
  { store }: Pick<Workspace, 'store'>,
  asOf: EpochMs | null,
): Promise<EpochMs | null> {
  if (asOf === null || store.mode === 'real') return asOf;
  return epochMs(Math.max(asOf, (await store.rehearsals.endOf(asOf)) ?? asOf));
}
