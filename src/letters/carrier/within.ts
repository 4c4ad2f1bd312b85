import type { Clock } from '../../clock.ts';
import { alarm } from '../../net/alarm.ts';

/**
 * What `work` gives, or `otherwise` when it takes longer than `ms` or fails. A page that waits for a document answers
 * no script until the document comes, which may be never.
 */
export async function within<T, U>(clock: Clock, ms: number, work: Promise<T>, otherwise: U): Promise<T | U> {
  let stop = () => {};
  const late = new Promise<U>((resolve) => {
    stop = alarm(clock, ms, () => resolve(otherwise));
  });
  try {
    return await Promise.race([work.catch(() => otherwise), late]);
  } finally {
    stop();
  }
}
