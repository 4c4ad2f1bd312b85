import path from 'node:path';
import { parseArgs } from 'node:util';
import { startPlatforms } from './start-platforms.ts';

/** Serves the platforms of the province in a process of its own; prints one line of JSON when it is ready. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '7' },
      accounts: { type: 'string', default: '60' },
      date: { type: 'string', default: '2024-06-20' },
      case: { type: 'boolean', default: false },
      delay: { type: 'string', default: '0' },
      out: { type: 'string' },
    },
  });
  const platforms = await startPlatforms({
    ...{ seed: Number(values.seed), accounts: Number(values.accounts), date: values.date },
    case2024Q2: values.case,
  });
  const config =
    values.out === undefined
      ? null
      : await platforms.write(path.resolve(values.out), { minDelayMs: Number(values.delay) });
  process.stdout.write(`${JSON.stringify({ port: platforms.port, asOf: platforms.asOf(), config })}\n`);
  process.on('message', (message: { date?: string }) => {
    if (message.date !== undefined) platforms.setDate(message.date);
  });
  const end = () => void platforms.close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

await main();
