/** So much of the file is read: longer ones are no robots.txt (RFC 9309 §2.5 asks for 500 KiB at least). */
const MAX_TEXT = 500 * 1024;

interface Group {
  agents: string[];
  delaySeconds: number | null;
  isOpen: boolean;
}

/**
 * The Crawl-delay that a robots.txt wishes of us, in milliseconds: that of our own group where there is one, else of `*`;
 * null where none is stated. The line is no part of RFC 9309, but many sites write it.
 *
 * @param product the name we go by, as in the User-Agent before its version
 */
export function crawlDelayMs(text: string, product: string): number | null {
  const groups: Group[] = [];
  for (const line of text.slice(0, MAX_TEXT).split(/\r\n|\r|\n/)) {
    const [, key = '', value = ''] = /^\s*([A-Za-z-]+)\s*:\s*([^#]*)/.exec(line) ?? [];
    const name = key.toLowerCase();
    let group = groups.at(-1);
    if (name === 'user-agent') {
      // Names that follow one another share what comes after them.
      if (group === undefined || !group.isOpen) {
        group = { agents: [], delaySeconds: null, isOpen: true };
        groups.push(group);
      }
      group.agents.push(value.trim().toLowerCase());
      continue;
    }
    if (group === undefined || name === '') continue;
    group.isOpen = false;
    const seconds = Number(value.trim());
    if (name === 'crawl-delay' && value.trim() !== '' && Number.isFinite(seconds) && seconds >= 0)
      group.delaySeconds = seconds;
  }
  const own = groups.filter(({ agents }) => agents.includes(product.toLowerCase()));
  const meant = own.length > 0 ? own : groups.filter(({ agents }) => agents.includes('*'));
  const stated = meant.flatMap(({ delaySeconds }) => delaySeconds ?? []);
  return stated.length === 0 ? null : Math.max(...stated) * 1000;
}
