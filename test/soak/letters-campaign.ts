import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { seeded } from '../../src/domain/seeded.ts';
import { campaignRates } from '../../src/run/letters-rates.ts';
import { letterSites, writeLetterConfig } from '../letters/helpers/letter-workspace.ts';
import { at, CAMPAIGN, plan, workspaceAt } from '../letters/helpers/open-campaign.ts';
import { playSend, playWatch, statusAt } from '../letters/helpers/play-campaign.ts';
import { LETTER_KINDS } from '../province/letters/all-kinds.ts';
import { categoryOf, REPLY_PLANS } from '../province/letters/reply-plan.ts';
import { startLetters } from '../province/letters/start-letters.ts';

/**
 * A campaign of full size over its virtual days, in the real browser, scored against the truth:
 * `npx tsx test/soak/letters-campaign.ts [SEED [LETTERS]]`. Writes test/soak/results/campaign-SEED.json.
 */
const [seed = '1', size = '286'] = process.argv.slice(2);
const count = Number(size);
const draw = seeded(`campaign ${seed}`);
// Kinds that hold the page open for ever cost their whole limit; a few of each kind are enough of everything else.
const kinds = draw.shuffled(LETTER_KINDS);
const sites = letterSites(count, (i) => `s${i}.gov.cn`);
const mounted = sites.map(({ host, name }, i) => ({
  ...{ host, siteName: name, replies: draw.pick(REPLY_PLANS) },
  kind: kinds[i % kinds.length] as (typeof kinds)[number],
}));
const province = await startLetters(mounted, at('06-07T10:00'));
const { config } = writeLetterConfig(sites, province.port, '{ deskWaitSeconds: 0 }');
const workspace = workspaceAt(config, '06-07T09:00');
const began = performance.now();
await plan(workspace);
for (const when of ['06-07T10:00', '06-07T15:00', '06-11T10:00']) await playSend(workspace, province, when);
const sent = performance.now();
let looks = 0;
for (const when of [
  '06-07T23:30',
  '06-14T12:00',
  '06-17T23:30',
  '06-19T12:00',
  '06-26T12:00',
  '07-07T09:00',
  '07-10T09:00',
])
  looks += await playWatch(workspace, province, when);
const watched = performance.now();

const tally: Record<string, number> = {};
const wrong: unknown[] = [];
let accusations = 0;
for (const [i, line] of (await statusAt(workspace, '07-20T10:00')).entries()) {
  const { kind, replies, host } = mounted[i] as (typeof mounted)[number];
  const arrived = province.desk.of(host);
  const [letter] = arrived;
  const truth =
    letter !== undefined
      ? categoryOf(replies, letter, kind.lookUp === 'code_captcha' ? 'stated' : 'shown')
      : kind.expected.startsWith('unavailable')
        ? 'channel_unavailable'
        : 'undetermined';
  tally[`${truth} → ${line.category}`] = (tally[`${truth} → ${line.category}`] ?? 0) + 1;
  const isAccused =
    ['late', 'none', 'channel_unavailable'].includes(line.category) && line.category !== truth;
  if (isAccused) accusations += 1;
  if (arrived.length > 1 || (line.category !== truth && line.category !== 'undetermined') || isAccused)
    wrong.push({
      kind: kind.id,
      replies,
      truth,
      got: line.category,
      state: line.state,
      reason: line.reason,
      arrived: arrived.length,
      working: line.working,
    });
  else if (line.category !== truth)
    tally[`not decided: ${kind.id}`] = (tally[`not decided: ${kind.id}`] ?? 0) + 1;
}
const { rates } = await campaignRates(workspace, CAMPAIGN, at('07-20T10:00'));
const result = {
  ...{
    date: new Date().toISOString(),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}, Node ${process.version}`,
  },
  ...{
    seed,
    letters: count,
    kinds: kinds.length,
    looks,
    wrongCategories: wrong.length,
    wrongAccusations: accusations,
  },
  twice: mounted.filter(({ host }) => province.desk.of(host).length > 1).length,
  ...{ sendSeconds: Math.round((sent - began) / 1000), watchSeconds: Math.round((watched - sent) / 1000) },
  ...{ rssMb: Math.round(process.memoryUsage().rss / 2 ** 20), rates, tally, wrong },
};
await workspace.close();
await province.close();
const folder = path.resolve(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, `campaign-${seed}.json`), `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${JSON.stringify({ ...result, rates: undefined }, null, 1)}\n`);
