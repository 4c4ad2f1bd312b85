import path from 'node:path';
import { parseArgs } from 'node:util';
import { wholeCast } from './cast.ts';
import { type RunningQuarter, startQuarter } from './start-quarter.ts';

/** Serves the script's quarter in a process of its own; prints one line of JSON when it is ready. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string', default: '.' } } });
  const cast = wholeCast();
  const quarter = await startQuarter(cast);
  const config = quarter.write(path.resolve(values.out));
  const { plans, accounts, letters } = cast;
  const ready = {
    config,
    sites: plans.length,
    accounts: accounts.length,
    letters: letters.sites.length,
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  if (process.send !== undefined) process.once('disconnect', () => process.exit(0));
  process.on('message', (question: Question) => {
    process.send?.({ id: question.id, answer: answerOf(question, quarter) });
  });
  const end = () => void quarter.close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

/** What the process that started it may ask, one JSON message each. */
type Question = { id: number } & (
  | { ask: 'now'; at: number }
  /** What a person reads in the picture that a site shows. */
  | { ask: 'picture'; siteCode: string }
  | { ask: 'counts' }
);

function answerOf(question: Question, quarter: RunningQuarter): unknown {
  switch (question.ask) {
    case 'now':
      quarter.setNow(question.at);
      return null;
    case 'picture':
      return quarter.picture(question.siteCode);
    case 'counts':
      return { ...quarter.requests(), twice: quarter.twice(), cpu: process.cpuUsage() };
  }
}

await main();
