#!/usr/bin/env node
// In a checkout the program is compiled on the way when a source changed; an installed package carries dist.
import { existsSync } from 'node:fs';

if (existsSync(new URL('../tsconfig.build.json', import.meta.url))) {
  const { build } = await import('../scripts/build.mjs');
  build();
}
const { main } = await import('../dist/src/cli/main.js');
process.exitCode = await main(process.argv.slice(2));
