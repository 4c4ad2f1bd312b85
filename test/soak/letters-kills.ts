import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { killSends } from '../letters/helpers/kill-sends.ts';

/**
 * `letters send` killed with -9 at 200 instants, half of them at failpoints between intent and receipt, over campaigns of
 * 60 letters: `npx tsx test/soak/letters-kills.ts [KILLS]`. Writes test/soak/results/kills.json.
 */
const LETTERS = 60;
const KILLS_A_CAMPAIGN = 25;
const wanted = Number(process.argv[2] ?? '200');
const totals = {
  campaigns: 0,
  kills: 0,
  between: 0,
  twice: 0,
  lost: 0,
  wronglyAmbiguous: 0,
  notSubmittedInTheEnd: 0,
  twiceInTheEnd: 0,
};
const hits: Record<string, number> = {};
/** Letters that are not submitted in the end, by what they are instead. */
const otherwise: Record<string, number> = {};
const began = performance.now();
while (totals.kills < wanted) {
  const kills = Math.min(KILLS_A_CAMPAIGN, wanted - totals.kills);
  const campaign = await killSends(LETTERS, kills, `soak ${totals.campaigns}`);
  totals.campaigns += 1;
  totals.kills += campaign.kills;
  totals.between += campaign.between.size;
  totals.twice += [...campaign.arrivals.values()].filter((n) => n > 1).length;
  for (const { letterId, state } of campaign.afterKills) {
    if (state !== 'submitted' && state !== 'ambiguous') totals.lost += 1;
    if (state === 'ambiguous' && !campaign.between.has(letterId)) totals.wronglyAmbiguous += 1;
    if (state === 'submitted' && campaign.arrivals.get(letterId) !== 1) totals.lost += 1;
  }
  for (const { state, reason } of campaign.inTheEnd) {
    if (state === 'submitted') continue;
    totals.notSubmittedInTheEnd += 1;
    otherwise[`${state} ${reason ?? ''}`] = (otherwise[`${state} ${reason ?? ''}`] ?? 0) + 1;
  }
  totals.twiceInTheEnd += [...campaign.arrivalsInTheEnd.values()].filter((n) => n !== 1).length;
  for (const [name, n] of Object.entries(campaign.hits)) hits[name] = (hits[name] ?? 0) + n;
  process.stdout.write(`${JSON.stringify({ ...totals, hits, otherwise })}\n`);
}
const result = {
  date: new Date().toISOString(),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}, Node ${process.version}`,
  ...{
    lettersACampaign: LETTERS,
    seconds: Math.round((performance.now() - began) / 1000),
    ...totals,
    hits,
    otherwise,
  },
};
const folder = path.resolve(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'kills.json'), `${JSON.stringify(result, null, 2)}\n`);
