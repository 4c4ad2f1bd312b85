import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DemoSite } from './generate.ts';

/** Writes the configuration and inventory under which the generated sites are scanned; returns the config's path. */
export function writeDemoConfig(folder: string, sites: readonly DemoSite[], port: number): string {
  mkdirSync(path.join(folder, 'config'), { recursive: true });
  const header = 'site_code,site_name,home_url,sponsor,supervisor,region,level,type';
  const rows = sites.map(
    ({ siteCode, name, host }) =>
      `${siteCode},${name},http://${host}/,${name}办公室,市政府办公室,西安市,county,portal`,
  );
  writeFileSync(path.join(folder, 'config/sites.csv'), `${[header, ...rows].join('\n')}\n`);
  const config = [
    'database: sqlite:../xunjian.db',
    'evidence: ../evidence',
    'inventory: { sites: sites.csv, columns: columns.csv }',
    'network:',
    '  userAgent: "Xunjian-demo/0.1 (+mailto:demo@example.com)"',
    `  resolve: { "*.gov.cn": "127.0.0.1:${port}" }`,
    '  perHost: { concurrency: 2, minDelayMs: 20 }',
  ];
  const file = path.join(folder, 'config/xunjian.yaml');
  writeFileSync(file, `${config.join('\n')}\n`);
  return file;
}
