import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../helpers/run-cli.ts';

export interface LetterTestSite {
  siteCode: string;
  name: string;
  host: string;
  sponsor?: string;
  level?: string;
  type?: string;
}

/** A folder with configuration and registry for these sites, mapped to a port of this machine; its config file. */
export function writeLetterConfig(
  sites: readonly LetterTestSite[],
  port: number,
  letters = '{ deskWaitSeconds: 0 }',
): { folder: string; config: string } {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'config'), { recursive: true });
  const header = 'site_code,site_name,home_url,sponsor,supervisor,region,level,type';
  const rows = sites.map(
    ({ siteCode, name, host, sponsor, level, type }) =>
      `${siteCode},${name},http://${host}/,${sponsor ?? `${name}办公室`},市政府办公室,示例市,${level ?? 'city'},${type ?? 'portal'}`,
  );
  writeFileSync(path.join(folder, 'config/sites.csv'), `${[header, ...rows].join('\n')}\n`);
  const config = path.join(folder, 'config/xunjian.yaml');
  writeFileSync(
    config,
    `${[
      'database: sqlite:../xunjian.db',
      'evidence: ../evidence',
      'inventory: { sites: sites.csv }',
      'network:',
      '  userAgent: "Xunjian-test/0.1 (+mailto:test@example.com)"',
      `  resolve: { "*.gov.cn": "127.0.0.1:${port}" }`,
      '  perHost: { concurrency: 4, minDelayMs: 0 }',
      'browser: { executable: auto, contexts: 3 }',
      `letters: ${letters}`,
    ].join('\n')}\n`,
  );
  return { folder, config };
}

/** Site codes in a row: `6100000001`, `6100000002`, … */
export function letterSites(count: number, host: (index: number) => string): LetterTestSite[] {
  return Array.from({ length: count }, (_, index) => ({
    siteCode: String(6_100_000_001 + index),
    name: `示例${index + 1}县人民政府`,
    host: host(index),
  }));
}
