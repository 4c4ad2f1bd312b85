import { sendLetters } from '../../../src/run/letters-send.ts';
import { CAMPAIGN, workspaceAt } from './open-campaign.ts';
import { scriptedCarrier } from './scripted-carrier.ts';

/**
 * `letters send` in a process of its own, so that it can be killed: config, port of the letter server, time, failpoint
 * (`intent:N`: dies after the N-th committed intent, before the click; `answer:N`: after the N-th answer, before it is
 * recorded). Tells its parent every step.
 */
const [config = '', port = '', when = '', failpoint = ''] = process.argv.slice(2);
const [point, count] = failpoint.split(':');
let intents = 0;
let answers = 0;
const dieAt = (which: string, n: number) => {
  if (point === which && n === Number(count)) process.kill(process.pid, 'SIGKILL');
};
const tell = (step: string) => process.send?.(step);

const workspace = workspaceAt(config, when);
const carrier = scriptedCarrier(Number(port), {
  afterIntent() {
    intents += 1;
    tell('intent');
    dieAt('intent', intents);
  },
  afterAnswer() {
    answers += 1;
    tell('answer');
    dieAt('answer', answers);
  },
});
tell('ready');
await sendLetters(workspace, {
  ...{ campaign: CAMPAIGN, letterId: null, live: false, blackhole: false, carrier, language: 'en' },
  signal: new AbortController().signal,
  onStart: () => tell('start'),
  onLetter: () => tell('letter'),
});
await workspace.close();
process.disconnect?.();
