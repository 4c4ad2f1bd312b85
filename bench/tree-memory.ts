import { readdirSync, readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;

export interface TreeUse {
  /** Resident, now. */
  bytes: number;
  /** Processor time so far, of children that ended too. */
  cpuSeconds: number;
}

/** Resident bytes of a process and all that it started, now; 0 where /proc is not there. */
export const treeMemory = (root: number): number => treeUse(root).bytes;

/** What a process and all that it started use; zeros where /proc is not there. */
export function treeUse(root: number): TreeUse {
  const children = new Map<number, number[]>();
  const own = new Map<number, TreeUse>();
  for (const name of processes()) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // After the name in brackets: state, parent, …; the resident pages are the 22nd of them.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const parent = Number(fields[1]);
      // User and system time, its own and of children it waited for, in hundredths of a second: the 12th to the 15th.
      const ticks = fields.slice(11, 15).reduce((all, field) => all + Number(field), 0);
      own.set(Number(name), { bytes: Number(fields[21]) * PAGE_BYTES, cpuSeconds: ticks / 100 });
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // Ended since it was listed.
    }
  }
  const sum = (pid: number): TreeUse =>
    (children.get(pid) ?? []).map(sum).reduce(
      (all, child) => ({
        bytes: all.bytes + child.bytes,
        cpuSeconds: all.cpuSeconds + child.cpuSeconds,
      }),
      own.get(pid) ?? { bytes: 0, cpuSeconds: 0 },
    );
  return sum(root);
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
