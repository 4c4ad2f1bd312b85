import type { EpochMs } from '../clock.ts';
import { isoInZone } from '../domain/civil-date.ts';
import { XunjianError } from '../errors.ts';
import { isAlive } from './process-identity.ts';
import type { Workspace } from './workspace.ts';

/** A captcha that waits for a person, as `GET desk` gives it. */
export interface DeskLine {
  id: string;
  letterId: string;
  siteCode: string;
  siteName: string;
  expiresAt: string;
}

type Desk = Pick<Workspace, 'config'> & { store: Pick<Workspace['store'], 'desk'> };

/** What waits now, oldest first. Items whose page has gone with its process are left out. */
export async function deskLines({ store, config }: Desk): Promise<DeskLine[]> {
  const items = await store.desk.waiting(isAlive);
  return items.map(({ id, letterId, siteCode, siteName, expiresAt }) => ({
    ...{ id, letterId, siteCode, siteName },
    expiresAt: isoInZone(expiresAt, config.timezone),
  }));
}

/** A person's answer. Throws DESK_UNKNOWN when nothing waits under that id any more, USAGE when it is empty. */
export async function answerDesk(
  { store }: Desk,
  id: string,
  answer: string,
  by: string,
  at: EpochMs,
): Promise<void> {
  const text = answer.trim();
  if (text === '' || text.length > 64)
    throw new XunjianError('USAGE', 'an answer has 1 to 64 characters', 'type what the picture shows');
  if (!(await store.desk.answer(id, text, by, at)))
    throw new XunjianError(
      'DESK_UNKNOWN',
      `nothing waits at the desk as ${id}`,
      'it was answered or its page has closed; letters desk shows what waits',
    );
}
