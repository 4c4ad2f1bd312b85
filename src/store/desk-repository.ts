import type { EpochMs } from '../clock.ts';
import type { ProcessId } from './store.ts';

/** A captcha that waits for a person while the page is held open. */
export interface DeskItem {
  id: string;
  letterId: string;
  siteCode: string;
  siteName: string;
  askedAt: EpochMs;
  /** Until when the page is held open. Of the asking process's clock, which in a rehearsal is its own. */
  expiresAt: EpochMs;
}

/** The desk lives in the store, so `letters send` and `serve` may be two processes. Pictures leave with their item. */
export interface DeskRepository {
  ask(item: Omit<DeskItem, 'id'>, image: Uint8Array, owner: ProcessId): Promise<string>;
  /** Items not yet answered whose asker lives, oldest first. */
  waiting(isAlive: (owner: ProcessId) => boolean): Promise<DeskItem[]>;
  image(id: string): Promise<Uint8Array | null>;
  /** False when nothing waits under that id any more. */
  answer(id: string, text: string, by: string, at: EpochMs): Promise<boolean>;
  /** The answer, once there is one. */
  answerOf(id: string): Promise<string | null>;
  /** The page is no longer held open: picture and answer are removed. */
  close(id: string): Promise<void>;
}
