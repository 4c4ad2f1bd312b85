import { readFileSync, writeFileSync } from 'node:fs';
import { loadConfig } from '../../config/load-config.ts';

/** Points an act's own configuration at the demo's database and evidence, so that what is found stands side by side. */
export function onTheSameDatabase(file: string, demoFile: string): string {
  const { databaseFile, evidence } = loadConfig({ file: demoFile, rehearsal: true });
  const text = readFileSync(file, 'utf8')
    .replace(/^database: .*$/m, `database: ${JSON.stringify(`sqlite:${databaseFile ?? ''}`)}`)
    .replace(/^evidence: .*$/m, `evidence: ${JSON.stringify(evidence)}`);
  writeFileSync(file, text);
  return file;
}
