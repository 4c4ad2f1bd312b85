import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface ApartProvince {
  port: number;
  pid: number;
  close(): void;
}

/** Starts the letter systems of so many sites in a process of their own; it ends with this one. */
export async function startProvince(sites: number): Promise<ApartProvince> {
  const child = fork(path.join(import.meta.dirname, 'province.ts'), [String(sites)]);
  const [port] = (await once(child, 'message')) as [number];
  return { port, pid: child.pid ?? 0, close: () => child.disconnect() };
}
