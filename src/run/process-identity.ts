import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ProcessId } from '../store/store.ts';

/** This process, so that another one can tell whether it still lives. */
export const SELF: ProcessId = {
  host: hostname(),
  pid: process.pid,
  nonce: birthOf(process.pid) ?? 'unknown',
};

/**
 * Whether a process that took something still holds it. Of another machine nobody knows: it counts as alive. A process
 * number that was given away again is told by its birth.
 */
export function isAlive(owner: ProcessId): boolean {
  if (owner.host !== SELF.host) return true;
  if (owner.pid === SELF.pid) return owner.nonce === SELF.nonce;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const birth = birthOf(owner.pid);
  return birth === null || owner.nonce === 'unknown' || birth === owner.nonce;
}

/** Boot and clock tick at which a process began (field 22 of proc(5) stat); null where the system does not say. */
function birthOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in brackets and may hold spaces; what follows it starts with field 3.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : `${boot}/${fields[19] ?? ''}`;
  } catch {
    return null;
  }
}
