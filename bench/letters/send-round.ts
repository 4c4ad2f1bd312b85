import { readFileSync, writeFileSync } from 'node:fs';
import { openLetterCarrier } from '../../src/run/letter-browser.ts';
import { sendLetters } from '../../src/run/letters-send.ts';
import { type LetterTestSite, writeLetterConfig } from '../../test/letters/helpers/letter-workspace.ts';
import { CAMPAIGN, movedTo, plan, workspaceAt } from '../../test/letters/helpers/open-campaign.ts';

export const CONTEXTS = 4;

/** One letter to each site by `letters send`; `onLetter` hears how many are done. */
export async function sendRound(
  sites: readonly LetterTestSite[],
  port: number,
  onLetter: (done: number) => void = () => {},
): Promise<{ seconds: number; submitted: number }> {
  const letters = `{ deskWaitSeconds: 0, perDay: ${sites.length + 1} }`;
  const { config } = writeLetterConfig(sites, port, letters);
  writeFileSync(config, readFileSync(config, 'utf8').replace('contexts: 3', `contexts: ${CONTEXTS}`));
  const workspace = workspaceAt(config, '06-07T10:00');
  await plan(workspace);
  const then = movedTo(workspace, '06-07T10:00');
  const carrier = await openLetterCarrier(then);
  let [done, submitted] = [0, 0];
  const began = performance.now();
  await sendLetters(then, {
    ...{ campaign: CAMPAIGN, letterId: null, live: false, blackhole: false, language: 'en' },
    ...{ carrier, signal: new AbortController().signal, onStart: () => {} },
    onLetter({ state }) {
      done += 1;
      if (state === 'submitted') submitted += 1;
      onLetter(done);
    },
  });
  const seconds = (performance.now() - began) / 1000;
  await workspace.close();
  return { seconds, submitted };
}
