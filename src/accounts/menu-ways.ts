import type { WayFacts } from '../domain/account-facts.ts';
import type { Door } from './door.ts';
import { listAt, textAt } from './json-answer.ts';

/** So many links of a menu are tried until one lives; menus have at most fifteen entries. */
const MAX_LINKS = 15;

/**
 * The menu as a way of interaction: an entry that the platform itself answers (a key, a mini program, media) works; one that
 * is a link works when the link is alive. One that works is enough. A menu of dead links does not count; where links could
 * not be tried for our own or the line's trouble, whether it works is open.
 */
export async function menuWays(buttons: readonly unknown[], door: Door): Promise<WayFacts[]> {
  const entries = buttons.flatMap((button) => {
    const inner = [...listAt(button, 'sub_button', 'list'), ...listAt(button, 'sub_button')];
    return inner.length > 0 ? inner : [button];
  });
  if (entries.length === 0) return [{ way: 'menu', works: false, detail: '' }];
  const links: string[] = [];
  for (const entry of entries) {
    const type = textAt(entry, 'type');
    const url = textAt(entry, 'url');
    if (type === 'view' || (type === null && url !== null)) {
      if (url !== null) links.push(url);
      continue;
    }
    if (type !== null) return [{ way: 'menu', works: true, detail: textAt(entry, 'name') ?? type }];
  }
  const tried = new Map<string, string>();
  let isOpen = false;
  for (const url of [...new Set(links)].slice(0, MAX_LINKS)) {
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
      tried.set(url, '不是网址');
      continue;
    }
    // Articles and mini programs of the platform itself live behind its own pages.
    const answer = await door.ask({ url, maxBytes: 64 * 1024 });
    const state = linkState(answer.status, answer.failure?.fault ?? null, answer.failure?.code ?? null);
    if (state === 'alive') return [{ way: 'menu', works: true, detail: url }];
    if (state === 'open') isOpen = true;
    tried.set(url, answer.status === null ? (answer.failure?.code ?? '') : String(answer.status));
  }
  if (links.length === 0) return [{ way: 'menu', works: false, detail: '菜单项无内容' }];
  const shown = [...tried]
    .map(([url, why]) => `${url} ${why}`)
    .slice(0, 3)
    .join('；');
  return [
    {
      way: 'menu',
      works: isOpen ? null : false,
      detail: isOpen ? `链接未能查看：${shown}` : `菜单链接失效：${shown}`,
    },
  ];
}

/** A wall or a login before the page shows that something is there; a name that does not exist or a refusal shows that nothing is. */
export function linkState(
  status: number | null,
  fault: string | null,
  code: string | null,
): 'alive' | 'dead' | 'open' {
  if (fault === 'challenge') return 'alive';
  if (code === 'platform_error') return 'open';
  if (fault === null) return status !== null && status < 400 ? 'alive' : 'dead';
  return code === 'name_not_found' || code === 'connect_refused' ? 'dead' : 'open';
}
