type Env = Readonly<Record<string, string | undefined>>;
export function aptEnvironment(env?: Env): { DEBIAN_FRONTEND: string; PATH: string };
export function which(names: readonly string[], env?: Env): string | null;
export function run(
  command: string,
  args: readonly string[],
  options: { cwd: string; timeoutMs: number; env?: Env },
): { ok: boolean; ending: string; secs: number; tail: string; stdout: string };
