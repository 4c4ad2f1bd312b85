/** Enough for a session and a wall; more is a mistake or an attack. */
const MAX_COOKIES = 50;

/**
 * Cookies of one redirect chain, forgotten with it: many sites set a session cookie and send back to the same page,
 * which without it would look like a loop. Nothing is kept between pages, so every look is a stranger's.
 */
export class ChainCookies {
  /** By host and name. A cookie set for a parent domain is sent to hosts under it. */
  readonly #cookies = new Map<string, { domain: string; wide: boolean; name: string; value: string }>();

  store(url: URL, setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      const name = pair.slice(0, Math.max(at, 0)).trim();
      if (name === '' || line.length > 8192) continue;
      const wanted = attributeOf(attributes, 'domain')?.replace(/^\./, '').toLowerCase();
      const wide = wanted?.includes('.') === true && isUnder(url.hostname, wanted);
      const domain = wide ? wanted : url.hostname;
      const key = `${domain} ${name}`;
      if (attributeOf(attributes, 'max-age') === '0') this.#cookies.delete(key);
      else if (this.#cookies.size < MAX_COOKIES)
        this.#cookies.set(key, { domain, wide, name, value: pair.slice(at + 1).trim() });
    }
  }

  /** The `cookie` header for a request there; empty when there is none. */
  header(url: URL): string {
    if (this.#cookies.size === 0) return '';
    return [...this.#cookies.values()]
      .filter(({ domain, wide }) => (wide ? isUnder(url.hostname, domain) : url.hostname === domain))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
}

function isUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

function attributeOf(attributes: readonly string[], name: string): string | undefined {
  const found = attributes.find((attribute) => attribute.trim().toLowerCase().startsWith(`${name}=`));
  return found?.slice(found.indexOf('=') + 1).trim();
}
