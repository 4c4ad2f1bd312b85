import { XunjianError } from '../../src/errors.ts';

/** The typed error that `run` throws; any other, and none, fails the test. */
export function errorOf(run: () => unknown): XunjianError {
  try {
    run();
  } catch (error) {
    if (error instanceof XunjianError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
