import { readdirSync, readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;
/** Clock ticks a second in /proc (USER_HZ), 100 on every Linux we run on. */
const TICKS = 100;

export interface Usage {
  /** Resident, of the process and all that it started, now. */
  bytes: number;
  /** Processor time of the process itself so far, in seconds. */
  ownSeconds: number;
  /** The same of all that it started; what already ended counts as far as it was waited for. */
  otherSeconds: number;
}

interface Process {
  parent: number;
  bytes: number;
  seconds: number;
  waitedSeconds: number;
}

/** What a process and all that it started take; zeros where /proc is not there. */
export function treeUsage(root: number): Usage {
  const all = new Map<number, Process>();
  for (const pid of processes()) {
    const read = readProcess(pid);
    if (read !== null) all.set(pid, read);
  }
  const own = all.get(root);
  if (own === undefined) return { bytes: 0, ownSeconds: 0, otherSeconds: 0 };
  const usage: Usage = { bytes: own.bytes, ownSeconds: own.seconds, otherSeconds: own.waitedSeconds };
  const addChildren = (parent: number): void => {
    for (const [pid, child] of all) {
      if (child.parent !== parent) continue;
      usage.bytes += child.bytes;
      usage.otherSeconds += child.seconds + child.waitedSeconds;
      addChildren(pid);
    }
  };
  addChildren(root);
  return usage;
}

function readProcess(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name in brackets: state, parent, …; see proc(5), fields 4, 14 to 17 and 24.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) / TICKS;
    return {
      parent: Number(fields[1]),
      bytes: Number(fields[21]) * PAGE_BYTES,
      seconds: ticks(11),
      waitedSeconds: ticks(13),
    };
  } catch {
    return null; // ended since it was listed
  }
}

function processes(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}
