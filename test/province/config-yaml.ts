import { CANARY_HOSTS } from './answer.ts';
import type { Province } from './model.ts';

export interface ConfigParts {
  port: number;
  /** Hosts with a port of their own. */
  gates: ReadonlyMap<string, number>;
  /** Hosts that answer over IPv6; with none of them our own line shows no IPv6 either. */
  hosts6?: readonly string[];
  perHost?: { concurrency: number; minDelayMs: number };
  timeoutMs?: number;
}

/** Hosts outside .gov.cn and .政务 that the province answers for; friend links and platforms stay out of sight. */
function foreignHosts({ sites, faults }: Province): string[] {
  const hosts = new Set<string>();
  const add = (url: string) => {
    const { hostname } = new URL(url);
    if (!hostname.endsWith('.gov.cn') && !hostname.endsWith('.xn--zfr164b')) hosts.add(hostname);
  };
  for (const { homeUrl } of sites) add(homeUrl);
  for (const { effects } of faults) {
    for (const effect of effects) {
      if (effect.is === 'redirect-home') add(effect.to);
      if (effect.is === 'system') add(effect.url);
      if (effect.is === 'channel-elsewhere') add(`http://${effect.host}/`);
    }
  }
  return [...hosts].sort();
}

/** A configuration with which `xunjian` sees the province and nothing else. */
export function configYaml(
  province: Province,
  { port, gates, hosts6 = [], perHost, timeoutMs }: ConfigParts,
): string {
  const to = `"127.0.0.1:${port}"`;
  const to6 = `"[::1]:${port}"`;
  const resolve = [
    ['*.gov.cn', to],
    ['*.政务', to],
    ...foreignHosts(province)
      .filter((host) => !hosts6.includes(host))
      .map((host) => [host, to]),
    ...hosts6.filter((host) => !gates.has(host)).map((host) => [host, to6]),
    ...[...gates].map(([host, own]) => [host, `"127.0.0.1:${own}"`]),
    ...CANARY_HOSTS.map((host, i) => [host, i === 0 && hosts6.length > 0 ? to6 : to]),
    ['dcs.conac.cn', to],
    ['bszs.conac.cn', to],
  ];
  return `# Written by the proving province (seed ${province.seed}, ${province.size}). Everything in it is simulated.
timezone: Asia/Shanghai
vantage: province
database: sqlite:data/xunjian.db
evidence: data/evidence
inventory: { sites: sites.csv, columns: columns.csv, accounts: accounts.csv }
network:
  userAgent: "Xunjian/0.1 (+https://example.gov.cn/xunjian; proving province)"
  resolve:
${resolve.map(([host, target]) => `    "${host}": ${target}`).join('\n')}
  perHost: { concurrency: ${perHost?.concurrency ?? 2}, minDelayMs: ${perHost?.minDelayMs ?? 200} }
  perAddress: { concurrency: 8 }
  timeoutMs: ${timeoutMs ?? 15_000}
  authorities: ca.pem
  canaries: [${CANARY_HOSTS.map((host) => `"http://${host}/"`).join(', ')}]
`;
}
