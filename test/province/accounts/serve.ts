import path from 'node:path';
import { parseArgs } from 'node:util';
import type { AccountResult } from '../../../src/run/account-result.ts';
import { scoreAccounts } from './score.ts';
import { type RunningPlatforms, startPlatforms } from './start-platforms.ts';

/** Serves the platforms of the province in a process of its own; prints one line of JSON when it is ready. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '7' },
      accounts: { type: 'string', default: '60' },
      date: { type: 'string', default: '2024-06-20' },
      case: { type: 'boolean', default: false },
      persons: { type: 'boolean', default: false },
      delay: { type: 'string', default: '0' },
      out: { type: 'string' },
    },
  });
  const platforms = await startPlatforms({
    ...{ seed: Number(values.seed), accounts: Number(values.accounts), date: values.date },
    ...{ case2024Q2: values.case, persons: values.persons },
  });
  const config =
    values.out === undefined
      ? null
      : await platforms.write(path.resolve(values.out), { minDelayMs: Number(values.delay) });
  const { port, world } = platforms;
  const ready = { port, asOf: platforms.asOf(), accounts: world.accounts.length, config };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  if (process.send !== undefined) process.once('disconnect', () => process.exit(0));
  process.on('message', (question: Question) => {
    process.send?.({ id: question.id, answer: answerOf(question, platforms) });
  });
  const end = () => void platforms.close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

/** What the process that started the platforms may ask of them, one JSON message each. */
type Question = { id: number } & (
  | { ask: 'date'; date: string }
  | { ask: 'load' }
  | { ask: 'reset-load' }
  | { ask: 'unreported' }
  | { ask: 'score'; lines: string }
);

function answerOf(question: Question, platforms: RunningPlatforms): unknown {
  switch (question.ask) {
    case 'date':
      platforms.setDate(question.date);
      return platforms.asOf();
    case 'load':
      return Object.fromEntries(platforms.load());
    case 'reset-load':
      platforms.load().clear();
      return null;
    case 'unreported':
      return platforms.world.unreported.filter(({ isForeign }) => !isForeign);
    case 'score': {
      const lines = question.lines.split('\n').filter(Boolean);
      const results = lines.map((line) => JSON.parse(line) as AccountResult);
      return scoreAccounts(results, platforms.truth());
    }
  }
}

await main();
