import { createProgram } from '../../src/cli/main.ts';
import { XunjianError } from '../../src/errors.ts';

export interface Called {
  status: number;
  out: string;
  err: string;
  lines<T = Record<string, unknown>>(): T[];
}

/** The real command line in this process, without a new one and without the compiled program. */
export async function callCommand(...args: string[]): Promise<Called> {
  let out = '';
  let err = '';
  let running: Promise<number> = Promise.resolve(0);
  const io = {
    out(text: string) {
      out += text;
    },
    err(text: string) {
      err += text;
    },
    ...{ isTerminal: false, signal: new AbortController().signal },
  };
  const program = createProgram(io, (status) => {
    running = status;
  });
  await program.parseAsync(args, { from: 'user' });
  const status = await running.catch((error: unknown) => {
    if (!(error instanceof XunjianError)) throw error;
    err += `${error.code}: ${error.message} → ${error.remedy}\n`;
    return error.exitStatus;
  });
  const lines = <T>() =>
    out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  return { status, out, err, lines };
}
