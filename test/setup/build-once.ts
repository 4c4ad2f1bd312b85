import { execFileSync } from 'node:child_process';

/** Command tests run the built program; build it once before the workers start. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
